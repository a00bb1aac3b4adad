"""The desk for organizations: one page per organization, its side, its standing, and periods that stay apart."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.search.index import refresh_stale
from organizations.models import Approval, Organization, OrganizationName, PublicIdSeries, SendingOrganization
from tests.factories import (
    SOURCE,
    make_approval,
    make_counterpart,
    make_country,
    make_list_edition,
    make_measure,
    make_moc,
    make_operation,
    make_organization,
    make_permit,
    make_programme,
    make_report,
    make_staff,
    make_supervising,
)

pytestmark = pytest.mark.django_db
SENDING_PARTS = (
    "sending",
    "further_names",
    "approvals",
    "home_licences",
    "measures",
    "allowances",
    "reports",
    "fees",
    "article25_items",
    "partnerships",
    "trainee_figures",
)
# What the page asks of every organization, beside its source.
SEEN = {"contact_visibility": "members"}
SUPERVISING_PARTS = ("supervising", "further_names", "permits", "sanctions", "partnerships", "trainee_figures")
OVERLAP = "Another approval by this office covers a part of these days."


@pytest.fixture(autouse=True)
def desk(client):
    user = make_staff(is_superuser=True)
    client.force_login(user)
    with translation.override("en"):
        yield user


def page_of(organization):
    return reverse("admin:organizations_organization_change", args=[organization.pk])


def rows_of(prefix, rows, *, initial=0):
    values = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        values |= {f"{prefix}-{number}-{key}": value for key, value in row.items()}
    return values


def values_of(organization, **parts):
    """What the page of an organization sends, with the rows given for some of its parts."""
    values = {**SOURCE, **SEEN, "name_en": organization.name_en, "name_ja": organization.name_ja, "is_published": "on"}
    values |= {"country": organization.country_id or ""}
    names = SENDING_PARTS if organization.is_sending else SUPERVISING_PARTS
    side = {"organization": organization.pk}
    for name in names:
        given = parts.get(name)
        if given is None:
            given = rows_of(name, [side], initial=1) if name == names[0] else rows_of(name, [])
        values |= given
    return values


def errors_of(answer, prefix):
    return next(
        each.formset.errors for each in answer.context["inline_admin_formsets"] if each.formset.prefix == prefix
    )


class Case:
    def __init__(self):
        self.country = make_country()
        self.office = make_counterpart(self.country)
        self.programme = make_programme()
        self.organization = make_organization(self.country)

    def approval(self, start, end="", **values):
        return {
            **SOURCE,
            "programme": self.programme.pk,
            "issuer": self.office.pk,
            "approved_from": start,
            "approved_until": end,
            "confirmed_on": "2026-11-01",
            **values,
        }


# A new organization -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sending", "supervising"])
def test_new_organization_gets_its_side_and_its_page(client, kind):
    country = make_country(code="XA")
    values = {
        **SOURCE,
        **SEEN,
        "kind": kind,
        "name_en": "Sample (sample)",
        "country": country.pk if kind == "sending" else "",
    }

    answer = client.post(reverse("admin:organizations_organization_add"), values, follow=True)

    organization = Organization.objects.get()
    assert getattr(organization, kind).pk == organization.pk
    assert organization.public_id == ("xa-0001" if kind == "sending" else "jp-0001")
    assert answer.redirect_chain == [(page_of(organization), 302)]


def test_organization_whose_side_fails_is_not_there(client, monkeypatch):
    monkeypatch.setattr(SendingOrganization.objects, "create", lambda **values: 1 / 0)
    values = {**SOURCE, **SEEN, "kind": "sending", "name_en": "Sample (sample)", "country": make_country().pk}

    client.raise_request_exception = False
    answer = client.post(reverse("admin:organizations_organization_add"), values)

    assert answer.status_code == 500
    assert not Organization.objects.exists()


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        (
            {"kind": "sending", "name_en": "A"},
            {"country": ["A sending organization has a country; a supervising organization has none."]},
        ),
        ({"kind": "supervising"}, {"__all__": ["Give at least one name."]}),
        ({"name_en": "A"}, {"kind": ["This field is required."]}),
        (
            {"kind": "sending", "name_en": "A", "country": 999_999},
            {"country": ["Select a valid choice. That choice is not one of the available choices."]},
        ),
    ],
)
def test_bad_organization_is_refused_by_the_field(client, values, errors):
    answer = client.post(reverse("admin:organizations_organization_add"), {**SOURCE, **SEEN, **values})

    assert answer.context["adminform"].form.errors == errors


def test_side_that_is_missing_is_made_with_the_next_save(client):
    organization = Organization.objects.create(kind="sending", country=make_country(), name_en="Old", **SOURCE)

    page = client.get(page_of(organization))
    answer = client.post(page_of(organization), values_of(organization, sending=rows_of("sending", [{}])))

    assert (page.status_code, answer.status_code) == (200, 302)
    assert SendingOrganization.objects.get().pk == organization.pk


def test_kind_and_public_id_stay(client):
    organization = make_organization(name_en="Stay")

    client.post(page_of(organization), {**values_of(organization), "kind": "supervising", "public_id": "xx-9999"})

    again = Organization.objects.get()
    assert (again.kind, again.public_id) == ("sending", organization.public_id)


def test_side_page_is_the_page_of_its_organization(client):
    organization, supervising = make_organization(), make_supervising()

    for side, row in (("sendingorganization", organization), ("supervisingorganization", supervising)):
        answer = client.get(reverse(f"admin:organizations_{side}_change", args=[row.pk]))
        assert answer.headers["Location"] == page_of(row)


def test_nobody_deletes_an_organization_or_sets_a_number_back(client):
    organization = make_organization()
    series = PublicIdSeries.objects.get()
    pages = [("organization", organization), ("sendingorganization", organization), ("publicidseries", series)]

    answers = [
        client.post(reverse(f"admin:organizations_{name}_delete", args=[row.pk]), {"post": "yes"})
        for name, row in pages
    ]
    change = client.post(reverse("admin:organizations_publicidseries_change", args=[series.pk]), {"last_number": 0})

    assert [answer.status_code for answer in [*answers, change]] == [403] * 4


# Periods ----------------------------------------------------------------------------------------------


def test_page_writes_approvals(client):
    case = Case()
    rows = [case.approval("2020-01-01", "2021-12-31"), case.approval("2022-01-01")]

    answer = client.post(page_of(case.organization), values_of(case.organization, approvals=rows_of("approvals", rows)))

    assert answer.status_code == 302
    assert Approval.objects.filter(sending_organization=case.organization.pk).count() == 2


def test_two_new_approvals_that_overlap_are_refused_together(client):
    case = Case()
    rows = [case.approval("2020-01-01"), case.approval("2022-01-01")]

    answer = client.post(page_of(case.organization), values_of(case.organization, approvals=rows_of("approvals", rows)))

    assert errors_of(answer, "approvals") == [{}, {"approved_from": [OVERLAP]}]
    assert not Approval.objects.exists()


def test_new_approval_that_overlaps_one_that_stands_is_refused(client):
    case = Case()
    old = make_approval(case.organization, case.office, approved_from="2020-01-01")
    rows = [case.approval("2020-01-01", id=old.pk), case.approval("2022-01-01")]

    answer = client.post(
        page_of(case.organization), values_of(case.organization, approvals=rows_of("approvals", rows, initial=1))
    )

    assert errors_of(answer, "approvals") == [{}, {"approved_from": [OVERLAP]}]


def test_one_save_ends_an_approval_and_begins_the_next(client):
    case = Case()
    old = make_approval(case.organization, case.office, approved_from="2020-01-01")
    rows = [case.approval("2020-01-01", "2021-12-31", id=old.pk), case.approval("2022-01-01")]

    answer = client.post(
        page_of(case.organization), values_of(case.organization, approvals=rows_of("approvals", rows, initial=1))
    )

    assert answer.status_code == 302
    assert Approval.objects.count() == 2


def test_two_approvals_may_meet_in_a_month_known_only_as_such(client):
    case = Case()
    rows = [case.approval("2020-01-01", "2022-03"), case.approval("2022-03")]

    answer = client.post(page_of(case.organization), values_of(case.organization, approvals=rows_of("approvals", rows)))

    assert answer.status_code == 302


def test_swap_that_the_database_refuses_on_the_way_is_told_and_not_an_error_page(client):
    case = Case()
    first = make_approval(case.organization, case.office, approved_from="2020-01-01", approved_until="2020-12-31")
    second = make_approval(case.organization, case.office, approved_from="2021-01-01", approved_until="2021-12-31")
    swapped = {first.pk: ("2021-01-01", "2021-12-31"), second.pk: ("2020-01-01", "2020-12-31")}
    rows = [case.approval(*swapped[each.pk], id=each.pk) for each in (second, first)]

    answer = client.post(
        page_of(case.organization), values_of(case.organization, approvals=rows_of("approvals", rows, initial=2))
    )

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors == {"__all__": [OVERLAP]}
    first.refresh_from_db()
    assert str(first.approved_from) == "2020-01-01"


def test_approval_on_its_own_page_is_refused_by_the_field(client):
    case = Case()
    make_approval(case.organization, case.office, approved_from="2020-01-01", approved_until="2020-12")
    address = reverse("admin:organizations_approval_add")
    bad = {
        "approved_from": (case.approval("2020-06"), OVERLAP),
        "approved_until": (case.approval("2023", "2022"), "The end lies before the start."),
        "confirmed_on": (case.approval("2023", confirmed_on=""), "This field is required."),
    }

    for field, (values, sentence) in bad.items():
        answer = client.post(address, {**values, "sending_organization": case.organization.pk})
        assert answer.context["adminform"].form.errors == {field: [sentence]}
    nothing = client.post(address, {**case.approval(""), "sending_organization": case.organization.pk})
    said = "Say from when it is approved, or on which day it was first seen."
    assert nothing.context["adminform"].form.errors == {"approved_from": [said]}


def test_permits_that_overlap_are_refused_and_their_number_is_made_whole(client):
    organization = make_supervising()
    permit = {**SOURCE, "programme": make_programme().pk, "kind": "general", "number": "1706 000144"}
    rows = [{**permit, "valid_from": "2017-11-01", "valid_until": "2022-10-31"}, {**permit, "valid_from": "2022-10-01"}]
    values = values_of(organization, permits=rows_of("permits", rows))

    answer = client.post(page_of(organization), values)
    values["permits-1-valid_from"] = "2022-11-01"
    right = client.post(page_of(organization), values)

    said = "Another permit of this organization covers a part of these days."
    assert errors_of(answer, "permits") == [{}, {"valid_from": [said]}]
    assert right.status_code == 302
    assert {permit.number for permit in organization.supervising.permits.all()} == {"許1706000144"}


# Standing and history ---------------------------------------------------------------------------------


def test_page_shows_the_standing_of_today_for_each_programme(client):
    case = Case()
    make_moc(case.country, case.programme)
    make_measure(case.organization, from_on="2020-01-01")
    make_programme(code="ssw", short_en="SSW", name_en="Specified Skilled Worker", position=1)

    page = client.get(page_of(case.organization))

    shown = [(each.programme.code, each.verdict, each.reason) for each in page.context["standings"]]
    assert shown == [
        ("titp", "may_not_accept", "organization_measure"),
        ("ssw", "may_not_accept", "organization_measure"),
    ]
    assert "suspended or revoked" in page.content.decode()


def test_history_of_the_page_tells_what_was_said_of_the_organization(client, desk):
    case = Case()
    case.organization.operations.add(make_operation("4-10-1", name_en="Sewing"))
    report = make_report(case.organization)
    report.delete()
    values = values_of(case.organization, approvals=rows_of("approvals", [case.approval("2020-01")]))
    client.post(page_of(case.organization), {**values, "_history_reason": "List of November"})

    history = client.get(page_of(case.organization)).context["history"]

    told = {(entry.subject, entry.what) for entry in history}
    assert {
        ("Approval", "added"),
        ("Report by others", "deleted"),
        ("Operations", "added"),
        ("Sending organization", "added"),
        ("", "added"),
    } <= told
    approval = next(entry for entry in history if entry.subject == "Approval")
    assert (approval.who, approval.why) == (str(desk), "List of November")
    assert ("Approved from", "January 2020") in [(change.field, change.after) for change in approval.changes]


def test_history_asks_as_much_for_many_writes_as_for_few(client):
    case = Case()
    approval = make_approval(case.organization, case.office)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:organizations_organization_history", args=[case.organization.pk]))
        return len(captured)

    def write(*numbers):
        for number in numbers:
            case.organization.name_en = approval.number = f"Name {number}"
            case.organization.save()
            approval.save()

    write(1)
    queries()
    few = queries()
    write(*range(2, 20))

    assert queries() == few


# Lists ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["CONG TY", "Công ty", "hoa sen", "hoa senn", "ロータス", "ろーたす", "xa-0001", "XA-0001", "123 ld", "old bambo"],
)
def test_organizations_are_found_however_they_are_written(client, words):
    organization = make_organization(make_country(code="XA"), name_local="Công ty Hoa Sen", name_kana="ロータス")
    OrganizationName.objects.create(organization=organization, kind="former", name="Old Bamboo", **SOURCE)
    make_organization(make_country(code="XB"), name_en="Other")
    approval = make_approval(organization, make_counterpart(organization.country), number="123/LĐ")
    refresh_stale()

    found = {
        name: [row.pk for row in searched(client, name, words)]
        for name in ("organization", "sendingorganization", "approval")
    }

    assert found == {
        "organization": [organization.pk],
        "sendingorganization": [organization.pk],
        "approval": [approval.pk],
    }


def searched(client, model_name, words):
    page = client.get(reverse(f"admin:organizations_{model_name}_changelist"), {"q": words})
    return page.context["cl"].result_list


def test_supervising_organizations_are_found_by_a_permit_written_in_any_way(client):
    organization = make_supervising(name_ja="協同組合見本")
    permit = make_permit(organization, number="許1706000144")
    make_supervising(name_ja="別団体")
    refresh_stale()

    for words in ("１７０６-０００１４４", "見本", "協同組合 見本"):
        found = [[row.pk for row in searched(client, name, words)] for name in ("supervisingorganization", "permit")]
        assert found == [[organization.pk], [permit.pk]], words


@pytest.mark.parametrize("words", ["!?", "%", "_", "a" * 5_000, "無い"])
def test_words_that_mean_nothing_find_nothing_and_break_nothing(client, words):
    make_organization(name_en="Lotus")
    refresh_stale()

    assert len(searched(client, "organization", words)) == 0


def test_an_organization_is_chosen_by_typing_its_name_with_an_error(client):
    organization = make_organization(name_en="Golden Bridge Manpower")
    make_organization(name_en="Other")
    refresh_stale()
    asked = {"app_label": "organizations", "model_name": "approval", "field_name": "sending_organization"}

    answer = client.get(reverse("admin:autocomplete"), {**asked, "term": "goldan bridge"})

    assert [each["id"] for each in answer.json()["results"]] == [str(organization.pk)]


def test_many_rows_are_searched_with_as_many_queries_as_few(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert searched(client, "sendingorganization", "sample")
        return len(captured)

    def add(number):
        for _number in range(number):
            make_organization()
        refresh_stale()

    add(12)
    queries()
    few = queries()
    add(20)

    assert queries() == few


@pytest.mark.parametrize(("name", "is_told"), [("LOTUS Co., Ltd.", True), ("Lotos", True), ("Rose", False)])
def test_an_organization_that_is_alike_is_told_and_the_new_one_is_kept(client, name, is_told):
    held = make_organization(name_en="Lotus")
    make_supervising(name_en="Lotus")
    refresh_stale()
    values = {**SOURCE, **SEEN, "kind": "sending", "name_en": name, "country": held.country_id}

    answer = client.post(reverse("admin:organizations_organization_add"), values, follow=True)

    told = [str(message) for message in answer.context["messages"]]
    assert [str(held) in each for each in told if each.startswith("Look whether")] == [True] * is_told
    assert Organization.objects.filter(kind="sending", name_en=name).count() == 1


def test_entries_of_a_list_are_linked_not_loaded(client):
    country = make_country()
    edition = make_list_edition(make_counterpart(country), *[make_organization(country) for _number in range(3)])

    page = client.get(reverse("admin:organizations_listedition_change", args=[edition.pk]))

    link = page.context["related_lists"][0]
    assert [each["list_url"] for each in page.context["related_lists"]] == [
        reverse("admin:organizations_listentry_changelist") + f"?edition__pk__exact={edition.pk}"
    ]
    assert len(client.get(link["list_url"]).context["cl"].result_list) == 3
    assert client.get(link["add_url"]).context["adminform"].form.initial == {"edition": str(edition.pk)}


def test_staff_see_only_the_parts_they_may(client):
    organization = make_organization()
    staff = make_staff()
    staff.user_permissions.set(Permission.objects.filter(codename__in=["view_organization", "view_approval"]))
    client.force_login(staff)

    page = client.get(page_of(organization))
    write = client.post(page_of(organization), values_of(organization))

    assert [each.formset.prefix for each in page.context["inline_admin_formsets"]] == ["approvals"]
    assert write.status_code == 403
    assert "_history_reason" not in page.content.decode()
