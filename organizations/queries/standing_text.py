"""A standing in words: the sentence one could read over the telephone, its reasons with their sources, its marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from countries.models import Agreement, CountryMeasure
from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.sources import Sourced
from organizations.models import Approval, HomeLicence, OrganizationMeasure
from organizations.models.verdicts import Reason, Verdict
from organizations.queries.standing import Standing

Row = TypeVar("Row", bound=Sourced)


@dataclass(frozen=True)
class Explanation:
    """One reason in words, with the row whose source carries it (None where a fact is missing)."""

    text: str
    source: Sourced | None = None


def sentence(standing: Standing) -> str:
    """The verdict for the programme and day, in one sentence."""
    words = {"programme": str(standing.programme), "day": shown_date(standing.day)}
    if standing.verdict == Verdict.MAY_ACCEPT:
        return _("May accept for %(programme)s on %(day)s.") % words
    if standing.verdict == Verdict.MAY_NOT_ACCEPT:
        return _("May not accept for %(programme)s on %(day)s.") % words
    return _("Not known whether one may accept for %(programme)s on %(day)s.") % words


def reason_label(reason: str) -> str:
    """The deciding fact in the words of a list."""
    return str(Reason(reason).label)


def explanations(standing: Standing) -> list[Explanation]:
    """Why, in order; where something is not known, first the fact that is missing, then what was last said."""
    return _EXPLAIN[standing.reason](standing) + _last_said(standing)


def licensed_at_home(standing: Standing, licences: Iterable[HomeLicence]) -> list[Explanation]:
    """What the licences at home say beside a standing that is not known: they are no approval for Japan."""
    if standing.verdict != Verdict.NOT_KNOWN:
        return []
    begun = [each for each in licences if each.starts_on.earliest <= standing.day]
    return [Explanation(_licence_text(each, standing), each) for each in begun]


def _licence_text(licence: HomeLicence, standing: Standing) -> str:
    words = {
        "office": str(licence.issuer),
        "confirmed": shown_date(licence.confirmed_on),
        "until": shown_date(licence.licensed_until),
    }
    if licence.licensed_until and licence.licensed_until.latest < standing.day:
        return _("Was licensed at home by %(office)s until %(until)s, which was no approval for Japan.") % words
    if standing.approval:
        return _("Licensed at home by %(office)s (list of %(confirmed)s), which is no approval for Japan.") % words
    return _("Licensed at home by %(office)s (list of %(confirmed)s); approval for Japan not known.") % words


def marks(standing: Standing) -> list[Explanation]:
    """Limits and warnings beside the verdict; they change nothing about it."""
    found = []
    approval = standing.approval
    if approval and standing.verdict == Verdict.MAY_ACCEPT:
        if approval.scope:
            found.append(Explanation(_("Limited to: %(scope)s") % {"scope": approval.scope}, approval))
        if standing.ends_soon:
            text = _("The approval ends on %(day)s.") % {"day": shown_date(approval.approved_until)}
            found.append(Explanation(text, approval))
    found += [Explanation(measure_text(measure), measure) for measure in standing.warnings]
    for report in standing.adverse_reports:
        words = {"said": report.get_said_display(), "day": shown_date(report.said_on), "basis": report.basis}
        text = _("Reported by others, not confirmed by a government: %(said)s %(day)s. %(basis)s") % words
        found.append(Explanation(" ".join(text.split()).replace(" .", "."), report))
    return found


def measure_text(measure: OrganizationMeasure | CountryMeasure) -> str:
    """Who took which measure for which days, and what it says."""
    words = {
        "kind": _("Measure for the whole country"),
        "side": measure.get_side_display(),
        "from": shown_date(measure.from_on),
        "until": shown_date(measure.until_on),
    }
    if isinstance(measure, OrganizationMeasure):
        words["kind"] = {
            OrganizationMeasure.Kind.SUSPENSION: _("Suspension"),
            OrganizationMeasure.Kind.REVOCATION: _("Revocation"),
            OrganizationMeasure.Kind.WARNING: _("Warning"),
        }[OrganizationMeasure.Kind(measure.kind)]
    if measure.until_on:
        text = _("%(kind)s by %(side)s from %(from)s until %(until)s.") % words
    else:
        text = _("%(kind)s by %(side)s from %(from)s; no end is known.") % words
    return f"{text} {measure.text}".strip()


def _held(row: Row | None) -> Row:
    """A row that the reason of a standing always carries."""
    if row is None:
        raise LookupError("the reason of this standing rests on a row that is not there")
    return row


def _measures(standing: Standing) -> list[Explanation]:
    return [Explanation(measure_text(measure), measure) for measure in standing.measures]


def _approved(standing: Standing) -> list[Explanation]:
    return [
        Explanation(_approval_text(_held(standing.approval)), standing.approval),
        Explanation(_in_force_text(_held(standing.agreement)), standing.agreement),
        Explanation(_("No measure by either side is recorded for that day.")),
    ]


def _approval_text(approval: Approval) -> str:
    words = {
        "office": str(approval.issuer),
        "from": shown_date(approval.starts_on),
        "confirmed": shown_date(approval.confirmed_on),
        "until": shown_date(approval.approved_until),
    }
    if not approval.approved_from:
        text = _("Approved by %(office)s: first named on %(from)s, last confirmed on %(confirmed)s.") % words
    elif approval.approved_until:
        text = _("Approved by %(office)s from %(from)s until %(until)s, last confirmed on %(confirmed)s.") % words
    else:
        text = _("Approved by %(office)s from %(from)s, last confirmed on %(confirmed)s.") % words
    return text


def _in_force_text(agreement: Agreement) -> str:
    words = {"day": shown_date(agreement.in_force_from)}
    if agreement.effective_on:
        return _("The MOC for the programme is in force since %(day)s.") % words
    return (
        _("The MOC was signed on %(day)s; no day of entry into force is known, so it counts from the signing.") % words
    )


def _programme_closed(standing: Standing) -> list[Explanation]:
    programme = standing.programme
    words = {
        "programme": str(programme),
        "from": shown_date(programme.new_plans_from),
        "until": shown_date(programme.new_plans_until),
    }
    if standing.day < programme.new_plans_from:
        text = _("%(programme)s takes new plans only from %(from)s.") % words
    else:
        text = _("%(programme)s takes no new plans after %(until)s.") % words
    return [Explanation(text, programme)]


def _not_named(standing: Standing) -> list[Explanation]:
    edition, agreement = _held(standing.edition), _held(standing.agreement)
    named = {"office": str(edition.issuer), "day": shown_date(edition.published_on)}
    refused = {"day": shown_date(agreement.others_refused_from)}
    return [
        Explanation(_("The complete list of %(office)s of %(day)s does not name it.") % named, edition),
        Explanation(
            _("Under the MOC, organizations that are not approved are refused from %(day)s.") % refused, agreement
        ),
    ]


def _measure_uncertain(standing: Standing) -> list[Explanation]:
    text = _("Missing: the exact days of the measure below. Whether it covers this day cannot be said.")
    return [Explanation(text), *_measures(standing)]


def _no_moc(standing: Standing) -> list[Explanation]:
    missing = _("Missing: no MOC found for this programme; the recommendation is checked case by case.")
    if standing.agreement:
        day = {"day": shown_date(standing.agreement.checked_on)}
        missing = (
            _("Missing: no MOC found for this programme (as of %(day)s); the recommendation is checked case by case.")
            % day
        )
    return [Explanation(missing, standing.agreement)]


def _moc_not_in_force(standing: Standing) -> list[Explanation]:
    agreement = _held(standing.agreement)
    if agreement.ended_on and agreement.ended_on.latest < standing.day:
        text = _("Missing: an MOC in force. The one held here was in force until %(day)s.") % {
            "day": shown_date(agreement.ended_on)
        }
    else:
        text = _("Missing: an MOC in force. The one held here counts from %(day)s.") % {
            "day": shown_date(agreement.in_force_from)
        }
    return [Explanation(text, agreement)]


def _moc_uncertain(standing: Standing) -> list[Explanation]:
    agreement = _held(standing.agreement)
    if agreement.state == Agreement.State.INFERRED:
        text = _("Missing: the MOC itself. It is inferred from other sources; the paper was not found.")
    elif agreement.in_force_from:
        day = {"day": shown_date(agreement.in_force_from)}
        text = _("Missing: the exact days of the MOC. It is known to count from %(day)s.") % day
    else:
        text = _("Missing: the day of the MOC. It was signed, but no source shows when.")
    return [Explanation(text, agreement)]


def _approval_uncertain(standing: Standing) -> list[Explanation]:
    return [Explanation(_("Missing: the exact days of the approval; what is known does not settle this day."))]


def _lapsed(standing: Standing) -> list[Explanation]:
    if standing.edition:
        words = {"office": str(standing.edition.issuer), "day": shown_date(standing.edition.published_on)}
        text = _("Missing: a confirmation. The complete list of %(office)s of %(day)s no longer names it.") % words
        return [Explanation(text, standing.edition)]
    days = {"days": _held(standing.approval).issuer.list_tolerance_days}
    text = _("Missing: a list or letter that confirms the approval within %(days)s days before this day.") % days
    return [Explanation(text)]


def _ended(standing: Standing) -> list[Explanation]:
    return [Explanation(_("Missing: an approval for this day. The last one held here has ended."))]


def _no_approval(standing: Standing) -> list[Explanation]:
    return [
        Explanation(_("Missing: no list or letter of the sending government held here names it for this programme."))
    ]


def _last_said(standing: Standing) -> list[Explanation]:
    """What was last said where the standing is not known."""
    if standing.verdict != Verdict.NOT_KNOWN or not standing.approval:
        return []
    said = _("Last said: %(what)s") % {"what": _approval_text(standing.approval)}
    return [Explanation(said, standing.approval)]


_EXPLAIN = {
    Reason.COUNTRY_MEASURE: _measures,
    Reason.ORGANIZATION_MEASURE: _measures,
    Reason.PROGRAMME_CLOSED: _programme_closed,
    Reason.APPROVED: _approved,
    Reason.NOT_NAMED: _not_named,
    Reason.MEASURE_UNCERTAIN: _measure_uncertain,
    Reason.NO_MOC: _no_moc,
    Reason.MOC_NOT_IN_FORCE: _moc_not_in_force,
    Reason.MOC_UNCERTAIN: _moc_uncertain,
    Reason.APPROVAL_UNCERTAIN: _approval_uncertain,
    Reason.LAPSED: _lapsed,
    Reason.ENDED: _ended,
    Reason.NO_APPROVAL: _no_approval,
}
