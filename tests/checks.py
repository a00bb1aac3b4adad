"""`make check`: reads the code without running it. Every check runs, also when one before it has failed.

As many run beside each other as there are processors; what they say comes in their order.

``python -m tests.checks [name …]``; ``update-messages`` instead brings the translation files up to date.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from pathlib import Path

from tests.machine import has_gettext

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "ja"
CATALOG = Path("jitco_portal") / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
_MESSAGES = [
    *("makemessages", "--locale", LANGUAGE, "--no-wrap", "--no-obsolete", "--add-location", "file"),
    *("--ignore", ".venv", "--ignore", "var", "--ignore", "tests", "--verbosity", "0"),
]


class Skipped(Exception):
    """The check needs something that this machine does not have."""


def main(names: list[str]) -> int:
    if names == ["update-messages"]:
        return _update_messages()
    failed, skipped = [], []
    with ThreadPoolExecutor(os.cpu_count()) as beside:
        running = {name: beside.submit(_run, check) for name, check in CHECKS.items() if not names or name in names}
        for name, check in running.items():
            passed, said = check.result()
            print(f"── {name}\n{said}", end="", flush=True)
            if passed is None:
                skipped.append(name)
            elif not passed:
                failed.append(name)
    print(f"\n{len(names or CHECKS) - len(failed) - len(skipped)} checks passed", end="")
    print(f", failed: {', '.join(failed) or 'none'}, skipped: {', '.join(skipped) or 'none'}")
    return 1 if failed else 0


# Running tools ---------------------------------------------------------------------------------------

_said: ContextVar[list[str]] = ContextVar("said")


def _run(check: Callable[[], bool]) -> tuple[bool | None, str]:
    """Whether it passed, None where it was skipped; and what it said."""
    said: list[str] = []
    _said.set(said)
    try:
        passed: bool | None = check()
    except Skipped as reason:
        passed = None
        _say(f"skipped: {reason}")
    except Exception:
        passed = False
        _say(traceback.format_exc())
    return passed, "".join(said)


def _say(text: str) -> None:
    _said.get().append(text if text.endswith("\n") or not text else f"{text}\n")


def _python(*arguments: str | Path, cwd: Path = ROOT) -> bool:
    """Run a tool as a module: its script would hold the path of the folder it was installed in."""
    tool = subprocess.run(
        [sys.executable, *arguments],
        check=False,
        cwd=cwd,
        env=_environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    _say(tool.stdout)
    return tool.returncode == 0


def _environment() -> dict[str, str]:
    """No database and no secret is needed, and none that happens to be set is touched."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG", "HTTPS"}}
    environment.update(
        SECRET_KEY="only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz",
        DATA=str(ROOT / "var" / "check"),
        DJANGO_SETTINGS_MODULE="jitco_portal.settings",
        PYTHONWARNINGS="ignore:Got an error checking a consistent migration history",
        MYPY_CACHE_DIR=str(ROOT / ".mypy_cache"),
    )
    return environment


# The checks ------------------------------------------------------------------------------------------


def _types() -> bool:
    """Queries and services are annotated (style.md); so is the machinery in common that has no user to notice."""
    files = [
        path.relative_to(ROOT)
        for app in ("countries", "organizations", "matching", "seminars", "materials", "jitco_portal/common")
        for part in ("queries", "services", "timetable")
        for path in sorted([*ROOT.glob(f"{app}/{part}.py"), *ROOT.glob(f"{app}/{part}/**/*.py")])
    ]
    files += [Path("jitco_portal/common") / f"{name}.py" for name in _TYPED_IN_COMMON]
    files.append(Path("jitco_portal/common/embedded_postgres"))
    return _python("-m", "mypy", *files)


_TYPED_IN_COMMON = (
    *("embedded_connection", "error_pages", "health", "launcher", "pagination", "private_answers", "private_files"),
    *("processes", "request_id", "sample_gate", "static_build", "tasks", "translations", "virtual_environment"),
    *("archives", "byte_ranges", "compression", "delivery", "download_slots", "s3", "s3_storage"),
    *("accounts/encryption", "accounts/log_in", "accounts/staff_groups"),
    *("history/context", "history/erasure", "history/reading", "history/revert", "history/public"),
    *("mail/desk", "mail/kinds", "mail/outbox", "mail/sending", "mail/text", "mail/unsubscribing"),
    *("privacy/consent", "privacy/erasure", "privacy/own_texts", "privacy/personal_data", "privacy/retention"),
)


def _requirements() -> bool:
    """The hashes say what is installed; from where is the affair of the machine that installs."""
    wrong = []
    for file in sorted(ROOT.glob("requirements*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(
                r"://|--(extra-)?index-url|--find-links|--trusted-host|\bfile:|(^|\s)(/|~|\.\.?/)|\S @ ", line
            ):
                wrong.append(f"{file.name}:{number}: {line.strip()}")
            if re.match(r"[A-Za-z0-9]", line) and ("==" not in line or not line.endswith("\\")):
                wrong.append(f"{file.name}:{number}: not pinned and hashed: {line.strip()}")
    _say("\n".join(wrong) or "no host, no path, everything pinned and hashed")
    return not wrong


def _translations() -> bool:
    """Collect the texts anew in a copy and compare: nothing missing, fuzzy or left over."""
    if not has_gettext():
        raise Skipped("gettext is not installed (Debian: apt-get install gettext)")
    import polib

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        _copy_sources(copy)
        if not _python("manage.py", *_MESSAGES, cwd=copy):
            return False
        wanted = {
            (entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(copy / CATALOG)) if not entry.obsolete
        }
    kept = polib.pofile(str(ROOT / CATALOG)) if (ROOT / CATALOG).is_file() else polib.POFile()
    here = {(entry.msgctxt, entry.msgid): entry for entry in kept if not entry.obsolete}
    problems = [("not collected", *key) for key in wanted.keys() - here.keys()]
    problems += [("not used any more", *key) for key in here.keys() - wanted.keys()]
    problems += [("fuzzy", *key) for key, entry in here.items() if entry.fuzzy]
    problems += [("not translated", *key) for key, entry in here.items() if not entry.fuzzy and not entry.translated()]
    for kind, context, text in sorted(problems, key=str):
        _say(f"{kind}: {context + ': ' if context else ''}{text!r}")
    _say(f"{len(here)} texts, {len(problems)} problems" + (" (make messages collects them)" if problems else ""))
    return not problems


def _copy_sources(copy: Path) -> None:
    for name in (
        "manage.py",
        "jitco_portal",
        "countries",
        "organizations",
        "matching",
        "seminars",
        "materials",
        "templates",
    ):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            copy.mkdir(exist_ok=True)
            shutil.copy(source, copy / name)


def _update_messages() -> int:
    if not has_gettext():
        print("gettext is not installed (Debian: apt-get install gettext)")
        return 1
    (ROOT / CATALOG).parent.mkdir(parents=True, exist_ok=True)
    passed, said = _run(lambda: _python("manage.py", *_MESSAGES))
    print(said, end="")
    return 0 if passed else 1


CHECKS: dict[str, Callable[[], bool]] = {
    "style": lambda: _python("-m", "ruff", "check", "--output-format", "concise", "."),
    "format": lambda: _python("-m", "ruff", "format", "--check", "--output-format", "concise", "."),
    "templates": lambda: _python("-m", "djlint", "templates", "--lint", "--quiet"),
    "types": _types,
    "layers": lambda: _python("-c", "from importlinter.cli import lint_imports_command as c; c(['--no-logo'])"),
    "settings": lambda: _python("manage.py", "check", "--fail-level", "WARNING"),
    "migrations": lambda: _python("manage.py", "makemigrations", "--check", "--dry-run"),
    "translations": _translations,
    "requirements": _requirements,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
