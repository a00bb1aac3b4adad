"""Looks for one timetable in a process of its own, so that the worker goes on and gets its memory back.

``python -m seminars.solver_process`` reads one line with the instance, then listens: ``stop`` ends the search with what
it has, and the end of the line (the worker is gone, however it went) ends the process. It writes JSON lines: progress,
and the result as the last. Nothing of Django is loaded here.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import threading
from typing import Any, TextIO

from seminars.timetable.reading import read_instance
from seminars.timetable.result import Result
from seminars.timetable.solve import solve

# Pages and mails come first on a machine that has few processors.
NICENESS = 10


def main() -> None:
    os.nice(NICENESS)
    # Whatever a library prints must not stand between our lines.
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    job = json.loads(sys.stdin.readline())
    stop = threading.Event()
    threading.Thread(target=_listen, args=[stop], daemon=True).start()

    def tell(objective: int, bound: int, seconds: float) -> None:
        _write(lines, {"progress": {"objective": objective, "bound": bound, "seconds": round(seconds, 1)}})

    result = solve(read_instance(job["instance"]), seconds=job["seconds"], on_progress=tell, should_stop=stop.is_set)
    _write(lines, {"result": result_as_dict(result)})


def result_as_dict(result: Result) -> dict[str, Any]:
    """The exchange format, with what pages need to say it in their own language."""
    return {
        **result.as_dict(),
        "greedy_objective": result.greedy_objective,
        "is_cancelled": result.is_cancelled,
        "conflict_rows": [
            {
                "clauses": [dataclasses.asdict(clause) for clause in conflict.clauses],
                "code": conflict.code,
                "params": dict(conflict.params),
            }
            for conflict in result.conflicts
        ],
    }


def _listen(stop: threading.Event) -> None:
    for line in sys.stdin:
        if line.strip() == "stop":
            stop.set()
    os._exit(1)


def _write(lines: TextIO, value: dict[str, Any]) -> None:
    lines.write(json.dumps(value) + "\n")
    lines.flush()


if __name__ == "__main__":
    main()
    # Not by the long way: the thread that listens would hold it up.
    os._exit(0)
