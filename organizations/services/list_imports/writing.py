"""What a list that was approved writes: profiles, approvals, licences, measures, permits, and the edition itself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from countries.models import Country
from jitco_portal.common.days import today
from jitco_portal.common.partial_dates import PartialDate
from organizations.models import (
    Approval,
    HomeLicence,
    ListChange,
    ListEdition,
    ListEntry,
    ListImport,
    ListKind,
    Organization,
    OrganizationMeasure,
    Permit,
    PublicIdSeries,
    SendingOrganization,
    SupervisingOrganization,
)
from organizations.models.permits import normalized_permit_number
from organizations.queries.list_imports.held import side_of
from organizations.queries.list_imports.shapes import ComparedRow, Gone, Words
from organizations.services.list_imports.progress import NoProgress, Progress
from organizations.services.list_imports.records import Records

# Supervising organizations are numbered as those of a country that has no row of its own.
JAPAN = Country(code="JP")


@dataclass(frozen=True)
class Accepted:
    """What was decided: rows to be written, organizations that are gone, and whether anything stayed open."""

    rows: list[ComparedRow]
    gone: list[Gone]
    is_whole: bool


def write(
    *, list_import: ListImport, words: Words, accepted: Accepted, progress: Progress | NoProgress | None = None
) -> None:
    """All of it, in the caller's transaction; what was written stands in ``ListChange``."""
    _Writing(list_import, words, accepted, progress or NoProgress()).write()


class _Writing:
    def __init__(
        self, list_import: ListImport, words: Words, accepted: Accepted, progress: Progress | NoProgress
    ) -> None:
        self.list_import, self.words, self.accepted, self.progress = list_import, words, accepted, progress
        self.records = Records(list_import)
        day = list_import.published_on
        self.source = {
            "source": list_import.source,
            "source_url": list_import.source_url,
            "source_on": PartialDate.of(day),
            "checked_on": max(today(), day),
        }
        # The organization of each row, once it has one.
        self.owners: dict[int, int] = {}

    def write(self) -> None:
        self._new_profiles()
        self._changed_profiles()
        {
            ListKind.APPROVALS: self._approvals,
            ListKind.LICENCES: self._licences,
            ListKind.MEASURES: self._measures,
            ListKind.PERMITS: self._permits,
        }[ListKind(self.words.kind)]()
        self.records.save()

    # Profiles --------------------------------------------------------------------------------------

    @property
    def _is_of_japan(self) -> bool:
        return self.words.kind == ListKind.PERMITS

    def _new_profiles(self) -> None:
        rows = [row for row in self.accepted.rows if row.organization_id is None]
        ids = PublicIdSeries.next_ids(self.words.country or JAPAN, len(rows)) if rows else []
        made = []
        for row, public_id in zip(rows, ids, strict=True):
            kind = Organization.Kind.SUPERVISING if self._is_of_japan else Organization.Kind.SENDING
            organization = Organization(
                public_id=public_id, kind=kind, country=self.words.country, **self.source, **self._profile(row)
            )
            organization.set_sort_keys()
            made.append(organization)
            self.progress.step()
        self.records.create(made, "pk")
        details: Any = SupervisingOrganization if self._is_of_japan else SendingOrganization
        details.objects.bulk_create([details(organization=each) for each in made], batch_size=500)
        for row, organization in zip(rows, made, strict=True):
            self.owners[row.read.line] = organization.pk
        self.owners |= {row.read.line: row.organization_id for row in self.accepted.rows if row.organization_id}

    def _profile(self, row: ComparedRow) -> dict[str, Any]:
        read = row.read
        names = {"name_local": read.name, "name_en": read.name_en}
        if self._is_of_japan:
            names = {"name_ja": read.name, "name_en": read.name_en}
        elif read.name.isascii() and not read.name_en:
            # A name in our letters is what it is called in English too.
            names = {"name_en": read.name}
        if not any(names.values()):
            names = {"name_local": read.number}
        address = {"address_ja" if self._is_of_japan else "address": read.address}
        return {**names, **address, "phone": _phones(read.phones), "website": _website(read.website)}

    def _changed_profiles(self) -> None:
        rows = [row for row in self.accepted.rows if row.organization_id]
        held = Organization.objects.in_bulk([row.organization_id for row in rows])
        taken_back = set(
            ListChange.objects.filter(
                model=Organization._meta.label,
                action=ListChange.Action.CREATED,
                list_import__state=ListImport.State.UNDONE,
                organization__is_published=False,
            ).values_list("object_pk", flat=True)
        )
        changed = []
        for row in rows:
            organization = held[row.organization_id or 0]
            values = self._new_values(row, organization)
            if organization.pk in taken_back:
                # It was unpublished only because the list that brought it was taken back.
                values["is_published"] = True
            if {"name_local", "name_en", "name_ja"} & set(values):
                copy = Organization(**{name: values.get(name, getattr(organization, name)) for name in _NAMES})
                copy.set_sort_keys()
                values |= {"sort_en": copy.sort_en, "sort_ja": copy.sort_ja}
            if values:
                changed.append((organization, values))
            self.progress.step()
        self.records.change(changed, "pk")

    def _new_values(self, row: ComparedRow, organization: Organization) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for change in row.changes:
            if change.field == "name":
                in_place = "name_ja" if self._is_of_japan else "name_local"
                if not self._is_of_japan and not organization.name_local and change.old == organization.name_en:
                    in_place = "name_en" if change.new.isascii() else "name_local"
                values[in_place] = change.new
            elif change.field == "name_en":
                values["name_en"] = change.new
            elif change.field == "address":
                values["address_ja" if self._is_of_japan else "address"] = change.new
            elif change.field == "phones":
                values["phone"] = _phones(row.read.phones)
            elif change.field == "website" and (website := _website(change.new)):
                values["website"] = website
        return values

    # Approvals and licences ------------------------------------------------------------------------

    def _approvals(self) -> None:
        names = ("approved_from", "approved_until")
        self._edition()
        self._periods(Approval, names, {"programme": self.words.programme, "issuer": self.words.issuer})

    def _licences(self) -> None:
        self._periods(HomeLicence, ("licensed_from", "licensed_until"), {"issuer": self.words.issuer})

    def _periods(self, model: Any, names: tuple[str, str], common: dict[str, Any]) -> None:
        first, last = names
        day = PartialDate.of(self.list_import.published_on)
        held = model.objects.in_bulk([row.paper_id for row in self.accepted.rows if row.paper_id])
        owners = list(self.owners.values())
        ended: dict[int, list[Any]] = {}
        for each in model.objects.filter(sending_organization__in=owners, **common):
            ended.setdefault(each.sending_organization_id, []).append(each)
        new, changed = [], []
        for row in self.accepted.rows:
            read, owner = row.read, self.owners[row.read.line]
            if row.paper_id is None:
                begun, until = _date(read.date), _date(read.until)
                if any(_ends_after(getattr(each, last), begun) for each in ended.get(owner, [])):
                    # It was approved before, and that period is known: this one is known from this list on.
                    begun = None
                seen = day if not (begun and until and until.latest < day.earliest) else None
                periods = {first: begun, last: until, "first_seen_on": seen, "confirmed_on": day}
                new.append(model(sending_organization_id=owner, number=read.number, **periods, **common, **self.source))
            else:
                changed.append((held[row.paper_id], self._paper_values(row, held[row.paper_id], first, last, day)))
            self.progress.step()
        self.records.create(new, "sending_organization_id")
        self.records.change(changed, "sending_organization_id")
        self._end_gone(model, last, first, {"issuer": self.words.issuer, **common})

    def _paper_values(self, row: ComparedRow, paper: Any, first: str, last: str, day: PartialDate) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for change in row.changes:
            if change.field == "number":
                values["number"] = change.new
            elif change.field == "date":
                values[first] = _date(change.new)
            elif change.field == "until":
                values[last] = _date(change.new)
        if paper.confirmed_on is None or paper.confirmed_on.latest <= day.earliest:
            # The newest list that names it is the one that says so.
            values |= {"confirmed_on": day, **self.source}
            if paper.confirmed_on == day:
                values = {name: value for name, value in values.items() if name not in self.source or row.changes}
        return values

    def _edition(self) -> None:
        keys = {
            "issuer": self.words.issuer,
            "programme": self.words.programme,
            "published_on": self.list_import.published_on,
        }
        # A list of which some rows are not understood does not tell who is *not* on it.
        is_complete = self.list_import.is_complete and self.accepted.is_whole
        edition = ListEdition.objects.filter(**keys).first()
        if edition is None:
            edition = ListEdition(**keys, is_complete=is_complete, **self.source)
            edition.save()
            self.records.note(edition, ListChange.Action.CREATED, {}, {"is_complete": is_complete}, None)
        elif edition.is_complete != is_complete:
            before = {"is_complete": edition.is_complete}
            edition.is_complete = is_complete
            edition.save(update_fields=["is_complete"])
            self.records.note(edition, ListChange.Action.CHANGED, before, {"is_complete": is_complete}, None)
        named = set(edition.entries.values_list("sending_organization_id", flat=True))
        entries = [
            ListEntry(
                edition=edition,
                sending_organization_id=self.owners[row.read.line],
                number=row.read.number,
                printed_name=row.read.name or row.read.name_en,
            )
            for row in self.accepted.rows
            if self.owners[row.read.line] not in named
        ]
        self.records.create(entries, "sending_organization_id")

    def _end_gone(
        self, model: Any, last: str, first: str, among: dict[str, Any], owner: str = "sending_organization"
    ) -> None:
        """The day before the list is the last one: from the list's day on nothing reads "may accept" by it."""
        if not self.accepted.gone:
            return
        end = self.list_import.published_on - datetime.timedelta(days=1)
        gone = [each.organization_id for each in self.accepted.gone]
        ended = []
        for paper in model.objects.filter(**{f"{owner}__in": gone}, **among):
            until, begun = getattr(paper, last), getattr(paper, first) or getattr(paper, "first_seen_on", None)
            is_open = until is None or until.latest > end
            confirmed = getattr(paper, "confirmed_on", None)
            is_newer = confirmed is not None and confirmed.latest > end
            if is_open and not is_newer and not (begun and begun.earliest > end):
                ended.append((paper, {last: PartialDate.of(end)}))
        self.records.change(ended, f"{owner}_id")

    # Measures and permits --------------------------------------------------------------------------

    def _measures(self) -> None:
        held = OrganizationMeasure.objects.in_bulk([row.paper_id for row in self.accepted.rows if row.paper_id])
        new, changed = [], []
        for row in self.accepted.rows:
            read = row.read
            if row.paper_id is None:
                new.append(
                    OrganizationMeasure(
                        sending_organization_id=self.owners[read.line],
                        programme=self.words.programme,
                        kind=read.kind,
                        side=side_of(self.words),
                        from_on=_date(read.date),
                        until_on=_date(read.until),
                        text_en=read.reason,
                        **self.source,
                    )
                )
            else:
                ends = [_date(each.new) for each in row.changes if each.field == "until"]
                changed.append((held[row.paper_id], {"until_on": ends[0]} if ends else {}))
            self.progress.step()
        self.records.create(new, "sending_organization_id")
        self.records.change(changed, "sending_organization_id")

    def _permits(self) -> None:
        held = Permit.objects.in_bulk([row.paper_id for row in self.accepted.rows if row.paper_id])
        fields = {"number": "number", "date": "valid_from", "until": "valid_until", "kind": "kind"}
        new, changed = [], []
        for row in self.accepted.rows:
            read = row.read
            if row.paper_id is None:
                new.append(
                    Permit(
                        supervising_organization_id=self.owners[read.line],
                        programme=self.words.programme,
                        kind=read.kind,
                        number=normalized_permit_number(read.number),
                        valid_from=_date(read.date),
                        valid_until=_date(read.until),
                        **self.source,
                    )
                )
            else:
                values: dict[str, Any] = {}
                for change in row.changes:
                    if change.field in ("date", "until"):
                        values[fields[change.field]] = _date(change.new)
                    elif change.field == "number":
                        values["number"] = normalized_permit_number(change.new)
                    elif change.field == "kind":
                        values["kind"] = change.new
                changed.append((held[row.paper_id], values | (self.source if values else {})))
            self.progress.step()
        self.records.create(new, "supervising_organization_id")
        self.records.change(changed, "supervising_organization_id")
        self._end_gone(
            Permit, "valid_until", "valid_from", {"programme": self.words.programme}, "supervising_organization"
        )


_NAMES = ("name_local", "name_en", "name_ja", "name_kana")


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _ends_after(until: PartialDate | None, begun: PartialDate | None) -> bool:
    return until is not None and begun is not None and until.latest >= begun.earliest


def _phones(phones: list[str]) -> str:
    """As many whole numbers as the field holds."""
    text = ""
    for number in phones:
        longer = f"{text} / {number}" if text else number
        if len(longer) <= 100:
            text = longer
    return text


def _website(address: str) -> str:
    try:
        URLValidator(["http", "https"])(address)
    except ValidationError:
        return ""
    return address if len(address) <= 1000 else ""
