"""Why two organizations are not merged, or a merge is not undone; nothing was written."""


class MergeRefused(Exception):
    """The plan says why, or the database: two rows that may not stand side by side."""


class PlanChanged(Exception):
    """Since it was looked at, a row came, went or changed."""


class UndoneAlready(Exception):
    """Somebody undid it meanwhile."""


class LaterMerges(Exception):
    """What was merged with either of the two since must be undone first."""
