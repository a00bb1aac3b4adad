"""The desk for match-ups; each module registers its part."""

from matching.admin import confirmations, requests

__all__ = ["confirmations", "requests"]
