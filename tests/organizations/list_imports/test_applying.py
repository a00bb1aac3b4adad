"""A list that two people let through: what it writes, what it leaves, and how all of it is taken back."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common.partial_dates import PartialDate
from organizations.models import (
    Approval,
    HomeLicence,
    ListChange,
    ListEdition,
    ListImport,
    ListMapping,
    ListRow,
    Organization,
    OrganizationMeasure,
    Permit,
)
from organizations.models.verdicts import Verdict
from organizations.queries.list_imports.shapes import Words
from organizations.queries.standing import standing_on
from organizations.services import list_imports as services
from organizations.tasks import take_up_lists
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 1)
LATER = datetime.date(2026, 12, 1)
HEAD = "Tên doanh nghiệp,Số giấy phép,Ngày cấp,Địa chỉ,Điện thoại"
WORDS = (
    *("Anh", "Bình", "Cẩm", "Dương", "Giang", "Hải", "Khánh", "Lâm", "Minh", "Nga"),
    *("Oanh", "Phúc", "Quang", "Sơn", "Thảo", "Uyên", "Vân", "Xuân", "Yến", "Đạt"),
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def country():
    return make.make_country(code="VN")


@pytest.fixture
def office(country):
    return make.make_counterpart(country, name_en="Department of Sample Labour", abbreviation="DSL")


@pytest.fixture
def people():
    return [make.make_staff(is_superuser=True) for _number in range(2)]


def entries(count, first=0):
    """Rows of fictional companies whose names have nothing in common but what all have."""
    return [
        [
            f"Công ty Cổ phần {WORDS[number % 20]} {WORDS[number // 20 % 20]} {WORDS[(number * 7 + 3) % 20]}{number}",
            f"{number + 1}/GP",
            "2024-04",
            f"{number} phố Mẫu",
            f"024 5550 {number:04d}",
        ]
        for number in range(first, first + count)
    ]


def received(
    rows, office, by, *, head=HEAD, kind="approvals", published_on=DAY, is_complete=True, compare=True, **words
):
    text = "\n".join([head, *(",".join(row) for row in rows)])
    programme = words.pop("programme", make.make_programme()) if kind in ("approvals", "permits") else None
    stated = Words(kind, published_on, office.country if office else None, programme, office, "", is_complete)
    if office is None:
        stated = Words(kind, published_on, None, programme, None, "OTIT", is_complete)
    file = ContentFile(text.encode(), name="list.csv")
    list_import = services.receive(words=stated, source="Sample list", source_url="", file=file, by=by)
    if compare:
        services.compare_import(list_import_pk=list_import.pk)
    list_import.refresh_from_db()
    return list_import


def published(list_import, people):
    first, second = people
    services.submit(list_import=list_import, version=list_import.version, by=first)
    services.approve(list_import=list_import, version=list_import.version, by=second)
    services.apply_import(list_import_pk=list_import.pk, with_progress=False)
    list_import.refresh_from_db()
    assert list_import.state == ListImport.State.APPLIED, list_import.remark
    return list_import


def taken_back(list_import, by):
    services.undo(list_import=list_import, by=by, because="Sample reason")
    kept = services.undo_import(list_import_pk=list_import.pk)
    list_import.refresh_from_db()
    assert list_import.state == ListImport.State.UNDONE
    return kept


def state():
    """What a list may write, as it stands."""
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (Organization, Approval, HomeLicence, OrganizationMeasure, Permit, ListEdition)
    }


def test_ten_gone_five_new_and_twenty_changed_are_exactly_that(office, people):
    make.make_moc(office.country, effective_on="2020-01-01", others_refused_from="2020-01-01")
    rows = entries(60)
    published(received(rows, office, people[0]), people)
    assert (Organization.objects.count(), Approval.objects.count()) == (60, 60)
    approval = Approval.objects.get(number="1/GP")
    assert (str(approval.approved_from), str(approval.confirmed_on)) == ("2024-04", "2026-11-01")
    assert standing_on(_organization(approval), approval.programme, DAY).verdict == Verdict.MAY_ACCEPT

    changed = [row[:] for row in rows[10:]] + entries(5, first=100)
    for row in changed[:20]:
        row[4] = f"028 5559 {row[4][-4:]}"
    second = received(changed, office, people[0], published_on=LATER)

    counts = {"rows": 55, "gone": 10, "new": 5, "changed": 20, "unchanged": 30, "doubtful": 0, "refused": 0}
    assert second.counts == {**counts, "duplicates": 0}
    published(second, people)
    approval.refresh_from_db()
    assert (str(approval.approved_until), str(approval.confirmed_on)) == ("2026-11-30", "2026-11-01")
    assert standing_on(_organization(approval), approval.programme, LATER).verdict == Verdict.MAY_NOT_ACCEPT
    assert Approval.objects.filter(confirmed_on="2026-12-01").count() == 55
    assert ListEdition.objects.get(published_on=LATER).organizations.count() == 55
    again = received(changed, office, people[0], published_on=LATER)
    assert (again.counts["unchanged"], again.counts["rows"], again.counts["gone"]) == (55, 55, 0)
    with pytest.raises(services.AlreadyApplied):
        services.submit(list_import=again, version=again.version, by=people[0])


def _organization(approval):
    return approval.sending_organization.organization


def test_a_licence_makes_profiles_that_nobody_may_accept_by(office, people):
    make.make_moc(office.country, effective_on="2020-01-01")
    programme = make.make_programme()
    published(received(entries(5), office, people[0], kind="licences"), people)

    assert (HomeLicence.objects.count(), Approval.objects.count(), ListEdition.objects.count()) == (5, 0, 0)
    verdicts = {standing_on(each, programme, DAY).verdict for each in Organization.objects.all()}
    assert verdicts == {Verdict.NOT_KNOWN}


def test_measures_and_permits_go_the_same_way(office, people):
    rows = entries(3)
    published(received(rows, office, people[0]), people)
    head = "Tên doanh nghiệp,Số giấy phép,Ngày thu hồi,Hình thức xử lý"
    measures = [[row[0], row[1], "2026-11-20", "Thu hồi giấy phép"] for row in rows[:2]]
    published(received(measures, office, people[0], head=head, kind="measures", is_complete=False), people)
    assert [each.kind for each in OrganizationMeasure.objects.all()] == ["revocation"] * 2
    assert (Organization.objects.count(), Approval.objects.filter(approved_until="").count()) == (3, 3)

    head = "許可番号,監理団体名,許可年月日,有効期限,区分"
    permits = [
        [f"許17060001{n:02d}", f"見本{WORDS[n]}協同組合", "令和5年4月1日", "令和8年3月31日", "一般"] for n in range(4)
    ]
    permits[0][1] = "見本第一協同組合"
    published(received(permits, None, people[0], head=head, kind="permits"), people)
    permit = Permit.objects.get(number="許1706000100")
    assert (str(permit.valid_from), str(permit.valid_until), permit.kind) == ("2023-04-01", "2026-03-31", "general")
    assert permit.supervising_organization.organization.name_ja == "見本第一協同組合"
    assert received(permits, None, people[0], head=head, kind="permits").counts["unchanged"] == 4


def test_nobody_approves_what_they_uploaded_and_nothing_open_is_submitted(office, people):
    make.make_organization(office.country, name_local="Công ty TNHH Kim Sơn Lĩnh")
    first, second = people
    list_import = received([["Công ty TNHH Kim Sơn Linhh", "", "", "", ""]], office, first)
    row = list_import.rows.get()
    assert (list_import.counts["doubtful"], len(row.candidates)) == (1, 1)
    with pytest.raises(services.NotDecided):
        services.submit(list_import=list_import, version=list_import.version, by=first)
    with pytest.raises(services.NotDecided):
        services.decide(row=row, decision=ListRow.Decision.ACCEPT, by=first)

    services.match_by_hand(row=row, organization=Organization.objects.get(), by=first)
    services.compare_import(list_import_pk=list_import.pk)
    list_import.refresh_from_db()
    assert (list_import.counts["doubtful"], list_import.counts["new"]) == (0, 1)
    with pytest.raises(services.ComparisonIsOld):
        services.submit(list_import=list_import, version=list_import.version - 1, by=first)
    services.submit(list_import=list_import, version=list_import.version, by=second)
    for person in people:
        with pytest.raises(services.SamePerson):
            services.approve(list_import=list_import, version=list_import.version, by=person)
    assert ListMapping.objects.get().headings["so giay phep"] == "number"
    third = make.make_staff(is_superuser=True)
    services.send_back(list_import=list_import, because="Look again", by=third)
    published(list_import, (first, third))
    assert (Organization.objects.count(), Approval.objects.count()) == (1, 1)


def test_what_changed_since_it_was_approved_is_compared_again(office, people):
    list_import = received(entries(2), office, people[0])
    services.submit(list_import=list_import, version=list_import.version, by=people[0])
    services.approve(list_import=list_import, version=list_import.version, by=people[1])
    make.make_organization(office.country, name_local=entries(1)[0][0])

    services.apply_import(list_import_pk=list_import.pk, with_progress=False)

    list_import.refresh_from_db()
    assert (list_import.state, list_import.version, bool(list_import.remark)) == ("compared", 2, True)
    assert Approval.objects.count() == 0


def test_all_of_an_import_is_taken_back_but_for_what_was_edited_since(office, people):
    rows = entries(6)
    published(received(rows, office, people[0]), people)
    before = state()
    changed = [row[:] for row in rows[1:]] + entries(2, first=50)
    changed[0][3], changed[1][3] = "1 phố Mới", "2 phố Mới"
    second = published(received(changed, office, people[0], published_on=LATER), people)
    edited = Organization.objects.get(address="2 phố Mới")
    edited.address = "3 phố Mới"
    edited.save()

    kept = taken_back(second, people[1])

    after = state()
    assert kept == 1
    assert [(each.organization, each.kept) for each in ListChange.objects.exclude(kept={})] == [
        (edited, {"address": "3 phố Mới"})
    ]
    new = [row for row in after[Organization] if row["id"] not in {each["id"] for each in before[Organization]}]
    assert [row["is_published"] for row in new] == [False, False]
    after[Organization] = [row for row in after[Organization] if row not in new]
    for row in after[Organization]:
        if row["id"] == edited.pk:
            row["address"] = changed[1][3].replace("2 phố Mới", rows[2][3])
    assert after == before

    third = published(received(changed, office, people[0], published_on=LATER), people)
    assert third.counts["new"] == 2
    assert set(Organization.objects.values_list("is_published", flat=True)) == {True}


def test_a_list_that_is_older_than_what_we_hold_ends_nothing(office, people):
    published(received(entries(3), office, people[0], published_on=LATER), people)

    older = received(entries(2), office, people[0], published_on=DAY)

    assert (older.counts["gone"], older.counts["unchanged"]) == (0, 2)
    published(older, people)
    assert {str(each.confirmed_on) for each in Approval.objects.all()} == {"2026-12-01"}


def test_the_history_says_which_list_and_who_approved_it(office, people):
    list_import = published(received(entries(1), office, people[0]), people)

    event = Approval.objects.get().events.get() if hasattr(Approval, "events") else None
    context = event.pgh_context.metadata
    assert (context["user"], context["list_import"]) == (people[1].pk, list_import.pk)
    assert default_storage.exists(list_import.file)


def test_what_the_database_refuses_goes_back_with_the_reason_and_nothing_written(office, people):
    list_import = received(entries(2), office, people[0])
    services.submit(list_import=list_import, version=list_import.version, by=people[0])
    services.approve(list_import=list_import, version=list_import.version, by=people[1])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE organizations_approval ADD CONSTRAINT refused CHECK (number <> '2/GP')")

    services.apply_import(list_import_pk=list_import.pk, with_progress=False)

    list_import.refresh_from_db()
    assert (list_import.state, bool(list_import.remark)) == ("compared", True)
    assert (Organization.objects.count(), Approval.objects.count(), ListChange.objects.count()) == (0, 0, 0)


def test_nobody_is_approved_by_a_row_that_says_otherwise_held_or_new_found_or_named_by_hand(office, people):
    """ "Suspended" in a list of approvals: whatever is decided, no approval comes of it, and nobody is gone for it."""
    first = people[0]
    rows = entries(3)
    published(received(rows, office, first), people)
    head = "Tên doanh nghiệp,Số giấy phép,Tình trạng"
    said = [
        [rows[0][0], rows[0][1], "Đang hoạt động"],
        [rows[1][0], rows[1][1], "Đình chỉ"],
        ["Công ty TNHH Kim Sơn Lĩnh", "77/GP", "Đình chỉ"],
        ["Công ty TNHH Bạch Trúc Lâm", "78/GP", "không rõ"],
    ]
    later = received(said, office, first, head=head, published_on=LATER)
    assert [row.result for row in later.rows.filter(line__isnull=False)] == ["unchanged", *["doubtful"] * 3]
    services.match_by_hand(row=later.rows.get(line=4), organization=None, by=first)
    services.compare_import(list_import_pk=later.pk)
    later.refresh_from_db()
    row = later.rows.get(line=4)
    assert (row.result, row.is_by_hand) == ("doubtful", True)
    with pytest.raises(services.StillDoubtful):
        services.decide(row=row, decision=ListRow.Decision.ACCEPT, by=first)

    services.decide_all(list_import=later, results=["doubtful"], decision=ListRow.Decision.SKIP, by=first)
    published(later, people)

    assert sorted(Approval.objects.values_list("number", "confirmed_on")) == [
        ("1/GP", PartialDate.parse("2026-12-01")),
        ("2/GP", PartialDate.parse("2026-11-01")),
        ("3/GP", PartialDate.parse("2026-11-01")),
    ]
    # Who is named in a row that was left out is not called absent, so the edition does not speak for all.
    assert ListEdition.objects.get(published_on=LATER).is_complete is False
    assert str(Approval.objects.get(number="2/GP").approved_until or "") == ""


def test_a_measure_or_permit_without_its_kind_is_published_for_nobody(office, people):
    head = "Tên doanh nghiệp,Ngày thu hồi,Hình thức xử lý"
    measures = received(
        [["Công ty TNHH Kim Sơn Lĩnh", "", ""]], office, people[0], head=head, kind="measures", is_complete=False
    )
    services.match_by_hand(row=measures.rows.get(), organization=None, by=people[0])
    services.compare_import(list_import_pk=measures.pk)
    head = "許可番号,監理団体名,許可年月日,区分"
    permits = received(
        [["許1706000199", "見本協同組合", "2023-04-01", "不明"]], None, people[0], head=head, kind="permits"
    )

    assert [each.rows.get().result for each in (measures, permits)] == ["doubtful", "doubtful"]


def test_work_without_a_job_is_taken_up_and_given_up_after_it_failed_three_times(office, people):
    list_import = received(entries(1), office, people[0])
    services.submit(list_import=list_import, version=list_import.version, by=people[0])
    services.approve(list_import=list_import, version=list_import.version, by=people[1])
    jobs = ProcrastinateJob.objects.filter(task_name="organizations.tasks.apply_list")
    assert jobs.count() == 1
    take_up_lists()
    assert jobs.count() == 1

    for failed in range(1, 4):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'todo'")
        take_up_lists()
        list_import.refresh_from_db()
        assert list_import.state == ("applying" if failed < 3 else "compared")

    assert (jobs.count(), bool(list_import.remark), Approval.objects.count()) == (3, True, 0)
