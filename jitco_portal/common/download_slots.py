"""How many downloads a web process sends at a time, and how long a reader may take nothing of one.

Each download that Django itself sends holds a thread. They get half of the threads at most, so that pages go on;
behind a web server that sends files (``X_ACCEL_LOCATION``) or with S3 nothing of this is needed.
"""

from __future__ import annotations

import errno
import select
import socket
import threading
from typing import Any

from django.conf import settings

# What the kernel holds for a slow reader; at the same time, what a reader must take within the time of a stall.
_SEND_BUFFER = 256 * 1024


class Slots:
    """Those of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.taken = 0

    def take(self) -> Slot | None:
        """None where as many downloads are going on as may."""
        with self._lock:
            if self.taken >= settings.DOWNLOAD_SLOTS:
                return None
            self.taken += 1
        return Slot(self)

    def give_back(self) -> None:
        with self._lock:
            self.taken -= 1


class Slot:
    """Given back once: when the answer is closed, or is lost on the way, as by an error of a middleware."""

    def __init__(self, slots: Slots) -> None:
        self._slots: Slots | None = slots

    def close(self) -> None:
        slots, self._slots = self._slots, None
        if slots is not None:
            slots.give_back()

    def __del__(self) -> None:
        self.close()


slots = Slots()


class Line:
    """The connection to a reader: a download waits before each part until the last ones were taken."""

    def __init__(self, environ: dict[str, Any]) -> None:
        # Where another server than gunicorn runs, as in tests, nothing is known of the connection.
        self._socket: socket.socket | None = environ.get("gunicorn.socket")
        if self._socket is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
            # For a part that does not fit whole into what is free; gunicorn itself sets it back.
            self._socket.settimeout(settings.DOWNLOAD_STALL_SECONDS)

    def wait(self) -> None:
        """Raise as if the reader had gone, when they take next to nothing for too long: gunicorn then ends quietly."""
        if self._socket is None:
            return
        poll = select.poll()
        poll.register(self._socket, select.POLLOUT)
        if not poll.poll(settings.DOWNLOAD_STALL_SECONDS * 1000):
            raise ConnectionResetError(errno.ECONNRESET, "the reader takes nothing any more")
