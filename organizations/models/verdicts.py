"""The three verdicts of a standing and the facts that decide it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    MAY_ACCEPT = "may_accept", _("may accept")
    MAY_NOT_ACCEPT = "may_not_accept", _("may not accept")
    NOT_KNOWN = "not_known", _("not known")


class Reason(models.TextChoices):
    """The fact that decided, in the words of a list; a profile explains it at length."""

    COUNTRY_MEASURE = "country_measure", _("a measure covers the whole country")
    ORGANIZATION_MEASURE = "organization_measure", _("suspended or revoked")
    PROGRAMME_CLOSED = "programme_closed", _("the programme takes no new plans on that day")
    APPROVED = "approved", _("approved by the sending government")
    NOT_NAMED = "not_named", _("not named in the complete list of the sending government")
    MEASURE_UNCERTAIN = "measure_uncertain", _("a measure may cover that day; its exact day is not known")
    NO_MOC = "no_moc", _("no MOC found for this programme")
    MOC_NOT_IN_FORCE = "moc_not_in_force", _("the MOC is not in force on that day")
    MOC_UNCERTAIN = "moc_uncertain", _("the day of entry into force of the MOC is not known exactly")
    APPROVAL_UNCERTAIN = "approval_uncertain", _("the exact day of the approval is not known")
    LAPSED = "lapsed", _("approval no longer confirmed by a list")
    ENDED = "ended", _("the approval ended")
    NO_APPROVAL = "no_approval", _("no approval found")


MAY_ACCEPT_REASONS = (Reason.APPROVED,)
MAY_NOT_ACCEPT_REASONS = (
    Reason.COUNTRY_MEASURE,
    Reason.ORGANIZATION_MEASURE,
    Reason.PROGRAMME_CLOSED,
    Reason.NOT_NAMED,
)


def verdict_of(reason: str) -> Verdict:
    if reason in MAY_ACCEPT_REASONS:
        return Verdict.MAY_ACCEPT
    return Verdict.MAY_NOT_ACCEPT if reason in MAY_NOT_ACCEPT_REASONS else Verdict.NOT_KNOWN
