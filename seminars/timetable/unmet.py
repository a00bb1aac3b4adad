"""Why a wished meeting is not in the timetable: a code with parameters for pages, a sentence for the command line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from seminars.timetable.board import Blocker, Board
from seminars.timetable.instance import Pair, Wish
from seminars.timetable.problem import Choice, Problem
from seminars.timetable.result import Unmet

# Every code with its sentence; %(name)s are the parameters. Lists of ids come with commas between.
SENTENCES = {
    # Whatever else the day holds.
    "absent": "%(party)s did not come",
    "refused": "%(party)s said no",
    "language": "%(sending)s and %(supervising)s have no language in common, and no interpreter has a fitting pair",
    "none_allowed": "%(party)s may have no meeting at all",
    "no_tables": "there are no tables",
    "no_slots": "there are no slots",
    "never_together": "%(sending)s and %(supervising)s are never there at the same time",
    "forbidden": "staff have ruled it out",
    "over": "the slots in which both are there are over",
    "forbidden_or_over": "the slots in which both are there are over or ruled out by staff",
    "interpreter_away": "no interpreter for their languages is there while both are (%(slots)s)",
    # Of a slot that is asked for, not of the day.
    "not_there": "%(party)s is not there in %(slot)s",
    # As this timetable stands.
    "full": "%(party)s has all the meetings it may have (%(limit)s)",
    "both_full": "%(sending)s and %(supervising)s have all the meetings they may have",
    "party_busy": "%(party)s has another meeting in every slot in which the two could meet (%(slots)s)",
    "busy": "in every slot in which the two could meet, one of them has another meeting (%(slots)s)",
    "rest": "where both are free (%(slots)s), it would leave %(parties)s too long without a rest",
    "tables": "where both are free (%(slots)s), all tables are taken",
    "interpreters": "where both are free (%(slots)s), no interpreter for their languages is",
    "mixed": "no slot fits: %(causes)s",
    "costs_more": "it could stand in %(slot)s, but there it costs as many points as it brings, or more",
    "room": "it could stand in %(slot)s: the search ended before it came to this",
}
# What a blocked slot is called within "mixed".
CAUSES = {
    "busy": "%(slot)s: %(party)s has another meeting",
    "rest": "%(slot)s: %(party)s needs a rest",
    "tables": "%(slot)s: all tables are taken",
    "interpreters": "%(slot)s: no interpreter is free",
}
# What lies with the two themselves comes first: tables and interpreters matter only where both are free.
CAUSES_IN_ORDER = ("busy", "rest", "tables", "interpreters", "full")
# Follows where ``params["kept"]`` is true, and where ``params["best"]`` is.
KEPT = "making room would change meetings that are published"
BEST = "no exchange would bring more points"

Reason = tuple[str, dict[str, Any]]


def explain(board: Board, *, is_best: bool) -> Iterator[Unmet]:
    """One row for each pair that at least one side wished and that does not meet.

    ``is_best``: the timetable is proven best, so that what stands in the way counts at least as much.
    """
    problem = board.problem
    choices = {choice.pair: choice for choice in problem.choices}
    for wish in problem.instance.wishes:
        if not wish.is_wished or wish.pair in board.held:
            continue
        reason = impossible(problem, wish)
        code, params = reason or _hindered(board, choices[wish.pair], is_best=is_best)
        yield Unmet(wish.sending, wish.supervising, code, params, sentence(code, params))


def sentence(code: str, params: Mapping[str, Any]) -> str:
    shown = {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in params.items()
        if name != "causes"
    }
    if code == "mixed":
        shown["causes"] = ", ".join(CAUSES[cause["code"]] % cause for cause in params["causes"])
    extra = [text for name, text in (("kept", KEPT), ("best", BEST)) if params.get(name)]
    return "; ".join([SENTENCES[code] % shown, *extra])


def impossible(problem: Problem, wish: Wish) -> Reason | None:
    """Why the pair could not meet even if nobody else met; None where it could."""
    pair: Pair = wish.pair
    names = {"sending": wish.sending, "supervising": wish.supervising}
    parties = [problem.parties[party] for party in pair]
    for party in parties:
        if party.id in problem.instance.absent and pair not in problem.pins:
            return "absent", {"party": party.id}
    for party, answer in zip(parties, (wish.from_sending, wish.from_supervising), strict=True):
        if answer == "no":
            return "refused", {"party": party.id}
    if problem.fitting(pair) == frozenset():
        return "language", names
    for party in parties:
        if 0 in (party.max_meetings, party.max_run):
            return "none_allowed", {"party": party.id}
    if not problem.instance.slots:
        return "no_slots", {}
    if not problem.instance.tables:
        return "no_tables", {}
    together = [
        slot.id for slot in problem.instance.slots if not any(slot.id in party.unavailable for party in parties)
    ]
    if not together:
        return "never_together", names
    allowed = [slot for slot in together if not problem.is_forbidden(pair, slot)]
    open_slots = [slot for slot in allowed if not problem.is_over(pair, slot)]
    if not open_slots:
        if not allowed:
            return "forbidden", {}
        return ("over" if allowed == together else "forbidden_or_over"), {}
    if not any(problem.has_interpreter(pair, problem.slot_places[slot]) for slot in open_slots):
        return "interpreter_away", {"slots": open_slots}
    return None


def _hindered(board: Board, choice: Choice, *, is_best: bool) -> Reason:
    blocked = {slot: board.blockers(choice, slot) for slot in choice.slots}
    names = {slot: board.problem.instance.slots[slot].id for slot in choice.slots}
    free = [slot for slot in choice.slots if not blocked[slot]]
    if free:
        slot = max(free, key=lambda slot: board.gain(choice, slot))
        return ("room" if board.gain(choice, slot) > 0 else "costs_more"), {"slot": names[slot]}
    more: dict[str, Any] = {"best": is_best, "kept": _is_kept(board, blocked)}
    full = [
        party for party in choice.pair if any(blocker == Blocker("full", party) for blocker in blocked[choice.slots[0]])
    ]
    if len(full) == 2:
        return "both_full", {"sending": choice.sending, "supervising": choice.supervising, **more}
    if full:
        return "full", {"party": full[0], "limit": board.problem.parties[full[0]].max_meetings, **more}
    causes = {slot: min(rows, key=lambda row: CAUSES_IN_ORDER.index(row.code)) for slot, rows in blocked.items()}
    not_busy = {slot: blocker for slot, blocker in causes.items() if blocker.code != "busy"}
    if not not_busy:
        for party in choice.pair:
            if all(any(row.code == "busy" and row.who == party for row in rows) for rows in blocked.values()):
                return "party_busy", {"party": party, "slots": list(names.values()), **more}
        return "busy", {"slots": list(names.values()), **more}
    codes = {blocker.code for blocker in not_busy.values()}
    if len(codes) == 1:
        params: dict[str, Any] = {"slots": [names[slot] for slot in not_busy], **more}
        if codes == {"rest"}:
            params["parties"] = sorted({str(blocker.who) for blocker in not_busy.values()})
        return codes.pop(), params
    rows = [{"slot": names[slot], "code": cause.code, "party": cause.who} for slot, cause in causes.items()]
    return "mixed", {"causes": rows, **more}


def _is_kept(board: Board, blocked: Mapping[int, list[Blocker]]) -> bool:
    """Whether room in any slot would change a meeting that stands there as published."""

    def is_kept(pairs: Iterable[Pair]) -> bool:
        return all(board.held[pair].choice.before == board.held[pair].slot for pair in pairs)

    def stands(blocker: Blocker, slot: int) -> bool:
        """Whether this blocker goes away only where a kept meeting does."""
        if blocker.by is not None:
            return is_kept([blocker.by])
        if blocker.code == "full":
            return is_kept(pair for pair in board.held if blocker.who in pair)
        return blocker.code == "tables" and is_kept(pair for pair, held in board.held.items() if held.slot == slot)

    return board.problem.has_previous and all(
        any(stands(blocker, slot) for blocker in rows) for slot, rows in blocked.items()
    )
