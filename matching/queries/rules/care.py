"""Care: a country whose own file has a rule of this name asks a separate permission; of others it is not known."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jitco_portal.common.partial_dates import period_possibly_holds, period_surely_holds
from jitco_portal.common.shown_dates import shown_date
from matching.queries.rules.answers import Answer, Missing, Rule, holds, not_known
from matching.queries.rules.cases import Case


def allowance(case: Case) -> Answer:
    """Whether the sending organization has the permission on the day; no row is no refusal, only not known.

    A sighting is not a period: as an approval, it counts for so long after it was confirmed as the office's lists do.
    """
    sure = [
        each
        for each in case.allowances
        if period_surely_holds(each.from_on, each.until_on, case.day)
        and case.day <= each.confirmed_on.earliest + datetime.timedelta(days=each.issuer.list_tolerance_days)
    ]
    if sure:
        words = {"day": shown_date(sure[0].confirmed_on)}
        return holds(_("It has the separate permission for care, confirmed on %(day)s.") % words, sure[0])
    possible = [each for each in case.allowances if period_possibly_holds(each.from_on, each.until_on, case.day)]
    if possible:
        text = _("Whether its permission for care runs on %(day)s is not certain.")
        return not_known(Missing.ALLOWANCE, text % {"day": shown_date(case.day)}, *possible)
    return not_known(Missing.ALLOWANCE, _("No separate permission for care is recorded."), *case.allowances)


def _elsewhere(case: Case) -> Answer:
    answer = allowance(case)
    if not answer.missing or case.allowances:
        return answer
    text = _("Whether the country asks a separate permission for care is not recorded.")
    return not_known(Missing.CARE_RULE, text)


RULES = [
    Rule(
        name="care",
        title=gettext_lazy("Separate permission for care"),
        source=gettext_lazy("Rules of the sending country, as far as they are known"),
        check=_elsewhere,
        applies=lambda case: case.is_care,
    )
]
