"""What a person changed in the portal outlives every later load, and is told."""

import pghistory
import pytest

from countries.models import Agreement, Counterpart, Country, FeeCap
from jitco_portal.common.csv_tables.tables import By, Table, load_at_once, load_tables
from tests.factories import SOURCE, make_country, make_programme

pytestmark = pytest.mark.django_db

COUNTRY = {"country": By("code")}
OFFICE = {"country": "VN", "name_en": "Ministry of Labour", **SOURCE}
PAPER = {"country": "VN", "kind": "moc", "programmes": "titp ssw", "signed_on": "2017-06-06", **SOURCE}
NOT_FOUND = {**PAPER, "state": "none_found", "signed_on": ""}
CAP = {
    "country": "VN",
    "programme": "titp",
    "subject": "sending_fee",
    "term_years": 3,
    "kind": "amount",
    "amount": 3000,
    "currency": "USD",
    **SOURCE,
}


@pytest.fixture(autouse=True)
def vietnam():
    make_programme()
    make_programme(code="ssw")
    return make_country(code="VN")


def load(tables):
    """As the commands do it: the context of a test's earlier writes would last to the end of its transaction."""
    return load_at_once("load_something", lambda: load_tables(tables))


def by_a_person():
    return pghistory.context(user=1, url="/admin/")


def offices(*rows):
    return Table(Counterpart, ("country", "name_en"), rows, COUNTRY)


def agreements(*rows):
    return Table(
        Agreement,
        ("country", "kind", "programmes", "counterpart", "signed_on"),
        rows,
        {**COUNTRY, "programmes": By("code"), "counterpart": By("name_en", within="country")},
        loose_identity=("country", "kind", "programmes"),
    )


def caps(*rows):
    identity = ("country", "programme", "subject", "term_years", "from_on")
    return Table(FeeCap, identity, rows, {**COUNTRY, "programme": By("code")})


def counts(*tables):
    return [(each.added, each.changed, each.unchanged, len(each.kept)) for each in load(tables)]


def events():
    return [each.pgh_event_model.objects.count() for each in (Agreement, Counterpart, FeeCap)]


def test_the_field_that_a_person_edited_is_kept_and_the_others_follow_the_file():
    load([offices(OFFICE)])
    with by_a_person():
        Counterpart.objects.update(website="https://example.org/ours")

    assert counts(offices({**OFFICE, "name_ja": "労働省"})) == [(0, 1, 0, 1)]
    assert counts(offices({**OFFICE, "name_ja": "労働省"})) == [(0, 0, 0, 1)]
    assert counts(offices({**OFFICE, "name_ja": "労働局"})) == [(0, 1, 0, 1)]
    office = Counterpart.objects.get()
    assert (office.website, office.name_ja) == ("https://example.org/ours", "労働局")


def test_what_a_command_changes_is_nobodys_edit():
    load([offices(OFFICE)])
    with pghistory.context(command="something", user=None):
        Counterpart.objects.update(website="https://example.org/ours")

    assert counts(offices(OFFICE)) == [(0, 1, 0, 0)]
    assert Counterpart.objects.get().website == ""


def test_a_row_that_a_person_added_is_filled_where_it_is_blank():
    with by_a_person():
        Counterpart.objects.create(country=Country.objects.get(), name_en=OFFICE["name_en"], name_ja="労働省", **SOURCE)

    counts(offices({**OFFICE, "name_ja": "労働局", "abbreviation": "MoL"}))

    office = Counterpart.objects.get()
    assert (office.name_ja, office.abbreviation) == ("労働省", "MoL")


def test_a_row_that_a_person_deleted_does_not_come_back():
    load([caps(CAP)])
    with by_a_person():
        FeeCap.objects.all().delete()
    before = events()

    report = load([caps(CAP)])[0]

    assert (report.added, report.kept) == (0, ["VN titp sending_fee 3 (deleted in the portal)"])
    assert (FeeCap.objects.count(), events()) == (0, before)


def test_a_row_that_a_command_deleted_comes_back():
    load([caps(CAP)])
    with pghistory.context(command="something"):
        FeeCap.objects.all().delete()

    assert counts(caps(CAP)) == [(1, 0, 0, 0)]


def test_a_row_that_a_person_deleted_and_added_again_is_held():
    load([caps(CAP)])
    with by_a_person():
        FeeCap.objects.all().delete()
    FeeCap.objects.create(
        country=Country.objects.get(),
        programme=make_programme(),
        **{name: value for name, value in CAP.items() if name not in ("country", "programme")},
    )

    assert counts(caps(CAP)) == [(0, 0, 1, 0)]


def test_a_corrected_identity_brings_no_second_row():
    load([caps(CAP)])
    with by_a_person():
        FeeCap.objects.update(term_years=1)

    assert counts(caps(CAP)) == [(0, 0, 0, 1)]
    assert counts(caps({**CAP, "amount": 3600})) == [(0, 1, 0, 1)]
    assert [(each.term_years, each.amount) for each in FeeCap.objects.all()] == [(1, 3600)]


def test_a_corrected_identity_leaves_room_for_another_row_of_the_file():
    load([caps(CAP)])
    with by_a_person():
        FeeCap.objects.update(term_years=5)

    assert counts(caps(CAP, {**CAP, "term_years": 1})) == [(1, 0, 0, 1)]
    assert sorted(FeeCap.objects.values_list("term_years", flat=True)) == [1, 5]


def test_an_office_with_a_corrected_name_is_known_by_the_former_one():
    paper = {**PAPER, "counterpart": "Ministry of Labour"}
    load([offices(OFFICE), agreements(paper)])
    with by_a_person():
        Counterpart.objects.update(name_en="Ministry of Labour and Homes")

    assert counts(offices(OFFICE), agreements(paper)) == [(0, 0, 0, 1), (0, 0, 1, 0)]
    assert [each.name_en for each in Counterpart.objects.all()] == ["Ministry of Labour and Homes"]


def test_a_row_of_a_row_with_a_corrected_name_is_found_through_it():
    rows = [{"counterpart": "Ministry of Labour", **PAPER}]
    table = agreements(*rows)
    load([offices(OFFICE)])
    with by_a_person():
        Counterpart.objects.update(name_en="Ministry of Homes")

    assert counts(table) == [(1, 0, 0, 0)]
    assert Agreement.objects.get().counterpart.name_en == "Ministry of Homes"


def test_a_deleted_office_stays_deleted_and_its_papers_stay_as_they_are():
    paper = {**PAPER, "counterpart": "Ministry of Labour"}
    load([offices(OFFICE), agreements(paper)])
    with by_a_person():
        Agreement.objects.update(counterpart=None)
        Counterpart.objects.all().delete()

    assert counts(offices(OFFICE), agreements(paper)) == [(0, 0, 0, 1), (0, 0, 0, 1)]
    report = load([offices(OFFICE), agreements(paper, {**paper, "signed_on": "2024"})])[1]
    assert report.kept[1:] == ["VN moc titp ssw Ministry of Labour 2024 (what it refers to was deleted in the portal)"]
    assert (Agreement.objects.get().counterpart, Counterpart.objects.count()) == (None, 0)


@pytest.mark.parametrize("programmes", [["titp"], []])
def test_a_programme_that_a_person_took_off_brings_no_second_agreement(programmes):
    load([agreements(PAPER)])
    with by_a_person():
        Agreement.objects.get().programmes.set([make_programme(code=code) for code in programmes])

    assert counts(agreements(PAPER)) == [(0, 0, 0, 1)]
    assert counts(agreements({**PAPER, "note_en": "Renewed."})) == [(0, 1, 0, 1)]
    agreement = Agreement.objects.get()
    assert ([each.code for each in agreement.programmes.all()], agreement.note_en) == (programmes, "Renewed.")


@pytest.mark.parametrize("edit", [{"state": "signed", "signed_on": "2026-02-01"}, {"state": "inferred"}])
def test_an_agreement_that_a_person_found_stays_found(edit):
    load([agreements(NOT_FOUND)])
    with by_a_person():
        Agreement.objects.update(**edit)

    for day in ("2026-11-24", "2026-12-01"):
        load([agreements({**NOT_FOUND, "checked_on": day})])

    assert [Agreement.objects.get().state] == [edit["state"]]


def test_a_row_keeps_what_a_person_wrote_where_the_file_does_not_fit_beside_it():
    load([agreements(PAPER)])
    with by_a_person():
        Agreement.objects.update(ended_on="2018-01-01")

    assert counts(agreements({**PAPER, "signed_on": "2019-01-01"})) == [(0, 0, 0, 1)]
    assert str(Agreement.objects.get().signed_on) == "2017-06-06"


def test_a_deleted_agreement_is_known_by_its_programmes_too():
    load([agreements(PAPER, {**PAPER, "programmes": "titp"})])
    with by_a_person():
        Agreement.objects.filter(programmes__code="ssw").delete()

    assert counts(agreements(PAPER, {**PAPER, "programmes": "titp"})) == [(0, 0, 1, 1)]


def test_many_rows_without_an_edit_are_asked_together(django_assert_max_num_queries):
    rows = [{**CAP, "term_years": number} for number in range(1, 301)]
    load([caps(*rows)])

    with django_assert_max_num_queries(12):
        load([caps(*rows)])
