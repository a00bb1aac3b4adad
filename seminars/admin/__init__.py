"""The desk for seminars and tours; each module registers its part, in the order in which the index shows them."""

# isort: off
from seminars.admin import events
from seminars.admin import registrations
from seminars.admin import meetings
from seminars.admin import money
from seminars.admin import files
# isort: on

__all__ = ["events", "files", "meetings", "money", "registrations"]
