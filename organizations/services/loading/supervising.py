"""Files of supervising organizations: profiles, permits and partners as the rows state them."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db.models import Model

from countries.models import Country, Programme
from jitco_portal.common.csv_tables.tables import LoadReport
from organizations.models import Operation, Organization, Partnership, Permit, SupervisingOrganization
from organizations.models.permits import normalized_permit_number
from organizations.services.loading.identity import Described, Directory
from organizations.services.loading.profiles import give_public_ids, new_organization, take_over, update_organization
from organizations.services.loading.rows import Entry, Sheet, first_checked_on, set_values
from organizations.services.loading.sending import report_of

COLUMNS = (
    "name_ja",
    "name_en",
    "permit_number",
    "permit_type",
    "permit_since",
    "prefecture",
    "accepted_countries",
    "job_categories",
    "partner_sending_organizations",
    "notes",
    "source_url",
)
OPTIONAL = ("checked_on", "list_basis", "notes_ja")
FIELDS = {
    "number": "permit_number",
    "kind": "permit_type",
    "valid_from": "permit_since",
    "note_en": "notes",
    "note_ja": "notes_ja",
    "source": "list_basis",
}
PERMIT_TYPES = (Permit.Kind.GENERAL.value, Permit.Kind.SPECIFIED.value)
# The permits of these files are those of the law of 2017.
PROGRAMME = "titp"
# How the notes begin that say what could not be linked.
STATED = ("Job categories as stated", "Partner sending organizations as stated")
BETWEEN_NAMES = re.compile(r"[;；\n]")
OPERATION_CODE = re.compile(r"\d{1,2}-\d{1,2}(-\d{1,2})?")


def load(path: Path) -> list[LoadReport]:
    return _SupervisingLoad(path).run()


class _SupervisingLoad:
    def __init__(self, path: Path):
        self.sheet = Sheet(path, COLUMNS, OPTIONAL, FIELDS)
        self.countries = {each.code: each for each in Country.objects.real()}
        self.programme = Programme.objects.filter(code=PROGRAMME).first()
        self.directory = Directory(Organization.Kind.SUPERVISING, self.sheet.edits)
        self.sending = Directory(Organization.Kind.SENDING, self.sheet.edits)
        self.operations: dict[str, list[Operation]] = defaultdict(list)
        for operation in Operation.objects.all():
            self.operations[operation.code].append(operation)
            self.operations[operation.code.rpartition("-")[0]].append(operation)

    def run(self) -> list[LoadReport]:
        for entry in self.sheet.entries:
            self._read(entry)
            self._describe(entry)
        self.sheet.stop_if_refused()
        self._write_profiles()
        self._write_related()
        self.sheet.stop_if_refused()
        return [report_of(self.sheet)]

    def _read(self, entry: Entry) -> None:
        sheet, values = self.sheet, entry.values
        values["permit_since"] = sheet.date(entry, "permit_since")
        values["checked_on"] = sheet.day(entry, "checked_on")
        values["number"] = normalized_permit_number(entry.text("permit_number"))
        kind = entry.text("permit_type")
        if kind and kind not in PERMIT_TYPES:
            sheet.refuse(entry, "permit_type", f"“{kind}” is none of {', '.join(PERMIT_TYPES)}.")
        elif values["number"] and not kind:
            sheet.refuse(entry, "permit_type", "A permit number needs its type: general or specified.")
        elif values["permit_since"] and not kind:
            sheet.refuse(entry, "permit_type", "The day of a permit needs its type: general or specified.")
        if kind and self.programme is None:
            sheet.refuse(
                entry, "permit_type", f"The programme “{PROGRAMME}” is not held; load the reference data first."
            )
        if not (entry.text("name_ja") or entry.text("name_en")):
            sheet.refuse(entry, "name_ja", "Give at least one name.")
        codes = entry.text("accepted_countries").split()
        for code in codes:
            if code.upper() not in self.countries:
                sheet.refuse(entry, "accepted_countries", f"“{code}” is not known here as a country.")
        values["countries"] = [self.countries[code.upper()] for code in codes if code.upper() in self.countries]
        self._read_operations(entry)
        self._read_partners(entry)

    def _read_operations(self, entry: Entry) -> None:
        """Codes name operations; words stay words."""
        words = re.split(r"[\s,;、]+", entry.text("job_categories"))
        codes = [word for word in words if OPERATION_CODE.fullmatch(word)]
        for code in codes:
            if code not in self.operations:
                self.sheet.refuse(
                    entry, "job_categories", f"“{code}” is not known here as a job category or operation."
                )
        entry.values["operations"] = [operation for code in codes for operation in self.operations.get(code, [])]
        entry.values["job_words"] = "" if len(codes) == len(words) else entry.text("job_categories")

    def _read_partners(self, entry: Entry) -> None:
        """A partner that is held becomes a partnership; the others stay in the note."""
        entry.values["partners"], entry.values["unknown_partners"] = [], []
        for name in filter(None, map(str.strip, BETWEEN_NAMES.split(entry.text("partner_sending_organizations")))):
            found = self.sending.named(name)
            if len(found) == 1:
                entry.values["partners"].append(found[0])
            else:
                entry.values["unknown_partners"].append(name)

    def _notes(self, entry: Entry) -> dict[str, str]:
        english, japanese = [entry.text("notes")], [entry.text("notes_ja")]
        if words := entry.values["job_words"]:
            english.append(f"{STATED[0]}: {words}.")
            japanese.append(f"職種・作業の記載：{words}。")
        if unknown := entry.values["unknown_partners"]:
            english.append(f"{STATED[1]}: {'; '.join(unknown)}")
            japanese.append(f"提携送出機関の記載：{'；'.join(unknown)}")
        # A Japanese text that lacks the note itself would hide it.
        japanese = japanese if japanese[0] or not english[0] else []
        return {"note_en": " ".join(filter(None, english)), "note_ja": "".join(japanese)}

    def _describe(self, entry: Entry) -> None:
        if entry.is_refused:
            return
        number, japanese, english = entry.values["number"], entry.text("name_ja"), entry.text("name_en")
        row = Described(None, number, None, japanese, english)
        is_held = self.directory.claim(self.sheet, entry, row, "permit_number")
        if entry.is_refused:
            return
        profile = {"name_ja": japanese, "name_en": english, **self._notes(entry)}
        if not is_held:
            organization = new_organization(entry, kind=Organization.Kind.SUPERVISING, country=None, values=profile)
            self.directory.add_new(entry, organization, row)
            entry.values["supervising"] = SupervisingOrganization(
                organization=organization, prefecture=entry.text("prefecture")
            )
            self.sheet.clean(entry, organization)
            self.sheet.clean(entry, entry.values["supervising"])
        else:
            update_organization(self.sheet, entry, profile)
            if entry.organization.note_en.startswith(STATED) and not profile["note_en"]:
                # Every partner named there is held by now.
                take_over(self.sheet, entry, entry.organization, {"note_en": "", "note_ja": ""})

    # Writing ----------------------------------------------------------------------------------------

    def _write_profiles(self) -> None:
        entries = self.sheet.entries
        new = [entry for entry in entries if entry.is_new]
        give_public_ids(entry.organization for entry in new)
        self.sheet.insert([(entry, entry.organization) for entry in new])
        self.sheet.stop_if_refused()
        for entry in new:
            entry.values["supervising"].organization = entry.organization
        self.sheet.insert([(entry, entry.values["supervising"]) for entry in new])
        pks = [entry.organization.pk for entry in entries]
        details = SupervisingOrganization.objects.prefetch_related("accepts_from").in_bulk(pks)
        operations = Organization.objects.prefetch_related("operations").in_bulk(pks)
        for entry in entries:
            supervising = entry.values["supervising"] = details[entry.organization.pk]
            if entry.text("prefecture"):
                take_over(self.sheet, entry, supervising, {"prefecture": entry.text("prefecture")})
            self._set(entry, supervising, "accepts_from", entry.values["countries"])
            self._set(entry, operations[entry.organization.pk], "operations", entry.values["operations"])

    def _set(self, entry: Entry, instance: Model, name: str, wanted: list[Any]) -> None:
        """Bring a set to what the row names; a row that names none says nothing, and a person's set stands."""
        held = getattr(instance, name)
        if not wanted or {each.pk for each in held.all()} == {each.pk for each in wanted}:
            return
        if name in self.sheet.kept_fields(instance):
            entry.is_kept = True
            return
        held.set(wanted)
        entry.is_changed = True

    def _write_related(self) -> None:
        pks = [entry.organization.pk for entry in self.sheet.entries]
        permits, partnerships = defaultdict(list), defaultdict(list)
        for permit in Permit.objects.filter(supervising_organization__in=pks, programme=self.programme):
            permits[permit.supervising_organization_id].append(permit)
        for partnership in Partnership.objects.filter(supervising_organization__in=pks):
            partnerships[partnership.supervising_organization_id].append(partnership.sending_organization_id)
        new_permits, new_partnerships = [], []
        for entry in self.sheet.entries:
            supervising = entry.values["supervising"]
            if entry.text("permit_type"):
                new_permits += self._permit(entry, permits[supervising.pk])
            for partner in entry.values["partners"]:
                if partner.pk not in partnerships[supervising.pk]:
                    partnership = Partnership(
                        sending_organization_id=partner.pk,
                        supervising_organization=supervising,
                        checked_on=first_checked_on(entry),
                        **entry.source_for(),
                    )
                    identity = ("sending_organization", "supervising_organization")
                    if not self.sheet.was_put_right(entry, partnership, *identity):
                        self.sheet.clean(entry, partnership)
                        new_partnerships.append((entry, partnership))
        self.sheet.save_changed()
        self.sheet.insert(new_permits)
        self.sheet.insert(new_partnerships)

    def _permit(self, entry: Entry, held: list[Permit]) -> list[tuple[Entry, Permit]]:
        """The permit with this number, or the one without where the row has none; a new one where there is neither."""
        number = entry.values["number"]
        same = [each for each in held if each.number == number] or [each for each in held if not each.number]
        values = {
            "number": number,
            "kind": entry.text("permit_type"),
            "valid_from": entry.values["permit_since"],
            "checked_on": first_checked_on(entry),
            **entry.source_for(same[0] if same else None),
        }
        if not same:
            permit = Permit(supervising_organization=entry.values["supervising"], programme=self.programme)
            set_values(permit, values)
            if self.sheet.was_put_right(entry, permit, "supervising_organization", "programme", "number"):
                return []
            self.sheet.clean(entry, permit)
            return [(entry, permit)]
        if entry.checked_on is None:
            del values["checked_on"]
        take_over(self.sheet, entry, same[0], {name: value for name, value in values.items() if value}, whole=True)
        return []
