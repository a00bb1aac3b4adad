"""`load_organizations`: who a row is, what it may claim, and that a bad file changes nothing."""

import csv
import datetime
import re
from pathlib import Path

import pghistory
import pytest
import time_machine
from django.core.management import CommandError, call_command

from countries.models import Counterpart, Country
from organizations.models import (
    Approval,
    Organization,
    OrganizationMeasure,
    Partnership,
    Permit,
    Report,
    SendingOrganization,
)
from organizations.models.verdicts import Reason, Verdict
from organizations.queries.standing import standing_on
from organizations.queries.standing_annotation import with_standing
from organizations.services.loading import sending, supervising
from tests.factories import (
    make_approval,
    make_counterpart,
    make_country,
    make_moc,
    make_operation,
    make_organization,
    make_programme,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
DAY = datetime.date(2026, 11, 23)
ROW = {
    "iso2": "VN",
    "name_en": "Lotus Cooperation",
    "listing_status": "licensed",
    "list_basis": "Page of somebody",
    "source_url": "https://example.org/list",
}
OFFICIAL = {
    **ROW,
    "listing_status": "approved",
    "programme": "titp",
    "approving_body": "Ministry",
    "status_on": "2026-11-01",
}
UNION = {"name_ja": "見本協同組合", "source_url": "https://example.org/union"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2026, 11, 23, 3, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture(autouse=True)
def vietnam():
    make_programme()
    make_programme(code="ssw")
    return make_country(code="VN")


@pytest.fixture(autouse=True)
def ministry(vietnam):
    return make_counterpart(vietnam, name_en="Ministry", name_ja="")


@pytest.fixture
def load(tmp_path, capsys):
    """``load({...}, {...})`` writes a file of these rows, loads it and returns what was counted."""

    def load_rows(*rows, name="list.csv", **options):
        kind = supervising if "iso2" not in rows[0] else sending
        columns = [*kind.COLUMNS, *(name for name in kind.OPTIONAL if any(name in row for row in rows))]
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        call_command("load_organizations", str(tmp_path / name), **options)
        counted = next(line for line in capsys.readouterr().out.splitlines() if line.startswith(f"{name}: "))
        return [int(number) for number in re.findall(r"\d+", counted.removeprefix(name))]

    return load_rows


def refusal(load, *rows):
    with pytest.raises(CommandError) as error:
        load(*rows)
    lines = str(error.value).splitlines()
    assert lines.pop() == "Nothing was changed."
    assert Organization.objects.count() == 0
    return lines


def verdict(organization, day=DAY):
    return standing_on(organization, make_programme(), day).reason


# Who a row is -----------------------------------------------------------------------------------------


def test_a_file_is_added_then_unchanged_then_changed(load):
    assert load(ROW) == [1, 0, 0]
    assert load(ROW) == [0, 0, 1]
    assert load({**ROW, "address": "Hanoi"}) == [0, 1, 0]

    organization = Organization.objects.get()
    assert (organization.public_id, organization.address, organization.source) == (
        "vn-0001",
        "Hanoi",
        "Page of somebody",
    )
    assert organization.sort_en == "lotus cooperation"


def test_an_unchanged_file_writes_no_history(load):
    load(OFFICIAL, {**ROW, "name_en": "Other"})
    models = (Organization, SendingOrganization, Approval, Report, Counterpart)
    before = [model.pgh_event_model.objects.count() for model in models]

    load(OFFICIAL, {**ROW, "name_en": "Other"})

    assert [model.pgh_event_model.objects.count() for model in models] == before == [2, 2, 1, 1, 1]


def test_the_day_of_the_check_is_that_of_the_first_load_unless_the_file_states_one(load):
    load(ROW, {**ROW, "name_en": "Other", "checked_on": "2026-11-20"})
    with time_machine.travel(datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)):
        assert load(ROW) == [0, 0, 1]

    checked = Organization.objects.order_by("pk").values_list("checked_on", flat=True)
    assert [str(day) for day in checked] == ["2026-11-23", "2026-11-20"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            {"approval_number": "No. 54/2016", "short_name": "Lotus"},
            {"approval_number": "No.54/2016", "name_en": "LOTUS"},
        ),
        ({"name_local": "Công ty Hoa Sen"}, {"name_local": "CÔNG TY HOA SEN", "name_en": "Renamed"}),
        ({}, {"name_en": "LOTUS  Cooperation"}),
        ({}, {"approval_number": "54"}),
        ({}, {"name_local": "Công ty Hoa Sen"}),
    ],
    ids=["number and a name", "local name", "English name", "number found later", "local name found later"],
)
def test_one_organization(load, first, second):
    load({**ROW, **first})

    assert load({**ROW, **second}) == [0, 1, 0]
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"approval_number": "54"}, {"approval_number": "55"}),
        ({"name_local": "Công ty Hoa Sen"}, {"name_local": "Công ty Hoa Mai"}),
        ({}, {"iso2": "LA"}),
    ],
    ids=["other number", "other local name", "other country"],
)
def test_two_organizations_with_one_english_name(load, first, second):
    make_country(code="LA")

    assert load({**ROW, **first}, {**ROW, **second}) == [2, 0, 0]
    assert load({**ROW, **first}, {**ROW, **second}) == [0, 0, 2]


ALPHA = {**OFFICIAL, "approval_number": "5", "name_en": "Alpha Manpower"}


def test_programmes_count_their_approvals_each_for_itself(load):
    beta = {**ALPHA, "programme": "ssw", "name_en": "Beta Human Resources"}

    assert [load(ALPHA), load(beta), load(ALPHA), load(beta)] == [[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0, 1]]
    found = Approval.objects.values_list("sending_organization__organization__name_en", "programme__code", "number")
    assert sorted(found) == [("Alpha Manpower", "titp", "5"), ("Beta Human Resources", "ssw", "5")]


def test_offices_count_their_approvals_each_for_itself(load, vietnam):
    make_counterpart(vietnam, name_en="Agency")

    load(ALPHA, {**ALPHA, "approving_body": "Agency", "name_en": "Beta Human Resources"})

    assert Organization.objects.count() == 2


def test_one_organization_has_another_number_in_another_programme(load):
    load(ALPHA)

    assert load({**ALPHA, "programme": "ssw", "approval_number": "7"}) == [0, 1, 0]
    assert sorted(Approval.objects.values_list("programme__code", "number")) == [("ssw", "7"), ("titp", "5")]
    assert SendingOrganization.objects.get().licence_number == ""


@pytest.mark.parametrize("first", [ALPHA, {**ROW, "approval_number": "5", "name_en": "Alpha Manpower"}])
def test_a_number_under_another_name_is_refused(load, first):
    load(first)
    for second in (ROW, OFFICIAL) if first is ALPHA else (ROW,):
        with pytest.raises(CommandError) as error:
            load({**second, "approval_number": "5", "name_en": "Beta Human Resources"})
        assert str(error.value).splitlines()[0] == (
            "list.csv, line 2, column approval_number: "
            "the number says Alpha Manpower, the name says Beta Human Resources"
        )
    assert Organization.objects.get().name_en == "Alpha Manpower"


def test_a_permit_number_under_another_name_is_refused(load):
    permit = {**UNION, "permit_number": "許1706000144", "permit_type": "general"}
    load(permit)

    with pytest.raises(CommandError, match="column permit_number: the number says 見本協同組合, the name says 他"):
        load({**permit, "name_ja": "他"})


def test_a_name_that_two_organizations_bear_needs_a_number(load):
    load({**ROW, "approval_number": "54"}, {**ROW, "approval_number": "55"})

    with pytest.raises(
        CommandError, match=r"list\.csv, line 2: may mean any of vn-0001, vn-0002; a number would tell which"
    ):
        load(ROW)


def test_a_merged_organization_is_known_by_its_old_name(load, vietnam):
    kept, merged = make_organization(vietnam, name_en="Lotus Group"), make_organization(vietnam, name_en=ROW["name_en"])
    merged.merged_into = kept
    merged.save()

    load(ROW)

    assert Report.objects.get().sending_organization.organization == kept


def test_a_blank_cell_takes_nothing_away(load):
    load({**ROW, "phone": "000", "approval_number": "54"})

    assert load({**ROW, "approval_number": "54"}) == [0, 0, 1]
    assert Organization.objects.get().phone == "000"


def test_what_a_person_edited_in_the_portal_stands_and_is_told(load):
    load({**ROW, "address": "Hanoi"})
    with pghistory.context(user=1):
        Organization.objects.update(address="Hanoi, Ba Dinh")

    assert load({**ROW, "address": "Hanoi", "phone": "000"}) == [0, 1, 0, 1]
    organization = Organization.objects.get()
    assert (organization.address, organization.phone) == ("Hanoi, Ba Dinh", "000")


def test_a_field_that_a_person_edited_outlives_later_loads(load):
    load({**ROW, "phone": "000"})
    with pghistory.context(user=1):
        Organization.objects.update(phone="999")
    load({**ROW, "phone": "000", "address": "Hanoi"})
    load({**ROW, "phone": "000", "address": "Hue"})

    organization = Organization.objects.get()
    assert (organization.phone, organization.address) == ("999", "Hue")


def test_a_field_that_a_person_cleared_stays_blank(load):
    load({**ROW, "phone": "000"})
    with pghistory.context(user=1):
        Organization.objects.update(phone="")

    assert load({**ROW, "phone": "000"}) == [0, 0, 1, 1]
    assert Organization.objects.get().phone == ""


def test_a_name_or_number_that_a_person_corrected_makes_no_second_organization(load):
    load({**ROW, "approval_number": "54"})
    with pghistory.context(user=1):
        organization = Organization.objects.get()
        organization.name_en = "Lotus Co-operation"
        organization.save()
        SendingOrganization.objects.update(licence_number="45")

    assert load({**ROW, "approval_number": "54"}) == [0, 0, 1, 1]
    assert load({**ROW, "approval_number": "54", "phone": "000"}) == [0, 1, 0, 1]
    assert SendingOrganization.objects.get().licence_number == "45"


@pytest.mark.parametrize("model", [Report, Approval, OrganizationMeasure])
def test_what_a_person_deleted_does_not_come_back(load, model):
    row = {Report: ROW, Approval: OFFICIAL, OrganizationMeasure: {**OFFICIAL, "listing_status": "suspended"}}[model]
    load(row)
    with pghistory.context(user=1):
        model.objects.all().delete()

    assert load(row) == [0, 0, 1, 1]
    assert model.objects.count() == 0


def test_a_report_that_a_person_corrected_makes_no_second_one(load):
    load({**ROW, "status_on": "2024"})
    with pghistory.context(user=1):
        Report.objects.update(said_on="2024-02")

    assert load({**ROW, "status_on": "2024"}) == [0, 0, 1, 1]
    assert [str(each.said_on) for each in Report.objects.all()] == ["2024-02"]


def test_an_approval_that_a_person_edited_is_kept_whole(load):
    load(OFFICIAL)
    with pghistory.context(user=1):
        Approval.objects.update(confirmed_on="2026-10-31", first_seen_on="2026-10-31")

    assert load({**OFFICIAL, "status_on": "2026-11-20", "notes": "Seen again."}) == [0, 0, 1, 1]
    assert str(Approval.objects.get().confirmed_on) == "2026-10-31"


def test_a_row_checked_earlier_does_not_undo_what_was_read_later(load):
    load({**ROW, "phone": "111", "source_url": "https://example.org/newer"})

    load({**ROW, "phone": "000", "website": "https://lotus.example/", "checked_on": "2026-11-01"})

    organization = Organization.objects.get()
    assert (organization.phone, organization.website) == ("111", "https://lotus.example/")
    assert organization.source_url == "https://example.org/newer"


# What a row may claim ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Report.Said))
def test_a_row_without_the_authority_makes_a_report_and_no_verdict(load, vietnam, status):
    make_moc(vietnam)

    load({**ROW, "listing_status": status, "status_on": "2026-11-01", "notes": "Seen there."})

    report = Report.objects.get()
    assert (report.said, str(report.said_on), report.basis_en) == (
        status,
        "2026-11-01",
        "Page of somebody. Seen there.",
    )
    assert (Approval.objects.count(), OrganizationMeasure.objects.count()) == (0, 0)
    assert verdict(Organization.objects.get()) == Reason.NO_APPROVAL


@pytest.mark.parametrize("missing", ["programme", "approving_body", "status_on"])
def test_an_approval_needs_programme_body_and_day(load, vietnam, missing):
    make_moc(vietnam)

    load({**OFFICIAL, missing: ""})

    assert (Approval.objects.count(), Report.objects.get().said) == (0, "approved")
    assert verdict(Organization.objects.get()) == Reason.NO_APPROVAL


def test_the_authority_approves(load, vietnam):
    make_moc(vietnam)

    load({**OFFICIAL, "approval_number": "54", "approved_from": "2020-04", "approved_until": "2027"})

    approval = Approval.objects.get()
    assert (approval.number, str(approval.approved_from), str(approval.approved_until)) == ("54", "2020-04", "2027")
    assert (str(approval.first_seen_on), str(approval.confirmed_on)) == ("2026-11-01", "2026-11-01")
    assert Report.objects.count() == 0
    assert verdict(Organization.objects.get()) == Reason.APPROVED


def test_without_a_day_of_the_list_the_day_of_the_check_confirms_an_approval(load):
    load({**OFFICIAL, "status_on": "", "approved_from": "2026-10-01", "checked_on": "2026-11-20"})

    approval = Approval.objects.get()
    assert (str(approval.approved_from), str(approval.confirmed_on)) == ("2026-10-01", "2026-11-20")


def test_the_first_day_of_an_approval_is_no_evidence_of_it(load):
    load({**OFFICIAL, "status_on": "", "approved_from": "2026-10-01"})

    assert (Approval.objects.count(), Report.objects.get().said) == (0, "approved")


def test_a_list_may_announce_an_approval_to_come(load, vietnam):
    make_moc(vietnam)

    load({**OFFICIAL, "approved_from": "2026-12-01"})

    assert str(Approval.objects.get().confirmed_on) == "2026-11-01"
    assert verdict(Organization.objects.get()) == Reason.NO_APPROVAL


@pytest.mark.parametrize("name", ["ministry  of labour", "MOL", "労働省"])
def test_an_office_is_known_by_any_of_its_names(load, vietnam, name):
    office = make_counterpart(vietnam, name_en="Ministry of Labour", name_ja="労働省", abbreviation="MoL")
    make_counterpart(make_country(code="LA"), name_en="Ministry of Labour")

    load({**OFFICIAL, "approving_body": name})

    assert Approval.objects.get().issuer == office


@pytest.mark.parametrize("row", [OFFICIAL, {**ROW, "approving_body": ""}], ids=["approval", "report"])
def test_an_office_that_is_not_held_is_refused_and_none_is_made(load, row):
    lines = refusal(load, {**row, "approving_body": "Minstry"})

    assert lines == [
        "list.csv, line 2, column approving_body: “Minstry” is not known here as a government office of VN; "
        "add it in the portal first."
    ]
    assert Counterpart.objects.count() == 1


def test_an_abbreviation_of_two_offices_is_refused(load, vietnam):
    for name in ("Ministry of Labour", "Ministry of Light"):
        make_counterpart(vietnam, name_en=name, abbreviation="MoL")

    assert refusal(load, {**OFFICIAL, "approving_body": "MoL"}) == [
        "list.csv, line 2, column approving_body: “MoL” may mean any of 2 government offices of VN; give the full name."
    ]


def test_the_operator_is_told_whose_word_the_rows_were_taken_for(load, tmp_path, capsys):
    load(
        OFFICIAL,
        {**OFFICIAL, "name_en": "Other"},
        {**OFFICIAL, "name_en": "Third", "listing_status": "revoked"},
        ROW | {"name_en": "Fourth"},
    )

    call_command("load_organizations", str(tmp_path / "list.csv"))

    assert capsys.readouterr().out.splitlines() == [
        "list.csv: 0 added, 0 changed, 4 unchanged",
        "  taken as the word of VN Ministry: 2 approvals (titp)",
        "  taken as the word of VN Ministry: 1 measures (titp)",
    ]


def test_the_next_list_confirms_the_same_approval(load):
    load(OFFICIAL)

    assert load({**OFFICIAL, "status_on": "2026-11-20"}) == [0, 1, 0]
    approval = Approval.objects.get()
    assert (str(approval.first_seen_on), str(approval.confirmed_on)) == ("2026-11-01", "2026-11-20")


def test_a_list_newer_than_the_last_check_moves_the_day_of_the_check(load):
    load({**OFFICIAL, "checked_on": "2026-11-02"})
    load({**OFFICIAL, "status_on": "2026-11-02"})
    assert str(Approval.objects.get().checked_on) == "2026-11-02"

    load({**OFFICIAL, "status_on": "2026-11-20"})

    approval = Approval.objects.get()
    assert (str(approval.confirmed_on), str(approval.checked_on)) == ("2026-11-20", "2026-11-23")


def test_a_list_between_two_sightings_extends_the_one_it_lies_in(load):
    for day in ("2026-02-01", "2026-03-20", "2026-05-10", "2026-07-01", "2026-08-25"):
        load({**OFFICIAL, "status_on": day})
    load({**OFFICIAL, "status_on": "2026-11-20"})

    load({**OFFICIAL, "status_on": "2026-08-20"})

    spans = [(str(each.first_seen_on), str(each.confirmed_on)) for each in Approval.objects.order_by("first_seen_on")]
    assert spans == [("2026-02-01", "2026-08-25"), ("2026-11-20", "2026-11-20")]


def test_an_older_list_moves_the_first_sight_only(load):
    load(OFFICIAL)

    load({**OFFICIAL, "status_on": "2026-10-01"})

    approval = Approval.objects.get()
    assert (str(approval.first_seen_on), str(approval.confirmed_on)) == ("2026-10-01", "2026-11-01")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_gap_between_two_lists_is_not_bridged(load, vietnam, order):
    make_moc(vietnam)
    rows = [{**OFFICIAL, "status_on": "2026-02-01"}, OFFICIAL]
    for number in order:
        load(rows[number])

    organization = Organization.objects.get()
    days = [datetime.date(2026, 3, 1), datetime.date(2026, 6, 1), DAY]
    assert [verdict(organization, day) for day in days] == [Reason.APPROVED, Reason.LAPSED, Reason.APPROVED]
    assert [each.approved_until for each in Approval.objects.all()] == [None, None]
    assert [load(row) for row in rows] == [[0, 0, 1], [0, 0, 1]]


def test_a_stated_first_day_completes_what_was_seen(load):
    load(OFFICIAL)

    load({**OFFICIAL, "approved_from": "2020-04-01"})

    assert [str(each.approved_from) for each in Approval.objects.all()] == ["2020-04-01"]


@pytest.mark.parametrize(
    ("status", "kind"), [("suspended", "suspension"), ("removed", "revocation"), ("revoked", "revocation")]
)
def test_the_authority_takes_measures(load, vietnam, status, kind):
    make_moc(vietnam)
    row = {**OFFICIAL, "listing_status": status}

    assert [load(row), load(row)] == [[1, 0, 0], [0, 0, 1]]

    measure = OrganizationMeasure.objects.get()
    assert (measure.kind, measure.side, str(measure.from_on)) == (kind, "sending", "2026-11-01")
    assert (Report.objects.count(), verdict(Organization.objects.get())) == (0, Reason.ORGANIZATION_MEASURE)


# Refusals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"status_on": "2026-02-30"}, "column status_on: day is out of range for month."),
        ({"status_on": "01/11/2026"}, "column status_on: '01/11/2026' is not a date like 2024, 2024-02 or 2024-02-29."),
        ({"status_on": "2062-11-01"}, "column status_on: “2062-11-01” lies in the future."),
        ({"approved_from": "2026-12-01"}, "column approved_from: “2026-12-01” lies in the future."),
        (
            {"status_on": "2026-11-20", "checked_on": "2026-11-19"},
            "column checked_on: “2026-11-19” lies before “2026-11-20”, the day of the list.",
        ),
        ({"checked_on": "2026-11"}, "column checked_on: “2026-11” is no full day like 2024-02-29."),
        ({"iso2": "QQ"}, "column iso2: “QQ” is not known here as a country."),
        ({"programme": "tipt"}, "column programme: “tipt” is not known here as a programme."),
        ({"name_en": ""}, "column name_en: Give at least one name."),
        ({"name_en": "L" * 301}, "column name_en: Ensure this value has at most 300 characters (it has 301)."),
        ({"website": "lotus"}, "column website: Enter a valid URL."),
        ({"source_url": "ftp://example.org/"}, "column source_url: Enter a valid URL."),
        ({"list_basis": "L" * 301}, "column list_basis: Ensure this value has at most 300 characters (it has 301)."),
        ({"notes": "L" * 500}, "column notes: Ensure this value has at most 500 characters (it has 518)."),
        (
            {"approved_from": "2026-02-01", "approved_until": "2026-01-31"},
            "column approved_until: The end lies before the start.",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_bad_row_is_refused_with_line_and_column(load, row, told):
    good = {**ROW, "name_en": "Good"}

    lines = refusal(load, good, {**ROW, **row})

    assert [line for line in dict.fromkeys(lines) if line.startswith("list.csv, line 3")] == [
        f"list.csv, line 3, {told}"
    ]
    assert len(set(lines)) == 1


def test_an_unknown_status_is_refused(load):
    lines = refusal(load, {**ROW, "listing_status": "good"})

    assert [line.partition(" none of")[0] for line in lines] == ["list.csv, line 2, column listing_status: “good” is"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"approval_number": "54"}, {"approval_number": "54", "name_en": "LOTUS cooperation"}),
        ({"name_local": "Hoa Sen"}, {"name_local": "hoa sen", "name_en": "Other"}),
        ({}, {"name_en": "lotus cooperation"}),
    ],
    ids=["number", "local name", "English name"],
)
def test_two_rows_with_one_identity_are_refused(load, first, second):
    lines = refusal(load, {**ROW, **first}, {**ROW, "name_en": "Between"}, {**ROW, **second})

    assert lines == ["list.csv, line 4: names the same organization as line 2"]


def test_overlapping_approvals_are_refused(load, vietnam, ministry):
    organization = make_organization(vietnam, name_en=ROW["name_en"])
    make_approval(organization, ministry, approved_from="2020-01-01", approved_until="2026-12-31")

    with pytest.raises(CommandError) as error:
        load({**OFFICIAL, "name_en": "New"}, {**OFFICIAL, "approved_from": "2026-10-01"})

    fault = "list.csv, line 3, column approved_from: Another approval by this office covers a part of these days."
    assert str(error.value).splitlines() == [fault, "Nothing was changed."]
    assert (Organization.objects.count(), Approval.objects.count()) == (1, 1)


def test_the_fictional_country_takes_no_real_organization(load):
    make_country(code="XS", is_sample=True)

    assert refusal(load, {**ROW, "iso2": "XS"}) == [
        "list.csv, line 2, column iso2: “XS” is not known here as a country."
    ]


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "list.csv").write_text("a,b\n1,2\n")

    with pytest.raises(CommandError, match=r"list\.csv, line 1: the header tells neither"):
        call_command("load_organizations", str(tmp_path / "list.csv"))
    with pytest.raises(CommandError, match=r"column a: unknown column"):
        call_command("load_organizations", str(tmp_path / "list.csv"), kind="sending")


# Supervising organizations ----------------------------------------------------------------------------


def test_a_supervising_organization_with_permit_countries_and_partners(load, vietnam):
    partner = make_organization(vietnam, name_en="Golden Gateway, Inc.")
    operation = make_operation("1-1-1")
    row = {
        **UNION,
        "permit_number": "１７０６000144",
        "permit_type": "general",
        "permit_since": "2018-08-31",
        "prefecture": "静岡県",
        "accepted_countries": "VN",
        "job_categories": "1-1-1",
        "partner_sending_organizations": "Golden Gateway, Inc.; Nobody Ltd.",
        "notes": "Small.",
    }

    assert [load(row), load(row)] == [[1, 0, 0], [0, 0, 1]]

    organization = Organization.objects.get(kind="supervising")
    permit = Permit.objects.get()
    assert (permit.number, permit.kind, str(permit.valid_from)) == ("許1706000144", "general", "2018-08-31")
    assert (organization.public_id, organization.source) == ("jp-0001", "example.org")
    assert [country.code for country in organization.supervising.accepts_from.all()] == ["VN"]
    assert list(organization.operations.all()) == [operation]
    assert Partnership.objects.get().sending_organization.organization == partner
    assert organization.note_en == "Small. Partner sending organizations as stated: Nobody Ltd."


def test_words_on_job_categories_stay_words(load):
    load({**UNION, "job_categories": "care"})

    organization = Organization.objects.get()
    assert (organization.note_en, organization.note_ja) == (
        "Job categories as stated: care.",
        "職種・作業の記載：care。",
    )


def test_a_partner_that_comes_later_becomes_a_partnership(load):
    row = {**UNION, "partner_sending_organizations": "Lotus Cooperation"}
    load(row)
    load(ROW)

    assert load(row) == [0, 1, 0]
    assert (Partnership.objects.count(), Organization.objects.get(kind="supervising").note_en) == (1, "")


@pytest.mark.parametrize("taken", ["added", "removed"])
def test_sets_that_a_person_edited_stand(load, taken):
    make_country(code="LA")
    make_operation("1-1-1")
    row = {**UNION, "accepted_countries": "VN LA", "job_categories": "1-1-1"}
    load(row if taken == "removed" else {**row, "accepted_countries": "VN"})
    organization = Organization.objects.get()
    with pghistory.context(user=1):
        organization.operations.set([make_operation("1-1-2")])
        organization.supervising.accepts_from.set(Country.objects.filter(code="VN" if taken == "removed" else "LA"))
    before = set(organization.supervising.accepts_from.all())

    assert load(row) == [0, 0, 1, 1]
    assert [each.code for each in organization.operations.all()] == ["1-1-2"]
    assert set(organization.supervising.accepts_from.all()) == before


def test_a_permit_and_a_partnership_that_a_person_deleted_do_not_come_back(load):
    load(ROW)
    row = {
        **UNION,
        "permit_number": "許1706000144",
        "permit_type": "general",
        "partner_sending_organizations": ROW["name_en"],
    }
    load(row)
    with pghistory.context(user=1):
        Permit.objects.all().delete()
        Partnership.objects.all().delete()

    assert load(row) == [0, 0, 1, 1]
    assert (Permit.objects.count(), Partnership.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"permit_since": "2018-13"}, "column permit_since: '2018-13' is not a date like 2024, 2024-02 or 2024-02-29."),
        ({"permit_type": "special"}, "column permit_type: “special” is none of general, specified."),
        (
            {"permit_number": "許1706000144"},
            "column permit_type: A permit number needs its type: general or specified.",
        ),
        ({"accepted_countries": "VN QQ"}, "column accepted_countries: “QQ” is not known here as a country."),
        ({"name_ja": ""}, "column name_ja: Give at least one name."),
        (
            {"job_categories": "9-9-9"},
            "column job_categories: “9-9-9” is not known here as a job category or operation.",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_bad_row_on_a_supervising_organization_is_refused(load, row, told):
    assert refusal(load, {**UNION, "name_ja": "他"}, {**UNION, **row}) == [f"list.csv, line 3, {told}"]


# The files at hand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("vietnam_licensed_enterprises_2024-02.csv", 295),
        ("sending_organizations.csv", 33),
        ("supervising_organizations.csv", 20),
    ],
)
def test_a_gathered_file_loads_whole_and_nobody_may_be_accepted_by_it(load, capsys, vietnam, name, added):
    if not (SHARED / name).is_file():
        pytest.skip(f"{name} is not beside this checkout")
    for code in ("PH", "MM", "KH", "IN", "BD", "MN", "LK", "PK", "ID", "CN", "LA"):
        make_moc(make_country(code=code))
    make_moc(vietnam)

    call_command("load_organizations", str(SHARED / name))
    call_command("load_organizations", str(SHARED / name))

    assert capsys.readouterr().out.splitlines() == [
        f"{name}: {added} added, 0 changed, 0 unchanged",
        f"{name}: 0 added, 0 changed, {added} unchanged",
    ]
    assert Organization.objects.count() == added
    for day in (datetime.date(2020, 4, 15), datetime.date(2024, 2, 10), DAY):
        verdicts = with_standing(Organization.objects.sending(), programme=make_programme(), day=day)
        assert {row.standing for row in verdicts} <= {Verdict.NOT_KNOWN}


def test_many_rows_are_written_together(load, django_assert_max_num_queries):
    def rows(count):
        return [{**OFFICIAL, "name_en": f"Lotus {number}", "approval_number": str(number)} for number in range(count)]

    load(*rows(10))
    # Twenty of them bring the search and the standings up to date.
    with django_assert_max_num_queries(80):
        load(*rows(500))
