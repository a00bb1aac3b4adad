"""The addresses of the site, what each answers to whom, and the table that says what it should."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection, connections, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.access.world import ROLES, World, model_of

TABLE = Path(__file__).with_name("table.txt")
WIDTH = max(map(len, ROLES)) + 1
NAME_WIDTH = 46
# Words of the table that say that a role has no business there.
REFUSED = {"login", "403", "404", "405"}
# What a request may write without changing anything: who is logged in, how often somebody tried, and the rows
# derived from others, which any request that may have written brings up to date.
WRITE = re.compile(r'(?:^|;)\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)')
HOUSEKEEPING = (
    *("django_session", "usersessions_usersession", "common_cache"),
    *("common_searchentry", "common_searchword", "organizations_todaysstanding"),
)


@dataclass(frozen=True)
class Address:
    """A pattern of the resolver under the name that the table has for it."""

    name: str
    keys: tuple[str, ...]

    @property
    def line(self) -> str:
        """``admin change`` for each model's change page, else the name itself."""
        model = model_of(self.name)
        if model is None:
            return self.name
        prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        return f"admin {self.name.removeprefix(prefix)}"

    @property
    def is_of_the_desk(self) -> bool:
        return self.name.startswith("admin:")

    @property
    def model(self) -> str:
        model = model_of(self.name)
        return model._meta.label_lower if model else ""

    def path(self, world: World, role: str) -> str:
        if self.name == "admin:anything_else":
            return reverse("admin:index") + "no-such-page/"
        if self.name.endswith("_short"):
            return reverse(self.name.removesuffix("_short") + "_changelist") + "1/"
        return reverse(self.name, kwargs=world.arguments(self.name, list(self.keys), role))


def addresses() -> list[Address]:
    """Every address once, those of one name and the same arguments together."""
    found = {}
    for name, route, keys in _patterns(get_resolver().url_patterns):
        if name == "admin:None":  # the stock admin has two kinds of addresses without a name
            # The old, short address of a row only leads to the new one: one model stands for all.
            if "url" not in keys and "country/" not in route:
                continue
            name, keys = "admin:anything_else" if "url" in keys else "admin:countries_country_short", ()
        assert not name.endswith("None"), f"the address {route} has no name"
        found.setdefault(name, Address(name, keys))
    return list(found.values())


def _patterns(
    patterns: Any, namespace: str = "", route: str = "", keys: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for each in patterns:
        whole = route + str(each.pattern)
        held = (*keys, *{**each.pattern.converters, **each.pattern.regex.groupindex})
        if isinstance(each, URLPattern):
            yield f"{namespace}{each.name}", whole, held
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _patterns(each.url_patterns, inner, whole, held)


# Asking -----------------------------------------------------------------------------------------------


def client_for(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if (user := world.people[role]) is not None:
        client.force_login(user)
    if role == "gone":  # switched off while the session was alive
        user.is_active = False
        user.save(update_fields=["is_active"])
    return client


def ask(client: Client, path: str, method: str = "get") -> tuple[str, int]:
    """The answer in a word, and how many rows the request wrote; nothing of it stays.

    A view that sends a file gives its connection back first; here all requests share one.
    """
    writes: list[str] = []
    with patch.object(connections["default"], "close"), transaction.atomic(), connection.execute_wrapper(note(writes)):
        word = word_of(getattr(client, method)(path))
        transaction.set_rollback(True)
    return word, len(writes)


def note(writes: list[str]) -> Callable:
    """Keeps in ``writes`` the tables that statements write to, but for the housekeeping."""

    def wrapper(execute, sql, params, many, context):
        for verb, table in WRITE.findall(sql if isinstance(sql, str) else str(sql)):
            if table not in HOUSEKEEPING:
                writes.append(f"{verb} {table}")
        return execute(sql, params, many, context)

    return wrapper


def word_of(response: Any) -> str:
    if response.status_code in (301, 302, 303):
        target = response.headers["Location"].partition("?")[0]
        if target == reverse("admin:login"):  # no door of its own: on to the log-in, or refused (its own line says so)
            return "403" if response.wsgi_request.user.is_authenticated else "login"
        return {reverse("account_login"): "login", reverse("mfa_index"): "2fa"}.get(target, "redirect")
    if response.status_code == 200:
        getattr(response, "close", lambda: None)()
        return "ok"
    return str(response.status_code)


# The table --------------------------------------------------------------------------------------------


def read_table(path: Path = TABLE) -> tuple[dict[str, dict[str, str]], list[str]]:
    """By key (``GET name`` or ``POST name``) the word for each role; and what is wrong with the file."""
    expected: dict[str, dict[str, str]] = {}
    wrong: list[str] = []
    words: dict[str, str] = {}
    line = ""
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not text.strip() or text.startswith("#"):
            continue
        if text.startswith(" "):
            for model in text.replace(",", " ").split():
                _add(expected, wrong, f"{line} {model}", words, number)
            continue
        method, *rest = text.split()
        name, cells = " ".join(rest[: -len(ROLES)]), rest[-len(ROLES) :]
        if method not in ("GET", "POST") or not name:
            wrong.append(f"{path.name}:{number}: not “GET or POST, address, {len(ROLES)} words”")
            continue
        line, words = f"{method} {name}", dict(zip(ROLES, cells, strict=True))
        if not name.startswith("admin "):
            _add(expected, wrong, line, words, number)
    return expected, wrong


def _add(expected: dict, wrong: list[str], key: str, words: dict[str, str], number: int) -> None:
    if key in expected:
        wrong.append(f"{TABLE.name}:{number}: {key} is there twice")
    expected[key] = words


def key_of(method: str, address: Address) -> str:
    return f"{method} {address.line} {address.model}".strip()


def write_table(found: dict[str, dict[str, str]], path: Path) -> None:
    """The table as it would be if every answer given now were right; for review, not for trust."""
    lines: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for key, words in found.items():
        method, *rest = key.split()
        models = [rest.pop()] if rest[0] == "admin" else []
        lines.setdefault((f"{method} {' '.join(rest)}", tuple(words[role] for role in ROLES)), []).extend(models)
    text = [HEAD, f"{'#':<{NAME_WIDTH}}" + "".join(f"{role:<{WIDTH}}" for role in ROLES).rstrip()]
    for (name, words), models in lines.items():
        text.append(row(name, words))
        text += [f"    {', '.join(models[at : at + 4])}" for at in range(0, len(models), 4)]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def row(name: str, words: Any) -> str:
    return f"{name:<{NAME_WIDTH}}" + "".join(f"{word:<{WIDTH}}" for word in words).rstrip()


HEAD = """# What each address answers to whom. tests/access/test_access.py walks every one of them with every role.
#
# ok: the page; redirect: elsewhere; login, 2fa: first to the log-in, to the second factor; 403, 404, 405: refused.
# An “admin” line says for one kind of page (list, add …) what holds for the models under it.
# POST lines are for addresses that take nothing else; elsewhere whoever gets no page may not send either.
#
# person: logged in, for no organization; it is who asked (claim, application). reader, editor, sending: reader,
# editor and administrator of the sending organization; sup-reader, sup-editor, supervising: of the supervising
# one; other, other-sup: administrators of others; s-…: the staff groups; gone: switched off while logged in.
#
# After a new address: PROPOSE=1 python -m pytest tests/access -k propose writes var/access_table.txt to compare."""
