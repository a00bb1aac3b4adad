"""The timetable that a careful person would make by hand: the start of the search and what it is measured against."""

import heapq
from collections import Counter

from seminars.timetable.board import Board
from seminars.timetable.problem import Choice

Rank = tuple[int, int, int]


def fill_greedily(board: Board) -> None:
    """Add, again and again, the meeting that brings most as things stand; fairness counts as it does in the objective.

    Among equals the pair that has the fewest slots left goes first. Its slot is that of before, else the one
    in which the fewest others could still meet.
    """
    waiting = [choice for choice in board.problem.choices if choice.pair not in board.held]
    wanted = Counter(slot for choice in waiting for slot in choice.slots)
    # Once out of reach, a slot stays so, and a gain never grows: what is taken from the heap needs one look only.
    heap = [
        (_rank(board, choice, list(choice.slots), number), list(choice.slots)) for number, choice in enumerate(waiting)
    ]
    heapq.heapify(heap)
    while heap:
        rank, slots = heapq.heappop(heap)
        choice = waiting[rank[2]]
        slots = [slot for slot in slots if not board.blockers(choice, slot)]
        if not slots:
            continue
        now = _rank(board, choice, slots, rank[2])
        if now > rank:
            heapq.heappush(heap, (now, slots))
            continue
        slot = min(slots, key=lambda slot: (-board.gain(choice, slot), wanted[slot], slot))
        if board.gain(choice, slot) > 0:
            board.put(choice, slot, board.free_interpreter(choice, slot))


def _rank(board: Board, choice: Choice, slots: list[int], number: int) -> Rank:
    """The smallest goes first."""
    return -max(board.gain(choice, slot) for slot in slots), len(slots), number
