"""Why a wished meeting is not in the timetable: in the reader's words, for staff and for the organization itself.

Staff read what the solver found. An organization reads a reason that is worked out of what it may know anyway: its own
times, meetings and limits, the languages, who did not come. Whether the other side said no, and what it wished, never
goes into it: every other cause is told in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jitco_portal.common.languages import listed, sentence_gap
from organizations.models import Organization
from seminars.models import Meeting, MeetingDay, MeetingInterpreter, MeetingParty, MeetingWish
from seminars.queries.meetings import is_there, parties_of, slot_label

# For staff: the solver's codes (`seminars.timetable.unmet`, `seminars.timetable.conflicts`).
SENTENCES = {
    "absent": gettext_lazy("%(party)s did not come."),
    "refused": gettext_lazy("%(party)s does not want to meet."),
    "language": gettext_lazy(
        "%(sending)s and %(supervising)s have no language in common, and no interpreter has a fitting pair."
    ),
    "none_allowed": gettext_lazy("%(party)s may have no meeting at all."),
    "no_tables": gettext_lazy("There are no tables."),
    "no_slots": gettext_lazy("There are no times."),
    "never_together": gettext_lazy("%(sending)s and %(supervising)s are never there at the same time."),
    "forbidden": gettext_lazy("It was ruled out at the desk."),
    "over": gettext_lazy("The times at which both are there are over."),
    "forbidden_or_over": gettext_lazy("The times at which both are there are over or were ruled out at the desk."),
    "interpreter_away": gettext_lazy("No interpreter for their languages is there while both are (%(slots)s)."),
    "not_there": gettext_lazy("%(party)s is not there at %(slot)s."),
    "full": gettext_lazy("%(party)s has all the meetings that it may have (%(limit)s)."),
    "both_full": gettext_lazy("%(sending)s and %(supervising)s have all the meetings that they may have."),
    "party_busy": gettext_lazy("%(party)s has another meeting whenever the two could meet (%(slots)s)."),
    "busy": gettext_lazy("Whenever the two could meet, one of them has another meeting (%(slots)s)."),
    "rest": gettext_lazy("Where both are free (%(slots)s), it would leave %(parties)s too long without a pause."),
    "tables": gettext_lazy("Where both are free (%(slots)s), all tables are taken."),
    "interpreters": gettext_lazy("Where both are free (%(slots)s), no interpreter for their languages is."),
    "mixed": gettext_lazy("No time fits. %(causes)s"),
    "costs_more": gettext_lazy("It could stand at %(slot)s, but would cost as many points there as it brings."),
    "room": gettext_lazy("It could stand at %(slot)s; the search ended before it came to this."),
    # Of several that contradict each other.
    "two_pins": gettext_lazy("Two meet only once."),
    "beside_pins": gettext_lazy("The fixed meetings leave no room for it."),
    "party": gettext_lazy("%(party)s cannot hold these %(number)s meetings."),
    "together": gettext_lazy("These %(number)s meetings do not fit into the day together."),
}
CAUSES = {
    "busy": gettext_lazy("%(slot)s: %(party)s has another meeting."),
    "rest": gettext_lazy("%(slot)s: %(party)s needs a pause."),
    "tables": gettext_lazy("%(slot)s: all tables are taken."),
    "interpreters": gettext_lazy("%(slot)s: no interpreter is free."),
}
KEPT = gettext_lazy("Making room would change meetings that are published.")
BEST = gettext_lazy("No exchange would bring more points.")
UNNAMED = gettext_lazy("a cause that this page cannot name")


class Names:
    """What the ids of an instance are called: organizations by name, times by the clock of the place."""

    def __init__(self, *, parties: Mapping[str, str], slots: Mapping[str, str]) -> None:
        self.parties, self.slots = parties, slots

    def shown(self, params: Mapping[str, Any]) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for name, value in params.items():
            known = self.slots if name in ("slot", "slots") else self.parties
            if isinstance(value, list):
                shown[name] = listed(known.get(str(each), str(each)) for each in value)
            else:
                shown[name] = known.get(value, value) if isinstance(value, str) else value
        return shown


def names_of(*, day: MeetingDay) -> Names:
    parties = {str(party.pk): party.registration.organization.name for party in parties_of(day=day)}
    slots = {str(slot.pk): slot_label(slot, event=day.event) for slot in day.slots.all()}
    return Names(parties=parties, slots=slots)


def reason(*, code: str, params: Mapping[str, Any], names: Names) -> str:
    """The solver's reason in the reader's language."""
    if code not in SENTENCES:
        return capfirst(str(UNNAMED))
    shown = names.shown({key: value for key, value in params.items() if key != "causes"})
    if code == "mixed":
        rows = [CAUSES[each["code"]] % names.shown(each) for each in params["causes"] if each["code"] in CAUSES]
        shown["causes"] = sentence_gap().join(str(each) for each in rows)
    further = [str(text) for key, text in (("kept", KEPT), ("best", BEST)) if params.get(key)]
    return sentence_gap().join([str(SENTENCES[code] % shown), *further])


# For the organization itself ------------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnUnmet:
    """A meeting that the party wished and does not have."""

    other: Organization
    word: str
    reason: str


def own_unmet(*, party: MeetingParty, day: MeetingDay) -> list[OwnUnmet]:
    """By the timetable that is published; musts first."""
    if day.published_at is None:
        return []
    words = (MeetingWish.Word.MUST, MeetingWish.Word.WOULD)
    wishes = dict(MeetingWish.objects.filter(party=party, word__in=words).values_list("other_id", "word"))
    held = Meeting.objects.filter(day=day).of_parties([party])
    own = {each.slot_id for each in held}
    met = {each.sending_id if each.supervising_id == party.pk else each.supervising_id for each in held}
    missing = [other for other in parties_of(day=day) if other.pk in wishes and other.pk not in met]
    if not missing:
        return []
    facts = OwnFacts(party=party, day=day, own=own)
    rows = [OwnUnmet(other.registration.organization, wishes[other.pk], facts.reason(other)) for other in missing]
    order = {word.value: place for place, word in enumerate(words)}
    return sorted(rows, key=lambda row: (order[row.word], row.other.name))


class OwnFacts:
    """What the party may know, and nothing else; no wish is read here, of either side."""

    def __init__(self, *, party: MeetingParty, day: MeetingDay, own: set[int]) -> None:
        self.party, self.own = party, own
        self.slots: Sequence[int] = [slot.pk for slot in day.slots.all()]
        self.interpreters: Iterable[MeetingInterpreter] = list(day.interpreters.all())
        self.away = {slot.pk for slot in party.unavailable.all()}

    def reason(self, other: MeetingParty) -> str:
        if not is_there(self.party):
            return _("Your organization is noted as not there.")
        if not is_there(other):
            return _("The other organization could not come.")
        if not self._understand(other):
            return _("You have no language in common, and there is no interpreter for your languages.")
        away = self.away | {slot.pk for slot in other.unavailable.all()}
        together = [slot for slot in self.slots if slot not in away]
        if not together:
            return _("You are never there at the same time.")
        limit = self.party.max_meetings
        if limit is not None and len(self.own) >= limit:
            return _("You have as many meetings as you stated at most (%(number)s).") % {"number": limit}
        if all(slot in self.own for slot in together):
            return _("You have other meetings at every time at which both of you are there.")
        # True of every other cause, also of what the desk ruled out.
        return _("Not every wish can be met: this timetable has no meeting of the two of you.")

    def _understand(self, other: MeetingParty) -> bool:
        if set(self.party.languages) & set(other.languages):
            return True
        pairs = {frozenset(pair.split("-")) for each in self.interpreters for pair in each.pairs}
        return any(frozenset((one, two)) in pairs for one in self.party.languages for two in other.languages)
