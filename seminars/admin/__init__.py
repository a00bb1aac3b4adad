"""The desk for seminars and tours; each module registers its part."""

from seminars.admin import events, files, meetings, money, registrations

__all__ = ["events", "files", "meetings", "money", "registrations"]
