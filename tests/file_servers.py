"""Real servers that hand out files, for tests and measurements: gunicorn, nginx by deploy/nginx.conf, an S3 server.

All listen on 127.0.0.1 alone, and end with whoever started them.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from jitco_portal.common.processes import end_with_parent
from tests.machine import find_nginx

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
WEED = Path(sys.executable).with_name("weed")


@dataclass(frozen=True)
class Served:
    """Something that answers at ``url``; ``pid`` is its first process, None where that is our own."""

    url: str
    pid: int | None


def free_ports(count: int) -> list[int]:
    """Different ones, and below those that the kernel gives to connections."""
    probes = []
    try:
        for _number in range(count):
            probe = socket.socket()
            probe.bind((HOST, 0))
            probes.append(probe)
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


@contextlib.contextmanager
def running(
    command: list[str], log: Path, answers: Callable[[], bool], *, end: int = signal.SIGTERM, **options: Any
) -> Iterator[int]:
    """A process that is waited for until it answers, and ended afterwards."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(end_with_parent, signal.SIGTERM, os.getpid()),
            **options,
        )
    try:
        deadline = time.monotonic() + 90
        while not answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"{command[0]} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.send_signal(end)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers_at(url: str) -> bool:
    with contextlib.suppress(OSError):
        urlopen(url, timeout=20).close()
        return True
    return False


# gunicorn -------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def gunicorn(
    folder: Path, *, database: str, static: Path, threads: int | None = None, **environment: str
) -> Iterator[Served]:
    """The portal on the rows of ``database``, with ``folder`` for its files: one process with its threads."""
    folder.mkdir(exist_ok=True)
    if not (folder / "static").exists():
        (folder / "static").symlink_to(static)
    port = free_ports(1)[0]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:jitco_portal.gunicorn_config"]
    command += ["--threads", str(threads)] if threads else []
    env = {
        **{name: value for name, value in os.environ.items() if name != "MAKELEVEL"},
        "DATABASE_URL": database,
        "DATA": str(folder),
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "DJANGO_SETTINGS_MODULE": "jitco_portal.settings",
        **environment,
    }
    url = f"http://{HOST}:{port}"
    answers = partial(answers_at, f"{url}/healthz")
    with running([*command, "jitco_portal.wsgi"], folder / "gunicorn.log", answers, cwd=ROOT, env=env) as pid:
        yield Served(url, pid)


def highest_memory(pid: int) -> int:
    """Bytes that the largest process under ``pid`` ever had in memory."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            told = dict(re.findall(r"^(PPid|VmHWM):\s+(\d+)", (entry / "status").read_text(), re.MULTILINE))
            if str(pid) in (entry.name, told["PPid"]) and "VmHWM" in told:
                found.append(int(told["VmHWM"]) * 1024)
    return max(found)


# nginx ----------------------------------------------------------------------------------------------------

# What an installation changes too, and what a test has no certificate for.
_AS_TESTED = (
    ("server 127.0.0.1:8000;", "server {portal};"),
    ("listen 80;", "listen {redirect};"),
    ("listen 443 ssl http2;", "listen {listen};"),
    ("ssl_certificate /etc/letsencrypt/live/portal.example.org/fullchain.pem;", ""),
    ("ssl_certificate_key /etc/letsencrypt/live/portal.example.org/privkey.pem;", ""),
    ("ssl_protocols TLSv1.2 TLSv1.3;", ""),
    ("error_log /var/log/nginx/portal.error.log crit;", "error_log {folder}/error.log crit;"),
    ("alias /srv/portal/var/media/;", "alias {media}/;"),
)
_AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


@contextlib.contextmanager
def nginx(folder: Path, *, portal: str, media: Path) -> Iterator[Served]:
    """nginx with the settings that ship, before a portal that listens at ``portal``."""
    listen, redirect = free_ports(2)
    folder.mkdir(exist_ok=True)
    values = {
        "portal": portal.removeprefix("http://"),
        "listen": f"{HOST}:{listen}",
        "redirect": f"{HOST}:{redirect}",
        "folder": folder,
        "media": media,
        "user": "user root;" if os.geteuid() == 0 else "",
    }
    site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for shipped, tested in _AS_TESTED:
        assert site.count(shipped) == 1, shipped
        site = site.replace(shipped, tested.format(**values))
    (folder / "nginx.conf").write_text(_AROUND.format(**values, site=site), encoding="utf-8")
    url = f"http://{HOST}:{listen}"
    command = [find_nginx() or "nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    with running(command, folder / "nginx.log", partial(answers_at, f"{url}/healthz")) as pid:
        yield Served(url, pid)


# An S3 server ---------------------------------------------------------------------------------------------

KEYS = {"S3_ACCESS_KEY_ID": "portal", "S3_SECRET_ACCESS_KEY": "only-for-tests"}


@contextlib.contextmanager
def s3_server(folder: Path) -> Iterator[Served]:
    """SeaweedFS, with one identity and nothing for strangers."""
    folder.mkdir(exist_ok=True)
    config = folder / "s3.json"
    credentials = [{"accessKey": KEYS["S3_ACCESS_KEY_ID"], "secretKey": KEYS["S3_SECRET_ACCESS_KEY"]}]
    identity = {"name": "portal", "credentials": credentials, "actions": ["Admin", "Read", "Write", "List"]}
    config.write_text(json.dumps({"identities": [identity]}), encoding="utf-8")
    parts = ("master", "volume", "filer", "s3")
    ports = iter(free_ports(2 * len(parts)))
    command = [str(WEED), "server", f"-dir={folder}", f"-ip={HOST}", f"-ip.bind={HOST}", "-s3", f"-s3.config={config}"]
    for part in parts:
        command += [f"-{part}.port={next(ports)}", f"-{part}.port.grpc={next(ports)}"]
    # It would tell its makers of itself, and open ports that nobody asked for.
    command += ["-master.telemetry=false", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    command += ["-volume.max=8", "-master.volumeSizeLimitMB=64", f"-filer.localSocket={folder}/filer.sock"]
    url = next(each for each in command if each.startswith("-s3.port=")).replace("-s3.port=", f"http://{HOST}:")
    environment = {"HOME": str(folder), "PATH": ""}
    answers = partial(_takes_files, url)
    # What it holds is thrown away, and it would take a quarter of a minute to put that in order.
    with running(command, folder / "weed.log", answers, end=signal.SIGKILL, env=environment) as pid:
        yield Served(url, pid)


def bucket_of(url: str) -> Any:
    import boto3

    made = boto3.resource(
        "s3",
        endpoint_url=url,
        region_name="ap-northeast-1",
        aws_access_key_id=KEYS["S3_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["S3_SECRET_ACCESS_KEY"],
    )
    return made.Bucket("portal")


def _takes_files(url: str) -> bool:
    """It answers before it can keep anything."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    host, _colon, port = url.removeprefix("http://").partition(":")
    with socket.socket() as probe:
        if probe.connect_ex((host, int(port))) != 0:
            return False
    bucket = bucket_of(url)
    with contextlib.suppress(BotoCoreError, ClientError, Boto3Error):
        bucket.create()
        bucket.put_object(Key="probe", Body=b"probe")
        bucket.Object("probe").delete()
        return True
    return False


# A line that breaks ---------------------------------------------------------------------------------------


class BreakingLine:
    """A port before a server: each connection while ``breaks`` has an entry is cut after so many bytes of answer.

    With ``only``, those alone whose request begins with a line that holds it.
    """

    def __init__(self, target: str, *, only: bytes = b"") -> None:
        self._only = only
        host, _colon, port = target.removeprefix("http://").partition(":")
        self._target = (host, int(port))
        self.breaks: list[int] = []
        self.broken = 0
        self._listener = socket.create_server((HOST, 0))
        self.url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                reader, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(reader,), daemon=True).start()

    def _relay(self, reader: socket.socket) -> None:
        with reader, socket.create_connection(self._target) as server:
            is_meant = self._only in reader.recv(4096, socket.MSG_PEEK).partition(b"\r\n")[0]
            threading.Thread(target=_pump, args=(reader, server), daemon=True).start()
            left = self.breaks.pop(0) if self.breaks and is_meant else None
            while chunk := server.recv(65536 if left is None else min(left, 65536)):
                with contextlib.suppress(OSError):
                    reader.sendall(chunk)
                if left is not None:
                    left -= len(chunk)
                    if left == 0:
                        self.broken += 1
                        break
            for each in (reader, server):
                with contextlib.suppress(OSError):
                    # Closing alone would leave the line open while the other thread listens to it.
                    each.shutdown(socket.SHUT_RDWR)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
