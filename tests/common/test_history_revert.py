"""One change is taken back at the desk: shown first, written with a reason, never more than by hand."""

import threading

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.urls import reverse
from django.utils import translation

from countries.models import Agreement, Country, Notice
from jitco_portal.common.history.reading import history_of
from jitco_portal.common.models import User
from jitco_portal.common.search.engine import find
from organizations.models import Approval, Fee, Organization
from tests.factories import (
    make_approval,
    make_counterpart,
    make_country,
    make_membership,
    make_moc,
    make_notice,
    make_operation,
    make_organization,
    make_programme,
    make_staff,
)

pytestmark = pytest.mark.django_db
REASON = {"_history_reason": "Read again"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def desk(client):
    user = make_staff(is_superuser=True)
    client.force_login(user)
    return user


def staff_with(*names):
    user = make_staff()
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def revert_address(row, event):
    model = type(row)._meta
    name = f"admin:{model.app_label}_{model.model_name}_revert"
    return reverse(name, args=[row.pk, event._meta.model_name, event.pk])


def newest(model, **condition):
    return model.pgh_event_model.objects.filter(**condition).order_by("-pgh_id")[0]


def refusals(client, address):
    return client.get(address).context["plan"].refusals


# An update --------------------------------------------------------------------------------------------


def test_fields_go_back_to_what_they_were_and_the_history_tells_why(client, desk):
    country = make_country(name_en="Old name", name_kana="フルイ")
    Country.objects.filter(pk=country.pk).update(name_en="New name", name_kana="アタラシイ")
    address = revert_address(country, newest(Country))

    shown = client.get(address).context["lines"]
    answer = client.post(address, REASON)

    country.refresh_from_db()
    assert [(each["line"].name, each["now"], each["back"]) for each in shown] == [
        ("name_en", "New name", "Old name"),
        ("name_kana", "アタラシイ", "フルイ"),
    ]
    assert (answer.status_code, country.name_en, country.name_kana) == (302, "Old name", "フルイ")
    entry = history_of(country)[0]
    assert entry.who == str(desk)
    assert entry.why.startswith("Reverts the change of ")
    assert entry.why.endswith("by somebody who wrote directly in the database: Read again")


def test_the_reader_sees_whose_change_was_reverted(client, desk):
    country = make_country(name_en="Old name")
    client.force_login(author := make_staff(is_superuser=True, name="Sample Author"))
    Country.objects.filter(pk=country.pk).update(name_en="New name")
    client.post(revert_address(country, newest(Country)), REASON)

    client.force_login(desk)
    client.post(revert_address(country, newest(Country)), REASON)

    country.refresh_from_db()
    assert country.name_en == "New name"
    assert f"by {author}: Read again" in history_of(country)[0].why


def test_a_field_that_somebody_changed_since_is_left_unless_ticked(client, desk):
    country = make_country(name_en="Old name", name_kana="フルイ")
    Country.objects.filter(pk=country.pk).update(name_en="New name", name_kana="アタラシイ")
    event = newest(Country)
    Country.objects.filter(pk=country.pk).update(name_en="Newest name")
    address = revert_address(country, event)

    conflicts = [line.name for line in client.get(address).context["plan"].conflicts]
    client.post(address, REASON)
    country.refresh_from_db()
    left = (country.name_en, country.name_kana)
    client.post(address, {**REASON, "also": "name_en"})

    country.refresh_from_db()
    assert (conflicts, left) == (["name_en"], ("Newest name", "フルイ"))
    assert country.name_en == "Old name"


def test_nothing_is_written_where_all_was_changed_since(client, desk):
    country = make_country(name_en="Old name")
    Country.objects.filter(pk=country.pk).update(name_en="New name")
    event = newest(Country)
    Country.objects.filter(pk=country.pk).update(name_en="Newest name")

    answer = client.post(revert_address(country, event), REASON)

    country.refresh_from_db()
    assert answer.context["errors"] == ["Nothing was chosen: all of it was changed since."]
    assert country.name_en == "Newest name"


def test_a_revert_without_a_reason_is_refused(client, desk):
    country = make_country(name_en="Old name")
    Country.objects.filter(pk=country.pk).update(name_en="New name")

    answer = client.post(revert_address(country, newest(Country)), {"_history_reason": " "})

    country.refresh_from_db()
    assert (answer.context["errors"], country.name_en) == (["Say why the change is reverted."], "New name")


def test_what_stands_again_as_it_was_needs_no_revert(client, desk):
    country = make_country(name_en="Old name")
    Country.objects.filter(pk=country.pk).update(name_en="New name")
    event = newest(Country)
    Country.objects.filter(pk=country.pk).update(name_en="Old name")

    assert refusals(client, revert_address(country, event)) == ["Everything stands again as it was before this change."]


def test_sort_keys_and_search_follow(client, desk):
    organization = make_organization(name_en="Lotus Cooperation")
    organization.name_en = "Orchid Cooperation"
    organization.save()

    client.post(revert_address(organization, newest(Organization)), REASON)

    organization.refresh_from_db()
    assert organization.sort_en.startswith("lotus")
    assert [hit.object_id for hit in find("lotus", ["sending"])] == [organization.pk]


def test_the_history_offers_the_revert(client, desk):
    country = make_country(name_en="Old name")
    Country.objects.filter(pk=country.pk).update(name_en="New name")

    entry = client.get(reverse("admin:countries_country_history", args=[country.pk])).context["page"].entries[0]

    assert entry.revert_url == revert_address(country, newest(Country))


# Rows that came and went ------------------------------------------------------------------------------


def make_fee(organization):
    return Fee.objects.create(
        organization=organization.sending,
        programme=make_programme(),
        payer="trainee",
        subject="teaching",
        amount=300,
        currency="USD",
        source="Sample source",
        checked_on="2026-11-01",
    )


def test_a_row_that_came_is_taken_away(client, desk):
    organization = make_organization()
    fee = make_fee(organization)

    answer = client.post(revert_address(organization, newest(Fee)), REASON)

    assert (answer.status_code, Fee.objects.filter(pk=fee.pk).exists()) == (302, False)
    assert history_of(organization, children=[(Fee, "organization_id")])[0].why.endswith(": Read again")


def test_a_row_that_was_changed_since_goes_only_when_ticked(client, desk):
    organization = make_organization()
    fee = make_fee(organization)
    event = newest(Fee)
    Fee.objects.update(amount=400)
    address = revert_address(organization, event)

    refused = client.post(address, REASON).context["errors"]
    held = Fee.objects.filter(pk=fee.pk).exists()
    client.post(address, {**REASON, "also": "row"})

    assert refused == ["The row was changed since. Say that it shall be deleted all the same."]
    assert (held, Fee.objects.filter(pk=fee.pk).exists()) == (True, False)


def test_a_deleted_row_comes_back_under_its_key(client, desk):
    organization = make_organization()
    fee = make_fee(organization)
    key = fee.pk
    fee.delete()

    client.post(revert_address(organization, newest(Fee)), REASON)

    back = Fee.objects.get(pk=key)
    assert (back.organization_id, back.amount, back.currency) == (organization.pk, 300, "USD")


def test_a_deleted_row_brings_its_relations_back(client, desk):
    agreement = make_moc(make_country(), programme := make_programme())
    ghost = Agreement.objects.get(pk=agreement.pk)
    agreement.delete()

    answer = client.post(revert_address(ghost, newest(Agreement)), REASON)

    assert answer.status_code == 302
    assert list(Agreement.objects.get(pk=ghost.pk).programmes.all()) == [programme]


def test_deleted_rows_are_listed_with_their_history(client, desk):
    notice = make_notice(title_en="Sample notice that went")
    key = notice.pk
    make_notice(title_en="Sample notice that stays")
    notice.delete()

    rows = client.get(reverse("admin:countries_notice_deleted")).context["rows"]
    page = client.get(rows[0]["url"])

    assert [row["name"] for row in rows] == ["Sample notice that went"]
    assert [entry.what for entry in page.context["page"].entries] == ["deleted", "added"]
    client.post(page.context["page"].entries[0].revert_url, REASON)
    assert Notice.objects.get(pk=key).title_en == "Sample notice that went"


def test_a_row_on_which_others_rest_stays(client, desk):
    office = make_counterpart(make_country())
    make_approval(make_organization(office.country), office)
    event = newest(type(office), pgh_obj_id=office.pk)

    (refusal,) = refusals(client, revert_address(office, event))

    assert refusal.startswith("Other rows rest on this one, so it cannot be deleted: ")


def test_a_row_that_is_there_again_is_not_brought_back_twice(client, desk):
    organization = make_organization()
    fee = make_fee(organization)
    fee.delete()
    event = newest(Fee)
    client.post(revert_address(organization, event), REASON)

    assert refusals(client, revert_address(organization, event)) == ["A row with the key of this one is there again."]
    assert Fee.objects.count() == 1


def test_relations_are_added_and_taken_away(client, desk):
    organization, operation = make_organization(), make_operation()
    organization.operations.add(operation)
    events = Organization.operations.through.__subclasses__()[0].pgh_event_model.objects.order_by("pgh_id")

    client.post(revert_address(organization, events[0]), REASON)
    taken = list(organization.operations.all())
    client.post(revert_address(organization, events[1]), REASON)

    assert (taken, list(organization.operations.all())) == ([], [operation])
    assert history_of(organization)[0].why.endswith(": Read again")


# What refuses -----------------------------------------------------------------------------------------


def test_overlapping_periods_are_refused_with_their_sentence(client, desk):
    country = make_country()
    organization, office = make_organization(country), make_counterpart(country)
    approval = make_approval(organization, office, approved_from="2020-01-01", approved_until="2020-12-31")
    approval.delete()
    event = newest(Approval)
    make_approval(organization, office, approved_from="2020-06-01", approved_until="2021-06-01")

    answer = client.post(revert_address(organization, event), REASON)

    assert answer.context["errors"] == ["Another approval by this office covers a part of these days."]
    assert Approval.objects.count() == 1


def test_values_that_are_no_longer_allowed_are_refused_beside_their_field(client, desk):
    country = make_country(name_en="Old name")
    Country.objects.filter(pk=country.pk).update(name_en="New name")
    event = newest(Country)
    make_country(name_en="Old name")

    answer = client.post(revert_address(country, event), REASON)

    country.refresh_from_db()
    assert answer.context["errors"] == ["Name (English): Country with this Name (English) already exists."]
    assert country.name_en == "New name"


def test_an_organization_is_never_taken_away(client, desk):
    organization = make_organization()

    assert refusals(client, revert_address(organization, newest(Organization))) == [
        "You may not delete this row, or rows of its kind are never deleted."
    ]


def test_a_merge_is_not_taken_back_by_its_field(client, desk):
    """It moved more than that; its own page undoes it, and the page of who was merged is to be looked at only."""
    organization, into = make_organization(country := make_country()), make_organization(country)
    Organization.objects.filter(pk=organization.pk).update(merged_into=into)

    assert refusals(client, revert_address(organization, newest(Organization))) == ["You may not change this row."]


def test_a_rule_that_only_a_trigger_knows_is_told(client, desk):
    country, other = make_country(), make_country()
    organization, office = make_organization(country), make_counterpart(country)
    approval = make_approval(organization, office)
    approval.delete()
    type(office).objects.filter(pk=office.pk).update(country=other)
    event = newest(Approval)

    answer = client.post(revert_address(organization, event), REASON)

    assert (len(answer.context["errors"]), Approval.objects.count()) == (1, 0)


# Who may ----------------------------------------------------------------------------------------------


def test_whoever_may_only_look_is_offered_nothing_and_refused(client):
    country = make_country(name_en="Old name")
    Country.objects.filter(pk=country.pk).update(name_en="New name")
    client.force_login(staff_with("view_country"))

    page = client.get(reverse("admin:countries_country_history", args=[country.pk]))
    answers = [client.get(address := revert_address(country, newest(Country))), client.post(address, REASON)]

    country.refresh_from_db()
    assert {entry.revert_url for entry in page.context["page"].entries} == {""}
    assert ([answer.status_code for answer in answers], country.name_en) == ([403, 403], "New name")


def test_a_child_needs_the_right_to_its_own_kind(client):
    organization = make_organization()
    fee = make_fee(organization)
    client.force_login(staff_with("view_organization", "change_organization", "view_fee"))

    answer = client.post(revert_address(organization, newest(Fee)), REASON)

    assert (answer.status_code, Fee.objects.filter(pk=fee.pk).exists()) == (403, True)


def test_fields_that_somebody_may_not_write_stay(client):
    organization = make_organization(is_published=False, short_name="OLD")
    Organization.objects.filter(pk=organization.pk).update(is_published=True, short_name="NEW")
    event = newest(Organization)
    client.force_login(staff_with("view_organization", "change_organization"))

    shown = client.get(revert_address(organization, event)).context["plan"].lines
    client.post(revert_address(organization, event), {**REASON, "also": ["is_published", "short_name"]})

    organization.refresh_from_db()
    assert {line.name: line.is_locked for line in shown} == {"is_published": True, "short_name": False}
    assert (organization.is_published, organization.short_name) == (True, "OLD")


def test_a_revert_gives_no_rights_that_one_lacks(client):
    """Staff who look after people cannot make somebody a superuser again, nor themselves anything."""
    person = make_staff(is_superuser=True)
    User.objects.filter(pk=person.pk).update(is_superuser=False)
    client.force_login(staff_with("view_user", "change_user"))

    answer = client.post(revert_address(person, newest(User, pgh_obj_id=person.pk)), REASON)

    person.refresh_from_db()
    assert (answer.context["plan"].refusals, person.is_superuser) == (
        ["These fields cannot be written by you on this page."],
        False,
    )


def test_permissions_beyond_ones_own_are_not_given_back(client):
    person = make_staff()
    permission = Permission.objects.get(codename="delete_country")
    person.user_permissions.add(permission)
    person.user_permissions.remove(permission)
    events = User.user_permissions.through.__subclasses__()[0].pgh_event_model.objects.order_by("-pgh_id")
    client.force_login(staff_with("view_user", "change_user"))
    event = events.filter(user_id=person.pk)[0]

    answer = client.post(revert_address(person, event), REASON)

    assert answer.status_code in (200, 403)
    assert list(person.user_permissions.all()) == []


def test_the_event_of_another_row_is_not_found(client, desk):
    one, other = make_country(name_en="One"), make_country(name_en="Other")
    Country.objects.filter(pk=other.pk).update(name_en="Other name")

    answer = client.post(revert_address(one, newest(Country, pgh_obj_id=other.pk)), REASON)

    other.refresh_from_db()
    assert (answer.status_code, other.name_en) == (404, "Other name")


def test_members_are_no_staff(client):
    country = make_country(name_en="Old name")
    Country.objects.filter(pk=country.pk).update(name_en="New name")
    client.force_login(make_membership().user)

    answer = client.post(revert_address(country, newest(Country)), REASON)

    country.refresh_from_db()
    assert (answer.status_code, country.name_en) == (302, "New name")


# Two at once ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_write_at_the_same_moment_is_a_conflict_and_not_overwritten(client, desk):
    """Whoever holds the row is waited for; what they wrote then counts as changed since."""
    country = make_country(name_en="Old name")
    Country.objects.filter(pk=country.pk).update(name_en="New name")
    address = revert_address(country, newest(Country))
    answers = []

    def revert():
        with translation.override("en"):
            answers.append(client.post(address, REASON))
        connection.close()

    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("UPDATE countries_country SET name_en = 'Meanwhile' WHERE id = %s", [country.pk])
        thread = threading.Thread(target=revert)
        thread.start()
        thread.join(1)
        waited = thread.is_alive()
        cursor.execute("COMMIT")
    thread.join(20)

    country.refresh_from_db()
    assert (waited, country.name_en) == (True, "Meanwhile")
    assert answers[0].context["errors"] == ["Nothing was chosen: all of it was changed since."]
