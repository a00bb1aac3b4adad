"""Which organization a row speaks of: by number within the country, else by local, else by English name."""

from collections import defaultdict
from collections.abc import Iterable

from jitco_portal.common.folding import fold
from organizations.models import Approval, Organization, Permit, SendingOrganization
from organizations.models.permits import normalized_permit_number
from organizations.services.loading.rows import Entry, Sheet

# Country (None for Japan) and folded number or name.
Key = tuple[int | None, str]


class Directory:
    """The real organizations of one kind in memory, so that no row asks the database who it is."""

    def __init__(self, kind: str):
        self._by_number: dict[Key, list[Organization]] = defaultdict(list)
        self._by_local: dict[Key, list[Organization]] = defaultdict(list)
        self._by_english: dict[Key, list[Organization]] = defaultdict(list)
        self._by_name: dict[str, list[Organization]] = defaultdict(list)
        self._has_number: set[int] = set()
        # The line of the row that spoke of an organization.
        self._claimed: dict[int, int] = {}
        held = Organization.objects.filter(kind=kind, is_sample=False).order_by("pk")
        self.by_pk = {each.pk: each for each in held}
        numbers = defaultdict(list)
        for pk, number in _numbers(kind):
            numbers[pk].append(number)
        for organization in self.by_pk.values():
            self.add(organization, numbers[organization.pk])

    def add(self, organization: Organization, numbers: Iterable[str]) -> None:
        country = organization.country_id
        for number in filter(None, numbers):
            self._by_number[country, _folded_number(number)].append(organization)
            self._has_number.add(id(organization))
        if local := organization.name_local or _japanese(organization):
            self._by_local[country, fold(local)].append(organization)
        if organization.name_en:
            self._by_english[country, fold(organization.name_en)].append(organization)
        for name in {organization.name_en, organization.name_local, organization.name_ja, organization.short_name} - {
            ""
        }:
            self._by_name[fold(name)].append(organization)

    def find(self, country: int | None, number: str, local: str, english: str) -> list[Organization]:
        """The organizations a row may mean, each once; more than one means that the row does not say enough."""
        found = self._by_number.get((country, _folded_number(number)), []) if number else []
        if not found and local:
            found = self._by_local.get((country, fold(local)), [])
            found = [each for each in found if not number or id(each) not in self._has_number]
        if not found and english:
            found = self._by_english.get((country, fold(english)), [])
            # One English name under two local ones is two organizations, and so it is under two numbers.
            found = [each for each in found if not (local and (each.name_local or _japanese(each)))]
            found = [each for each in found if not number or id(each) not in self._has_number]
        return list({id(each): each for each in found}.values())

    def claim(self, sheet: Sheet, entry: Entry, country: int | None, number: str, local: str, english: str) -> bool:
        """Give the entry the organization it speaks of; False where that is a new one.

        Each organization belongs to one row of a file.
        """
        found = {id(each): each for each in map(self.survivor, self.find(country, number, local, english))}
        if len(found) > 1:
            ids = ", ".join(sorted(each.public_id for each in found.values()))
            sheet.refuse(entry, None, f"may mean any of {ids}; a number would tell which")
        if not found:
            return False
        entry.organization = next(iter(found.values()))
        line = self._claimed.setdefault(id(entry.organization), entry.row.line)
        if line != entry.row.line:
            sheet.refuse(entry, None, f"names the same organization as line {line}")
        return True

    def add_new(self, entry: Entry, organization: Organization, number: str) -> None:
        entry.organization, entry.is_new = organization, True
        self._claimed[id(organization)] = entry.row.line
        self.add(organization, [number])

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


def _japanese(organization: Organization) -> str:
    """The local name of an organization in Japan."""
    return "" if organization.is_sending else organization.name_ja


def _folded_number(number: str) -> str:
    return fold(number).replace(" ", "")


def _numbers(kind: str) -> Iterable[tuple[int, str]]:
    if kind == Organization.Kind.SENDING:
        yield from SendingOrganization.objects.exclude(licence_number="").values_list("pk", "licence_number")
        yield from Approval.objects.exclude(number="").values_list("sending_organization", "number")
    else:
        for pk, number in Permit.objects.exclude(number="").values_list("supervising_organization", "number"):
            yield pk, normalized_permit_number(number)
