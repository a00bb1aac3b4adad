"""What the tests need from the operating system: a browser, a Japanese font, gettext, nginx, curl.

``python -m tests.machine [gettext|browser|fonts|nginx|curl …]`` installs from Debian's packages what is missing, where
that is allowed (root, apt). Elsewhere it says so, and the tests in question are reported as skipped.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def has_japanese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=ja"], check=False, capture_output=True).stdout.strip())


def has_gettext() -> bool:
    return all(map(shutil.which, ("xgettext", "msgmerge", "msguniq", "msgattrib")))


def find_scanner() -> str | None:
    """clamd, which Debian puts where only root looks."""
    return shutil.which("clamd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


def find_nginx() -> str | None:
    """Where Debian has it, a user's path does not lead."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True)
class Need:
    is_there: Callable[[], object]
    packages: tuple[str, ...]
    without_it: str


NEEDS = {
    "browser": Need(find_browser, ("chromium",), "tests in the browser are skipped"),
    "fonts": Need(has_japanese_font, ("fonts-noto-cjk", "fontconfig"), "screenshots show boxes for Japanese"),
    "scanner": Need(find_scanner, ("clamav-daemon",), "tests with a real virus scanner are skipped"),
    "nginx": Need(find_nginx, ("nginx-light",), "files are not tried behind a web server"),
    "curl": Need(partial(shutil.which, "curl"), ("curl",), "downloads that break off are not tried"),
    "gettext": Need(has_gettext, ("gettext",), "the check for missing translations is skipped"),
}


def main(names: list[str]) -> None:
    wanted = [NEEDS[name] for name in names or NEEDS]
    missing = [need for need in wanted if not need.is_there()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install([package for need in missing for package in need.packages])
        missing = [need for need in missing if not need.is_there()]
    for need in missing:
        print(f"Not installed: {' '.join(need.packages)}; {need.without_it}. Install it with your package manager.")


def _install(packages: list[str]) -> None:
    print(f"Installing {' '.join(packages)}", flush=True)
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "APT::Update::Error-Mode=any"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *packages]):
        answer = subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        if answer.returncode != 0:
            print(f"{' '.join(command)} failed ({answer.returncode})", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
