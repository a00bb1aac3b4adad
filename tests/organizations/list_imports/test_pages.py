"""The pages of an import, as staff see them and as others do not."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from organizations.models import ListChange, ListImport, ListRow
from organizations.services import list_imports as services
from tests import factories as make
from tests.organizations.desk_world import make_list_import, make_list_row

pytestmark = pytest.mark.django_db
UPLOAD = reverse("admin:organizations_listimport_add")
EDITOR = ("add_listimport", "view_listimport", "change_listimport")
PUBLISHER = (*EDITOR, "add_approval")
LIST = (
    "Số giấy phép,Tên doanh nghiệp,Điện thoại\n12/GP,Công ty Mẫu Hoa Sen,024 111 2222\n13/GP,Công ty Mẫu Trúc Xanh,\n"
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def staff(*codenames):
    user = make.make_staff()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def url(page, list_import, *more):
    return reverse(f"admin:organizations_listimport_{page}", args=[list_import.pk, *more])


class Routine:
    """An office with its programme, and the words of its list as a person types them."""

    def __init__(self):
        self.country = make.make_country()
        self.office = make.make_counterpart(self.country)
        self.programme = make.make_programme()

    def form(self, content=LIST, **values):
        return {
            "upload": SimpleUploadedFile("list.csv", content.encode()),
            "kind": "approvals",
            "country": self.country.pk,
            "programme": self.programme.pk,
            "issuer": self.office.pk,
            "issuer_name": "",
            "published_on": "2026-11-01",
            "source": "Sample list of November",
            "source_url": "https://example.org/list",
            **values,
        }


def test_strangers_and_staff_without_the_right_see_no_page(client):
    list_import = make_list_import(state="compared", version=1)
    row = make_list_row(list_import)
    pages = [UPLOAD, url("work", list_import), url("progress", list_import), url("answers", list_import)]
    pages += [url("rows", list_import), url("row", list_import, row.pk)]
    deeds = [
        url("deed", list_import, deed) for deed in ("submit", "approve", "send-back", "undo", "withdraw", "decide-all")
    ]

    for person, status in ((None, 302), (make.make_user(), 302), (staff(), 403)):
        client.logout()
        if person:
            client.force_login(person)
        assert [client.get(page).status_code for page in pages] == [status] * len(pages)
        assert [client.post(deed).status_code for deed in deeds] == [status] * len(deeds)

    client.force_login(staff("view_listimport"))
    assert client.get(url("work", list_import)).status_code == 200
    assert [client.post(deed, {"why": "x"}).status_code for deed in deeds] == [403] * len(deeds)
    assert client.post(url("row", list_import, row.pk), {"deed": "accept"}).status_code == 403
    list_import.refresh_from_db()
    row.refresh_from_db()
    assert (list_import.state, row.decision) == ("compared", "open")


def test_the_upload_says_beside_the_field_what_is_wrong_and_keeps_what_was_typed(client):
    routine = Routine()
    client.force_login(staff(*EDITOR))
    elsewhere = make.make_counterpart()

    cases = (
        ({"issuer": elsewhere.pk}, "issuer"),
        ({"programme": ""}, "programme"),
        ({"issuer": "", "issuer_name": "OTIT"}, "issuer"),
        ({"kind": "permits"}, "country"),
        ({"published_on": "2999-01-01"}, "published_on"),
        ({"upload": ""}, "upload"),
    )
    for values, field in cases:
        response = client.post(UPLOAD, routine.form(**values))
        assert response.status_code == 200, values
        assert field in response.context["form"].errors, values
        assert "Sample list of November" in response.content.decode()
    assert not ListImport.objects.exists()


def test_an_approvals_list_goes_from_upload_to_approval_by_two_people(client):
    routine = Routine()
    first, second = staff(*PUBLISHER), staff(*PUBLISHER)
    client.force_login(first)
    response = client.post(UPLOAD, routine.form())
    list_import = ListImport.objects.get()
    assert response["Location"] == url("work", list_import)
    assert 'hx-trigger="every 2s"' in client.get(url("work", list_import)).content.decode()
    assert "HX-Refresh" not in client.get(url("progress", list_import)).headers

    services.compare_import(list_import_pk=list_import.pk)
    list_import.refresh_from_db()
    assert client.get(url("progress", list_import)).headers["HX-Refresh"] == "true"
    page = client.get(url("work", list_import))
    assert [(each.result, each.count) for each in page.context["tallies"]] == [("new", 2)]
    _lotus, bamboo = ListRow.objects.order_by("line")
    client.post(url("row", list_import, bamboo.pk), {"deed": "skip"})
    client.post(url("deed", list_import, "decide-all"), {"result": "new", "decision": "accept"})
    assert list(ListRow.objects.order_by("line").values_list("decision", flat=True)) == ["accept", "skip"]
    client.post(url("deed", list_import, "submit"), {"version": list_import.version})
    client.post(url("deed", list_import, "approve"), {"version": list_import.version})
    list_import.refresh_from_db()
    assert (list_import.state, list_import.approved_by) == ("submitted", None)

    client.force_login(second)
    assert "Approve and publish" in client.get(url("work", list_import)).content.decode()
    client.post(url("deed", list_import, "send-back"), {"why": ""})
    client.post(url("deed", list_import, "approve"), {"version": list_import.version + 1})
    list_import.refresh_from_db()
    assert list_import.state == "submitted"
    client.post(url("deed", list_import, "approve"), {"version": list_import.version})
    list_import.refresh_from_db()
    assert (list_import.state, list_import.approved_by) == ("applying", second)


def test_what_is_published_is_taken_back_with_a_reason_and_what_was_kept_is_listed(client):
    person = staff(*PUBLISHER)
    values = {"approved_by": person, "applied_at": timezone.now(), "version": 1}
    list_import = make_list_import(state="applied", **values)
    client.force_login(person)
    client.post(url("deed", list_import, "undo"), {"why": ""})
    list_import.refresh_from_db()
    assert list_import.state == "applied"
    client.post(url("deed", list_import, "undo"), {"why": "Wrong month"})
    list_import.refresh_from_db()
    assert (list_import.state, list_import.undone_by, list_import.remark) == ("undoing", person, "Wrong month")

    ListImport.objects.update(state="undone", undone_at=timezone.now())
    organization = make.make_organization(list_import.country)
    ListChange.objects.create(
        list_import=list_import,
        model="organizations.Organization",
        object_pk=organization.pk,
        action="changed",
        organization=organization,
        kept={"address": "Edited Street 3"},
    )
    page = client.get(url("work", list_import)).content.decode()
    assert organization.name in page
    assert "Edited Street 3" in page


def test_a_file_that_is_gone_is_told_and_compared_with_nothing(client):
    list_import = make_list_import(state="compared", version=1)
    default_storage.delete(list_import.file)
    client.force_login(staff(*EDITOR))

    assert "no longer in the storage" in client.get(url("answers", list_import)).content.decode()
    type(list_import).objects.filter(pk=list_import.pk).update(state="reading")
    services.compare_import(list_import_pk=list_import.pk)

    assert "no longer in the storage" in client.get(url("work", list_import)).content.decode()


def test_columns_that_were_read_wrongly_are_corrected(client):
    list_import = make_list_import(
        content="Số giấy phép,Tên doanh nghiệp,Liên lạc riêng\n12/GP,Công ty Mẫu Hoa Sen,Hà Nội\n".encode(),
        state="compared",
        version=1,
    )
    client.force_login(staff(*EDITOR))
    page = client.get(url("answers", list_import))
    assert [each.field.initial for each in page.context["form"].column_fields] == ["number", "name", ""]
    assert page.context["first_rows"][0][1] == [
        ("name in the local script", "Công ty Mẫu Hoa Sen"),
        ("number", "12/GP"),
    ]

    client.post(
        url("answers", list_import),
        {"column_1": "number", "column_2": "name", "column_3": "address", "hidden": "leave"},
    )

    list_import.refresh_from_db()
    assert list_import.answers == {"columns": {"3": "address"}, "hidden": "leave"}
    assert list_import.state == "reading"
    services.compare_import(list_import_pk=list_import.pk)
    assert ListRow.objects.get().said["address"] == "Hà Nội"


def test_a_row_is_matched_by_its_public_id_and_only_by_one_that_exists(client):
    list_import = make_list_import(state="compared", version=1)
    organization = make.make_organization(list_import.country)
    row = make_list_row(list_import, result="doubtful", candidates=[{"organization": organization.pk, "score": 90}])
    client.force_login(staff(*EDITOR))
    page = url("row", list_import, row.pk)
    assert f"It is {organization.name}" in client.get(page).content.decode()

    unknown = client.post(page, {"deed": "match", "public_id": "zz-9999"})
    assert unknown.context["form"].errors["public_id"] == ["No organization has this ID."]
    client.post(page, {"deed": "accept"})
    row.refresh_from_db()
    assert row.decision == "open"

    client.post(page, {"deed": "match", "public_id": f" {organization.public_id.upper()} "})
    row.refresh_from_db()
    assert (row.organization, row.is_by_hand) == (organization, True)


def test_rows_come_as_a_file_and_the_page_costs_the_same_for_one_row_and_for_three(client):
    list_import = make_list_import(state="compared", version=1)
    changes = [{"field": "address", "old": "A", "new": "B"}]
    organizations = [make.make_organization(list_import.country) for _number in range(3)]
    make_list_row(list_import, said={"name": "=cmd|' /C calc'!A0"}, organization=organizations[0], changes=changes)
    client.force_login(staff("view_listimport"))
    address = url("work", list_import)
    client.get(address)
    with_one = _queries(client, address)
    for organization in organizations[1:]:
        candidates = [{"organization": organization.pk, "score": 90, "reasons": ["phone"]}]
        make_list_row(list_import, result="doubtful", candidates=candidates, organization=organization)
    # One more for the candidates of all rows.
    assert _queries(client, address) - with_one <= 1

    text = b"".join(client.get(url("rows", list_import), {"format": "csv"}).streaming_content).decode()
    assert "'=cmd|" in text
    assert client.get(address, {"result": "doubtful"}).context["page"].count == 2
    assert client.get(address, {"result": "\0", "after": "x"}).context["page"].count == 3


def _queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_gone_rows_say_from_when_and_stand_behind_the_others(client):
    list_import = make_list_import(state="compared", version=1, published_on=datetime.date(2026, 11, 1))
    organization = make.make_organization(list_import.country)
    make_list_row(list_import, result="gone", line=None, said={}, organization=organization)
    make_list_row(list_import)
    client.force_login(staff(*EDITOR))
    page = client.get(url("work", list_import))
    assert [each.row.result for each in page.context["rows"]] == ["new", "gone"]
    assert "Ends before 1 November 2026" in page.content.decode()
