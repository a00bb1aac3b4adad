"""What readers did not find: reports of missing organizations, and counted words that name nobody."""

import datetime
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.history.context import event_models
from jitco_portal.common.privacy.erasure import erase_person
from jitco_portal.common.registry import daily_jobs, waiting
from organizations.models import MissedSearch, MissingReport
from organizations.queries.look_ups import missed_searches_summed
from organizations.services import look_ups
from organizations.services.look_ups import kept_words, note_missed_search
from tests.factories import make_country, make_missed_search, make_missing_report, make_staff, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def page():
    return reverse("organizations:report_missing")


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# Reporting --------------------------------------------------------------------------------------------


def test_anybody_reports_and_is_thanked(client, page):
    country = make_country()
    values = {"kind": "sending", "name": " Công ty Sen ", "country": country.code, "number": "12/LĐ", "seen": "card"}

    answer = client.post(page, {**values, "remark": "a\r\nb", "email": "aya@example.org"}, follow=True)

    [report] = MissingReport.objects.all()
    assert (report.kind, report.name, report.country, report.number) == ("sending", "Công ty Sen", country, "12/LĐ")
    assert (report.seen, report.remark, report.email) == ("card", "a\nb", "aya@example.org")
    assert (report.language, report.state, report.handled_at) == ("en", "open", None)
    assert answer.redirect_chain == [(reverse("organizations:report_missing_thanks"), 302)]
    assert "Thank you for the report" in text_of(answer)


def test_a_name_and_a_kind_are_enough_and_both_are_needed(client, page):
    refused = client.post(page, {"name": "  "})
    client.post(page, {"kind": "supervising", "name": "見本協同組合", "country": make_country().code})

    assert refused.context["form"].errors == {
        "kind": ["Choose one of the two."],
        "name": ["This field is required."],
    }
    assert [(each.name, each.country) for each in MissingReport.objects.all()] == [("見本協同組合", None)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"remark": "x" * 2001}, "remark"),
        ({"name": "x" * 301}, "name"),
        ({"seen": "x" * 1001}, "seen"),
        ({"email": "no address"}, "email"),
        ({"country": "QQ"}, "country"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_what_is_too_long_or_no_address_is_told(client, page, values, field):
    answer = client.post(page, {"kind": "sending", "name": "Lotus", **values})

    assert list(answer.context["form"].errors) == [field]
    assert MissingReport.objects.count() == 0


def test_the_list_where_nothing_was_found_fills_the_form_in(client, page):
    country = make_country()

    found = client.get(f"{page}?q=Lotus&kind=sending&country={country.code.lower()}").context["form"].initial
    broken = client.get(f"{page}?q=%00{'x' * 999}&kind=other&country=%00%00").content.decode()

    assert found == {"name": "Lotus", "kind": "sending", "country": country.code}
    assert f'value="{"x" * 300}"' in broken


def test_the_address_of_who_is_logged_in_is_theirs_to_give(client, page):
    client.force_login(make_user(email="aya@example.org"))
    shown = client.get(page).content.decode()

    client.post(page, {"kind": "sending", "name": "Lotus", "email": ""})

    assert 'value="aya@example.org"' not in shown
    assert MissingReport.objects.get().email == ""


def test_a_program_that_fills_everything_in_is_thanked_and_forgotten(client, page):
    answer = client.post(page, {"kind": "sending", "name": "Buy", "fax_number": "1"})

    assert answer.url == reverse("organizations:report_missing_thanks")
    assert MissingReport.objects.count() == 0
    assert re.search(r'class="field[^"]* trap"', client.get(page).content.decode())


def test_the_eleventh_of_a_day_from_one_address_is_refused_and_another_address_is_free(client, page):
    values = {"kind": "sending", "name": "Lotus"}
    for _number in range(10):
        client.post(page, values, REMOTE_ADDR="2001:db8::1")

    same_network = client.post(page, values, REMOTE_ADDR="2001:db8::2")
    other = client.post(page, values, REMOTE_ADDR="192.0.2.1")

    assert same_network.context["form"].non_field_errors() == [
        "10 reports came from your network today, the most that we take. Send others tomorrow."
    ]
    assert (other.status_code, MissingReport.objects.count()) == (302, 11)


def test_the_address_is_kept_nowhere(client, page):
    client.post(page, {"kind": "sending", "name": "Lotus"}, REMOTE_ADDR="198.51.100.77")

    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', ["%198.51.100.77%"])
            found += [table] if cursor.fetchone()[0] else []
        cursor.execute("SELECT count(*) FROM common_cache WHERE cache_key LIKE %s", ["%missing_report%"])
        counted = cursor.fetchone()[0]

    assert (found, counted) == ([], 1)


def test_the_limit_is_over_the_next_day(monkeypatch, client, page):
    for _number in range(10):
        client.post(page, {"kind": "sending", "name": "Lotus"})
    tomorrow = today() + DAY
    monkeypatch.setattr(look_ups, "today", lambda: tomorrow)

    assert client.post(page, {"kind": "sending", "name": "Lotus"}).status_code == 302


def test_the_page_wants_a_post_of_its_own(page):
    assert Client(enforce_csrf_checks=True).post(page, {"kind": "sending", "name": "Lotus"}).status_code == 403


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", ["report_missing", "report_missing_thanks"])
def test_pages_speak_both_languages_with_one_heading_first(client, language, name):
    with translation.override(language):
        answer = client.get(reverse(f"organizations:{name}"))

    html = answer.content.decode()
    assert (answer.status_code, f'<html lang="{language}"' in html) == (200, True)
    assert re.findall(r"<h([1-6])", html.partition("<main")[2].partition("</main>")[0]) == ["1"]


# At the desk ------------------------------------------------------------------------------------------


def settle(client, report, **values):
    address = reverse("admin:organizations_missingreport_change", args=[report.pk])
    return client.post(address, {"state": "open", "answer": "", **values})


def test_staff_settle_a_report_and_open_it_again(client):
    report, staff = make_missing_report(), make_staff(is_superuser=True)
    client.force_login(staff)

    settle(client, report, state="handled", answer="Listed as vn-0001", name="Changed", email="changed@example.org")
    report.refresh_from_db()
    handled = (report.state, report.answer, report.handled_by, report.handled_at is not None)
    settle(client, report, answer="Wrong one")
    report.refresh_from_db()

    assert handled == ("handled", "Listed as vn-0001", staff, True)
    assert (report.state, report.answer, report.handled_by, report.handled_at) == ("open", "Wrong one", None, None)
    assert (report.name.startswith("Sample Missing"), report.email) == (True, "")


def test_a_second_note_leaves_who_settled_it_and_when(client):
    first, second = make_staff(is_superuser=True), make_staff(is_superuser=True)
    report = look_ups.settle_report(report=make_missing_report(), state="refused", answer="", by=first)

    settled = look_ups.settle_report(report=report, state="refused", answer="Nowhere to be found", by=second)

    assert (settled.handled_by, settled.handled_at) == (first, report.handled_at)


def test_the_desk_says_how_many_wait_to_whoever_may_settle_them():
    make_missing_report()
    old = make_missing_report()
    at = timezone.now() - 3 * DAY
    MissingReport.objects.filter(pk=old.pk).update(created_at=at)
    make_missing_report(state="handled", handled_at=timezone.now())

    def seen(user):
        found = [each for function in waiting for each in function(user)]
        return [(each.count, each.oldest) for each in found if "missingreport" in each.url]

    assert seen(make_staff(is_superuser=True)) == [(2, at)]
    assert seen(make_staff()) == []


def test_the_list_shows_what_waits_the_oldest_first(client):
    first, second = make_missing_report(), make_missing_report()
    make_missing_report(state="handled", handled_at=timezone.now())
    client.force_login(make_staff(is_superuser=True))

    shown = client.get(reverse("admin:organizations_missingreport_changelist")).context["cl"].result_list

    assert list(shown) == [first, second]


@pytest.mark.parametrize(("days", "kept"), [(179, "aya@example.org"), (181, "")])
def test_180_days_after_it_was_settled_the_address_goes(days, kept):
    settled = {"state": "handled", "handled_at": timezone.now() - days * DAY}
    report, still_open = (
        make_missing_report(email="aya@example.org", **settled),
        make_missing_report(email="b@example.org"),
    )

    look_ups.forget_reporters()

    report.refresh_from_db()
    still_open.refresh_from_db()
    assert (report.email, still_open.email) == (kept, "b@example.org")
    assert look_ups.forget_reporters in set(daily_jobs)


def test_what_an_erased_person_wrote_goes_and_the_missing_name_stays():
    user = make_user(email="aya@example.org")
    theirs = make_missing_report(email="AYA@example.org", seen="my card", remark="I am Aya", name="Lotus")
    others = make_missing_report(email="bya@example.org", remark="I am Bya")

    erase_person(user=user)

    theirs.refresh_from_db()
    others.refresh_from_db()
    assert (theirs.name, theirs.email, theirs.seen, theirs.remark) == ("Lotus", "", "", "")
    assert others.remark == "I am Bya"
    [events] = event_models(MissingReport)
    assert not events.objects.filter(pgh_obj_id=theirs.pk).exclude(remark="").exists()


# Words that found nothing -----------------------------------------------------------------------------


def note(words, where="sending", language="en"):
    note_missed_search(words=words, where=where, language=language)


def counted():
    rows = MissedSearch.objects.order_by("pk")
    return [(each.words, each.where, each.language, each.times) for each in rows]


def test_the_same_words_are_counted_however_they_are_written():
    for words in ("Công ty Sen", "CONG TY  SEN", "ｃｏｎｇ　ｔｙ　ｓｅｎ"):
        note(words)
    note("cong ty sen", where="site")
    note("cong ty sen", language="ja")

    assert counted() == [
        ("cong ty sen", "sending", "en", 3),
        ("cong ty sen", "site", "en", 1),
        ("cong ty sen", "sending", "ja", 1),
    ]
    assert MissedSearch.objects.first().day == today()


def test_it_takes_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        note("lotus")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("aya@example.org", "example.org"),
        ("Lotus aya.tanaka+x@Example.ORG Hanoi", "lotus example.org hanoi"),
        ("aya＠example.org", "example.org"),
        ("aya @ example.org", "example.org"),
        ("a@b@example.org", "example.org"),
        ("mailto:aya@example.org?subject=x", "example.org?subject=x"),
        ("lo\x00tus\x1b[31m\r\nha\tnoi", "lo tus [31m ha noi"),
        ("\u202elotus\u200b", "lotus"),
        ("\ud800lotus", "lotus"),
        ("x" * 150, "x" * 100),
        ("x" * 99 + " y", "x" * 99),
        ("y" * 100_000, "y" * 100),
        ("  ", ""),
        ("@", ""),
        ("ラ", "ら"),
    ],
)
def test_words_are_kept_without_whose_they_were(words, kept):
    assert kept_words(words) == kept


@pytest.mark.parametrize("words", ["", " ", "x", "ラ", "a@b", "\x00", "\u200b"])
def test_nothing_and_single_letters_are_not_counted(words):
    note(words)

    assert counted() == []


def test_an_unknown_language_counts_as_the_first_and_an_unknown_place_is_an_error():
    note("lotus", language="xx")

    with pytest.raises(ValueError, match="elsewhere"):
        note("lotus", where="elsewhere")
    assert counted() == [("lotus", "sending", "en", 1)]


def test_no_more_than_a_thousand_different_words_a_day():
    rows = [MissedSearch(day=today(), where="sending", words=f"words {number}", language="en") for number in range(999)]
    MissedSearch.objects.bulk_create(rows)
    yesterday = make_missed_search(day=today() - DAY)

    note("the thousandth")
    note("one more")
    note("words 5")
    note("words 5", where="site")
    note(yesterday.words)

    assert MissedSearch.objects.filter(day=today()).values("words").distinct().count() == 1000
    assert not MissedSearch.objects.filter(words="one more").exists()
    assert [(each.where, each.times) for each in MissedSearch.objects.filter(words="words 5").order_by("pk")] == [
        ("sending", 2),
        ("site", 1),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_connections_at_once_lose_no_count():
    together, each_time = 4, 25
    start = threading.Barrier(together)

    def count(_number):
        try:
            start.wait()
            for _time in range(each_time):
                note("lotus")
        finally:
            connection.close()

    with ThreadPoolExecutor(together) as pool:
        list(pool.map(count, range(together)))

    assert counted() == [("lotus", "sending", "en", together * each_time)]


def test_a_row_says_nothing_of_who_asked_or_when_on_the_day():
    names = {field.name for field in MissedSearch._meta.get_fields()}

    assert names == {"id", "day", "where", "words", "language", "times"}
    assert event_models(MissedSearch) == []


def test_staff_read_each_words_once_with_the_total_of_90_days():
    for days, times in ((0, 2), (30, 3), (89, 4), (91, 100)):
        make_missed_search(words="lotus", day=today() - days * DAY, times=times)
    make_missed_search(words="lotus", where="site", times=1)
    make_missed_search(words="old", day=today() - 91 * DAY)

    rows = missed_searches_summed(rows=MissedSearch.objects.all()).order_by("-total")

    assert [(row.words, row.where, row.total) for row in rows] == [("lotus", "sending", 9), ("lotus", "site", 1)]


def test_the_desk_lists_the_most_wanted_first_and_changes_nothing(client):
    make_missed_search(words="seldom", times=1)
    often = make_missed_search(words="often", times=5)
    client.force_login(make_staff(is_superuser=True))
    address = reverse("admin:organizations_missedsearch_changelist")

    shown = client.get(address).context["cl"].result_list
    narrowed = client.get(f"{address}?where__exact=site").context["cl"].result_list
    client.post(reverse("admin:organizations_missedsearch_change", args=[often.pk]), {"words": "changed"})

    assert ([row.words for row in shown], list(narrowed)) == (["often", "seldom"], [])
    often.refresh_from_db()
    assert often.words == "often"


def test_after_180_days_the_words_go():
    make_missed_search(words="kept", day=today() - 180 * DAY)
    make_missed_search(words="gone", day=today() - 181 * DAY)

    look_ups.forget_old_words()

    assert [each.words for each in MissedSearch.objects.all()] == ["kept"]
    assert look_ups.forget_old_words in set(daily_jobs)
