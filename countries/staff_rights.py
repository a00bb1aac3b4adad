"""What each group of staff may do with the rows of the countries."""

from django.db.models import Model

from countries.models import (
    Agreement,
    Counterpart,
    Country,
    CountryFigure,
    CountryMeasure,
    CountrySection,
    DataProtectionRegime,
    ExchangeRate,
    FeeCap,
    GovernmentTalk,
    Notice,
    ProcedureStep,
    Programme,
)
from jitco_portal.common.accounts.staff_groups import CONTENT, DECISION, FRAME, Rights


def staff_rights() -> dict[type[Model], Rights]:
    return {
        Country: FRAME,
        CountrySection: CONTENT,
        ProcedureStep: CONTENT,
        Notice: CONTENT,
        GovernmentTalk: CONTENT,
        CountryFigure: CONTENT,
        FeeCap: CONTENT,
        ExchangeRate: CONTENT,
        # An acceptance hangs on them: the days of a programme, how long an office's list holds, what was agreed.
        Programme: DECISION,
        Counterpart: DECISION,
        Agreement: DECISION,
        CountryMeasure: DECISION,
        # Without it nothing about a person is disclosed to the country.
        DataProtectionRegime: DECISION,
    }
