"""Mail servers that behave as the world's do: real ones, on a port of their own, each with a fault."""

import asyncio
import contextlib
import email
import socket
import threading
import time
from collections import Counter
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.sample_site import free_port


class MailServer:
    """Takes every mail, and remembers what it said yes to."""

    def __init__(self):
        self.taken = []
        self.seen = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        return self.take(envelope)

    def take(self, envelope):
        self.taken.append(email.message_from_bytes(envelope.content, policy=default))
        self.seen.set()
        return "250 taken"

    @property
    def copies(self) -> Counter:
        """How often each message was taken, by its Message-ID."""
        return Counter(mail["Message-ID"] for mail in self.taken)

    @contextlib.contextmanager
    def running(self, **options):
        controller = Controller(self, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        self.port = controller.port
        try:
            yield self
        finally:
            controller.stop(no_assert=True)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?timeout=2"


class RefusesRecipients(MailServer):
    """Says no to addresses that begin with ``nobody``."""

    answer = "550 5.1.1 No such user here"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 ok"


class MayNotSend(RefusesRecipients):
    """Knows the address, but not us."""

    answer = "550 5.7.1 Relaying denied"


class SpeaksGibberish(RefusesRecipients):
    answer = "550 \x00\x07 na\x1bin " + "x" * 300


class RefusesContent(MailServer):
    async def handle_DATA(self, server, session, envelope):
        return "554 5.6.0 This content is not wanted"


class RefusesSender(MailServer):
    async def handle_MAIL(self, server, session, envelope, address, options):
        return "550 5.1.8 Sender address rejected"


class Greylists(MailServer):
    """Asks each pair of sender and recipient to come again, the first time."""

    def __init__(self):
        super().__init__()
        self.known = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address not in self.known:
            self.known.add(address)
            return "451 4.7.1 Greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 ok"


class IsSlow(MailServer):
    """Thinks about a mail for longer than anybody waits; has it or has it not, nobody knows."""

    def __init__(self, seconds=5.0):
        super().__init__()
        self.seconds = seconds

    async def handle_DATA(self, server, session, envelope):
        self.seen.set()
        await asyncio.sleep(self.seconds)
        return self.take(envelope)


class DiesInData(MailServer):
    """Drops the line while it reads the text of a mail for ``poison``."""

    async def handle_DATA(self, server, session, envelope):
        if not envelope.rcpt_tos[0].startswith("poison"):
            return self.take(envelope)
        server.transport.abort()
        return "451 never heard"


class DropsAfterTaking(MailServer):
    """Says yes, and is gone before anybody says goodbye."""

    async def handle_DATA(self, server, session, envelope):
        asyncio.get_running_loop().call_later(0.05, server.transport.abort)
        return self.take(envelope)

    async def handle_QUIT(self, server, session, envelope):
        server.transport.abort()
        return "221 never heard"


class WaitsToBeLet(MailServer):
    """Takes a mail once ``let`` is set: for looking at what happens meanwhile."""

    def __init__(self):
        super().__init__()
        self.let = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        self.seen.set()
        await asyncio.get_running_loop().run_in_executor(None, self.let.wait, 30)
        return self.take(envelope)


def refusing_logins():
    """Options of ``running`` for a server that lets nobody in."""
    return {
        "authenticator": lambda *_: AuthResult(success=False, handled=False, message="535 5.7.8 Bad credentials"),
        "auth_required": True,
        "auth_require_tls": False,
    }


@contextlib.contextmanager
def silent_port():
    """Takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def wait_until(happened, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.02)
