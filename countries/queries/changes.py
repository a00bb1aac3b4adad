"""What changed on a country's page: the one table of which fields the public sees."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from countries.models import (
    Agreement,
    Counterpart,
    Country,
    CountryFigure,
    CountryMeasure,
    CountrySection,
    DataProtectionRegime,
    ExchangeRate,
    FeeCap,
    GovernmentTalk,
    Notice,
    ProcedureStep,
    Programme,
)
from countries.models.agreements import AgreementProgramme
from jitco_portal.common.history.public import SOURCE, WRITES_PER_PAGE, ChangePage, Naming, PublicTable, public_changes
from jitco_portal.common.history.reading import local_day
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.shown_dates import shown_date


def _was_published(values: Mapping[str, Any], at: datetime.datetime) -> bool:
    """A notice is told from its day on: what was drafted before is nobody's business."""
    return values["published_on"] <= local_day(at)


TABLES = (
    PublicTable(
        Country,
        "pgh_obj_id",
        public=("name_en", "name_ja", "division", "division_source_url", "official_list_url", "next_review_on"),
        hidden=("code", "name_kana", "tile_row", "tile_column", "is_sample"),
        is_own=True,
    ),
    PublicTable(
        Counterpart,
        "country_id",
        names=("name_en",),
        public=(
            *("name_en", "name_ja", "abbreviation", "is_contact_point", "website", "list_tolerance_days"),
            *("active_from", "active_until", "note_en", "note_ja"),
            *SOURCE,
        ),
        hidden=("country",),
    ),
    PublicTable(
        Agreement,
        "country_id",
        names=("kind", "counterpart", "signed_on"),
        public=(
            *("kind", "state", "counterpart", "signed_on", "effective_on", "list_published_on"),
            *("others_refused_from", "ended_on", "note_en", "note_ja"),
            *SOURCE,
        ),
        hidden=("country",),
    ),
    PublicTable(
        AgreementProgramme,
        "agreement__country_id",
        names=("agreement",),
        public=("programme",),
        relation="programmes",
    ),
    PublicTable(
        CountryMeasure,
        "country_id",
        names=("side", "programme", "from_on"),
        public=("programme", "side", "text_en", "text_ja", "from_on", "until_on", *SOURCE),
        hidden=("country",),
    ),
    PublicTable(
        GovernmentTalk,
        "country_id",
        names=("kind", "held_on"),
        public=(
            *("kind", "held_on", "ended_on", "place_en", "place_ja", "title_en", "title_ja", "report_en", "report_ja"),
            *SOURCE,
        ),
        hidden=("country",),
    ),
    PublicTable(
        CountrySection,
        "country_id",
        names=("kind",),
        public=("kind", "text_en", "text_ja", "in_force_from", "check_again_by", *SOURCE),
        hidden=("country",),
    ),
    PublicTable(
        ProcedureStep,
        "country_id",
        names=("programme", "position", "title_en"),
        public=(
            *("programme", "position", "title_en", "title_ja", "actor", "documents_en", "documents_ja"),
            *("days_min", "days_max", "in_force_from", "in_force_until"),
            *SOURCE,
        ),
        hidden=("country",),
    ),
    PublicTable(
        FeeCap,
        "country_id",
        names=("programme", "subject", "from_on"),
        public=(
            *("programme", "subject", "term_years", "kind", "amount", "currency", "months", "from_on", "until_on"),
            *("note_en", "note_ja"),
            *SOURCE,
        ),
        hidden=("country",),
    ),
    PublicTable(
        CountryFigure,
        "country_id",
        names=("kind", "counted_on"),
        public=("kind", "counted_on", "number", "is_approximate", "note_en", "note_ja", *SOURCE),
        hidden=("country",),
    ),
    PublicTable(
        Notice,
        "country_id",
        names=("title_en", "title_ja"),
        public=("published_on", "title_en", "title_ja", "text_en", "text_ja", *SOURCE),
        hidden=("country",),
        was_public=_was_published,
    ),
)
# Models that no country's page tells the changes of, each with the reason.
NOT_TOLD = {
    Programme: "belongs to no country",
    ExchangeRate: "belongs to no country",
    DataProtectionRegime: "shown where a contact is disclosed, not on the country's page",
}


def named(field: str) -> Any:
    """The text of a field in the reader's language, of a row that came as a mapping."""

    def text(row: Mapping[str, Any]) -> str:
        first, second = ("ja", "en") if get_language() == "ja" else ("en", "ja")
        return row[f"{field}_{first}"] or row[f"{field}_{second}"]

    return text


def _agreement_name(row: Mapping[str, Any]) -> str:
    signed_on = row["signed_on"] and shown_date(PartialDate.parse(row["signed_on"]))
    return " · ".join(part for part in (str(Agreement.Kind(row["kind"]).label), signed_on) if part)


NAMINGS = {
    Agreement: Naming(("kind", "signed_on"), _agreement_name),
    Programme: Naming(("short_en", "short_ja"), named("short")),
    Counterpart: Naming(("name_en", "name_ja"), named("name")),
    Country: Naming(("name_en", "name_ja"), named("name")),
}


def country_changes(*, country: Country, user: Any, after: str = "", count: int = WRITES_PER_PAGE) -> ChangePage:
    """What changed on the country's page, newest first."""
    return public_changes(tables=TABLES, key=country.pk, namings=NAMINGS, user=user, after=after, count=count)
