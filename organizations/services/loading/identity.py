"""Which organization a row speaks of: by number within the country, else by local, else by English name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jitco_portal.common.csv_tables.edits import PortalEdits
from jitco_portal.common.csv_tables.tables import EditsByModel
from jitco_portal.common.folding import fold
from organizations.models import Approval, Organization, Permit, SendingOrganization
from organizations.models.permits import normalized_permit_number
from organizations.services.loading.rows import Entry, Sheet

# Whose count a number belongs to: programme and office of an approval; None for a licence at home and a permit.
Series = tuple[int, int] | None
NAMES = ("name_local", "name_en", "name_ja", "short_name")


@dataclass(frozen=True)
class Described:
    """What a row says of who it is. ``country`` is None for Japan, ``local`` the Japanese name there."""

    country: int | None
    number: str = ""
    series: Series = None
    local: str = ""
    english: str = ""
    others: tuple[str, ...] = ()

    @property
    def names(self) -> set[str]:
        return {fold(name) for name in (self.local, self.english, *self.others) if name}

    def __str__(self) -> str:
        return self.english or self.local or next(iter(self.others), "")


class Directory:
    """The real organizations of one kind in memory, so that no row asks the database who it is.

    An organization whose name or number a person corrected is known by the former one too.
    """

    def __init__(self, kind: str, edits: EditsByModel):
        self._by_number: dict[tuple[int | None, Series, str], list[Organization]] = defaultdict(list)
        self._by_any_number: dict[tuple[int | None, str], list[Organization]] = defaultdict(list)
        self._by_local: dict[tuple[int | None, str], list[Organization]] = defaultdict(list)
        self._by_english: dict[tuple[int | None, str], list[Organization]] = defaultdict(list)
        self._by_former: dict[tuple[int | None, str], list[Organization]] = defaultdict(list)
        self._by_name: dict[str, list[Organization]] = defaultdict(list)
        self._names: dict[int, set[str]] = defaultdict(set)
        self._series: dict[int, set[Series]] = defaultdict(set)
        # The line of the row that spoke of an organization.
        self._claimed: dict[int, int] = {}
        held = Organization.objects.filter(kind=kind, is_sample=False).order_by("pk")
        self.by_pk = {each.pk: each for each in held}
        for organization in self.by_pk.values():
            self._add_names(organization)
        for pk, series, number in _numbers(kind, edits):
            if pk in self.by_pk:
                self._add_number(self.by_pk[pk], series, number)
        for name in NAMES:
            for pk, (former,) in edits[Organization].past((name,)):
                if former and pk in self.by_pk:
                    self._add_former(self.by_pk[pk], fold(former))

    def _add_names(self, organization: Organization) -> None:
        country = organization.country_id
        if local := _local(organization):
            self._by_local[country, fold(local)].append(organization)
        if organization.name_en:
            self._by_english[country, fold(organization.name_en)].append(organization)
        for name in {fold(getattr(organization, name)) for name in NAMES} - {""}:
            self._by_name[name].append(organization)
            self._names[id(organization)].add(name)

    def _add_former(self, organization: Organization, name: str) -> None:
        if name not in self._names[id(organization)]:
            self._by_former[organization.country_id, name].append(organization)
            self._names[id(organization)].add(name)

    def _add_number(self, organization: Organization, series: Series, number: str) -> None:
        if folded := _folded_number(number):
            self._by_number[organization.country_id, series, folded].append(organization)
            self._by_any_number[organization.country_id, folded].append(organization)
            self._series[id(organization)].add(series)

    def find(self, row: Described) -> list[Organization]:
        """The organizations a row may mean, each once; more than one means that the row does not say enough.

        Raise NumberOfAnother where its number is known under other names.
        """
        numbered = self._numbered(row)
        alike = [each for each in numbered if row.names & self._all_names(each)]
        if numbered and not alike:
            raise NumberOfAnother(numbered[0])
        found = _each_once(alike) or _each_once(self._by_names(row))
        if len(found) > 1 and row.number:
            # Of those that bear the name, the one whose licence or other approval has this number.
            with_number = self._by_any_number.get((row.country, _folded_number(row.number)), [])
            found = [each for each in found if each in with_number] or found
        return found

    def _numbered(self, row: Described) -> list[Organization]:
        if not (number := _folded_number(row.number)):
            return []
        if row.series:
            return self._by_number.get((row.country, row.series, number), [])
        return self._by_any_number.get((row.country, number), [])

    def _by_names(self, row: Described) -> list[Organization]:
        found: list[Organization] = []
        if row.local:
            found = self._without_number(row, self._by_local.get((row.country, fold(row.local)), []))
        if not found and row.english:
            # One English name under two local ones is two organizations, and so it is under two numbers.
            one_script = self._by_english.get((row.country, fold(row.english)), [])
            found = self._without_number(row, [each for each in one_script if not (row.local and _local(each))])
        if not found:
            found = [each for name in row.names for each in self._by_former.get((row.country, name), [])]
            found = self._without_number(row, found)
        return found

    def _without_number(self, row: Described, found: list[Organization]) -> list[Organization]:
        """Without those that have a number of the same count, which is not the row's."""
        return [each for each in found if not row.number or row.series not in self._series[id(each)]]

    def _all_names(self, organization: Organization) -> set[str]:
        return self._names[id(organization)] | self._names[id(self.survivor(organization))]

    def claim(self, sheet: Sheet, entry: Entry, row: Described, column: str) -> bool:
        """Give the entry the organization it speaks of; False where that is a new one, or the row was refused.

        Each organization belongs to one row of a file. ``column`` is that of the number.
        """
        try:
            found = _each_once(map(self.survivor, self.find(row)))
        except NumberOfAnother as error:
            text = f"the number says {error.organization.name}, the name says {row}"
            sheet.refuse(entry, column, text)
            return False
        if len(found) > 1:
            ids = ", ".join(sorted(each.public_id for each in found))
            sheet.refuse(entry, None, f"may mean any of {ids}; a number would tell which")
        if not found:
            return False
        entry.organization = found[0]
        line = self._claimed.setdefault(id(entry.organization), entry.row.line)
        if line != entry.row.line:
            sheet.refuse(entry, None, f"names the same organization as line {line}")
        return True

    def add_new(self, entry: Entry, organization: Organization, row: Described) -> None:
        entry.organization, entry.is_new = organization, True
        self._claimed[id(organization)] = entry.row.line
        self._add_names(organization)
        self._add_number(organization, row.series, row.number)

    def survivor(self, organization: Organization) -> Organization:
        """The organization into which this one was merged at last, or itself."""
        seen = {organization.pk}
        while (into := self.by_pk.get(organization.merged_into_id or 0)) and into.pk not in seen:
            seen.add(into.pk)
            organization = into
        return organization

    def named(self, name: str) -> list[Organization]:
        """The organizations of any country that bear this name in any script."""
        return list({each.pk: each for each in map(self.survivor, self._by_name.get(fold(name), []))}.values())


class NumberOfAnother(Exception):
    """A number is known as that of ``organization``, whose names are not those of the row."""

    def __init__(self, organization: Organization):
        super().__init__(str(organization))
        self.organization = organization


def _each_once(organizations: Iterable[Organization]) -> list[Organization]:
    return list({id(each): each for each in organizations}.values())


def _local(organization: Organization) -> str:
    """The name in the script of its country; in Japan the Japanese one."""
    return organization.name_local or ("" if organization.is_sending else organization.name_ja)


def _folded_number(number: str) -> str:
    return fold(number).replace(" ", "")


def _numbers(kind: str, edits: EditsByModel) -> Iterable[tuple[int, Series, str]]:
    """Organization, whose count, number; also the numbers that a person corrected."""
    if kind == Organization.Kind.SENDING:
        licences = SendingOrganization.objects.exclude(licence_number="").values_list("pk", "licence_number")
        for pk, number in [*licences, *_former(edits[SendingOrganization], "organization", "licence_number")]:
            yield pk, None, number
        columns = ("sending_organization", "programme", "issuer", "number")
        approvals = Approval.objects.exclude(number="").values_list(*columns)
        for pk, programme, issuer, number in [*approvals, *_former(edits[Approval], *columns)]:
            yield pk, (programme, issuer), number
    else:
        permits = Permit.objects.exclude(number="").values_list("supervising_organization", "number")
        for pk, number in [*permits, *_former(edits[Permit], "supervising_organization", "number")]:
            yield pk, None, normalized_permit_number(number)


def _former(edits: PortalEdits, *columns: str) -> list[tuple[Any, ...]]:
    return [values for _key, values in edits.past(columns) if values[-1]]
