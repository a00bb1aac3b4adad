"""Named lists to which an app adds its functions in ``AppConfig.ready()``.

Work that crosses apps goes through here: lower code loops over a list without knowing whose functions
they are. The lists below are all there are; a new one is added here with the shape of its functions.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from django.utils import timezone

Function = TypeVar("Function", bound=Callable)


@dataclass(frozen=True)
class Panel:
    """A part of a page that another app fills: its heading, its anchor, the fragment and what it needs."""

    title: str
    anchor: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


class Deed(StrEnum):
    """What staff do with what waits: a column of the desk's index."""

    DECIDE = "decide"
    ANSWER = "answer"
    KEEP = "keep"


@dataclass(frozen=True)
class Waiting:
    """What waits for staff, on the desk's index: in words, the list to work off, how many, the oldest's time."""

    title: str
    url: str
    count: int
    oldest: datetime.datetime | None
    # What is to be done, with a verb and the number.
    sentence: str = ""
    deed: Deed = Deed.KEEP
    # The oldest should not wait longer; None where there is no target.
    target_days: int | None = None
    # Of what has a day to come rather than an age: the first of these days.
    next_on: datetime.date | None = None

    @property
    def is_overdue(self) -> bool:
        if self.oldest is None or self.target_days is None:
            return False
        return timezone.now() - self.oldest > datetime.timedelta(days=self.target_days)


@dataclass(frozen=True)
class DeskFigure:
    """A figure of the month on the desk's index: one number for each of the last months."""

    title: str
    # The first day of each month, the oldest first, and its number.
    months: list[tuple[datetime.date, int]]
    url: str = ""


@dataclass(frozen=True)
class PersonalData:
    """A part of what we hold about a person: a heading in the reader's language, and rows of name and value."""

    title: str
    # Names the part in the export, which is the same in every language.
    key: str
    rows: list[dict[str, Any]]
    # The names of a row's values in the reader's language, and the words for values that are codes.
    labels: dict[str, Any] = field(default_factory=dict)
    words: dict[str, dict[Any, Any]] = field(default_factory=dict)
    # The columns that lead to the person ("app.Model.field"): nothing that names a person is forgotten.
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class SampleAccount:
    """A fictional person of a trial installation.

    ``apply`` gives them their role, again on every load; what it returns is told in the file of the log-ins.
    """

    email: str
    role: str
    name: str
    language: str = "en"
    apply: Callable[[Any], dict[str, str] | None] | None = None
    values: dict[str, Any] = field(default_factory=dict)
    # Whether to set up a second factor whose secret stands beside the password.
    with_totp: bool = False


class Registry(Generic[Function]):
    """Functions in a stated order; the same function is held once, however often ``ready()`` runs."""

    def __init__(self) -> None:
        self._functions: dict[str, tuple[int, Function]] = {}

    def add(self, function: Function, *, position: int = 100) -> Function:
        """Add ``function``; lists run by ``position``, then by name."""
        self._functions[f"{function.__module__}.{function.__qualname__}"] = (position, function)
        return function

    def __iter__(self) -> Iterator[Function]:
        ordered = sorted(self._functions.items(), key=lambda item: (item[1][0], item[0]))
        return iter([function for _name, (_position, function) in ordered])

    def __len__(self) -> int:
        return len(self._functions)


# () -> dict of annotations by name: what a request knows of its user without asking again.
user_annotations: Registry = Registry()
# (user) -> Panel or None: what an app shows on a person's own page.
account_panels: Registry = Registry()
# (user) -> bool: who may not go on without a second factor, besides staff.
second_factor_rules: Registry = Registry()
# (user) -> list of PersonalData: what an app holds about a person, for "all we hold about you" and its export.
personal_data: Registry = Registry()
# (user) -> list of texts that say why this person cannot be erased yet; empty where nothing stands against it.
erasure_obstacles: Registry = Registry()
# (user) -> None: erases what an app holds about a person, in its history too; in the transaction of the erasure.
erasures: Registry = Registry()
# (user) -> None: the account was switched off by staff; in the same transaction.
deactivations: Registry = Registry()
# (address, what the server said, at) -> None: a mail came back for good.
mail_refusal_listeners: Registry = Registry()
# () -> None, each every minute, in a transaction of its own: little work each time.
minutely_jobs: Registry = Registry()
# () -> None, each once a day at night, Japan time, in a transaction of its own.
daily_jobs: Registry = Registry()
# () -> dict of Rights by model: what each staff group may do with an app's rows (`common.accounts.staff_groups`).
staff_rights: Registry = Registry()
# (user) -> list of Waiting: what this member of the staff may act on, one query each.
waiting: Registry = Registry()
# (user, first days of months, oldest first) -> list of DeskFigure: what staff who may see it read on the desk's index.
desk_figures: Registry = Registry()
# (user) -> Panel or None: what else an app shows on the desk's index.
desk_panels: Registry = Registry()
# (user) -> dict by name: what staff who may see it read in /readyz beside “ready”, in one query and never slowly.
readiness_details: Registry = Registry()
# (user) -> Panel or None: what an app shows of a person at the desk.
person_panels: Registry = Registry()
# () -> list of Source: which rows of an app can be searched for, and what is said of them (`common.search.sources`).
search_sources: Registry = Registry()
# (words, user) -> list of SearchGroup: what an app shows in the search of the whole site (`common.search.groups`).
search_groups: Registry = Registry()
# (*, at_most, until) -> int: brings rows up to date that triggers marked, and says how many (`common.derived_rows`).
derived_rows: Registry = Registry()
# () -> list of SampleAccount: who may try the portal in which role.
sample_accounts: Registry = Registry()
# (country, day, user) -> Panel or None: what other apps show on a country's page.
country_panels: Registry = Registry()
# (organization, day, user) -> Panel or None: what other apps show on an organization's page.
organization_panels: Registry = Registry()
# () -> list of Relation: what a merge does with an app's relations to organizations (`organizations.queries.merging`).
merge_relations: Registry = Registry()
# () -> list of LoadReport: loads the app's reference tables, in the order of the layers.
reference_loaders: Registry = Registry()
# () -> list of LoadReport: loads the app's fictional sample rows, in the order of the layers.
sample_loaders: Registry = Registry()
# () -> list of LoadReport: fictional rows that the sample people wrote, when their accounts are there.
people_sample_loaders: Registry = Registry()
