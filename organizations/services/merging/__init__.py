"""Merging two organizations that are one, and undoing it."""

from organizations.services.merging.errors import LaterMerges, MergeRefused, PlanChanged, UndoneAlready
from organizations.services.merging.merge import effect_of_merging, merge
from organizations.services.merging.undo import effect_of_undoing, undo

__all__ = [
    "LaterMerges",
    "MergeRefused",
    "PlanChanged",
    "UndoneAlready",
    "effect_of_merging",
    "effect_of_undoing",
    "merge",
    "undo",
]
