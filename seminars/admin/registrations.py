"""The desk for registrations: those that wait, and the page on which staff decide and keep the account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jitco_portal.common.days import today
from jitco_portal.common.desk.base import PortalModelAdmin
from organizations.admin.groups import organization_named
from seminars.admin.groups import SEMINARS
from seminars.forms.desk_registrations import CorrectionForm, PaymentForm, ReasonForm
from seminars.models import Place, Registration
from seminars.models.registrations import LIVING
from seminars.queries.desk_registration import registration_at_desk
from seminars.queries.owed import overdue, with_account
from seminars.queries.waiting import asking
from seminars.services import money, papers, refusals, registrations
from seminars.services.refusals import Refused

REFUSALS = {
    refusals.NotAllowed: gettext_lazy("You may not do this."),
    refusals.NotAsked: gettext_lazy("Somebody else decided on this meanwhile, or it was cancelled."),
    refusals.HasEnded: gettext_lazy("The registration was refused or cancelled meanwhile."),
    refusals.HasBegun: gettext_lazy("The event has begun: places are not moved any more."),
    refusals.CheckedIn: gettext_lazy("Somebody is checked in: take that back at the check-in first."),
    refusals.StoppedByCheck: gettext_lazy("A check does not hold any more. See the checks of today."),
    refusals.NotOpen: gettext_lazy("The event is cancelled, or over."),
    refusals.PaidAlready: gettext_lazy("A payment with this reference is entered already."),
    refusals.EnteredJustNow: gettext_lazy("The same was entered a moment ago. If it is another one, wait a minute."),
    refusals.PaysBackTooMuch: gettext_lazy("More than was paid cannot be paid back."),
    refusals.NothingToWrite: gettext_lazy("There is nothing yet of which a paper could be issued."),
}


class BoardFilter(admin.SimpleListFilter):
    """What waits for approval comes first, unless another filter leads to a list, as that of one event."""

    title = gettext_lazy("what to do")
    parameter_name = "board"

    def __init__(self, request, params, model, model_admin):
        self.is_led = bool(set(request.GET) - {"o", "p", "q", self.parameter_name})
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        found = [("living", _("all that live")), ("overdue", _("payments that are late")), ("all", _("all"))]
        return found if request.user.has_perm("seminars.view_payment") else [found[0], found[2]]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [{**first, "display": _("to be approved"), "selected": first["selected"] and not self.is_led}, *others]

    def queryset(self, request, queryset):
        if self.value() is None and self.is_led:
            return queryset
        if self.value() == "living":
            return queryset.filter(state__in=LIVING)
        if self.value() == "overdue" and request.user.has_perm("seminars.view_payment"):
            return queryset.filter(pk__in=overdue(day=today()).values("pk"))
        return queryset if self.value() == "all" else queryset.filter(pk__in=asking().values("pk"))


@admin.register(Registration)
class RegistrationAdmin(PortalModelAdmin):
    index_group = SEMINARS
    page_path = "organization"
    list_display = ("__str__", "who", "of_event", "state", "people", "owed", "created_at")
    list_filter = (BoardFilter, "state", "group__group")
    list_select_related = ("organization", "event")
    search_fields = ("organization__public_id", "event__title_en", "event__title_ja")
    further_searches = (organization_named("organization"),)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Of the row itself: what an organization sent is changed by nobody else. See ``_act``."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_ordering(self, request):
        return ("created_at", "pk")

    def get_queryset(self, request):
        holding = Q(attendees__place__in=(Place.SEATED, Place.OFFERED))
        counted = (
            super()
            .get_queryset(request)
            .annotate(
                held=Count("attendees", filter=holding),
                coming=Count("attendees", filter=~Q(attendees__place=Place.GIVEN_UP)),
            )
        )
        return with_account(counted) if request.user.has_perm("seminars.view_payment") else counted

    def get_list_display(self, request):
        sees = request.user.has_perm("seminars.view_payment")
        return [name for name in self.list_display if name != "owed" or sees]

    @admin.display(description=gettext_lazy("organization"), ordering="organization")
    def who(self, registration):
        return registration.organization

    @admin.display(description=gettext_lazy("event"), ordering="event")
    def of_event(self, registration):
        return registration.event

    @admin.display(description=gettext_lazy("places held, of people"))
    def people(self, registration):
        return f"{registration.held} / {registration.coming}"

    @admin.display(description=gettext_lazy("open (yen)"))
    def owed(self, registration):
        return registration.owed

    # One registration -------------------------------------------------------------------------------

    def change_view(self, request: HttpRequest, object_id, form_url="", extra_context=None) -> HttpResponse:
        registration = self.get_object(request, unquote(object_id))
        if registration is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, registration):
            raise PermissionDenied
        bound: dict[str, Any] = {}
        if request.method == "POST":
            done, bound = _act(request, registration)
            if done:
                messages.success(request, done)
                return redirect(request.path)
            registration.refresh_from_db()
        user: Any = request.user
        history, has_older_history = self.latest_history(request, registration)
        context = {
            **self.admin_site.each_context(request),
            "title": str(registration),
            "subtitle": str(registration.organization),
            "opts": self.opts,
            "original": registration,
            "registration": registration,
            "media": self.media + PaymentForm().media,
            "shown": registration_at_desk(registration=registration, user=user),
            "may_decide": user.has_perm("seminars.change_registration"),
            "may_pay": user.has_perm("seminars.add_payment"),
            "may_correct": user.has_perm("seminars.add_charge"),
            "may_write_papers": user.has_perm("seminars.add_paper"),
            "failed": bound,
            "refuse_form": bound.get("refuse") or ReasonForm(prefix="refuse"),
            "cancel_form": bound.get("cancel") or ReasonForm(prefix="cancel"),
            "payment_form": bound.get("payment") or PaymentForm(prefix="payment"),
            "correction_form": bound.get("correction") or CorrectionForm(prefix="correction"),
            "history": history,
            "has_older_history": has_older_history,
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/seminars/registration/review.html", context)


# Acting -----------------------------------------------------------------------------------------------

_FORMS: dict[str, type[forms.Form]] = {
    "refuse": ReasonForm,
    "cancel": ReasonForm,
    "payment": PaymentForm,
    "correction": CorrectionForm,
}
_NEEDS = {
    "approve": "seminars.change_registration",
    "refuse": "seminars.change_registration",
    "cancel": "seminars.change_registration",
    "payment": "seminars.add_payment",
    "correction": "seminars.add_charge",
    "invoice": "seminars.add_paper",
    "receipt": "seminars.add_paper",
}


def _act(request: HttpRequest, registration: Registration) -> tuple[str, dict[str, Any]]:
    """What was done, in a sentence; or nothing, and the form with what is wrong."""
    do = request.POST.get("do", "")
    if do not in _NEEDS:
        raise Http404("no such action")
    user: Any = request.user
    if not user.has_perm(_NEEDS[do]):
        raise PermissionDenied
    form = _FORMS.get(do, forms.Form)(request.POST, prefix=do)
    if form.is_valid():
        try:
            return _DO[do](registration, user, form.cleaned_data), {}
        except ValidationError as error:
            known = {name: told for name, told in getattr(error, "error_dict", {}).items() if name in form.fields}
            form.add_error(None, known or error.messages)
        except Refused as error:
            form.add_error(None, REFUSALS.get(type(error), _("This cannot be done any more.")))
    return "", {do: form, "form": form, "do": do}


def _approve(registration: Registration, user: Any, values: dict[str, Any]) -> str:
    registrations.approve(registration=registration, by=user)
    return _("The registration is accepted, and the organization is told.")


def _refuse(registration: Registration, user: Any, values: dict[str, Any]) -> str:
    registrations.refuse(registration=registration, by=user, reason=values["reason"])
    return _("The registration is refused, and the organization is told why.")


def _cancel(registration: Registration, user: Any, values: dict[str, Any]) -> str:
    registrations.cancel(registration=registration, by=user, reason=values["reason"])
    return _("The registration is cancelled, and the organization is told.")


def _pay(registration: Registration, user: Any, values: dict[str, Any]) -> str:
    money.mark_payment(registration=registration, by=user, **values)
    return _("The payment is entered.")


def _correct(registration: Registration, user: Any, values: dict[str, Any]) -> str:
    money.correct(registration=registration, by=user, **values)
    return _("The correction is entered.")


def _invoice(registration: Registration, user: Any, values: dict[str, Any]) -> str:
    paper = papers.issue_invoice(registration=registration, by=user)
    return _("Invoice %(number)s holds.") % {"number": paper.number}


def _receipt(registration: Registration, user: Any, values: dict[str, Any]) -> str:
    paper = papers.issue_receipt(registration=registration, by=user)
    return _("Receipt %(number)s holds.") % {"number": paper.number}


_DO: dict[str, Callable[[Registration, Any, dict[str, Any]], str]] = {
    "approve": _approve,
    "refuse": _refuse,
    "cancel": _cancel,
    "payment": _pay,
    "correction": _correct,
    "invoice": _invoice,
    "receipt": _receipt,
}
