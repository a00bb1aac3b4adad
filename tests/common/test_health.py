import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from jitco_portal.common import health


def test_healthz_asks_nothing_but_the_process(client):
    # No access to the database is granted to this test: a query would fail it.
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_is_ready_when_all_migrations_are_there(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()["status"]) == (200, "ok")


@pytest.mark.django_db
def test_readyz_is_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder(connection).record_unapplied("common", "0001_start")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "not ready", "database": "ok", "migrations": "unapplied", "unapplied": 1}


def test_readyz_is_not_ready_without_a_database(client, monkeypatch):
    def fail():
        raise OperationalError("connection refused, password=secret")

    monkeypatch.setattr(health, "unapplied_migrations", fail)

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"status": "not ready", "database": "unreachable"})


def test_health_answers_are_not_kept(client):
    assert "no-store" in client.get("/healthz")["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_for_reading_only(client, path):
    assert client.post(path).status_code == 405
