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
from matching.queries.statements import stated_by
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
    running = [each for each in own if period_surely_holds(each.from_on, each.until_on, case.day)]
    # The word of one of the two alone lets nobody past the limit.
    if any(not stated_by(each) for each in running):
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
        rule = _("%(trainees)s trainees in %(year)s: without limit.") % words
        return holds(rule + _own_word(figures), *figures)
    agreed = _agreed(case)
    sure = _partners_of(each for each in partnerships if _surely_runs(each, case)) | agreed
    possible = _partners_of(partnerships) | agreed
    words |= {"limit": limit}
    rule = _("%(trainees)s trainees in %(year)s: at most %(limit)s contracts in Vietnam.") % words + _own_word(figures)
    if agreed:
        rule += " " + _("A contract to which a match-up led counts, listed or not.")
    rows = (*figures, *partnerships)
    if len(sure) >= limit and own:
        text = _("Whether the contract of the two still runs is not certain.")
        if running:
            text = _("That the two have a contract already, only one of them says.")
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
    words = {"day": shown_date(confirmation.confirmed_on), "source": confirmation.source_title}
    confirmed = (
        _("That all are listed, the supervising organization said itself on %(day)s.")
        if stated_by(confirmation)
        else _("Confirmed on %(day)s (%(source)s).")
    ) % words
    return holds(f"{rule} {_running(len(possible))} {confirmed}", *rows, confirmation)


def _surely_runs(partnership: Partnership, case: Case) -> bool:
    """What the other side alone says of a contract sets no limit to the supervising organization: it only may be so."""
    is_believed = stated_by(partnership) in ("", case.supervising.public_id)
    return is_believed and period_surely_holds(partnership.from_on, partnership.until_on, case.day)


def _agreed(case: Case) -> set[int]:
    """Partners in the country by contracts of match-ups that nobody has listed yet, but for the one asked for."""
    home = [each for each in case.supervision.agreed if each.country_id == case.sending.country_id]
    return {each.merged_into_id or each.pk for each in home} - {case.sending.merged_into_id or case.sending.pk}


def _own_word(figures: Iterable[TraineeFigure]) -> str:
    """A sentence more, where a number is what the organization says of itself."""
    return " " + _("The number is its own statement.") if any(stated_by(each) for each in figures) else ""


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
