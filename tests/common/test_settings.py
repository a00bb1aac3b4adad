"""The settings refuse to start on nonsense, with a sentence that names the variable."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD_KEY = "a-key-of-the-tests-0123456789-abcdefghijklmnopq"


def settings_say(expression: str, **environment: str) -> tuple[int, str]:
    """Read the settings anew under just this environment; returns 0 and a value, or 1 and the refusal."""
    with mock.patch.dict(os.environ, {"PATH": os.defpath, **environment}, clear=True):
        try:
            settings = SimpleNamespace(**runpy.run_path(str(ROOT / "jitco_portal" / "settings.py")))
        except ImproperlyConfigured as error:
            return 1, str(error)
    values = eval(expression, {"settings": settings})
    return 0, " ".join(map(str, values)) if isinstance(values, tuple) else str(values)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is missing"),
        ("SECRET_KEY", "short", "SECRET_KEY is too easy to guess"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is too easy to guess"),
        ("DEBUG", "perhaps", "Environment variable DEBUG"),
        ("HTTPS", "sometimes", "Environment variable HTTPS"),
        ("SAMPLE", "2", "Environment variable SAMPLE"),
        ("TRUSTED_PROXIES", "all", "Environment variable TRUSTED_PROXIES"),
        ("ALLOWED_HOSTS", "https://portal.example", "ALLOWED_HOSTS: 'https://portal.example'"),
        ("ALLOWED_HOSTS", "portal.example:8000", "ALLOWED_HOSTS: 'portal.example:8000'"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS: '*'"),
        ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS is set but names no host"),
        ("CSRF_TRUSTED_ORIGINS", "portal.example", "CSRF_TRUSTED_ORIGINS: 'portal.example'"),
        ("DATABASE_URL", "mysql://u:secret@host/name", "DATABASE_URL must name a PostgreSQL database"),
        ("DATABASE_URL", "postgresql://u:secret@host", "DATABASE_URL must name a PostgreSQL database"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
        ("DATABASE_POOL_SIZE", "0", "Environment variable DATABASE_POOL_SIZE"),
        ("DATABASE_POOL_SIZE", "many", "Environment variable DATABASE_POOL_SIZE"),
        ("WEB_WORKERS", "0", "Environment variable WEB_WORKERS: must be a whole number from 1 to 64, not '0'."),
        ("WEB_WORKERS", "abc", "Environment variable WEB_WORKERS: must be a whole number from 1 to 64, not 'abc'."),
        ("WEB_WORKERS", "-1", "Environment variable WEB_WORKERS"),
        ("PORT", "http", "Environment variable PORT: must be a whole number from 1 to 65535, not 'http'."),
        ("PORT", "65536", "Environment variable PORT"),
        ("PORT", "٨٠٠٠", "Environment variable PORT"),
        ("BIND", "8000", "BIND: '8000'"),
        ("BIND", "127.0.0.1:99999", "BIND: '127.0.0.1:99999'"),
        ("BIND", "http://127.0.0.1:8000", "BIND: 'http://127.0.0.1:8000'"),
        ("AFFAIRS_EMAIL", 'nonsense"x', "AFFAIRS_EMAIL: 'nonsense\"x' is not an e-mail address."),
        ("AFFAIRS_TELEPHONE", "call me", "AFFAIRS_TELEPHONE: 'call me'"),
        ("AFFAIRS_TELEPHONE", "()", "AFFAIRS_TELEPHONE: '()'"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL: 'LOUD'"),
        ("COOKIE_PREFIX", "a b", "COOKIE_PREFIX may have"),
        ("X_ACCEL_LOCATION", "protected", "X_ACCEL_LOCATION: 'protected' is no path like /protected/"),
        ("X_ACCEL_LOCATION", "/protected", "X_ACCEL_LOCATION: '/protected'"),
        ("X_ACCEL_LOCATION", "/../", "X_ACCEL_LOCATION: '/../'"),
        ("DOWNLOAD_STALL_SECONDS", "0", "Environment variable DOWNLOAD_STALL_SECONDS"),
        ("S3_BUCKET", "My Bucket", "S3_BUCKET: 'My Bucket'"),
        ("S3_LINK_SECONDS", "86400", "Environment variable S3_LINK_SECONDS"),
        ("S3_ENDPOINT_URL", "https://s3.example", "S3_BUCKET is missing: S3_ENDPOINT_URL mean nothing alone."),
    ],
)
def test_a_value_without_sense_stops_the_start(tmp_path, variable, value, said):
    environment = {"SECRET_KEY": GOOD_KEY, "DATA": str(tmp_path), variable: value}

    code, text = settings_say("'started'", **environment)

    assert code == 1
    assert text.startswith(said)
    assert "secret@" not in text


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BIND", "0.0.0.0:8000"),
        ("BIND", "[::1]:8000"),
        ("BIND", "unix:/run/portal/socket"),
        ("BIND", "fd://3"),
        ("WEB_WORKERS", "3"),
        ("AFFAIRS_EMAIL", "affairs@example.org"),
        ("AFFAIRS_TELEPHONE", "+81 (3) 4306-1160"),
    ],
)
def test_a_value_with_sense_is_taken(tmp_path, variable, value):
    answer = settings_say(f"settings.{variable}", SECRET_KEY=GOOD_KEY, DATA=str(tmp_path), **{variable: value})

    assert answer == (0, value)


def test_a_blank_value_is_the_default(tmp_path):
    blank = dict.fromkeys(["PORT", "BIND", "WEB_WORKERS", "DATABASE_POOL_SIZE", "AFFAIRS_EMAIL"], "")
    asked = "settings.BIND, settings.WEB_WORKERS >= 2, settings.DATABASE_POOL_SIZE, repr(settings.AFFAIRS_EMAIL)"

    assert settings_say(asked, SECRET_KEY=GOOD_KEY, DATA=str(tmp_path), **blank) == (0, "127.0.0.1:8000 True 8 ''")


def test_gunicorn_says_the_reason_without_a_traceback(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", "--config", "python:jitco_portal.gunicorn_config", "x"],
        env={"PATH": os.defpath, "DATA": str(tmp_path), "SECRET_KEY": GOOD_KEY, "WEB_WORKERS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert answer.stderr.startswith("The portal cannot start. Environment variable WEB_WORKERS")
    assert "Traceback" not in answer.stderr


def test_safe_values_hold_when_nothing_is_set(tmp_path):
    asked = "settings.DEBUG, settings.ALLOWED_HOSTS, settings.SAMPLE, settings.EMBEDDED_DATABASE"

    answer = settings_say(asked, SECRET_KEY=GOOD_KEY, DATA=str(tmp_path))

    assert answer == (0, "False ['localhost', '127.0.0.1', '[::1]'] False True")


def test_the_made_secret_key_serves_the_embedded_database_only(tmp_path):
    (tmp_path / "secret_key").write_text(GOOD_KEY + "\n")
    (tmp_path / "secret_key").chmod(0o600)
    external = "postgresql://user:password@localhost/portal"

    assert settings_say("settings.SECRET_KEY", DATA=str(tmp_path)) == (0, GOOD_KEY)
    assert settings_say("settings.SECRET_KEY", DATA=str(tmp_path), DATABASE_URL=external)[0] == 1


@pytest.mark.parametrize("how", ["another user's", "open", "a link", "a pipe"])
def test_a_secret_key_that_somebody_else_may_know_is_refused(tmp_path, how):
    key = tmp_path / "secret_key"
    key.write_text(GOOD_KEY)
    key.chmod(0o600)
    if how == "another user's":
        if os.geteuid() != 0:
            pytest.skip("only root can give a file away")
        os.chown(key, 1, 1)
    elif how == "open":
        key.chmod(0o640)
    elif how == "a link":
        key.rename(tmp_path / "elsewhere")
        key.symlink_to(tmp_path / "elsewhere")
    else:
        key.unlink()
        os.mkfifo(key)

    code, text = settings_say("settings.SECRET_KEY", DATA=str(tmp_path))

    assert code == 1
    assert text.startswith(f"SECRET_KEY is not set, and {key} cannot serve: ")


def test_https_makes_cookies_secure_and_trusts_the_proxys_header(tmp_path):
    asked = (
        "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT, "
        "settings.SECURE_HSTS_SECONDS > 0, settings.SECURE_PROXY_SSL_HEADER"
    )

    with_https = settings_say(asked, SECRET_KEY=GOOD_KEY, DATA=str(tmp_path), HTTPS="1")
    without = settings_say(asked, SECRET_KEY=GOOD_KEY, DATA=str(tmp_path))

    assert with_https == (0, "True True True True ('HTTP_X_FORWARDED_PROTO', 'https')")
    assert without == (0, "False False False False None")


@pytest.mark.parametrize(
    ("given", "count"), [({}, "0"), ({"HTTPS": "1"}, "1"), ({"HTTPS": "1", "TRUSTED_PROXIES": "2"}, "2")]
)
def test_as_many_proxies_are_believed_as_stand_before_the_portal(tmp_path, given, count):
    asked = "settings.ALLAUTH_TRUSTED_PROXY_COUNT"

    assert settings_say(asked, SECRET_KEY=GOOD_KEY, DATA=str(tmp_path), **given) == (0, count)


def test_the_command_line_says_the_reason_without_a_traceback(tmp_path):
    answer = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": os.defpath, "DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert answer.stderr.startswith("The portal cannot start. SECRET_KEY is missing")
    assert len(answer.stderr.splitlines()) == 1


# Where files lie ------------------------------------------------------------------------------------------

BUCKET = {"S3_BUCKET": "portal-files"}


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"X_ACCEL_LOCATION": "/protected/"}, "S3_BUCKET and X_ACCEL_LOCATION are both set"),
        ({"S3_ENDPOINT_URL": "s3.example"}, "S3_ENDPOINT_URL: 's3.example'"),
        ({"S3_ENDPOINT_URL": "https://key:secret@host/"}, "S3_ENDPOINT_URL: "),
        ({"S3_REGION": "Tokyo!"}, "S3_REGION: 'Tokyo!'"),
        ({"S3_ACCESS_KEY_ID": "a"}, "S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are set together"),
        ({"S3_SECRET_ACCESS_KEY": "b"}, "S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are set together"),
    ],
)
def test_files_lie_in_one_place_that_makes_sense(tmp_path, variables, said):
    code, text = settings_say("'started'", SECRET_KEY=GOOD_KEY, DATA=str(tmp_path), **BUCKET, **variables)

    assert (code, text.startswith(said)) == (1, True), text


def test_a_bucket_is_private_and_never_written_over(tmp_path):
    keys = {"S3_ACCESS_KEY_ID": "a", "S3_SECRET_ACCESS_KEY": "b", "S3_ENDPOINT_URL": "http://127.0.0.1:9000/"}

    code, text = settings_say(
        "[settings.STORAGES['default']['OPTIONS'][name] for name in"
        " ('bucket_name', 'default_acl', 'file_overwrite', 'querystring_auth', 'querystring_expire', 'endpoint_url')]"
        " + [settings.STORAGES['default']['OPTIONS']['client_config'].signature_version]",
        SECRET_KEY=GOOD_KEY, DATA=str(tmp_path), **BUCKET, **keys,
    )  # fmt: skip

    assert (code, text) == (0, "['portal-files', None, False, True, 600, 'http://127.0.0.1:9000', 's3v4']")


@pytest.mark.parametrize(("pool", "slots"), [("8", 4), ("7", 3), ("2", 1), ("1", 1)])
def test_downloads_get_half_of_the_threads(tmp_path, pool, slots):
    told = settings_say("settings.DOWNLOAD_SLOTS", SECRET_KEY=GOOD_KEY, DATA=str(tmp_path), DATABASE_POOL_SIZE=pool)

    assert told == (0, str(slots))


@pytest.mark.parametrize(("location", "modes"), [("", "0o600 0o700"), ("/protected/", "0o640 0o750")])
def test_a_web_server_may_read_files_where_it_sends_them(tmp_path, location, modes):
    expression = "(oct(settings.FILE_UPLOAD_PERMISSIONS), oct(settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS))"

    told = settings_say(expression, SECRET_KEY=GOOD_KEY, DATA=str(tmp_path), X_ACCEL_LOCATION=location)

    assert told == (0, modes)
