"""Downloads as they are counted: without robots, staff, second clicks and traces of people."""

import datetime
import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections
from django.utils import timezone

from jitco_portal.common.days import today
from materials.models import DailySalt, Download, DownloadFigure, EditionReader, ReaderKind
from materials.services import counting
from materials.services.counting import Reader, add_up_downloads, count_download
from organizations.models import Organization
from tests.factories import make_country, make_staff, make_user
from tests.materials.world import make_edition, make_material, make_member, make_share_key

BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
# Noon in Japan.
NOON = datetime.datetime(2026, 11, 23, 3, 0, tzinfo=datetime.UTC)


def reader(user=None, address="203.0.113.7", agent=BROWSER, **values):
    return Reader(user=user or AnonymousUser(), address=address, agent=agent, **values)


def count(*files, by=None):
    count_download(files=files, reader=by or reader())


@pytest.fixture
def file(db):
    return make_edition().files.get()


def test_a_second_click_within_half_a_minute_is_none(file, time_machine):
    for second, expected in ((0, 1), (29, 1), (31, 2)):
        time_machine.move_to(NOON + datetime.timedelta(seconds=second), tick=False)
        count(file)
        assert Download.objects.count() == expected


def test_readers_are_told_apart_by_account_else_by_address_and_program(file):
    user = make_user()
    readers = [
        *(reader(), reader(), reader(address="203.0.113.8"), reader(agent=BROWSER + " other")),
        *(reader(user), reader(user, address="203.0.113.8", agent=BROWSER + " other"), reader(make_user())),
    ]
    for each in readers:
        count(file, by=each)

    assert Download.objects.count() == 5


@pytest.mark.parametrize("network", ["203.0.113.7", "2001:db8:1:2::{}"])
def test_one_network_that_says_to_be_many_readers_is_not_counted_for_ever(file, network, monkeypatch):
    monkeypatch.setattr(counting, "MOST_A_DAY", 3)
    for number in range(5):
        count(file, by=reader(address=network.format(number), agent=f"{BROWSER} {number}"))
    assert Download.objects.count() == 3

    count(make_edition().files.get(), by=reader(address=network.format(9)))
    count(file, by=reader(address="198.51.100.1"))
    assert Download.objects.count() == 5


def test_each_file_of_an_archive_counts_once(db):
    files = list(make_edition(files=3).files.all())

    count(files[0])
    count(*files)

    assert Download.objects.count() == 3


@pytest.mark.parametrize(
    "agent",
    ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Baiduspider", "curl/8.5.0", ""],
)
def test_robots_are_not_counted_but_whoever_has_a_link_is_none(file, agent):
    count(file, by=reader(agent=agent))
    assert Download.objects.count() == 0

    count(file, by=reader(agent=agent, keys=(make_share_key(file.edition.material).pk,)))
    assert Download.objects.get().reader_kind == ReaderKind.PARTICIPANT


def test_staff_are_neither_counted_nor_told(file):
    count(file, by=reader(make_staff()))

    assert (Download.objects.count(), EditionReader.objects.count()) == (0, 0)


def test_downloads_are_counted_by_kind_of_reader_and_country_of_the_organization(file):
    country = make_country()
    sending = make_member(country=country)
    readers = [reader(), reader(make_user()), reader(sending.user)]
    readers.append(reader(make_member(kind=Organization.Kind.SUPERVISING).user))
    for each in readers:
        count(file, by=each)

    assert sorted(Download.objects.values_list("reader_kind", "country")) == [
        *(("person", None), ("sending", country.pk), ("supervising", None), ("visitor", None)),
    ]


def test_who_is_logged_in_is_remembered_once_for_each_edition(file, time_machine):
    member = make_member()
    for hour in (0, 2):
        time_machine.move_to(NOON + datetime.timedelta(hours=hour), tick=False)
        count(file, by=reader(member.user))

    assert list(EditionReader.objects.values_list("user", "edition", "at")) == [
        (member.user.pk, file.edition_id, NOON + datetime.timedelta(hours=2))
    ]


def test_with_a_reader_stands_the_link_without_which_they_would_not_see_it(db):
    user, member = make_user(), make_member().user
    shared, public = make_edition(make_material(access="members")), make_edition()
    sooner = make_share_key(shared.material, public.material)
    longest = make_share_key(shared.material, opens_until=sooner.opens_until + datetime.timedelta(days=1))
    keys = (sooner.pk, longest.pk, make_share_key(make_edition().material).pk)

    for each in (user, member):
        count(shared.files.get(), public.files.get(), by=reader(each, keys=keys))

    assert set(EditionReader.objects.values_list("user", "edition", "share_key")) == {
        *((user.pk, shared.pk, longest.pk), (user.pk, public.pk, None)),
        *((member.pk, shared.pk, None), (member.pk, public.pk, None)),
    }


def test_nothing_kept_names_a_reader(file):
    user = make_user()
    count(file, by=reader(user))
    count(file)

    kept = str(list(Download.objects.values()))

    assert [each for each in ("203.0.113.7", "Firefox", user.email, user.name) if each in kept] == []
    assert {len(each) for each in Download.objects.values_list("visitor", flat=True)} == {64}


def test_the_same_reader_is_another_on_the_next_day(file, time_machine):
    for day in range(2):
        time_machine.move_to(NOON + datetime.timedelta(days=day), tick=False)
        count(file)

    assert len(set(Download.objects.values_list("visitor", flat=True))) == 2


def test_counting_costs_a_handful_of_queries(file, django_assert_num_queries):
    member = make_member()
    count(file)

    with django_assert_num_queries(5):  # savepoint, salt, lock, row, savepoint
        count(file, by=reader(address="203.0.113.9"))
    with django_assert_num_queries(7):  # … with the memberships, which a request knows already, and the reader
        count(file, by=reader(member.user))


def test_a_download_that_cannot_be_counted_is_one_all_the_same(file, monkeypatch, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE materials_download RENAME TO gone")
        count(file)
        cursor.execute("ALTER TABLE gone RENAME TO materials_download")

    assert [record.message for record in caplog.records] == ["A download was not counted"]
    count(file)
    assert Download.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_clicks_of_the_same_moment_count_once():
    file = make_edition().files.get()
    ready = threading.Barrier(4)

    def click():
        try:
            ready.wait()
            count(file)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Download.objects.count() == 1


# The night ------------------------------------------------------------------------------------------------


def test_the_night_keeps_numbers_and_deletes_what_told_readers_apart(file, time_machine):
    member = make_member()
    for day in range(2):
        # Before midnight and after it, in Japan.
        for hours in (-1, 11.5, 12.5):
            time_machine.move_to(NOON + datetime.timedelta(days=day, hours=hours), tick=False)
            count(file)
            count(file, by=reader(member.user))
    time_machine.move_to(NOON + datetime.timedelta(days=1, hours=15), tick=False)

    add_up_downloads()
    add_up_downloads()

    first = datetime.date(2026, 11, 23)
    told = DownloadFigure.objects.order_by("day", "reader_kind").values_list("day", "reader_kind", "count")
    assert list(told) == [
        *((first, "sending", 2), (first, "visitor", 2)),
        *((first + datetime.timedelta(days=1), "sending", 3), (first + datetime.timedelta(days=1), "visitor", 3)),
    ]
    assert set(Download.objects.values_list("at__date", flat=True)) == {today()}
    assert list(DailySalt.objects.values_list("day", flat=True)) == [today()]


def test_a_day_that_was_added_up_already_is_added_to(file, time_machine):
    time_machine.move_to(NOON, tick=False)
    DownloadFigure.objects.create(file=file, day=today(), reader_kind="visitor", count=4)
    count(file)
    time_machine.move_to(NOON + datetime.timedelta(days=1), tick=False)

    add_up_downloads()

    assert DownloadFigure.objects.get().count == 5


def test_the_night_is_the_workers(db):
    from jitco_portal.common.archives import delete_old_archives
    from jitco_portal.common.registry import daily_jobs

    assert {add_up_downloads, delete_old_archives} <= set(daily_jobs)
    assert timezone.localtime(NOON).hour == 12
