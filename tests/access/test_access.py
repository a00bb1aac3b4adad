"""Every address with every role, against the table that a person can read (table.txt beside this file)."""

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from jitco_portal.common.derived_rows import refresh
from tests.access.walker import (
    REFUSED,
    TABLE,
    Address,
    addresses,
    ask,
    client_for,
    key_of,
    read_table,
    row,
    write_table,
)
from tests.access.world import ROLES, STAFF, World
from tests.soak import SOAK

PROPOSED = Path(__file__).resolve().parents[2] / "var" / "access_table.txt"
UNKNOWN = ["?"] * len(ROLES)
# A page that is opened changes nothing. These count a download, and remember whom to tell of the next edition.
WRITE_WHEN_OPENED = {f"materials:{each}" for each in ("file_download", "edition_archive", "archive")}


@pytest.fixture(scope="module")
def world(database, django_db_blocker, tmp_path_factory):
    """Made once for all roles and undone at the end."""
    own = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic(), own, translation.override("en"):
        world = World()
        refresh()  # else each request that may have written would do it for all these rows, and undo it
        yield world
        transaction.set_rollback(True)


def post_is_all(words: dict[str, str]) -> bool:
    """Whether the address takes POST only: some page of it was refused for the method, and none was shown."""
    return "405" in words.values() and "ok" not in words.values()


def walk(world: World, role: str, expected: dict[str, dict[str, str]]) -> list[str]:
    """What is wrong for one role: address, role, expected, got."""
    wrong = []
    with transaction.atomic():
        client = client_for(world, role)
        for address in walked(world, role, expected):
            wrong += _visit(world, client, role, address, expected)
        transaction.set_rollback(True)
    return wrong


def walked(world: World, role: str, expected: dict[str, dict[str, str]]) -> list[Address]:
    """All addresses; of those of the desk, whoever is no staff takes a share, so that each is walked by one of them.

    One door keeps them out of all (tests/common/test_admin.py tries every address with two of them). A superuser, whom
    Django asks for no right, walks there what no group of staff gets to see. SOAK=1: all.
    """
    if SOAK or (world.is_staff(role) and role != "superuser"):
        return addresses()
    if role == "superuser":
        return [each for each in addresses() if not (each.is_of_the_desk and _is_seen_by_a_group(each, expected))]
    outside = [each for each in ROLES if not world.is_staff(each)]
    at, number = outside.index(role), len(outside)
    desk = [address for address in addresses() if address.is_of_the_desk]
    return [*(each for each in addresses() if not each.is_of_the_desk), *desk[at::number]]


def _is_seen_by_a_group(address: Address, expected: dict[str, dict[str, str]]) -> bool:
    words = expected.get(key_of("GET", address), {})
    return words.get("superuser") == "ok" and any(words.get(group) == "ok" for group in STAFF)


def _visit(world: World, client, role: str, address: Address, expected: dict[str, dict[str, str]]) -> list[str]:
    key, posted = key_of("GET", address), key_of("POST", address)
    if key not in expected:
        return []  # told by the test of the lines
    path, wrong = address.path(world, role), []
    got, written = ask(client, path)
    if got != expected[key][role]:
        wrong.append(f"{key}, {role}: expected {expected[key][role]}, got {got} ({path})")
    if written and address.name not in WRITE_WHEN_OPENED:
        wrong.append(f"{key}, {role}: opening it wrote {written} rows ({path})")
    if posted in expected:
        sent, written = ask(client, path, "post")
        if sent != expected[posted][role]:
            wrong.append(f"{posted}, {role}: expected {expected[posted][role]}, got {sent} ({path})")
    elif expected[key][role] in REFUSED and (not address.is_of_the_desk or world.is_staff(role)):
        # Before the desk everybody else is turned away, whatever they send (tests/common/test_admin.py).
        sent, written = ask(client, path, "post")
        if sent not in REFUSED:
            wrong.append(f"{posted}, {role}: expected a refusal as for GET, got {sent} ({path})")
    else:
        return wrong
    if sent in REFUSED and written:
        wrong.append(f"{posted}, {role}: refused, but {written} rows were written ({path})")
    return wrong


@pytest.fixture(scope="module")
def table():
    return read_table()


def test_every_address_has_its_line_and_every_line_an_address(table):
    expected, faults = table
    known = {key_of("GET", address): address for address in addresses()}
    posts = {key_of("POST", address) for address in addresses()}
    missing = [
        f"add to {TABLE.name}: {row(f'GET {each.line}', UNKNOWN)}" + (f"\n    {each.model}" if each.model else "")
        for key, each in known.items()
        if key not in expected
    ]
    posts_only = [
        key for key, each in known.items() if key in expected and post_is_all(expected[key]) and not each.is_of_the_desk
    ]
    missing += [
        f"add to {TABLE.name}, the address takes POST only: {row(key.replace('GET', 'POST', 1), UNKNOWN)}"
        for key in posts_only
        if key.replace("GET", "POST", 1) not in expected
    ]
    left_over = [f"take from {TABLE.name}: {key}" for key in expected if key not in known and key not in posts]

    assert (faults, missing, left_over) == ([], [], []), "\n".join([*faults, *missing, *left_over])


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_the_table_says(world, table, role):
    wrong = walk(world, role, table[0])

    assert wrong == [], "\n".join(wrong)


@pytest.mark.skipif(not os.environ.get("PROPOSE"), reason="PROPOSE=1 writes the table as the answers are now")
def test_propose_a_table(world):
    found: dict[str, dict[str, str]] = {}
    posted: dict[str, dict[str, str]] = {}
    for role in ROLES:
        with transaction.atomic():
            client = client_for(world, role)
            for address in addresses():
                path = address.path(world, role)
                word, written = ask(client, path)
                found.setdefault(key_of("GET", address), {})[role] = word
                if not address.is_of_the_desk or word == "405":
                    sent, _rows = ask(client, path, "post") if word in REFUSED else ("ok", 0)
                    posted.setdefault(key_of("POST", address), {})[role] = sent
                elif word in REFUSED:
                    posted.setdefault(key_of("POST", address), {})[role] = word
                if written:
                    print(f"opening it wrote {written} rows: {address.name} {role}")
            transaction.set_rollback(True)
    lines: dict[str, dict[str, str]] = {}
    for key, words in found.items():
        lines[key] = words
        if post_is_all(words) and key.replace("GET", "POST", 1) in posted:
            lines[key.replace("GET", "POST", 1)] = posted[key.replace("GET", "POST", 1)]
    write_table(lines, PROPOSED)
    print(f"written: {PROPOSED}")
