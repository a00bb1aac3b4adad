"""What an organization itself states for the rules of match-ups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from jitco_portal.common.days import today
from jitco_portal.common.shown_dates import shown_date
from matching.forms.facts import AllPartnersForm, ContractForm, EndForm, FigureForm, NoOrderForm
from matching.queries import facts as queries
from matching.services import facts
from matching.services.steps import NotAllowed
from organizations.models import Organization
from organizations.queries.members import membership_by_id
from organizations.views.members import get_and_post


@get_and_post
@login_required
def own_facts(request: HttpRequest, public_id: str) -> HttpResponse:
    """One page with a form for each fact; ``do`` says which was sent."""
    me = membership_by_id(request.user, public_id)
    if me is None or (request.method == "POST" and not me.may_edit):
        raise Http404("nothing to state for it")
    organization = get_object_or_404(Organization.objects.select_related("country"), pk=me.organization_id)
    shown = queries.own_facts(organization=organization, day=today())
    asked = request.POST.get("do", "")
    forms = _forms(request, shown, asked) if me.may_edit else {}
    if request.method == "POST":
        if asked not in forms:
            raise Http404("no such fact")
        form = forms[asked]
        try:
            if form.is_valid() and (told := _WRITES[asked](form, organization, request.user)):
                messages.success(request, told)
                return redirect("matching:own_facts", public_id)
        except facts.DayPassed:
            # What was read is not what would be written: the page shows the new day.
            messages.warning(request, _("A new day has begun, and nothing was written. Please read the page again."))
            return redirect("matching:own_facts", public_id)
        except (NotAllowed, facts.NotFitting) as error:
            raise Http404("not theirs to state") from error
    context = {"me": me, "organization": organization, "facts": shown, "forms": forms, "sent": forms.get(asked)}
    return render(request, "matching/own_facts.html", context)


def _forms(request: HttpRequest, shown: queries.OwnFacts, asked: str) -> dict[str, Any]:
    """By name, those that this organization can fill in now; the one that was sent is bound."""

    def data(name: str) -> Any:
        return request.POST if asked == name else None

    known = queries.known_partners(organization=shown.organization)
    forms: dict[str, Any] = {
        "figure": FigureForm(data("figure"), facts=shown),
        "contract": ContractForm(data("contract"), facts=shown, known=known),
    }
    if shown.endable or asked == "end":
        forms["end"] = EndForm(data("end"), facts=shown)
    if shown.is_supervising:
        forms["no_order"] = NoOrderForm(data("no_order"), facts=shown)
        forms["all_partners"] = AllPartnersForm(data("all_partners"), facts=shown)
    return forms


# Each writes one fact and says so; nothing is said where an error stands in the form.


def _state_figure(form: FigureForm, organization: Organization, by: Any) -> str:
    values = {name: form.cleaned_data.get(name) for name in ("programme", "operation", "year", "number")}
    try:
        facts.state_figure(organization=organization, by=by, **values)
    except facts.OtherSource as error:
        form.add_error("number", _other_source(error.row))
    except facts.FiguresDisagree as error:
        words = {"whole": error.whole, "parts": error.parts}
        text = _(
            "All operations together cannot be fewer (%(whole)s) than the single ones that are recorded (%(parts)s)."
        )
        form.add_error("number", text % words)
    else:
        return _("The number is recorded as your statement.")
    return ""


def _state_contract(form: ContractForm, organization: Organization, by: Any) -> str:
    values = {"partner": form.cleaned_data["partner"], "from_on": form.cleaned_data["from_on"]}
    try:
        facts.state_contract(organization=organization, by=by, **values)
    except facts.DayAhead:
        form.add_error("from_on", _("State a contract when it has begun."))
    except facts.ContractThere as error:
        text = _("A contract of the two is recorded already (%(source)s).")
        hint = _("If it is wrong, please write to the Affairs Dept.")
        form.add_error("public_id", f"{text % {'source': error.row.source_title}} {hint}")
    except facts.TooManyContracts:
        text = _("Your organization has listed %(number)s contracts, the most that it may.")
        form.add_error(None, text % {"number": facts.MOST_CONTRACTS})
    else:
        return _("The contract with %(name)s is recorded as your statement.") % {"name": values["partner"].name}
    return ""


def _end_contract(form: EndForm, organization: Organization, by: Any) -> str:
    try:
        facts.end_contract(
            organization=organization, by=by, contract=form.chosen, last_day=form.cleaned_data["last_day"]
        )
    except facts.OtherSource as error:
        form.add_error("contract", _other_source(error.row))
    except facts.ContractOver:
        form.add_error("contract", _("The end of this contract was noted already."))
    except facts.EndOutOfRange:
        form.add_error("last_day", _("Enter a day after the start of the contract and at most a year ahead."))
    else:
        return _("The end of the contract is noted.")
    return ""


def _confirm_no_order(form: NoOrderForm, organization: Organization, by: Any) -> str:
    def write() -> Any:
        return facts.confirm_no_order(organization=organization, by=by, day=form.cleaned_data["day"])

    return _confirm(form, write)


def _confirm_all_partners(form: AllPartnersForm, organization: Organization, by: Any) -> str:
    def write() -> Any:
        return facts.confirm_all_partners(
            organization=organization, by=by, country=form.chosen, day=form.cleaned_data["day"]
        )

    return _confirm(form, write)


def _confirm(form: Any, write: Callable[[], Any]) -> str:
    try:
        row = write()
    except facts.AlreadyConfirmed:
        form.add_error(None, _("This is confirmed for today already."))
    except facts.OrderOpen as error:
        text = _("The portal holds as open: %(orders)s. If this is wrong, please write to the Affairs Dept.")
        orders = "; ".join(
            _("%(kind)s, from %(day)s") % {"kind": each.get_kind_display(), "day": shown_date(each.from_on)}
            for each in error.orders
        )
        form.add_error("agree", text % {"orders": orders})
    except facts.ContractsMissing as error:
        text = _("Match-ups led to contracts that are not listed: %(names)s. Please add them first.")
        form.add_error("country", text % {"names": ", ".join(each.name for each in error.partners)})
    else:
        return _("Confirmed until %(day)s.") % {"day": shown_date(queries.holds_until(row))}
    return ""


def _other_source(row: Any) -> str:
    text = _("Another source says this already (%(source)s), and it is not changed here.")
    hint = _("If it is wrong, please write to the Affairs Dept.")
    return f"{text % {'source': row.source_title}} {hint}"


_WRITES: dict[str, Callable[[Any, Organization, Any], str]] = {
    "figure": _state_figure,
    "contract": _state_contract,
    "end": _end_contract,
    "no_order": _confirm_no_order,
    "all_partners": _confirm_all_partners,
}
