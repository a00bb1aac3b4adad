"""Data folders for the embedded server."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from jitco_portal.common.embedded_postgres import EmbeddedPostgres
from tests.common.embedded_server import server_on


@pytest.fixture
def place():
    """A folder that everybody may walk to (pytest's own tmp_path is closed to other users)."""
    folder = Path(tempfile.mkdtemp(prefix="portal test "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def made(place, cluster_to_copy) -> Path:
    """The data folder of a server that has run before (a copy: making one anew takes its time)."""
    subprocess.run(["cp", "-a", cluster_to_copy, place / "pg"], check=True)
    return place / "pg"


@pytest.fixture(scope="session")
def running() -> Iterator[EmbeddedPostgres]:
    """A server for tests that only look, started with a secret of ours in the environment."""
    folder = Path(tempfile.mkdtemp(prefix="portal test "))
    folder.chmod(0o755)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SECRET_KEY", "a-secret-of-the-portal")
        server = server_on(folder / "pg")
        server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def cluster_to_copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("cluster") / "pg"
    with server_on(folder):
        pass
    return folder
