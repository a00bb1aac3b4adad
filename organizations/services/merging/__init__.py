"""Merging two organizations that are one, and undoing it."""

from organizations.services.merging.errors import LaterMerges, MergeRefused, PlanChanged, UndoneAlready
from organizations.services.merging.merge import merge
from organizations.services.merging.undo import undo

__all__ = ["LaterMerges", "MergeRefused", "PlanChanged", "UndoneAlready", "merge", "undo"]
