"""Rules for every country, in the order in which they are shown."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from countries.models import Agreement, FeeCap
from jitco_portal.common.partial_dates import period_possibly_holds, period_surely_holds
from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.sources import Sourced
from matching.models import Confirmation
from matching.queries.rules.answers import Answer, Missing, Rule, fails, holds, not_known
from matching.queries.rules.cases import Case
from matching.queries.statements import stated_by
from organizations.models import Fee, Sanction
from organizations.models.verdicts import Verdict
from organizations.queries.fees import WARNINGS, Outcome
from organizations.queries.permit_state import PermitState, ShownPermit, may_end, shown_permits
from organizations.queries.standing_text import explanations, marks

LAW = "https://laws.e-gov.go.jp/law/428AC0000000089"


def _permits(case: Case) -> list[ShownPermit]:
    own = [permit for permit in case.supervision.permits if permit.programme_id == case.programme.pk]
    return shown_permits(permits=own, sanctions=case.supervision.sanctions, day=case.day)


def _permit(case: Case) -> Answer:
    shown = _permits(case)
    words = {"programme": str(case.programme), "day": shown_date(case.day)}
    if not shown:
        return not_known(Missing.PERMIT, _("No permit for %(programme)s is recorded.") % words)
    first = shown[0]
    words["state"] = str(first.state.label)
    if first.state == PermitState.VALID:
        words["until"] = shown_date(first.permit.valid_until)
        return holds(_("The permit for %(programme)s is valid until %(until)s.") % words, first.permit)
    if first.state == PermitState.NOT_KNOWN:
        text = _("Whether the permit for %(programme)s is valid on %(day)s is not known: its dates are incomplete.")
        return not_known(Missing.PERMIT, text % words, first.permit)
    return fails(_("The permit for %(programme)s is not valid on %(day)s: %(state)s.") % words, first.permit)


def _orders(case: Case) -> Answer:
    sanctions = [each for each in case.supervision.sanctions if not _is_over(each, case)]
    sure = [each for each in sanctions if period_surely_holds(each.from_on, each.until_on, case.day)]
    if sure:
        words = {"kind": sure[0].get_kind_display(), "from": shown_date(sure[0].from_on)}
        return fails(_("Open since %(from)s: %(kind)s.") % words, *sure)
    unsure = [each for each in sanctions if period_possibly_holds(each.from_on, each.until_on, case.day)]
    if unsure:
        words = {"kind": unsure[0].get_kind_display(), "day": shown_date(case.day)}
        return not_known(Missing.ORDERS, _("May still be open on %(day)s: %(kind)s.") % words, *unsure)
    said = [each for each in case.supervision.confirmations if each.subject == Confirmation.Subject.NO_ORDER]
    against = {each.pk: _against(each, sanctions, case) for each in said}
    believed = [each for each in said if not against[each.pk]]
    if not believed:
        text = _("No order is recorded as open, and nobody has confirmed since that none is.")
        return not_known(Missing.ORDERS, text, *(against[said[0].pk] if said else []))
    # What others say of it weighs more than its own word, however new.
    confirmation = next((each for each in believed if not stated_by(each)), believed[0])
    words = {"day": shown_date(confirmation.confirmed_on)}
    if stated_by(confirmation):
        # Not by its name: the candidate reads this too, before it may know who asks.
        text = _("The supervising organization said itself on %(day)s: no order and no revocation is open against it.")
        return holds(text % words, confirmation)
    words["source"] = confirmation.source_title
    text = _("Confirmed on %(day)s (%(source)s): no order to improve and no revocation is open.")
    return holds(text % words, confirmation)


def _against(confirmation: Confirmation, sanctions: list[Sanction], case: Case) -> list[Sanction]:
    """What is recorded that may have been open on its day, or may have begun since: then it was not all."""
    said_on = confirmation.confirmed_on
    return [
        each
        for each in sanctions
        if period_possibly_holds(each.from_on, each.until_on, said_on)
        or (each.from_on.earliest <= case.day and said_on < each.from_on.latest)
    ]


def _is_over(sanction: Sanction, case: Case) -> bool:
    """A revocation ends the permits that began before it; with a newer one that holds it is the past."""
    valid = [each.permit for each in _permits(case) if each.state == PermitState.VALID]
    return sanction.kind == Sanction.Kind.REVOCATION and any(not may_end(sanction, permit) for permit in valid)


def _standing(case: Case) -> Answer:
    standing = case.standing
    told, limits = explanations(standing), marks(standing)
    reason = " ".join(each.text for each in (*told[:1], *limits))
    rows = tuple(each.source for each in (*told, *limits))
    if standing.verdict == Verdict.MAY_ACCEPT and standing.approval and standing.approval.scope:
        return not_known(Missing.SCOPE, reason, *rows)
    if standing.verdict == Verdict.MAY_ACCEPT:
        return holds(reason, *rows)
    if standing.verdict == Verdict.MAY_NOT_ACCEPT:
        return fails(reason, *rows)
    return not_known(Missing.STANDING, reason, *rows)


def _agreement(case: Case) -> Answer:
    words = {"programme": str(case.programme), "day": shown_date(case.day)}
    in_force = next((each for each in case.agreements if each.surely_in_force_on(case.day)), None)
    if in_force:
        words |= {"kind": in_force.get_kind_display(), "from": shown_date(in_force.in_force_from)}
        return holds(_("%(kind)s for %(programme)s in force since %(from)s.") % words, in_force)
    known = [each for each in case.agreements if each.state != Agreement.State.NONE_FOUND]
    possible = [each for each in known if each.possibly_in_force_on(case.day)]
    if possible:
        text = _("Whether an agreement for %(programme)s is in force on %(day)s is not certain.")
        return not_known(Missing.AGREEMENT, text % words, *possible)
    # Signed, and surely not in force: before its entry or after its end.
    if any(each.state == Agreement.State.SIGNED for each in known):
        return fails(_("No agreement for %(programme)s is in force on %(day)s.") % words, *known)
    return not_known(Missing.AGREEMENT, _("No agreement for %(programme)s was found.") % words, *case.agreements)


def _fees(case: Case) -> Answer:
    programme = case.programme
    compared = [each for each in (*case.fees.lines, *case.fees.sums) if each.fee.programme_id == programme.pk]
    charged = [each for each in compared if each.outcome != Outcome.NOT_CAPPED]
    above = [each for each in charged if each.outcome in WARNINGS]
    if above:
        words = {"what": above[0].fee.get_subject_display(), "outcome": Outcome(above[0].outcome).label}
        return fails(_("%(what)s: %(outcome)s.") % words, *above[0].fees, above[0].cap)
    if not charged:
        return not_known(Missing.FEES, _("What trainees pay to the sending organization is not recorded."))
    rows = [row for each in charged for row in (*each.fees, each.cap) if row is not None]
    caps = [cap for cap in case.fees.caps if cap.programme_id == programme.pk]
    if bare := {cap.subject for cap in caps} - {each.fee.subject for each in charged}:
        words = {"what": FeeCap.Subject(min(bare)).label}
        text = _("%(what)s: the country sets a cap, and what is charged is not recorded.")
        return not_known(Missing.FEES, text % words, *rows)
    if uncertain := [row for row in (*rows, *_rivals(caps)) if not _surely_of_the_day(row, case)]:
        text = _("Whether a fee or a cap is of this day is not certain.")
        return not_known(Missing.CAP, text, *uncertain)
    left_open = [each for each in charged if each.outcome not in (Outcome.WITHIN, Outcome.NO_CAP)]
    if left_open:
        words = {"what": left_open[0].fee.get_subject_display(), "outcome": Outcome(left_open[0].outcome).label}
        return not_known(Missing.CAP, _("%(what)s: %(outcome)s.") % words, *rows)
    if all(each.outcome == Outcome.WITHIN for each in charged):
        return holds(_("What trainees pay is within the cap of the country."), *rows)
    if case.no_cap is None or caps:
        return not_known(Missing.CAP, _("No cap of the country is recorded for all that trainees pay."), *rows)
    words = {"day": shown_date(case.no_cap.confirmed_on)}
    return holds(_("Confirmed on %(day)s: the country sets no cap on this.") % words, *rows, case.no_cap)


def _rivals(caps: list[FeeCap]) -> list[FeeCap]:
    """Caps on the same fee and term: of two, one is of another day."""
    keys = [(cap.subject, cap.term_years) for cap in caps]
    return [cap for cap in caps if keys.count((cap.subject, cap.term_years)) > 1]


def _surely_of_the_day(row: Sourced, case: Case) -> bool:
    """A row without any date is taken as it stands."""
    if not isinstance(row, Fee | FeeCap) or (row.from_on is None and row.until_on is None):
        return True
    return period_surely_holds(row.from_on, row.until_on, case.day)


RULES = [
    Rule(
        name="permit",
        title=gettext_lazy("Permit of the supervising organization"),
        source=gettext_lazy(
            "Technical Intern Training Act, Articles 23 and 31: supervision needs a permit, for a term"
        ),
        source_url=LAW,
        check=_permit,
    ),
    Rule(
        name="orders",
        title=gettext_lazy("No open order against the supervising organization"),
        source=gettext_lazy(
            "OTIT: orders to improve, orders to stop and revocation of permits of supervising organizations"
        ),
        source_url="http://www.otit.go.jp/gyouseishobun/",
        check=_orders,
    ),
    Rule(
        name="standing",
        title=gettext_lazy("Standing of the sending organization"),
        source=gettext_lazy("What its government approves, and what either side suspended, on the day"),
        check=_standing,
    ),
    Rule(
        name="agreement",
        title=gettext_lazy("Agreement with the country"),
        source=gettext_lazy("Memorandum of cooperation between the governments, or JITCO's record of discussions"),
        check=_agreement,
    ),
    Rule(
        name="fees",
        title=gettext_lazy("Fees within the cap of the country"),
        source=gettext_lazy("Caps that the sending country sets, each with its source on the country's page"),
        check=_fees,
    ),
]
