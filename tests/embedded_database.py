"""pytest plugin: an embedded PostgreSQL of the tests' own under var/, and static files as in production.

A portal that runs from the same checkout is not disturbed, and neither is a second test run: each takes the
first of var/test, var/test-2 … that is free. With DATABASE_URL set, that server is used instead.
"""

import atexit
import hashlib
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from jitco_portal.common.embedded_postgres import AlreadyRunning, EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "PORTAL_TESTS_TEMPLATE"  # tests.settings reads it
_STARTED = "PORTAL_TESTS_STARTED"  # the workers of xdist inherit it, and with it the server
_OURS = (
    *("DEBUG", "HTTPS", "SAMPLE", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"),
    *("COOKIE_PREFIX", "LOG_LEVEL", "HSTS_SECONDS", "DATABASE_POOL_SIZE"),
    *("EMAIL_URL", "MAIL_FROM", "ANYMAIL_WEBHOOK_SECRET", "AFFAIRS_EMAIL", "AFFAIRS_TELEPHONE", "SITE_URL"),
    *("X_ACCEL_LOCATION", "DOWNLOAD_STALL_SECONDS", "S3_BUCKET", "S3_ENDPOINT_URL", "S3_REGION", "S3_LINK_SECONDS"),
    *("S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"),
    *("INVOICE_ISSUER_NAME", "INVOICE_ISSUER_NUMBER", "INVOICE_BANK_ACCOUNT"),
)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """A wrapper, because it has to come before pytest-django reads the settings."""
    if _STARTED not in os.environ:
        for name in _OURS:
            os.environ.pop(name, None)
        os.environ["SECRET_KEY"] = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
        # Playwright runs an event loop in the thread of the tests; the database is used from no coroutine.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        os.environ["DATA"] = str(_start_on_a_free_folder())
        if not os.environ.get("DATABASE_URL"):
            os.environ[TEMPLATE] = _name_of_the_template()
        os.environ[_STARTED] = str(os.getpid())
    return (yield)


def pytest_sessionstart(session):
    if os.environ[_STARTED] == str(os.getpid()) and not session.config.option.collectonly:
        _compile_translations()
        # In a fresh clone both take their time, each on one processor, and no worker has begun yet.
        with ThreadPoolExecutor(1) as beside:
            made = beside.submit(_make_the_template, os.environ[TEMPLATE]) if TEMPLATE in os.environ else None
            _build_static_files()
        if made:
            made.result()


def _start_on_a_free_folder() -> Path:
    if os.environ.get("DATABASE_URL"):
        return ROOT / "var" / "test"
    for number in range(1, 10):
        data = ROOT / "var" / ("test" if number == 1 else f"test-{number}")
        server = EmbeddedPostgres(data / "postgres", for_tests=True)
        try:
            server.start()
        except AlreadyRunning:
            continue
        atexit.register(server.stop)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the line above is also run then
        return data
    raise pytest.UsageError("Nine test runs are going on in this checkout already.")


def _compile_translations() -> None:
    from django.conf import settings  # only now are the settings there

    from jitco_portal.common.translations import compile_translations

    for folder in settings.LOCALE_PATHS:
        compile_translations(Path(folder))


def _build_static_files() -> None:
    from jitco_portal.common.static_build import build_static_files

    build_static_files()


# A migrated database to copy --------------------------------------------------------------------------
# Migrating takes many seconds, and every worker would do it: a copy of a database takes a fraction of one.


def _name_of_the_template() -> str:
    """Named after everything that can change its content, so an old one is never mistaken for it."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(ROOT.glob("*/**/migrations/*.py")):
        if ".venv" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return f"migrated_{digest.hexdigest()[:16]}"


def server_address(data: Path, database: str | None = None) -> str:
    """Address of the embedded server that runs on ``data``, as DATABASE_URL has it."""
    reach = json.loads((data / "postgres" / "connection.json").read_text(encoding="utf-8"))
    socket = quote(reach["HOST"], safe="")
    return f"postgresql://{reach['USER']}:{reach['PASSWORD']}@/{database or reach['NAME']}?host={socket}"


def _make_the_template(name: str) -> None:
    data = Path(os.environ["DATA"])
    with psycopg.connect(server_address(data), autocommit=True) as connection:
        query = "SELECT datname FROM pg_database WHERE datname LIKE 'migrated\\_%'"
        there = {row[0] for row in connection.execute(query)}
        if name in there:
            return
        for old in there:
            connection.execute(f'DROP DATABASE "{old}"')
        unfinished = f"{name}_unfinished"
        connection.execute(f'CREATE DATABASE "{unfinished}"')
        migrate = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"]
        subprocess.run(
            migrate, check=True, cwd=ROOT, env={**os.environ, "DATABASE_URL": server_address(data, unfinished)}
        )
        connection.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
