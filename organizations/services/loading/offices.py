"""Government offices as rows name them. None is made here: a slip of the pen would be an office that approves."""

from collections import defaultdict
from collections.abc import Iterable

from countries.models import Counterpart, Country, Programme
from jitco_portal.common.csv_tables.tables import LoadReport
from jitco_portal.common.folding import fold
from organizations.services.loading.rows import Entry, Sheet


class Offices:
    """The offices of every country by each of their names."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, str], dict[int, Counterpart]] = defaultdict(dict)
        for office in Counterpart.objects.all():
            for name in filter(None, (office.name_en, office.name_ja, office.abbreviation)):
                self._held[office.country_id, fold(name)][office.pk] = office

    def find(self, sheet: Sheet, entry: Entry, country: Country, name: str) -> Counterpart | None:
        """The office that ``approving_body`` names; refused where none or more than one bears the name."""
        found = self._held.get((country.pk, fold(name)), {})
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            text = f"“{name}” may mean any of {len(found)} government offices of {country.code}; give the full name."
        else:
            text = f"“{name}” is not known here as a government office of {country.code}; add it in the portal first."
        sheet.refuse(entry, "approving_body", text)
        return None


def tell_whose_word(report: LoadReport, taken: Iterable[tuple[str, Programme, Counterpart]]) -> None:
    """Say how many rows were taken as an office's own word, so that the operator sees whom he made speak."""
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for what, programme, office in taken:
        counts[f"{office.country.code} {office.name_en}", programme.code, what] += 1
    for (office_name, code, what), count in sorted(counts.items()):
        report.told.append(f"taken as the word of {office_name}: {count} {what} ({code})")
