"""The whole history at the desk: narrowed to a field or a person, with all that stands beside a write."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from countries.models import Country
from jitco_portal.common.history.context import because
from organizations.models import Fee, Organization, SendingOrganization
from tests.factories import make_country, make_fee, make_operation, make_organization, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def desk(client):
    user = make_staff(is_superuser=True)
    client.force_login(user)
    return user


def page_of(client, row, **query):
    model = type(row)._meta
    return client.get(reverse(f"admin:{model.app_label}_{model.model_name}_history", args=[row.pk]), query)


def told(response):
    return [
        (entry.subject, entry.what, [change.after for change in entry.changes])
        for entry in response.context["page"].entries
    ]


def by(user):
    return pghistory.context(user=user.pk, url="/en/admin/")


def test_narrowed_to_a_field_of_the_row(client, desk):
    country = make_country(name_en="First", name_kana="ア")
    Country.objects.filter(pk=country.pk).update(name_kana="イ")
    Country.objects.filter(pk=country.pk).update(name_en="Second")

    answer = page_of(client, country, field="country.name_en")

    assert told(answer) == [("", "changed", ["Second"]), ("", "added", [])]


def test_narrowed_to_a_field_of_a_child_and_to_a_relation(client, desk):
    organization = make_organization()
    fee = make_fee(organization, amount=300)
    Fee.objects.filter(pk=fee.pk).update(currency="JPY")
    Fee.objects.filter(pk=fee.pk).update(amount=400)
    organization.operations.add(make_operation("4-10-1", name_en="Sewing"))

    amounts = told(page_of(client, organization, field="fee.amount"))
    relation = Organization.operations.through._meta.model_name
    related = told(page_of(client, organization, field=f"{relation}."))

    assert [(subject, what) for subject, what, _after in amounts] == [("Fee", "changed"), ("Fee", "added")]
    assert amounts[0][2] == ["400"]
    assert related == [("Operations", "added", ["4-10-1 Sewing"])]


def test_every_field_offered_can_be_asked_for(client, desk):
    organization = make_organization()
    choices = page_of(client, organization).context["field_choices"]

    for _title, fields in choices:
        for key, _label in fields:
            assert page_of(client, organization, field=key).status_code == 200
    assert len(choices) > 10


def test_narrowed_to_a_person(client, desk):
    country, other = make_country(name_en="First"), make_staff(name="Other Clerk")
    with by(desk):
        Country.objects.filter(pk=country.pk).update(name_en="By the desk")
    with by(other):
        Country.objects.filter(pk=country.pk).update(name_en="By another")

    answer = page_of(client, country, person=other.pk)

    assert [after for _subject, _what, after in told(answer)] == [["By another"]]
    assert {str(person) for person in answer.context["people"]} == {str(desk), "Other Clerk"}


@pytest.mark.parametrize(
    "query", [{"field": "x"}, {"field": "country.password"}, {"person": "x"}, {"person": "9" * 30}]
)
def test_what_nobody_can_mean_is_no_error(client, desk, query):
    assert page_of(client, make_country(), **query).status_code == 200


def test_an_entry_tells_request_page_and_every_reason(client, desk):
    country = make_country(name_en="First")
    with (
        pghistory.context(user=desk.pk, url="/en/admin/countries/", request_id="abcdef0123456789"),
        because("Typed"),
        because("Said by a service"),
    ):
        Country.objects.filter(pk=country.pk).update(name_en="Second")

    text = page_of(client, country).content.decode()

    assert [
        word in text for word in ("/en/admin/countries/", "abcdef0123456789", "Typed<br>Said by a service", str(desk))
    ] == [True] * 4


def test_a_long_text_is_told_by_what_differs(client, desk):
    organization = make_organization()
    text = "The centre has two halls and a library. " * 10
    SendingOrganization.objects.filter(pk=organization.pk).update(returnee_support_en=f"{text}Open at eight.")
    SendingOrganization.objects.filter(pk=organization.pk).update(returnee_support_en=f"{text}Open at nine.")

    html = page_of(client, organization).content.decode()

    assert "<del>eight</del><ins>nine</ins>" in html


def test_the_history_of_a_deleted_row_stays_readable(client, desk):
    fee = make_fee(make_organization())
    ghost = Fee.objects.get(pk=fee.pk)
    fee.delete()

    answer = page_of(client, ghost)

    assert (answer.context["is_deleted"], [what for _subject, what, _after in told(answer)]) == (
        True,
        ["deleted", "added"],
    )


def test_deleted_rows_ask_as_much_for_many_as_for_few(client, desk):
    address = reverse("admin:countries_country_deleted")

    def queries(rows):
        for _number in range(rows):
            make_country().delete()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    queries(1)
    assert queries(1) == queries(10)
    assert len(client.get(address).context["rows"]) == 12


def test_the_list_leads_to_deleted_rows_where_rows_can_go(client, desk):
    lists = {
        model: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_deleted")
        in client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")).content.decode()
        for model in (Fee, Organization)
    }

    assert lists == {Fee: True, Organization: False}
