"""The desk for seminars and tours; each module registers its part."""

from seminars.admin import events, meetings, money, registrations

__all__ = ["events", "meetings", "money", "registrations"]
