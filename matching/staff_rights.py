"""What each group of staff may do with the rows of match-ups."""

from django.db.models import Model

from jitco_portal.common.accounts.staff_groups import DECISION, Rights
from matching.models import Confirmation


def staff_rights() -> dict[type[Model], Rights]:
    # A confirmation lets an introduction pass.
    return {Confirmation: DECISION}
