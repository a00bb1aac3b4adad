"""Fixtures for everything that needs more than Django's test client: a browser, a served portal."""

import gc
import os
import threading
from collections.abc import Iterator
from functools import wraps

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.servers.basehttp import ThreadedWSGIServer, get_internal_wsgi_application
from django.db import connection, connections
from django.test.testcases import QuietWSGIRequestHandler, TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from jitco_portal.common.download_slots import slots
from tests.flush import flush
from tests.machine import find_browser
from tests.sample_site import SampleSite, start_sample_site
from tests.scanner import real_clamd  # noqa: F401

_CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# `make test` draws the same examples each time, so that a change is judged by itself; `make soak` draws new ones.
# How quick the machine is at the moment is no property of the code.
hypothesis_settings.register_profile(
    "portal", derandomize=not os.environ.get("SOAK"), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("portal")


_ONE_WORKER = {
    "sample site": ("journeys/test_public_pages.py", "test_the_sample_site_has"),
    "sample data": ("tests/test_sample_data.py",),
    "sample match-ups": ("matching/test_samples.py",),
    "file servers": ("materials/test_serving.py",),
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Tests on rows that take long to make share one worker, so that they are made once; others go where there is room.

    pytest 9.2 hides groups from xdist: they are told by the names of the tests.
    """
    from xdist.scheduler import LoadGroupScheduling

    class Scheduling(LoadGroupScheduling):
        def _split_scope(self, nodeid):
            return next(
                (group for group, names in _ONE_WORKER.items() if any(name in nodeid for name in names)), nodeid
            )

    return Scheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is imported stays: to look through it for garbage while it grows takes a quarter of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish():
    """What is imported by now stays, and need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def _language_of_the_tests() -> Iterator[None]:
    """A request leaves its reader's language behind in the thread: the next test begins in that of the settings."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _downloads_of_the_tests() -> Iterator[None]:
    """An answer that a test did not read to its end holds its slot until it is thrown away: at once, not some day."""
    yield
    if slots.taken:
        gc.collect()


# A database -------------------------------------------------------------------------------------------

TransactionTestCase._fixture_teardown = flush


@pytest.fixture(scope="session")
def database(django_db_setup, django_db_keepdb, django_db_blocker) -> Iterator[None]:
    """The tests' own database for fixtures that outlive a test: pytest-django makes it for marked tests only.

    Without it such a file, run alone, would write into the database of whoever runs it.
    """
    if connection.settings_dict["NAME"].startswith("test_"):
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


# A browser --------------------------------------------------------------------------------------------


def _then_loaded(act):
    """``act``, and then all of the page that it led to, if it led to one.

    Playwright's own returns at the first byte of that page: whatever looks without waiting (``count()``, ``all()``,
    ``is_visible()``, ``evaluate()`` …) would look at a part of it. What scripts change later is still to be waited for.
    """

    @wraps(act)
    def act_and_wait(tab_or_locator: Page | Locator, *args, **options):
        act(tab_or_locator, *args, **options)
        tab = tab_or_locator.page if isinstance(tab_or_locator, Locator) else tab_or_locator
        if not tab.is_closed():
            tab.wait_for_load_state("load")

    return act_and_wait


for _owner in (Page, Locator):
    for _action in ("click", "press"):
        setattr(_owner, _action, _then_loaded(getattr(_owner, _action)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; the tests are skipped where there is none."""
    executable = find_browser()
    if executable is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    flags = [*_CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=flags)
        yield running
        running.close()


@pytest.fixture
def new_context(browser):
    """``new_context(javascript=False, width=390, …)`` opens a window of its own for a visitor."""
    opened: list[BrowserContext] = []

    def open_context(*, javascript: bool = True, width: int = 1280, height: int = 900, **options) -> BrowserContext:
        viewport = {"width": width, "height": height}
        context = browser.new_context(java_script_enabled=javascript, viewport=viewport, **options)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context) -> Iterator[Page]:
    """One tab. The test fails if its pages broke the content policy, threw an error or called another host."""
    tab = new_context().new_page()
    problems = watch_for_problems(tab)
    yield tab
    assert problems == []


def watch_for_problems(tab: Page) -> list[str]:
    """A list that fills with whatever a clean page never does."""
    problems: list[str] = []

    def on_console(message):
        # A page that answers 404 on purpose is told by the status, not by the browser's line about it.
        if message.type == "error" and "Failed to load resource" not in message.text:
            problems.append(f"console: {message.text}")

    def on_request(request):
        host = request.url.partition("://")[2].partition("/")[0].partition(":")[0]
        if request.url.startswith("http") and host not in {"127.0.0.1", "localhost"}:
            problems.append(f"other host: {request.url}")

    tab.on("console", on_console)
    tab.on("pageerror", lambda error: problems.append(f"script: {error}"))
    tab.on("request", on_request)
    return problems


# A served portal --------------------------------------------------------------------------------------


class _ServerThread(threading.Thread):
    """The whole WSGI application with all its middleware, also for static files."""

    def __init__(self):
        super().__init__(daemon=True)
        self.server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
        self.server.set_app(get_internal_wsgi_application())
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def run(self):
        try:
            self.server.serve_forever()
        finally:
            connections.close_all()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.join()


@pytest.fixture(scope="session")
def _server_thread(django_db_setup) -> Iterator[_ServerThread]:
    thread = _ServerThread()
    thread.start()
    yield thread
    thread.stop()


@pytest.fixture
def portal(transactional_db, _server_thread) -> str:
    """Address of a portal on the rows that this very test makes; for pages that need particular rows."""
    # Its table is no model's: counters of an earlier test would refuse log-ins.
    cache.clear()
    return _server_thread.url


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory) -> Iterator[SampleSite]:
    """The real thing, as `make run` serves it, with reference and sample data; to be read, not written."""
    with start_sample_site(tmp_path_factory.mktemp("sample_site")) as site:
        yield site
