"""Settings of the portal: everything that differs between installations comes from the environment.

A value that makes no sense stops the start with a sentence that names it; nothing is guessed.
"""

import os
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from environs import Env, EnvError

from jitco_portal.common.embedded_connection import is_running, read_connection
from jitco_portal.common.mail.server import mail_server, sender
from jitco_portal.common.private_files import NotPrivate, read_private
from jitco_portal.common.s3 import s3_storage

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()


def _read(reader: Any, name: str, *args: Any, **kwargs: Any) -> Any:
    """One typed value of the environment, or a refusal that says what to write instead."""
    try:
        return reader(name, *args, **kwargs)
    except (EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"Environment variable {name}: {error}") from error


def _whole_number(name: str, default: int, *, lowest: int, highest: int) -> int:
    """Blank is the default, as for every other variable."""
    given: str = _read(env.str, name, "").strip()
    if not given:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", given) or not lowest <= int(given) <= highest:
        raise ImproperlyConfigured(
            f"Environment variable {name}: must be a whole number from {lowest} to {highest}, not {given!r}."
        )
    return int(given)


# The installation ---------------------------------------------------------------------------------

# Everything this installation writes: the embedded database, built files, uploads, made secrets.
DATA = BASE_DIR / Path(_read(env.str, "DATA", "") or "var").expanduser()
DEBUG = _read(env.bool, "DEBUG", False)
# Whether readers reach the portal by https, through a proxy that sets X-Forwarded-Proto itself.
HTTPS = _read(env.bool, "HTTPS", False)
# Allows sample rows and accounts in a database given by DATABASE_URL; it must be empty.
SAMPLE = _read(env.bool, "SAMPLE", False)


def _secret_key() -> str:
    key: str = _read(env.str, "SECRET_KEY", "")
    made = DATA / "secret_key"
    if not key and not env.str("DATABASE_URL", ""):
        try:
            key = read_private(made).strip()
        except FileNotFoundError:
            pass
        except (NotPrivate, OSError, UnicodeError) as error:
            raise ImproperlyConfigured(f"SECRET_KEY is not set, and {made} cannot serve: {error}") from error
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: set it to 50 or more random characters. "
            "(Without DATABASE_URL, `make run` makes one for its embedded database.)"
        )
    if len(key) < 32 or len(set(key)) < 8:
        raise ImproperlyConfigured("SECRET_KEY is too easy to guess: use 50 or more random characters.")
    return key


SECRET_KEY = _secret_key()
# Keys that were in use before: what was signed or encrypted under them can still be read.
SECRET_KEY_FALLBACKS = [key.strip() for key in _read(env.list, "SECRET_KEY_FALLBACKS", []) if key.strip()]


def _hosts() -> list[str]:
    hosts: list[str] = _read(env.list, "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
    hosts = [host.strip() for host in hosts if host.strip()]
    for host in hosts:
        if host == "*" or not re.fullmatch(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\]", host):
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS: {host!r} is not a host name (no scheme, no port, no lone asterisk)."
            )
    if not hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS is set but names no host.")
    return hosts


def _origins() -> list[str]:
    origins: list[str] = _read(env.list, "CSRF_TRUSTED_ORIGINS", [])
    origins = [origin.strip() for origin in origins if origin.strip()]
    for origin in origins:
        if not re.fullmatch(r"https?://[^/\s]+", origin):
            raise ImproperlyConfigured(f"CSRF_TRUSTED_ORIGINS: {origin!r} is not scheme://host without a path.")
    return origins


ALLOWED_HOSTS = _hosts()
CSRF_TRUSTED_ORIGINS = _origins()

# Serving (gunicorn_config.py) ---------------------------------------------------------------------

PORT = _whole_number("PORT", 8000, lowest=1, highest=65535)
WEB_WORKERS = _whole_number("WEB_WORKERS", max(2, min(os.cpu_count() or 1, 4)), lowest=1, highest=64)


def _bind() -> str:
    bind: str = _read(env.str, "BIND", "").strip() or f"127.0.0.1:{PORT}"
    port = re.fullmatch(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})", bind)
    if not (port and 1 <= int(port[1]) <= 65535) and not re.fullmatch(r"unix:/\S+|fd://[0-9]+", bind):
        raise ImproperlyConfigured(f"BIND: {bind!r} is neither host:port nor unix:/path nor fd://number.")
    return bind


BIND = _bind()

# Where readers reach the portal: links in mails begin with it.
SITE_URL = _read(env.str, "SITE_URL", "").strip().rstrip("/") or f"http://127.0.0.1:{PORT}"
if not re.fullmatch(r"https?://[^/\s]+", SITE_URL):
    raise ImproperlyConfigured(f"SITE_URL: {SITE_URL!r} is not scheme://host without a path.")

# Database -----------------------------------------------------------------------------------------

DATABASE_POOL_SIZE = _whole_number("DATABASE_POOL_SIZE", 8, lowest=1, highest=1000)


def _database() -> dict[str, Any]:
    """The database of DATABASE_URL, else the embedded one that runs on DATA."""
    url: str = _read(env.str, "DATABASE_URL", "")
    if not url:
        database: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            **read_connection(DATA / "postgres"),
        }
    else:
        try:
            database = dict(dj_database_url.parse(url))
        except ValueError as error:  # its text may carry the password, so it is not repeated
            raise ImproperlyConfigured("DATABASE_URL cannot be read: is it postgresql://…?") from error
        if database["ENGINE"] != "django.db.backends.postgresql" or not database["NAME"]:
            raise ImproperlyConfigured(
                "DATABASE_URL must name a PostgreSQL database: postgresql://user:password@host:5432/name"
            )
    # Compiling a question takes PostgreSQL seconds here and saves nothing: standing is many small conditions.
    # With less memory for it PostgreSQL forgets which rows of a page the index named, and tests the whole page.
    # Every trigger asks which of them to ignore, and pays for an exception where nobody has ever said any.
    options = "-c jit=off -c work_mem=32MB -c pgtrigger.ignore={}"
    database.setdefault("OPTIONS", {}).setdefault("options", options)
    if url or is_running(DATA / "postgres"):  # without a pool the failure to connect is said at once
        database.setdefault("OPTIONS", {})["pool"] = {
            "min_size": 0,
            "max_size": DATABASE_POOL_SIZE,
            "timeout": 10,
        }
    return {**database, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}


EMBEDDED_DATABASE = not _read(env.str, "DATABASE_URL", "")
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Parts --------------------------------------------------------------------------------------------

# From the ground up: each may know those before it, but the last three never each other.
OUR_APPS = ["jitco_portal.common", "countries", "organizations", "matching", "seminars", "materials"]
INSTALLED_APPS = [
    *OUR_APPS,
    "jitco_portal.common.desk.config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "csp",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "jitco_portal.common.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jitco_portal.common.compression.PageCompressionMiddleware",
    "jitco_portal.common.private_answers.PrivateAnswersMiddleware",
    "materials.views.reader.ShareKeysMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jitco_portal.common.request_size.RequestSizeMiddleware",
    "jitco_portal.common.accounts.log_in.SessionLifeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "jitco_portal.common.accounts.second_factor.SecondFactorMiddleware",
    "jitco_portal.common.privacy.middleware.PrivacyNoticeMiddleware",
    "jitco_portal.common.history.context.HistoryMiddleware",
    "jitco_portal.common.derived_rows.DerivedRowsMiddleware",
]

ROOT_URLCONF = "jitco_portal.urls"
WSGI_APPLICATION = "jitco_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# People -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "common.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["jitco_portal.common.accounts.log_in.PortalBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_overview"
LOGOUT_REDIRECT_URL = "home"
# The link of a mail that sets a password.
PASSWORD_RESET_TIMEOUT = 24 * 3600

# A session ends with the browser, at the latest two weeks after the log-in, and earlier where nobody uses it:
# staff after a working day, others after three days.
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = {"staff": 8 * 3600, "others": 3 * 24 * 3600}

ACCOUNT_ADAPTER = "jitco_portal.common.accounts.log_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "jitco_portal.common.accounts.forms.LogInForm",
    "signup": "jitco_portal.common.privacy.forms.SignupWithNoticeForm",
    "add_email": "jitco_portal.common.accounts.forms.ChangeAddressForm",
    "change_password": "jitco_portal.common.accounts.forms.ChangePasswordForm",
    "set_password": "jitco_portal.common.accounts.forms.SetPasswordForm",
    "reset_password": "jitco_portal.common.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "jitco_portal.common.accounts.forms.NewPasswordForm",
    "reauthenticate": "jitco_portal.common.accounts.forms.ConfirmPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# No person sees it; what a program enters there makes no account.
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "fax_number"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# One address each; a new one counts once it is confirmed, and the old one is told.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# How often a thing may be tried, per client address, person, or e-mail address.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "10/m/ip,60/h/ip",
    "confirm_email": "1/3m/key",
    "reset_password": "10/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
}
# How many proxies before the portal add the address they see to X-Forwarded-For: what stands further left, a reader
# could have written. 0 counts the connection's own address and reads no header.
ALLAUTH_TRUSTED_PROXY_COUNT = _whole_number("TRUSTED_PROXIES", 1 if HTTPS else 0, lowest=0, highest=10)

MFA_ADAPTER = "jitco_portal.common.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "jitco_portal.common.accounts.second_factor_forms.CodeForm",
    "reauthenticate": "jitco_portal.common.accounts.second_factor_forms.ConfirmByCodeForm",
    "activate_totp": "jitco_portal.common.accounts.second_factor_forms.SetUpAppForm",
    "add_webauthn": "jitco_portal.common.accounts.second_factor_forms.AddPasskeyForm",
    "edit_webauthn": "jitco_portal.common.accounts.second_factor_forms.RenamePasskeyForm",
    "authenticate_webauthn": "jitco_portal.common.accounts.second_factor_forms.PasskeyForm",
    "login_webauthn": "jitco_portal.common.accounts.second_factor_forms.LogInByPasskeyForm",
    "reauthenticate_webauthn": "jitco_portal.common.accounts.second_factor_forms.ConfirmByPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey alone logs in, so the device asks for finger, face or PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Browsers allow passkeys without https on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "JITCO Sending Support"
# The code before and the one after count too: clocks differ, and typing takes time.
MFA_TOTP_TOLERANCE = 1
# Nobody gets in with an address that is not confirmed; one that is about to change need not keep from a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# Limits on log-ins count over all processes, so they stand in the database. A full table drops rows at random,
# counters among them: it must be more than an attacker can fill between two expiries.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "common_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# How readers reach the Affairs Dept.; blank shows the way to JITCO's own site.
AFFAIRS_EMAIL = _read(env.str, "AFFAIRS_EMAIL", "").strip()
AFFAIRS_TELEPHONE = _read(env.str, "AFFAIRS_TELEPHONE", "").strip()
if AFFAIRS_EMAIL:
    try:
        validate_email(AFFAIRS_EMAIL)
    except ValidationError as error:
        raise ImproperlyConfigured(f"AFFAIRS_EMAIL: {AFFAIRS_EMAIL!r} is not an e-mail address.") from error
if AFFAIRS_TELEPHONE and not re.fullmatch(r"(?=.*[0-9])[0-9+() -]{1,40}", AFFAIRS_TELEPHONE):
    raise ImproperlyConfigured(f"AFFAIRS_TELEPHONE: {AFFAIRS_TELEPHONE!r} may have digits, +, -, () and spaces only.")

# Invoices -----------------------------------------------------------------------------------------

# In whose name invoices and receipts are issued, its number as a qualified invoice issuer, and where to pay.
# Without the number a paper says that it is no qualified invoice.
INVOICE_ISSUER_NAME = _read(env.str, "INVOICE_ISSUER_NAME", "").strip() or "JITCO"
INVOICE_ISSUER_NUMBER = _read(env.str, "INVOICE_ISSUER_NUMBER", "").strip()
INVOICE_BANK_ACCOUNT = _read(env.str, "INVOICE_BANK_ACCOUNT", "").strip()
if INVOICE_ISSUER_NUMBER and not re.fullmatch(r"T[0-9]{13}", INVOICE_ISSUER_NUMBER):
    raise ImproperlyConfigured(f"INVOICE_ISSUER_NUMBER: {INVOICE_ISSUER_NUMBER!r} is not T with 13 digits.")

# Viruses ------------------------------------------------------------------------------------------

# Where clamd listens, "/run/clamav/clamd.ctl" or "127.0.0.1:3310"; blank: files are not scanned, and say so.
CLAMD = _read(env.str, "CLAMD", "").strip()
if CLAMD and not (CLAMD.startswith("/") or re.fullmatch(r"[^\s:/]+:[0-9]{1,5}", CLAMD)):
    raise ImproperlyConfigured(f"CLAMD: {CLAMD!r} is neither the path of a socket nor host:port.")
# Its MaxFileSize in megabytes: clamd finds nothing in the rest of a larger file, so larger ones say "not scanned".
CLAMD_LARGEST = _whole_number("CLAMD_LARGEST_MB", 100, lowest=1, highest=4000) * 1024 * 1024

# Mail ---------------------------------------------------------------------------------------------

# Without a server no mail leaves: messages are kept in the outbox, and staff read them there.
EMAIL_URL = _read(env.str, "EMAIL_URL", "").strip()
MAIL_LEAVES = bool(EMAIL_URL)
MAIL_FROM = _read(env.str, "MAIL_FROM", "").strip()
if MAIL_FROM:
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = sender(MAIL_FROM)
if MAIL_LEAVES:
    if not MAIL_FROM:
        raise ImproperlyConfigured("MAIL_FROM is missing: with EMAIL_URL, set it to the address that mails come from.")
    globals().update(mail_server(EMAIL_URL))
# With it, and django-anymail installed, a mail provider reports bounces at /mail/hooks/.
ANYMAIL_WEBHOOK_SECRET = _read(env.str, "ANYMAIL_WEBHOOK_SECRET", "").strip()
if ANYMAIL_WEBHOOK_SECRET and not re.fullmatch(r"[^:\s]{8,}:[^:\s]{16,}", ANYMAIL_WEBHOOK_SECRET):
    raise ImproperlyConfigured(
        "ANYMAIL_WEBHOOK_SECRET must be two random texts with a colon between, of 8 and 16 characters or more."
    )
if ANYMAIL_WEBHOOK_SECRET and not find_spec("anymail"):
    raise ImproperlyConfigured("ANYMAIL_WEBHOOK_SECRET is set, but django-anymail is not installed.")

# A machine that was off at night does at its next start what the night should have done.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}

# Languages and time -------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ja", "日本語")]
LOCALE_PATHS = [BASE_DIR / "jitco_portal" / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["jitco_portal.formats"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# Static files -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# The second folder holds the one stylesheet that `build_assets` joins from the sources.
STATICFILES_DIRS = [BASE_DIR / "static", DATA / "build"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Pages name the hashed files only; the others would be compressed for nobody, seconds of every first start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA / "media"
# What people send is for nobody else on this machine, and no larger than we take.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
# Where large files gather, part by part, until they are checked; on several machines, one folder for all.
UPLOADS = DATA / "uploads"
FILE_UPLOAD_HANDLERS = [
    "jitco_portal.common.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A folder that a build has still to make is no fault.
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]

# Handing files out (common/delivery.py) ------------------------------------------------------------

# How many downloads each web process sends by itself at a time: pages keep at least half of its threads.
DOWNLOAD_SLOTS = max(1, DATABASE_POOL_SIZE // 2)
# A reader who takes next to nothing for so long is let go; what they have can be resumed.
DOWNLOAD_STALL_SECONDS = _whole_number("DOWNLOAD_STALL_SECONDS", 60, lowest=1, highest=3600)
# The location of nginx that sends the files of DATA/media (deploy/nginx.conf); blank: Django sends them.
X_ACCEL_LOCATION = _read(env.str, "X_ACCEL_LOCATION", "").strip()
if X_ACCEL_LOCATION and not re.fullmatch(r"/([A-Za-z0-9_-]+/)+", X_ACCEL_LOCATION):
    raise ImproperlyConfigured(
        f"X_ACCEL_LOCATION: {X_ACCEL_LOCATION!r} is no path like /protected/, with both slashes."
    )
if X_ACCEL_LOCATION:
    # nginx runs as another user: the portal's group, to which that user is added, may read files and add none.
    FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
# With a bucket, files are kept there, and readers fetch them by addresses that live for so long.
S3_BUCKET = _read(env.str, "S3_BUCKET", "").strip()
S3_LINK_SECONDS = _whole_number("S3_LINK_SECONDS", 600, lowest=1, highest=3600)
_S3_OPTIONS = {
    name: _read(env.str, name, "").strip()
    for name in ("S3_ENDPOINT_URL", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY")
}
if S3_BUCKET:
    if X_ACCEL_LOCATION:
        raise ImproperlyConfigured("S3_BUCKET and X_ACCEL_LOCATION are both set: files lie in one place. Unset one.")
    STORAGES["default"] = s3_storage(S3_BUCKET, link_seconds=S3_LINK_SECONDS, **_S3_OPTIONS)
elif any(_S3_OPTIONS.values()):
    raise ImproperlyConfigured(
        f"S3_BUCKET is missing: {', '.join(name for name, value in _S3_OPTIONS.items() if value)} mean nothing alone."
    )


# Safety -------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Browsers share cookies between the ports of a host: a second copy beside the first needs names of its own.
COOKIE_PREFIX = _read(env.str, "COOKIE_PREFIX", "portal")
if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", COOKIE_PREFIX):
    raise ImproperlyConfigured("COOKIE_PREFIX may have letters, digits, _ and -, 40 at most.")
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}_session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}_csrf"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}_language"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = _whole_number("HSTS_SECONDS", 30 * 24 * 3600, lowest=0, highest=999_999_999)
if not HTTPS:
    SECURE_HSTS_SECONDS = 0

# History ------------------------------------------------------------------------------------------

# Deletions too: nothing leaves without a trace.
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
# What is written there stays as it was written, for every writer.
PGHISTORY_APPEND_ONLY = True
# Reading never writes history, so only requests that may write carry its context.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# What a job writes bears its name in the history.
PROCRASTINATE_ON_APP_READY = "jitco_portal.common.history.context.name_jobs"

# Logs ---------------------------------------------------------------------------------------------

LOG_LEVEL = _read(env.str, "LOG_LEVEL", "INFO").upper()
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
    raise ImproperlyConfigured(f"LOG_LEVEL: {LOG_LEVEL!r} is none of DEBUG, INFO, WARNING, ERROR, CRITICAL.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "jitco_portal.common.request_id.RequestIdFilter"},
        "secrets": {"()": "jitco_portal.common.request_id.SecretsFilter"},
    },
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "{asctime} {levelname} {name} {message} {request_id}",
            "style": "{",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            "json_ensure_ascii": False,
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["request_id", "secrets"], "formatter": "json"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        **{name.partition(".")[0]: {"level": LOG_LEVEL} for name in OUR_APPS},
        "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
        # One line per request comes from the request id's middleware; these would repeat it.
        "gunicorn.access": {"level": "ERROR", "handlers": [], "propagate": False},
        "django.server": {"level": "ERROR", "handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
        # Django's own handlers (mail to admins, console) make way for the root's.
        "django": {"level": "WARNING", "handlers": [], "propagate": True},
    },
}
