"""A day of meetings as the solver takes it, made of the rows as they stand now."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import cast

from django.utils import timezone

from seminars.models import Group, Meeting, MeetingDay, MeetingInterpreter, MeetingParty, MeetingRule, MeetingWish
from seminars.queries.meetings import is_there, parties_of, side_of
from seminars.timetable.instance import Answer, Forbidden, Instance, Interpreter, Party, Placement, Slot, Wish


def build_instance(*, day: MeetingDay, is_change: bool = False, now: datetime.datetime | None = None) -> Instance:
    """Ids are the keys of the rows. ``is_change``: what is published counts as planned, and leaving it costs points.

    Times that have begun are frozen. What was published for them has happened, unless one of the two did not come: it
    is pinned, and nothing that was settled since (a limit, a word, a rule) may speak against it.
    """
    now = now or timezone.now()
    slots = list(day.slots.order_by("starts_at"))
    frozen = {slot.pk for slot in slots if slot.starts_at <= now}
    parties = list(parties_of(day=day))
    absent = {party.pk for party in parties if not is_there(party)}
    published = list(Meeting.objects.filter(day=day).order_by("pk")) if day.published_at else []
    held = [
        each for each in published if each.slot_id in frozen and not {each.sending_id, each.supervising_id} & absent
    ]
    happened = _Happened(held, [slot.pk for slot in slots], {slot.pk for slot in slots if slot.break_before})
    previous = published if is_change else []
    return Instance(
        name=f"day-{day.pk}",
        title=f"event {day.event_id}",
        slots=tuple(
            Slot(str(slot.pk), slot.starts_at.isoformat(), slot.ends_at.isoformat(), slot.break_before)
            for slot in slots
        ),
        tables=tuple(str(key) for key in day.tables.order_by("position", "pk").values_list("pk", flat=True)),
        sending=tuple(_party(each, frozen, happened) for each in parties if side_of(each) == Group.SENDING),
        supervising=tuple(_party(each, frozen, happened) for each in parties if side_of(each) == Group.SUPERVISING),
        interpreters=tuple(
            _interpreter(each, frozen, happened)
            for each in day.interpreters.prefetch_related("unavailable").order_by("pk")
        ),
        wishes=tuple(_wishes(day, parties, absent, happened)),
        pinned=tuple(_pins(day, absent, frozen, happened)),
        forbidden=tuple(_forbidden(day, [slot.pk for slot in slots], frozen)),
        frozen_slots=frozenset(str(key) for key in frozen),
        previous=tuple(
            Placement(str(each.sending_id), str(each.supervising_id), str(each.slot_id)) for each in previous
        ),
        absent=frozenset(str(key) for key in absent),
        must_is_hard=day.must_is_hard,
    )


class _Happened:
    """Meetings of times that have begun: how many each took part in, and how many without a pause."""

    def __init__(self, meetings: list[Meeting], order: list[int], breaks: set[int]) -> None:
        self.pairs = {(each.sending_id, each.supervising_id): each.slot_id for each in meetings}
        self._slots: dict[str, set[int]] = defaultdict(set)
        for each in meetings:
            self._slots[f"party {each.sending_id}"].add(each.slot_id)
            self._slots[f"party {each.supervising_id}"].add(each.slot_id)
            self._slots[f"interpreter {each.interpreter_id}"].add(each.slot_id)
        self._order, self._breaks = order, breaks

    def slots(self, whose: str) -> set[int]:
        return self._slots[whose]

    def at_least(self, whose: str, limit: int | None) -> int | None:
        return None if limit is None else max(limit, len(self._slots[whose]))

    def run_at_least(self, whose: str, limit: int | None) -> int | None:
        if limit is None:
            return None
        longest = length = 0
        for slot in self._order:
            length = 0 if slot in self._breaks else length
            length = length + 1 if slot in self._slots[whose] else 0
            longest = max(longest, length)
        return max(limit, longest)


def _unavailable(row: MeetingParty | MeetingInterpreter, frozen: set[int]) -> set[int]:
    return {slot.pk for slot in row.unavailable.all()} - frozen


def _texts(keys: set[int]) -> frozenset[str]:
    return frozenset(str(key) for key in keys)


def _party(party: MeetingParty, frozen: set[int], happened: _Happened) -> Party:
    country = party.registration.organization.country
    return Party(
        id=str(party.pk),
        languages=tuple(party.languages),
        unavailable=_texts(_unavailable(party, frozen)),
        max_meetings=happened.at_least(f"party {party.pk}", party.max_meetings),
        max_run=happened.run_at_least(f"party {party.pk}", party.max_run),
        country=country.code if country else None,
    )


def _interpreter(row: MeetingInterpreter, frozen: set[int], happened: _Happened) -> Interpreter:
    pairs = [pair.split("-") for pair in row.pairs if pair.count("-") == 1]
    # Nobody else can have done what was done, and so each is counted with just that.
    free_then = frozen - happened.slots(f"interpreter {row.pk}")
    return Interpreter(
        id=str(row.pk),
        pairs=tuple((one, other) for one, other in pairs),
        unavailable=_texts(_unavailable(row, frozen) | free_then),
        max_meetings=happened.at_least(f"interpreter {row.pk}", row.max_meetings),
        max_run=happened.run_at_least(f"interpreter {row.pk}", row.max_run),
    )


def _wishes(day: MeetingDay, parties: list[MeetingParty], absent: set[int], happened: _Happened) -> list[Wish]:
    sending = {party.pk for party in parties if side_of(party) == Group.SENDING}
    words: dict[tuple[int, int], dict[str, Answer]] = defaultdict(dict)
    rows = MeetingWish.objects.filter(party__day=day).order_by("pk")
    for party, other, word in rows.values_list("party_id", "other_id", "word"):
        if absent & {party, other}:
            continue
        pair = (party, other) if party in sending else (other, party)
        # Two who sat together do not need to be kept apart any more.
        if word == MeetingWish.Word.NO and pair in happened.pairs:
            continue
        words[pair]["from_sending" if party in sending else "from_supervising"] = cast(Answer, word)
    return [
        Wish(str(one), str(other), said.get("from_sending"), said.get("from_supervising"))
        for (one, other), said in sorted(words.items())
    ]


def _pins(day: MeetingDay, absent: set[int], frozen: set[int], happened: _Happened) -> list[Placement]:
    pins = dict(happened.pairs)
    rules = MeetingRule.objects.filter(day=day, kind=MeetingRule.Kind.PINNED).order_by("pk")
    for sending, supervising, slot in rules.values_list("sending_id", "supervising_id", "slot_id"):
        if sending is None or supervising is None or slot is None:  # the database refuses it
            continue
        if not absent & {sending, supervising} and slot not in frozen:
            pins.setdefault((sending, supervising), slot)
    return [Placement(str(one), str(other), str(slot)) for (one, other), slot in pins.items()]


def _forbidden(day: MeetingDay, slots: list[int], frozen: set[int]) -> list[Forbidden]:
    """Of times that have begun nothing is forbidden any more: only what happened stands there."""
    found = []
    rules = MeetingRule.objects.filter(day=day, kind=MeetingRule.Kind.FORBIDDEN).order_by("pk")
    for sending, supervising, slot in rules.values_list("sending_id", "supervising_id", "slot_id"):
        of = [None] if slot is None and not frozen else [slot] if slot else slots
        for each in of:
            if each not in frozen:
                found.append(Forbidden(_text(sending), _text(supervising), _text(each)))
    return found


def _text(key: int | None) -> str | None:
    return None if key is None else str(key)
