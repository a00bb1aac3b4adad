"""How many downloads a web process sends at a time, and how long a reader may take nothing of one.

Each download that Django itself sends holds a thread. They get half of the threads at most, so that pages go on;
behind a web server that sends files (``X_ACCEL_LOCATION``) or with S3 nothing of this is needed. Of them one network
has half at most: whoever takes as little as may be, as long as may be, leaves some for others.
"""

from __future__ import annotations

import errno
import select
import socket
import threading
from collections import Counter
from typing import Any

from django.conf import settings

# What the kernel holds for a slow reader; at the same time, what a reader must take within the time of a stall.
_SEND_BUFFER = 256 * 1024


class Slots:
    """Those of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_network: Counter[str] = Counter()

    @property
    def taken(self) -> int:
        return self._by_network.total()

    def take(self, network: str) -> Slot | None:
        """None where as many downloads are going on as may, of all readers or of this network."""
        most = settings.DOWNLOAD_SLOTS
        with self._lock:
            if self.taken >= most or self._by_network[network] >= (most + 1) // 2:
                return None
            self._by_network[network] += 1
        return Slot(self, network)

    def give_back(self, network: str) -> None:
        with self._lock:
            self._by_network[network] -= 1
            if not self._by_network[network]:
                del self._by_network[network]


class Slot:
    """Given back once: when the answer is closed, or is lost on the way, as by an error of a middleware."""

    def __init__(self, slots: Slots, network: str) -> None:
        self._slots: Slots | None = slots
        self._network = network

    def close(self) -> None:
        slots, self._slots = self._slots, None
        if slots is not None:
            slots.give_back(self._network)

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
