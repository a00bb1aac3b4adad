"""The clock of one run: how much time is left, who wants to know how it goes, and whether somebody has stopped it."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Progress = Callable[[int, int, float], None]
Value = TypeVar("Value")
# How often it is asked whether to stop, in seconds.
POLL = 0.1


class Watch:
    """``on_progress(objective, bound, seconds)`` and ``should_stop()`` are called in the thread that asked to solve,
    so that they may use its database connection, and only when something changed or every tenth of a second."""

    def __init__(
        self, seconds: float, on_progress: Progress | None = None, should_stop: Callable[[], bool] | None = None
    ) -> None:
        self.started = time.monotonic()
        self.seconds = seconds
        self.is_stopped = False
        self._on_progress = on_progress
        self._should_stop = should_stop
        self._told: tuple[int, int] | None = None

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """0.0 also when the run was stopped."""
        return 0.0 if self.is_stopped else max(0.0, self.seconds - self.elapsed)

    def share(self, part: float) -> float:
        """That part of what is left."""
        return self.left * part

    def part(self, part: float, *, least: float = 0.0) -> "Watch":
        """A watch for that part of what is left, or for ``least`` seconds; nobody hears of its progress."""
        return Watch(max(least, self.share(part)), should_stop=self.poll)

    def poll(self) -> bool:
        """Whether the run has been stopped."""
        if not self.is_stopped and self._should_stop is not None and self._should_stop():
            self.is_stopped = True
        return self.is_stopped

    def tell(self, objective: int, bound: int) -> None:
        if self._on_progress is not None and self._told != (objective, bound):
            self._told = (objective, bound)
            self._on_progress(objective, bound, self.elapsed)

    def run(
        self,
        work: Callable[[], Value],
        *,
        stop: Callable[[], None] | None = None,
        each: Callable[[], None] | None = None,
    ) -> Value | None:
        """``work()`` in a thread of its own, so that this one can listen; ``stop`` ends it early.

        Work that cannot be stopped is left to end by itself once the run is stopped: then None comes back.
        """
        results: list[Value] = []
        errors: list[BaseException] = []

        def worker() -> None:
            try:
                results.append(work())
            except BaseException as error:
                errors.append(error)

        thread = threading.Thread(target=worker, daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(POLL)
                if each is not None:
                    each()
                if self.poll():
                    if stop is None:
                        break
                    stop()
        except BaseException:
            # What a callback raises is its caller's: the solver is not left running behind it.
            if stop is not None:
                stop()
                thread.join()
            raise
        if errors:
            raise errors[0]
        return results[0] if results else None
