"""Vietnam: how many sending organizations one may contract with, and care by separate permission only."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jitco_portal.common.partial_dates import period_surely_holds
from jitco_portal.common.shown_dates import shown_date
from matching.models import Confirmation
from matching.queries.rules.answers import Answer, Missing, Rule, fails, holds, not_known
from matching.queries.rules.care import allowance
from matching.queries.rules.cases import Case
from organizations.models import Partnership, TraineeFigure

COUNTRY = "VN"
# From so many trainees in the previous calendar year, at most so many contracts; from the last without limit.
LIMITS = ((0, 3), (100, 5), (200, None))


def limit_of(trainees: int) -> int | None:
    """How many sending organizations of Vietnam a supervising organization with so many trainees may contract with.

    None where there is no limit.
    """
    return next(limit for least, limit in reversed(LIMITS) if trainees >= least)


def _partners(case: Case) -> Answer:
    partnerships = [
        each
        for each in case.supervision.partnerships
        if each.sending_organization.organization.country_id == case.sending.country_id
    ]
    own = [each for each in partnerships if _partner(each) == (case.sending.merged_into_id or case.sending.pk)]
    if any(period_surely_holds(each.from_on, each.until_on, case.day) for each in own):
        return holds(_("The two have a contract already."), *own)
    # Whether or not it runs, it is the contract that is asked for.
    partnerships = [each for each in partnerships if each not in own]
    figures, trainees, is_whole = _trainees(case)
    year = case.day.year - 1
    limit = limit_of(trainees)
    # A sum over some operations is the least there were: it can lift the limit, and set none.
    if not figures or (not is_whole and limit is not None):
        text = _("How many trainees the supervising organization took in in %(year)s is not recorded.")
        return not_known(Missing.TRAINEES, text % {"year": year}, *figures)
    words: dict[str, object] = {"year": year, "trainees": trainees}
    if limit is None:
        return holds(_("%(trainees)s trainees in %(year)s: without limit.") % words, *figures)
    sure = _partners_of(each for each in partnerships if period_surely_holds(each.from_on, each.until_on, case.day))
    possible = _partners_of(partnerships)
    words |= {"limit": limit}
    rule = _("%(trainees)s trainees in %(year)s: at most %(limit)s contracts in Vietnam.") % words
    rows = (*figures, *partnerships)
    if len(sure) >= limit and own:
        text = _("Whether the contract of the two still runs is not certain.")
        return not_known(Missing.PARTNERS, f"{rule} {_running(len(sure))} {text}", *rows, *own)
    if len(sure) >= limit:
        return fails(f"{rule} {_running(len(sure))}", *rows)
    if len(possible) >= limit:
        uncertain = _("Whether so many run already is not certain.")
        return not_known(Missing.PARTNERS, f"{rule} {uncertain}", *rows)
    confirmation = case.supervision.confirmed(Confirmation.Subject.ALL_PARTNERS, country_id=case.sending.country_id)
    if confirmation is None:
        text = _("Nobody has confirmed that all contracts of the supervising organization in Vietnam are listed.")
        return not_known(Missing.PARTNERS, text, *rows)
    confirmed = _("Confirmed on %(day)s.") % {"day": shown_date(confirmation.confirmed_on)}
    return holds(f"{rule} {_running(len(possible))} {confirmed}", *rows, confirmation)


def _running(number: int) -> str:
    return ngettext("%(number)s contract runs.", "%(number)s contracts run.", number) % {"number": number}


def _trainees(case: Case) -> tuple[tuple[TraineeFigure, ...], int, bool]:
    """The figures of the previous calendar year, their number, and whether it is that of all operations."""
    own = [
        each
        for each in case.supervision.trainee_figures
        if each.year == case.day.year - 1 and each.programme_id == case.programme.pk
    ]
    whole = [each for each in own if each.operation_id is None]
    counted = tuple(whole or own)
    return counted, sum(each.number for each in counted), bool(whole)


def _partners_of(partnerships: Iterable[Partnership]) -> set[int]:
    return {_partner(each) for each in partnerships}


def _partner(partnership: Partnership) -> int:
    """What was merged into another is that one."""
    return partnership.sending_organization.organization.merged_into_id or partnership.sending_organization_id


RULES = [
    Rule(
        name="partners",
        country=COUNTRY,
        title=gettext_lazy("Vietnam's limit on contracts"),
        source=gettext_lazy(
            "Consultation of Vietnam with JITCO: 3 below 100 trainees a year, 5 below 200, then any number"
        ),
        source_url="https://www.jitco.or.jp/en/regulation/consultation/329/",
        check=_partners,
        applies=lambda case: case.programme.code == "titp",
    ),
    Rule(
        name="care",
        country=COUNTRY,
        title=gettext_lazy("Separate permission for care"),
        source=gettext_lazy("Embassy of Japan in Vietnam: care trainees come through specially allowed organizations"),
        source_url="http://www.vn.emb-japan.go.jp/itpr_ja/ginoujisshuokuridashikikannshisatsu.html",
        check=allowance,
        applies=lambda case: case.is_care,
    ),
]
