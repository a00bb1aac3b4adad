"""Lists, approvals and measures of the fictional organizations, up to the first day of this month."""

import datetime
from collections.abc import Iterator
from typing import Any

from countries.samples import AGENCY, ESD_FROM, FEDERAL_AGENCY, MINISTRY, SOURCE, open_programmes
from organizations.samples.profiles import details
from organizations.samples.roster import ROSTER, Sample, earliest, filled

# Before, one list a year; from then on one a month, as the ministry promised.
MONTHLY_FROM = datetime.date(2025, 1, 1)
# A letter of the ministry confirms these on the day of the load, and what it allows them: whoever tries out a match-up
# has the sixty days of a confirmation before them.
BY_LETTER = {"Jasmine", "Cedar", "Heron", "Lily"}


def office_of(sample: Sample, programme: str) -> str:
    if sample.country == "XU":
        return FEDERAL_AGENCY
    return AGENCY if programme == "ssw" else MINISTRY


def editions(day: datetime.date) -> Iterator[dict[str, Any]]:
    """The published lists: those for SSW name everybody who is approved, the others new and renewed approvals."""
    for issuer, programme in [(MINISTRY, "titp"), (AGENCY, "ssw"), (FEDERAL_AGENCY, "titp"), (MINISTRY, "esd")]:
        for published_on in list_days(issuer, programme, day):
            yield {
                "issuer": issuer,
                "programme": programme,
                "published_on": published_on,
                "is_complete": programme == "ssw",
                **SOURCE,
                "source_on": str(published_on),
                "checked_on": published_on,
            }


def list_days(issuer: str, programme: str, day: datetime.date) -> list[datetime.date]:
    if programme == "esd":
        return _months(ESD_FROM, day)
    if issuer == FEDERAL_AGENCY:
        return [datetime.date(year, 2, 1) for year in range(2019, 2026)]
    first_year, month = (2019, 9) if programme == "ssw" else (2018, 4)
    yearly = [datetime.date(year, month, 1) for year in range(first_year, MONTHLY_FROM.year)]
    last = day if programme == "ssw" else min(day, ESD_FROM - datetime.timedelta(days=1))
    return [each for each in yearly if each <= day] + _months(MONTHLY_FROM, last)


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    months = []
    while first <= last:
        months.append(first)
        first = (first + datetime.timedelta(days=32)).replace(day=1)
    return months


def approvals(day: datetime.date) -> Iterator[dict[str, Any]]:
    """Each approval as far as lists confirm it."""
    for sample in ROSTER:
        for programme, number, start, end in stated_periods(sample, day):
            named = [
                each
                for each in list_days(office_of(sample, programme), programme, day)
                if _covers(start, end, each) and _names(sample, programme, each, day)
            ]
            is_written = sample.word in BY_LETTER and programme == open_programmes(day)[-1]
            confirmed_on = day if is_written else max(named, default=earliest(start))
            yield {
                "sending_organization": sample.name_en,
                "programme": programme,
                "issuer": office_of(sample, programme),
                "number": number,
                "approved_from": start,
                "approved_until": end,
                "confirmed_on": str(confirmed_on),
                "scope_en": sample.scope[0],
                "scope_ja": sample.scope[1],
                **SOURCE,
                "checked_on": confirmed_on if named or is_written else max(confirmed_on, SOURCE["checked_on"]),
            }


def home_licences(day: datetime.date) -> Iterator[dict[str, Any]]:
    """What the home governments license, to any country; a few are licensed and were never approved for Japan."""
    numbers = {row["organization"]: row["licence_number"] for row in details()}
    for sample in ROSTER:
        number = numbers[sample.name_en]
        if number and sample.country != "XT":
            confirmed_on = day.replace(day=1)
            yield {
                "sending_organization": sample.name_en,
                "issuer": office_of(sample, "titp"),
                "number": number,
                "licensed_from": str(2008 + sample.number % 12),
                "confirmed_on": str(confirmed_on),
                **SOURCE,
                "checked_on": max(confirmed_on, SOURCE["checked_on"]),
            }


def stated_periods(sample: Sample, day: datetime.date) -> Iterator[tuple[str, str, str, str]]:
    """Programme, number, first and last day of every approval of an organization."""
    for number, (start, end) in enumerate(sample.periods(day)):
        code = f"{sample.country}-{sample.number:03d}{'ABC'[number]}"
        yield "titp", code, start, end
        if "esd" in open_programmes(day) and sample.country == "XS" and number == len(sample.periods(day)) - 1:
            ended = end and "{" not in sample.approved and earliest(end) < ESD_FROM
            yield (
                "esd",
                f"{code}-E",
                max(start, str(ESD_FROM)) if "{" not in start else start,
                "2027-04-30" if ended else end,
            )
    if sample.ssw_from:
        yield "ssw", f"SOEA-{sample.number:03d}", sample.ssw_from, ""


def _names(sample: Sample, programme: str, published_on: datetime.date, day: datetime.date) -> bool:
    """Whether the list of a day names the organization."""
    last_named = sample.last_named and ("2027-04-01" if programme == "esd" else sample.last_named)
    if programme != "ssw" and last_named and published_on > earliest(last_named):
        return False
    # A suspension that cannot be dated takes nobody off a list.
    dated = [each for each in sample.measures if each.kind != "warning" and len(each.from_on) == 10]
    if any(_covers(each.from_on, filled(each.until_on, day), published_on) for each in dated):
        return False
    return any(
        _covers(start, end, published_on)
        for period_programme, _number, start, end in stated_periods(sample, day)
        if period_programme == programme
    )


def _covers(start: str, end: str, published_on: datetime.date) -> bool:
    """Whether a list of the day goes by the period; a last day known to the year only ends no list."""
    return earliest(start) <= published_on and not (len(end) == 10 and earliest(end) < published_on)


def entries(day: datetime.date, edition_ids: dict[tuple[str, str, datetime.date], Any]) -> Iterator[dict[str, Any]]:
    """Who is named in which list, as printed there."""
    for (issuer, programme, published_on), edition in edition_ids.items():
        named = [
            sample
            for sample in ROSTER
            if office_of(sample, programme) == issuer
            and (sample.country == "XU") == (issuer == FEDERAL_AGENCY)
            and _names(sample, programme, published_on, day)
        ]
        for sample in named:
            yield {
                "edition": edition,
                "sending_organization": sample.name_en,
                "number": f"{sample.country}-{sample.number:03d}",
                "printed_name": sample.name_en.upper().replace(" (SAMPLE)", ""),
            }


def measures(day: datetime.date) -> Iterator[dict[str, Any]]:
    for sample in ROSTER:
        for measure in sample.measures:
            yield {
                "sending_organization": sample.name_en,
                "programme": "",
                "kind": measure.kind,
                "side": measure.side,
                "from_on": filled(measure.from_on, day),
                "until_on": filled(measure.until_on, day),
                "text_en": measure.text_en,
                "text_ja": measure.text_ja,
                **SOURCE,
            }


def reports() -> Iterator[dict[str, Any]]:
    for sample in ROSTER:
        for report in sample.reports:
            yield {
                "sending_organization": sample.name_en,
                "said": report.said,
                "said_on": report.said_on,
                "basis_en": report.basis_en,
                "basis_ja": report.basis_ja,
                **SOURCE,
            }


def allowances(day: datetime.date) -> Iterator[dict[str, Any]]:
    """Care needs a word of its own; some who teach it do not have it."""
    for sample in ROSTER:
        if "care" in sample.fields and sample.country == "XS" and sample.approved and sample.word != "Orchid":
            is_written = sample.word in BY_LETTER
            yield {
                "sending_organization": sample.name_en,
                "programme": "titp",
                "operation_group": "care",
                "issuer": MINISTRY,
                "from_on": "2020-04",
                "until_on": "",
                "confirmed_on": str(day) if is_written else sample.last_named or "2026-04-01",
                **SOURCE,
                "checked_on": max(day, SOURCE["checked_on"]) if is_written else SOURCE["checked_on"],
            }
