"""Entries follow their rows, whoever writes and whenever; two who write them never lose or block anything."""

import threading

import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from countries.models import Counterpart, Country, CountrySection, GovernmentTalk, Notice
from jitco_portal.common.models import SearchEntry, SearchWord
from jitco_portal.common.search import index
from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.index import forget_unused_words, rebuild, refresh_stale
from jitco_portal.common.search.sources import sources
from jitco_portal.common.search.terms import entry_texts
from organizations.models import (
    Approval,
    JobCategory,
    ListEntry,
    Operation,
    Organization,
    OrganizationName,
    Permit,
    SendingOrganization,
    SupervisingOrganization,
)
from tests import factories as make
from tests.two_at_a_time import running, wait_for_a_lock

pytestmark = pytest.mark.django_db
TEXTS = ("names", "glued", "numbers", "rest", "terms")


def stale():
    return set(SearchEntry.objects.filter(is_stale=True).values_list("kind", "object_id"))


def held():
    return {(kind, pk): (lot, tuple(texts)) for kind, pk, lot, *texts in _rows("kind", "object_id", "lot", *TEXTS)}


def _rows(*columns):
    return [
        tuple(tuple(value) if isinstance(value, list) else value for value in row)
        for row in SearchEntry.objects.values_list(*columns)
    ]


def wanted():
    """What has to be held, from what the sources say of every row now."""
    texts = {}
    for kind, source in sources().items():
        for pk, described in source.describe(list(source.all_ids())).items():
            each = entry_texts(described)
            texts[kind, pk] = (each.names, each.glued, each.numbers, each.rest, tuple(each.terms))
    return texts


def found(words, kind="sending"):
    return [hit.object_id for hit in Search(words, kind).hits(limit=25)]


def sql(text, *params):
    with connection.cursor() as cursor:
        cursor.execute(text, params)


# Marks ------------------------------------------------------------------------------------------------


class Rows:
    """A row of every table that an entry is made of."""

    def __init__(self):
        self.country = make.make_country(code="VN", name_en="Viet Nam")
        self.organization = make.make_organization(self.country, name_en="Lotus")
        self.other = make.make_organization(make.make_country(code="PH"), name_en="Bamboo")
        self.supervising = make.make_supervising(prefecture="東京都")
        self.office, self.other_office = make.make_counterpart(self.country), make.make_counterpart(self.other.country)
        self.approval = make.make_approval(self.organization, self.office, number="12/LDTBXH")
        self.entry = make.make_list_edition(self.office, self.organization).entries.get()
        self.permit = make.make_permit(self.supervising)
        self.operation = make.make_operation("1-1-1")
        self.organization.operations.add(self.operation)
        self.name = OrganizationName.objects.create(
            organization=self.organization, kind="former", name="Hoa Sen", **make.SOURCE
        )
        self.section = make.make_section(self.country)
        self.notice = make.make_notice(self.country)
        self.talk = make.make_talk(self.country)


ONE, TWO, THREE = {"organization"}, {"other"}, {"supervising"}
OF_COUNTRY = {"organization", "country", "section", "notice", "talk"}


def saved(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


# What is written, and whose entries it must mark.
WRITES = {
    "name saved": (lambda rows: saved(rows.organization, name_en="Lotus Two"), ONE),
    "names in bulk": (lambda rows: Organization.objects.update(short_name="x"), ONE | TWO | THREE),
    "address by SQL": (
        lambda rows: sql("UPDATE organizations_organization SET address_ja = '東京'"),
        ONE | TWO | THREE,
    ),
    "country changed": (lambda rows: Organization.objects.filter(pk=rows.other.pk).update(country=rows.country), TWO),
    "licence saved": (lambda rows: saved(rows.organization.sending, licence_number="77"), ONE),
    "licences in bulk": (lambda rows: SendingOrganization.objects.update(licence_number="78"), ONE | TWO),
    "prefecture": (lambda rows: SupervisingOrganization.objects.update(prefecture="大阪府"), THREE),
    "former name added": (
        lambda rows: OrganizationName.objects.bulk_create(
            [OrganizationName(organization=rows.other, kind="alias", name="Tre", **make.SOURCE)]
        ),
        TWO,
    ),
    "former name given to another": (
        lambda rows: OrganizationName.objects.filter(pk=rows.name.pk).update(organization=rows.other),
        ONE | TWO,
    ),
    "former name taken away": (lambda rows: rows.name.delete(), ONE),
    "approval added": (lambda rows: make.make_approval(rows.other, rows.other_office), TWO),
    "approval number": (lambda rows: Approval.objects.update(number="13"), ONE),
    "approval taken away": (lambda rows: sql("DELETE FROM organizations_approval"), ONE),
    "printed name": (lambda rows: ListEntry.objects.update(printed_name="LOTUS PRINTED"), ONE),
    "list taken away": (lambda rows: rows.entry.edition.delete(), ONE),
    "permit": (lambda rows: saved(rows.permit, number="許2001000001"), THREE),
    "permit taken away": (lambda rows: Permit.objects.all().delete(), THREE),
    "operation added": (lambda rows: rows.other.operations.add(rows.operation), TWO),
    "operation taken away": (lambda rows: rows.organization.operations.clear(), ONE),
    "operation renamed": (lambda rows: Operation.objects.update(name_en="Milking"), ONE),
    "job category renamed": (lambda rows: JobCategory.objects.update(name_ja="畜産農業"), ONE),
    "country renamed": (lambda rows: Country.objects.filter(pk=rows.country.pk).update(name_kana="ベト"), OF_COUNTRY),
    "office renamed": (lambda rows: Counterpart.objects.filter(pk=rows.office.pk).update(name_en="DOLAB"), {"country"}),
    "section": (lambda rows: CountrySection.objects.update(text_en="Other"), {"section"}),
    "notice": (lambda rows: saved(rows.notice, title_en="Other"), {"notice"}),
    "talk": (lambda rows: sql("UPDATE countries_governmenttalk SET title_en = 'Other'"), {"talk"}),
}
KINDS = {"organization": "sending", "other": "sending"}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_marks_the_entries_that_are_made_of_it_and_no_others(name):
    write, marked = WRITES[name]
    rows = Rows()
    refresh_stale()
    assert stale() == set()

    write(rows)

    assert stale() == {(KINDS.get(each, each), getattr(rows, each).pk) for each in marked}
    refresh_stale()
    assert stale() == set()
    assert {key: texts for key, (_lot, texts) in held().items()} == wanted()


@pytest.mark.parametrize("values", [{"note_en": "Other"}, {"languages": ["vi"]}, {"is_published": False}])
def test_what_nobody_searches_for_marks_nothing(values):
    rows = Rows()
    refresh_stale()

    saved(rows.organization, **values)
    rows.organization.save()

    assert stale() == set()


def test_each_row_has_its_entry_from_the_first_moment_and_is_found_after_the_next_round():
    organization = make.make_organization(name_en="Sao Vang")
    assert ("sending", organization.pk) in stale()
    assert found("Sao Vang") == []

    refresh_stale()

    assert found("Sao Vang") == [organization.pk]


def test_until_the_next_round_a_row_is_found_by_what_it_was():
    organization = make.make_organization(name_en="Sao Vang")
    refresh_stale()
    saved(organization, name_en="Hoa Mai")
    assert (found("Sao Vang"), found("Hoa Mai")) == ([organization.pk], [])

    refresh_stale()

    assert (found("Sao Vang"), found("Hoa Mai")) == ([], [organization.pk])


# Rounds -----------------------------------------------------------------------------------------------


def test_a_round_with_nothing_marked_reads_once_and_writes_nothing():
    Rows()
    assert refresh_stale() > 0
    before = held()
    with CaptureQueriesContext(connection) as captured:
        assert refresh_stale() == 0

    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert [text.split()[0] for text in asked] == ["SELECT"]
    assert held() == before


def test_no_more_is_taken_up_than_was_asked_for(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 3)
    country = make.make_country()
    refresh_stale()
    for _number in range(8):
        make.make_organization(country)

    assert refresh_stale(at_most=4) == 4
    assert len(stale()) == 4
    assert refresh_stale(until=lambda: True) == 0
    assert refresh_stale() == 4
    assert refresh_stale() == 0


def test_many_rows_cost_as_many_queries_as_one():
    country = make.make_country()
    counts = []
    for number in (1, 15):
        refresh_stale()
        for _each in range(number):
            make.make_organization(country)
        with CaptureQueriesContext(connection) as captured:
            assert refresh_stale() == number
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_rows_that_are_gone_are_forgotten():
    rows = Rows()
    refresh_stale()
    rows.notice.delete()
    Notice.objects.all().delete()
    GovernmentTalk.objects.filter(pk=rows.talk.pk).delete()
    sql("DELETE FROM countries_countrysection")
    assert len(stale()) == 3

    assert refresh_stale() == 3
    assert {kind for kind, _pk in held()} == {"country", "sending", "supervising"}


def test_entries_of_an_app_that_was_taken_out_are_forgotten():
    make.make_organization()
    refresh_stale()
    SearchEntry.objects.create(kind="pamphlet", object_id=1, lot=1)
    SearchEntry.objects.create(kind="pamphlet", object_id=2, lot=2, is_stale=False)
    before = held().keys()

    refresh_stale()

    assert held().keys() == {key for key in before if key[0] != "pamphlet"}


def test_a_rebuild_writes_everything_anew_whatever_was_held(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)
    rows = Rows()
    refresh_stale()
    good = held()
    SearchEntry.objects.filter(object_id=rows.organization.pk, kind="sending").delete()
    SearchEntry.objects.filter(kind="country").update(names="", glued="", terms=[])
    SearchEntry.objects.create(kind="sending", object_id=10**9, lot=1, is_stale=False, terms=["!ghost"])
    SearchWord.objects.all().delete()
    assert held() != good

    written = rebuild()

    assert held() == good
    assert written == len(good)
    assert SearchWord.objects.filter(word="lotus").exists()
    assert rebuild(kinds=["country"]) == Country.objects.count()


def test_an_emptied_table_is_filled_again():
    Rows()
    refresh_stale()
    good = held()
    sql("TRUNCATE common_searchentry, common_searchword")

    assert rebuild() == len(good)
    assert held() == good
    assert stale() == set()


def test_words_of_no_name_any_more_are_forgotten():
    organization = make.make_organization(name_en="Lotus Manpower")
    make.make_organization(name_en="Lotus Group")
    refresh_stale()
    assert SearchWord.objects.filter(word__in=["lotus", "manpower"]).count() == 2
    saved(organization, name_en="Bamboo")
    refresh_stale()
    words = set(SearchWord.objects.values_list("word", flat=True))

    forget_unused_words()

    left = set(SearchWord.objects.values_list("word", flat=True))
    assert {"manpower", "~rotasmanpa"} & words - left == {"manpower", "~rotasmanpa"}
    assert {"lotus", "bamboo", "~rotas", "~rotasgrp"} <= left
    assert {word for word in left if not word.startswith("~")} == {
        word for word in words if SearchEntry.objects.filter(terms__contains=[f"={word}"])
    }


# Two at a time ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_past_the_portal_is_noticed_and_nothing_is_lost_between_two(monkeypatch):
    organization = make.make_organization(name_en="Lotus")
    refresh_stale()
    rename = ("UPDATE organizations_organization SET name_en = %s WHERE id = %s", ["Hoa Sen", organization.pk])
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        other.execute(*rename)
        # Not committed: nobody waits for it, and nothing is marked yet.
        assert refresh_stale() == 0
        sql("UPDATE common_searchentry SET is_stale = true WHERE kind = 'country'")
        assert refresh_stale() == 1
    assert stale() == {("sending", organization.pk)}

    # A change that comes while the entry is written.
    keep_words = index._keep_words
    writers = []

    def and_somebody_writes(texts):
        writer = running(lambda: Organization.objects.filter(pk=organization.pk).update(name_en="Hoa Mai"))
        writer.__enter__()
        writers.append(writer)
        wait_for_a_lock()
        return keep_words(texts)

    with monkeypatch.context() as patched:
        patched.setattr(index, "_keep_words", and_somebody_writes)
        assert refresh_stale(at_most=1) == 1
    writers[0].__exit__(None, None, None)

    assert stale() == {("sending", organization.pk)}
    assert found("Hoa Sen") == [organization.pk]
    refresh_stale()
    assert found("Hoa Mai") == [organization.pk]

    # An entry that was missing when a rebuild read, and that a change made meanwhile.
    SearchEntry.objects.all().delete()

    def and_somebody_has_written(texts):
        with running(lambda: Organization.objects.filter(pk=organization.pk).update(name_en="Hoa Dao")):
            pass
        return keep_words(texts)

    with monkeypatch.context() as patched:
        patched.setattr(index, "_keep_words", and_somebody_has_written)
        rebuild(kinds=["sending"])
    assert ("sending", organization.pk) in stale()
    refresh_stale()
    assert found("Hoa Dao") == [organization.pk]


@pytest.mark.django_db(transaction=True)
def test_those_who_bring_up_to_date_write_and_forget_never_wait_in_a_circle(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 5)
    country = make.make_country()
    rows = [make.make_organization(country, name_en=f"Lotus {number}") for number in range(12)]
    unions = [make.make_supervising(name_en=f"Union {number}") for number in range(6)]
    done = threading.Event()

    def bring_up_to_date():
        while not done.is_set():
            refresh_stale()

    def forget():
        while not done.is_set():
            forget_unused_words()
            rebuild(kinds=["supervising"])

    def write(organizations, word):
        for turn in range(6):
            with transaction.atomic():
                for place, organization in enumerate(organizations):
                    name = f"{word} {'abcdefghijklmnopqrstuvw'[place] * 3} {'xyz'[turn % 3] * 3}"
                    Organization.objects.filter(pk=organization.pk).update(name_en=name)

    with running(bring_up_to_date, bring_up_to_date, forget):
        try:
            with running(
                lambda: write([*rows[:6], *unions[:3]], "lotus"), lambda: write([*unions[:2:-1], *rows[:5:-1]], "tre")
            ):
                pass
        finally:
            done.set()
    refresh_stale()

    assert stale() == set()
    assert {key: texts for key, (_lot, texts) in held().items()} == wanted()
    words = {word for _lot, texts in held().values() for word in texts[0].split() if len(word) > 2 and word.isalpha()}
    assert words <= set(SearchWord.objects.values_list("word", flat=True))
