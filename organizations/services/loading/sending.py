"""Files of sending organizations: profiles, and what the rows say of their standing.

A row is the authority's own word only where it names the programme, the approving body and a day; then it
makes an approval or a measure. Everything else is a report by others and never yields *may accept*.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from countries.models import Counterpart, Country, Programme
from jitco_portal.common.csv_tables.tables import LoadReport
from jitco_portal.common.days import today
from jitco_portal.common.partial_dates import PartialDate
from organizations.models import Approval, Organization, OrganizationMeasure, Report, SendingOrganization
from organizations.services.loading.identity import Described, Directory, Series
from organizations.services.loading.offices import Offices, tell_whose_word
from organizations.services.loading.profiles import give_public_ids, new_organization, take_over, update_organization
from organizations.services.loading.rows import Entry, Sheet, first_checked_on, set_values

COLUMNS = (
    "iso2",
    "name_en",
    "name_local",
    "short_name",
    "approval_number",
    "address",
    "phone",
    "website",
    "listing_status",
    "status_on",
    "list_basis",
    "notes",
    "source_url",
)
OPTIONAL = (
    "programme",
    "approving_body",
    "approved_from",
    "approved_until",
    "checked_on",
    "name_ja",
    "list_basis_ja",
)
# Where a field of a model stands in the file.
FIELDS = {
    "licence_number": "approval_number",
    "number": "approval_number",
    "said": "listing_status",
    "said_on": "status_on",
    "from_on": "status_on",
    "confirmed_on": "status_on",
    "first_seen_on": "status_on",
    "basis_en": "notes",
    "basis_ja": "list_basis_ja",
    "source": "list_basis",
    "source_ja": "list_basis_ja",
    "country": "iso2",
}
PROFILE = ("name_en", "name_local", "name_ja", "short_name", "address", "phone", "website")
# The measure behind a status that an authority states; leaving its list is losing the approval.
MEASURES = {
    Report.Said.SUSPENDED: OrganizationMeasure.Kind.SUSPENSION,
    Report.Said.REMOVED: OrganizationMeasure.Kind.REVOCATION,
    Report.Said.REVOKED: OrganizationMeasure.Kind.REVOCATION,
}


def load(path: Path) -> list[LoadReport]:
    return _SendingLoad(path).run()


class _SendingLoad:
    def __init__(self, path: Path):
        self.sheet = Sheet(path, COLUMNS, OPTIONAL, FIELDS)
        self.countries = {each.code: each for each in Country.objects.real()}
        self.programmes = {each.code: each for each in Programme.objects.all()}
        self.directory = Directory(Organization.Kind.SENDING, self.sheet.edits)
        self.offices = Offices()

    def run(self) -> list[LoadReport]:
        for entry in self.sheet.entries:
            self._read(entry)
            self._describe(entry)
        self.sheet.stop_if_refused()
        self._write_profiles()
        self._write_standing()
        self.sheet.stop_if_refused()
        report = report_of(self.sheet)
        tell_whose_word(report, self._taken_as_word())
        return [report]

    def _taken_as_word(self) -> Iterator[tuple[str, Programme, Counterpart]]:
        for entry in self.sheet.entries:
            if self._approves(entry):
                yield "approvals", entry.values["programme"], entry.values["office"]
            elif self._takes_measures(entry):
                yield "measures", entry.values["programme"], entry.values["office"]

    # What the rows say ------------------------------------------------------------------------------

    def _read(self, entry: Entry) -> None:
        sheet, values = self.sheet, entry.values
        code, status, programme = entry.text("iso2"), entry.text("listing_status"), entry.text("programme").lower()
        values["country"] = self.countries.get(code.upper())
        if values["country"] is None:
            sheet.refuse(entry, "iso2", f"“{code}” is not known here as a country.")
        if status not in Report.Said.values:
            sheet.refuse(entry, "listing_status", f"“{status}” is none of {', '.join(Report.Said.values)}.")
        values["programme"] = self.programmes.get(programme)
        if programme and values["programme"] is None:
            sheet.refuse(entry, "programme", f"“{programme}” is not known here as a programme.")
        for column in ("status_on", "approved_from", "approved_until"):
            values[column] = sheet.date(entry, column)
        values["checked_on"] = sheet.day(entry, "checked_on")
        self._check_evidence(entry)
        sheet.in_order(entry, "approved_from", "approved_until")
        values["office"] = None
        if values["country"] and (office := entry.text("approving_body")):
            values["office"] = self.offices.find(sheet, entry, values["country"], office)
        if not any(entry.text(name) for name in ("name_en", "name_local", "name_ja")):
            sheet.refuse(entry, "name_en", "Give at least one name.")

    def _check_evidence(self, entry: Entry) -> None:
        """What was seen lies behind us, and was seen by the day of the check."""
        values = entry.values
        days = {"status_on": values["status_on"]}
        if entry.text("approving_body"):  # else it is evidence of nothing, and the clock of this machine may be slow
            days["checked_on"] = values["checked_on"]
        if not values["status_on"]:  # an approval to come is evidence only under a list of today or before
            days["approved_from"] = values["approved_from"]
        for column, day in days.items():
            if day and (day if isinstance(day, datetime.date) else day.earliest) > today():
                self.sheet.refuse(entry, column, f"“{day}” lies in the future.")
        checked_on, status_on = values["checked_on"], values["status_on"]
        if checked_on and status_on and checked_on < status_on.earliest <= today():
            self.sheet.refuse(entry, "checked_on", f"“{checked_on}” lies before “{status_on}”, the day of the list.")
        values["seen"] = status_on or (PartialDate.of(checked_on) if checked_on else None)

    def _describe(self, entry: Entry) -> None:
        """Find or make the organization and check everything that can be without writing."""
        sheet, country = self.sheet, entry.values["country"]
        if entry.is_refused:
            return
        number = entry.text("approval_number")
        row = Described(
            country.pk,
            number,
            self._series(entry),
            entry.text("name_local"),
            entry.text("name_en"),
            (entry.text("name_ja"), entry.text("short_name")),
        )
        is_held = self.directory.claim(sheet, entry, row, "approval_number")
        if entry.is_refused:
            return
        profile = {name: entry.text(name) for name in PROFILE}
        if not is_held:
            organization = new_organization(entry, kind=Organization.Kind.SENDING, country=country, values=profile)
            self.directory.add_new(entry, organization, row)
            # The number of an approval stands with the approval.
            licence = "" if self._approves(entry) else number
            entry.values["sending"] = SendingOrganization(organization=organization, licence_number=licence)
            sheet.clean(entry, organization)
            sheet.clean(entry, entry.values["sending"])
        else:
            update_organization(sheet, entry, profile)
            entry.values["licence"] = "" if row.series else number
        sheet.clean(entry, Report(**self._report_values(entry), **entry.source_for()))

    def _series(self, entry: Entry) -> Series:
        """Offices and programmes count their approvals each for itself."""
        if self._approves(entry) or self._takes_measures(entry):
            return entry.values["programme"].pk, entry.values["office"].pk
        return None

    def _approves(self, entry: Entry) -> bool:
        status = entry.text("listing_status")
        return bool(status == Report.Said.APPROVED and self._is_official(entry) and entry.values["seen"])

    def _takes_measures(self, entry: Entry) -> bool:
        status = entry.text("listing_status")
        return bool(status in MEASURES and self._is_official(entry) and entry.values["status_on"])

    def _is_official(self, entry: Entry) -> bool:
        return bool(entry.values["programme"] and entry.values["office"])

    def _report_values(self, entry: Entry) -> dict[str, Any]:
        parts = [entry.text("list_basis").rstrip("."), entry.text("notes")]
        return {
            "said": entry.text("listing_status"),
            "said_on": entry.values["status_on"],
            "basis_en": ". ".join(part for part in parts if part),
            "basis_ja": entry.text("list_basis_ja"),
            "checked_on": first_checked_on(entry),
        }

    # Writing ----------------------------------------------------------------------------------------

    def _write_profiles(self) -> None:
        entries = self.sheet.entries
        new = [entry for entry in entries if entry.is_new]
        give_public_ids(entry.organization for entry in new)
        self.sheet.insert([(entry, entry.organization) for entry in new])
        self.sheet.stop_if_refused()
        for entry in new:
            entry.values["sending"].organization = entry.organization
        self.sheet.insert([(entry, entry.values["sending"]) for entry in new])
        held = [entry for entry in entries if not entry.is_new]
        details = SendingOrganization.objects.in_bulk([entry.organization.pk for entry in held])
        for entry in held:
            entry.values["sending"] = details[entry.organization.pk]
            if entry.values["licence"]:
                licence = {"licence_number": entry.values["licence"]}
                take_over(self.sheet, entry, entry.values["sending"], licence)
        self.sheet.save_changed()

    def _write_standing(self) -> None:
        pks = [entry.organization.pk for entry in self.sheet.entries]
        reports = _by_organization(Report.objects.filter(sending_organization__in=pks))
        measures = _by_organization(OrganizationMeasure.objects.filter(sending_organization__in=pks))
        approvals = _by_organization(Approval.objects.filter(sending_organization__in=pks).select_related("issuer"))
        new: dict[type, list[tuple[Entry, Any]]] = {Report: [], OrganizationMeasure: [], Approval: []}
        for entry in self.sheet.entries:
            key = entry.values["sending"].pk
            if self._approves(entry):
                self._approve(entry, approvals[key], new[Approval])
            elif self._takes_measures(entry):
                self._measure(entry, measures[key], new[OrganizationMeasure])
            else:
                self._report(entry, reports[key], new[Report])
        # What is closed makes room for what begins.
        self.sheet.save_changed()
        for pairs in new.values():
            self.sheet.insert(pairs)

    def _report(self, entry: Entry, held: list[Report], new: list[tuple[Entry, Any]]) -> None:
        values = self._report_values(entry)
        key = (values["said"], values["said_on"], entry.text("source_url"))
        same = [each for each in held if (each.said, each.said_on, each.source_url) == key]
        instance = same[0] if same else Report(sending_organization=entry.values["sending"])
        self._write(entry, instance, values, new, ("sending_organization", "said", "said_on", "source_url"))

    def _measure(self, entry: Entry, held: list[OrganizationMeasure], new: list[tuple[Entry, Any]]) -> None:
        kind, day = MEASURES[Report.Said(entry.text("listing_status"))], entry.values["status_on"]
        same = [
            each
            for each in held
            if (each.kind, each.side, each.programme_id, each.from_on)
            == (kind, OrganizationMeasure.Side.SENDING, entry.values["programme"].pk, day)
        ]
        reported = self._report_values(entry)
        values = {
            "kind": kind,
            "side": OrganizationMeasure.Side.SENDING,
            "programme_id": entry.values["programme"].pk,
            "from_on": day,
            "text_en": ": ".join(filter(None, (entry.text("approving_body"), reported["basis_en"]))),
            "text_ja": reported["basis_ja"],
            "checked_on": reported["checked_on"],
        }
        instance = same[0] if same else OrganizationMeasure(sending_organization=entry.values["sending"])
        self._write(entry, instance, values, new, ("sending_organization", "kind", "side", "programme", "from_on"))

    def _approve(self, entry: Entry, held: list[Approval], new: list[tuple[Entry, Any]]) -> None:
        issuer, seen = entry.values["office"], entry.values["seen"]
        own = [
            each for each in held if (each.programme_id, each.issuer_id) == (entry.values["programme"].pk, issuer.pk)
        ]
        approval = _meant(own, seen, entry.values["approved_from"], entry.values["approved_until"])
        values = {
            "number": entry.text("approval_number"),
            "approved_from": entry.values["approved_from"],
            "approved_until": entry.values["approved_until"],
            "first_seen_on": seen,
            "confirmed_on": seen,
            "checked_on": first_checked_on(entry),
        }
        if approval is None:
            # Two sightings too far apart are two rows; nobody stated an end, so none is written.
            approval = Approval(
                sending_organization=entry.values["sending"], programme=entry.values["programme"], issuer=issuer
            )
        else:
            values["first_seen_on"] = min(filter(None, (approval.first_seen_on, seen)))
            if seen < approval.confirmed_on:  # an older list adds nothing to what a newer one says
                first = {"first_seen_on": values["first_seen_on"]}
                take_over(self.sheet, entry, approval, first, whole=True)
                return
        started = "approved_from" if values["approved_from"] else "first_seen_on"
        self._write(entry, approval, values, new, ("sending_organization", "programme", "issuer", started))

    def _write(
        self,
        entry: Entry,
        instance: Any,
        values: dict[str, Any],
        new: list[tuple[Entry, Any]],
        identity: tuple[str, ...],
    ) -> None:
        """Bring a row to these values; what the file leaves blank stays, so does the day of the check.

        What a person deleted or gave another identity in the portal is not brought again.
        """
        if instance.pk is None:
            set_values(instance, {**values, **entry.source_for()})
            if not self.sheet.was_put_right(entry, instance, *identity):
                self.sheet.clean(entry, instance)
                new.append((entry, instance))
            return
        confirmed_on = values.get("confirmed_on")
        if entry.checked_on is None and not (confirmed_on and confirmed_on.earliest > instance.checked_on):
            values.pop("checked_on", None)
        values = {name: value for name, value in values.items() if value} | entry.source_for(instance)
        take_over(self.sheet, entry, instance, values, whole=True)


def report_of(sheet: Sheet) -> LoadReport:
    """How many rows of the file were new, changed something, or said what is held."""
    report = LoadReport(sheet.name)
    report.added = sum(entry.is_new for entry in sheet.entries)
    report.changed = sum(entry.is_changed and not entry.is_new for entry in sheet.entries)
    report.unchanged = len(sheet.entries) - report.added - report.changed
    report.kept = [str(entry.organization) for entry in sheet.entries if entry.is_kept]
    return report


def _by_organization(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.sending_organization_id].append(row)
    return found


def _tolerance(issuer: Counterpart) -> datetime.timedelta:
    return datetime.timedelta(days=issuer.list_tolerance_days)


def _meant(
    held: list[Approval], seen: PartialDate, approved_from: PartialDate | None, approved_until: PartialDate | None
) -> Approval | None:
    """The approval of the same office and programme that a row confirms; None where it is a new one."""
    if approved_from:
        for approval in held:
            sighting = approval.first_seen_on and not approval.approved_from and not approval.approved_until
            if approval.approved_from == approved_from:
                return approval
            # The office states from when it holds: what was seen before is the same approval.
            covers = approved_until is None or approved_until.latest >= approval.confirmed_on.earliest
            if sighting and covers and approved_from.earliest <= approval.first_seen_on.latest:
                return approval
        return None
    going = [each for each in held if not (each.approved_until and each.approved_until.latest < seen.earliest)]
    for approval in going:
        start = approval.approved_from or approval.first_seen_on
        if start.earliest <= seen.latest and (approval.approved_from or seen.earliest <= approval.confirmed_on.latest):
            return approval
    for approval in going:
        tolerance = _tolerance(approval.issuer)
        if not approval.approved_from and (
            approval.first_seen_on.earliest - tolerance <= seen.latest
            and seen.earliest <= approval.confirmed_on.latest + tolerance
        ):
            return approval
    return None
