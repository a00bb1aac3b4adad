"""What changed on an organization's page: public fields of public rows, in words, and never who."""

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.history.context import because, by_command
from organizations.models import Approval, Fee, Membership, Organization, Partnership, Role, SendingOrganization
from organizations.queries.changes import NOT_TOLD, SENDING_TABLES, SUPERVISING_TABLES, organization_changes
from tests.factories import (
    SOURCE,
    make_approval,
    make_counterpart,
    make_country,
    make_list_edition,
    make_membership,
    make_operation,
    make_organization,
    make_programme,
    make_staff,
    make_supervising,
)

# Each write is a transaction of its own, as in life: pages tell what was written together as one.
apart = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def by_staff(user=None):
    return pghistory.context(user=(user or make_staff()).pk, url="/en/admin/organizations/organization/1/change/")


def address(organization):
    kind = "sending" if organization.is_sending else "supervising"
    return reverse(f"organizations:{kind}_changes", args=[organization.public_id])


def lines(page):
    """What a page tells, newest first: what, title, name, and the changes as text."""
    return [
        (
            line.what,
            line.title,
            line.name,
            [f"{change.field}: {change.before} → {change.after}" for change in line.changes],
        )
        for day in page.days
        for write in day.writes
        for line in write.lines
    ]


def told(organization, user=None):
    return lines(organization_changes(organization=organization, user=user or AnonymousUser()))


def text_of(client, organization, **query):
    return client.get(address(organization), query).content.decode()


# The one table ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [*SENDING_TABLES, *SUPERVISING_TABLES], ids=lambda table: table.model.__name__)
def test_every_field_is_said_to_be_public_or_not(table):
    if table.relation:
        assert len(table.public) == 1
        return
    fields = {field.name for field in table.model._meta.concrete_fields if not field.primary_key}
    fields |= {"organization"} & {field.name for field in table.model._meta.concrete_fields}

    assert (set(table.public) | set(table.hidden)) == fields
    assert set(table.public) & set(table.hidden) == set()
    assert set(table.names) <= set(table.public)


def test_every_model_of_organizations_is_told_or_has_a_reason():
    models = {
        model
        for model in apps.get_app_config("organizations").get_models()
        if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy
    }

    assert models - {table.model for table in [*SENDING_TABLES, *SUPERVISING_TABLES]} == set(NOT_TOLD)


def test_the_contact_and_what_staff_note_is_never_public():
    organization = next(table for table in SENDING_TABLES if table.model is Organization)

    assert {name for name in organization.public if name.startswith("contact_")} == set()


# In words ---------------------------------------------------------------------------------------------


@apart
def test_changes_are_told_in_words_newest_first():
    with transaction.atomic():
        organization = make_organization(make_country())
    office = make_counterpart(organization.country, name_en="Sample Ministry")
    SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=160)
    SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=200)
    approval = make_approval(organization, office, approved_from="2025-04")
    Approval.objects.filter(pk=approval.pk).update(
        confirmed_on="2026-11-15", checked_on="2026-11-15", approved_until="2027"
    )
    Approval.objects.filter(pk=approval.pk).delete()

    name = "TITP · Sample Ministry · April 2025"
    assert told(organization) == [
        ("delete", "Approval", name, []),
        (
            "update",
            "Approval",
            name,
            ["Approved until: – → 2027", "Confirmed on: 1 November 2026 → 15 November 2026"],
        ),
        ("insert", "Approval", name, []),
        ("update", "", "", ["Hours of training before departure: 160 → 200"]),
        ("update", "", "", ["Hours of training before departure: – → 160"]),
        ("entered", "", "", []),
    ]


@apart
def test_the_first_load_is_one_line():
    with transaction.atomic(), by_command("load_organizations"):
        organization = make_organization(make_country())
        SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=160)
        organization.operations.add(make_operation("1-1-1"), make_operation("1-1-2"))
        make_approval(organization, make_counterpart(organization.country))

    assert told(organization) == [("entered", "", "", [])]


@apart
def test_what_came_together_is_one_line():
    organization = make_organization()
    operations = [make_operation("1-1-1", name_en="Sowing"), make_operation("1-1-2", name_en="Reaping")]
    organization.operations.add(*operations)
    organization.operations.clear()

    assert told(organization)[:2] == [
        ("delete", "Operations", "1-1-1 Sowing, 1-1-2 Reaping", []),
        ("insert", "Operations", "1-1-1 Sowing, 1-1-2 Reaping", []),
    ]


@apart
def test_countries_permits_lists_and_figures_are_told():
    supervising, country = make_supervising(), make_country(name_en="Sample Land")
    supervising.supervising.accepts_from.add(country)
    organization = make_organization(country)
    make_list_edition(make_counterpart(country, name_en="Sample Ministry"), organization)

    assert told(supervising)[0] == ("insert", "Accepts from", "Sample Land", [])
    assert told(organization)[0] == ("insert", "Entry of a list", "Sample Ministry · 1 November 2026", [])


@apart
def test_long_texts_are_told_as_a_short_difference(client):
    note = "The centre has two halls and a library. " * 5
    organization = make_organization(note_en=note + "It opens at eight.")
    Organization.objects.filter(pk=organization.pk).update(note_en=note + "It opens at nine.")

    text = text_of(client, organization)

    assert ("<del>eight</del><ins>nine</ins>" in text, text.count("The centre has two halls")) == (True, 0)


@apart
def test_japanese_pages_speak_japanese(client):
    organization = make_organization(name_ja="見本機構")
    SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=160)
    with translation.override("ja"):
        text = text_of(client, organization)
        today = timezone.localdate()

    assert f"{today.year}年{today.month}月{today.day}日" in text


@apart
def test_two_writes_to_one_row_in_a_transaction_are_one_line():
    organization = make_organization()
    with transaction.atomic():
        fee = make_fee(organization, amount=300)
        Fee.objects.filter(pk=fee.pk).update(amount=400)
    with transaction.atomic():
        passing = make_fee(organization, amount=500)
        passing.delete()

    assert [(what, title) for what, title, _name, _changes in told(organization)] == [
        ("insert", "Fee"),
        ("entered", ""),
    ]


def make_fee(organization, **values):
    values = {"payer": "trainee", "subject": "teaching", "amount": 300, "currency": "USD", **SOURCE, **values}
    return Fee.objects.create(organization=organization.sending, programme=make_programme(), **values)


# Never who --------------------------------------------------------------------------------------------


@apart
def test_the_side_that_wrote_is_told_and_no_person(client):
    organization = make_organization()
    person = make_membership(organization, role=Role.EDITOR).user
    staff = make_staff(name="Sample Clerk")

    def write(hours):
        SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=hours)

    write(100)
    with by_command("load_organizations"):
        write(110)
    with by_staff(staff), because("A reason that names Sample Clerk"):
        write(120)
    with by_staff(staff), because("Proposal 3", proposal=3):
        write(130)
    with pghistory.context(user=person.pk, url="/en/account/organizations/x/profile/"):
        write(140)
    with pghistory.context(job="every_night"):
        write(150)
    with by_staff(staff), because("Proposal 3 undone", proposal=3, undone=True):
        write(160)
    with pghistory.context(user=person.pk, url="/en/account/organizations/x/profile/"), because("", proposal=4):
        write(170)
    with by_command("shell"):
        write(180)

    page = client.get(address(organization))
    writes = [write for day in page.context["page"].days for write in day.writes]
    assert [write.who for write in writes[:9]] == [
        "written directly in the database",
        "the organization itself",
        "the Affairs Dept.",
        "the portal, by itself",
        "the organization itself",
        "the organization itself, published by the Affairs Dept.",
        "the Affairs Dept.",
        "loaded from a list",
        "written directly in the database",
    ]
    text = page.content.decode()
    assert [word for word in ("Sample Clerk", person.name, person.email, "Proposal 3") if word in text] == []


@apart
def test_the_source_of_the_page_is_not_that_of_a_field_written_beside_it():
    organization = make_organization()
    fee = make_fee(organization, source="List of fees", amount=100)

    def sources():
        page = organization_changes(organization=organization, user=AnonymousUser(), count=1)
        return [line.source for day in page.days for write in day.writes for line in write.lines]

    Organization.objects.filter(pk=organization.pk).update(address="1 New Street")
    of_a_field = sources()
    Organization.objects.filter(pk=organization.pk).update(address="2 New Street", source="A register")
    of_a_sourced_field = sources()
    Fee.objects.filter(pk=fee.pk).update(amount=200)
    of_a_fact = sources()
    with by_staff(), because("Proposal 3", proposal=3):
        Fee.objects.filter(pk=fee.pk).update(amount=300)

    assert (of_a_field, of_a_sourced_field, of_a_fact) == ([""], ["A register"], ["List of fees"])
    assert sources() == [""]


@apart
def test_raw_sql_is_on_the_public_page(client):
    organization = make_organization(short_name="OLD")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organizations_organization SET short_name = 'NEW' WHERE id = %s", [organization.pk])

    assert told(organization)[0] == ("update", "", "", ["Short name: OLD → NEW"])


@apart
def test_bulk_writes_are_on_the_public_page():
    organization = make_organization(make_country())
    fee = make_fee(organization)
    Fee.objects.filter(pk=fee.pk).update(amount=400)
    Fee.objects.filter(pk=fee.pk).delete()
    Fee.objects.bulk_create([fee])

    assert [what for what, *_rest in told(organization)] == ["insert", "delete", "update", "insert", "entered"]


# What must not leak -----------------------------------------------------------------------------------


@apart
def test_contacts_and_what_is_for_staff_are_told_to_nobody(client):
    organization = make_organization(contact_name="Old Person", contact_email="old@example.org")
    member = make_membership(organization, role=Role.ADMINISTRATOR)
    Organization.objects.filter(pk=organization.pk).update(
        contact_name="Private Person",
        contact_email="private@example.org",
        contact_phone="0123",
        contact_member=member,
        contact_visibility="public",
        publishes_at_once=True,
    )

    for user in (None, member.user, make_staff(is_superuser=True)):
        client.logout()
        if user:
            client.force_login(user)
        page = client.get(address(organization)).context["page"]
        assert [line for line in lines(page) if line[0] != "entered"] == []


@apart
def test_memberships_are_told_to_nobody(client):
    organization = make_organization()
    make_membership(organization)
    Membership.objects.update(role=Role.EDITOR)

    assert [what for what, *_rest in told(organization) if what != "entered"] == []


@apart
def test_an_unpublished_organization_has_no_changes_page(client):
    organization = make_organization(is_published=False)
    stranger = make_membership(make_organization()).user

    answers = [client.get(address(organization)).status_code]
    client.force_login(stranger)
    answers.append(client.get(address(organization)).status_code)

    assert answers == [404, 404]


@apart
def test_what_was_written_while_it_was_not_published_stays_untold():
    organization = make_organization(is_published=False, name_en="First draft")
    Organization.objects.filter(pk=organization.pk).update(name_en="Second draft")
    fee = make_fee(organization, amount=777)
    Organization.objects.filter(pk=organization.pk).update(is_published=True)
    Fee.objects.filter(pk=fee.pk).update(amount=400)

    found = told(organization)

    assert [what for what, *_rest in found] == ["update", "published"]
    assert found[0][3] == ["Amount: 777 → 400"]


@apart
def test_a_merged_organization_leads_to_the_one_it_became(client):
    organization, into = make_organization(country := make_country()), make_organization(country)
    Organization.objects.filter(pk=organization.pk).update(merged_into=into)

    answer = client.get(address(organization))

    assert (answer.status_code, answer.headers["Location"]) == (302, address(into))


@apart
def test_a_partner_that_is_not_on_the_site_is_not_named(client):
    organization = make_organization()
    hidden = make_supervising(is_published=False, name_ja="見えない組合")
    seen = make_supervising(name_ja="見える組合")
    for partner in (hidden, seen):
        Partnership.objects.create(
            sending_organization=organization.sending, supervising_organization=partner.supervising, **SOURCE
        )

    names = [name for what, title, name, _changes in told(organization) if title == "Partnership"]

    assert (names, "見えない組合" in text_of(client, organization)) == (["見える組合"], False)


@apart
def test_sources_are_told_and_reasons_are_not(client):
    organization = make_organization()
    with by_staff(), because("Somebody telephoned"):
        make_fee(organization, source="Sample fee table of 2026")

    text = text_of(client, organization)

    assert ("Sample fee table of 2026" in text, "Somebody telephoned" in text) == (True, False)


@apart
def test_a_source_read_again_is_told_as_that(client):
    organization = make_organization()
    fee = make_fee(organization)
    Fee.objects.filter(pk=fee.pk).update(checked_on="2026-11-20")

    assert "source read again" in text_of(client, organization)


@apart
def test_the_page_is_for_readers_and_not_for_search_engines(client):
    answer = client.get(address(make_organization()))

    assert (answer.headers["X-Robots-Tag"], '<meta name="robots" content="noindex">' in answer.content.decode()) == (
        "noindex",
        True,
    )


# Pages ------------------------------------------------------------------------------------------------


@apart
def test_older_changes_are_a_page_further_and_none_is_lost(client):
    organization = make_organization()
    for hours in range(1, 48):
        SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=hours)

    found, after, pages = [], "", 0
    while True:
        page = client.get(address(organization), {"after": after}).context["page"]
        found += [line[3][0].rpartition(" ")[2] for line in lines(page) if line[3]]
        pages += 1
        after = page.older
        if not after:
            break

    assert (found, pages) == ([str(hours) for hours in range(47, 0, -1)], 3)


@apart
@pytest.mark.parametrize("after", ["x", "-1", "²", "9" * 30, "99999999999999999", "0"])
def test_a_key_that_means_nothing_is_no_error(client, after):
    assert client.get(address(make_organization()), {"after": after}).status_code == 200


@apart
def test_writes_that_tell_nothing_do_not_hide_older_ones():
    organization = make_organization()
    SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=160)
    for number in range(30):
        Organization.objects.filter(pk=organization.pk).update(contact_name=f"Person {number}")

    assert told(organization)[0][3] == ["Hours of training before departure: – → 160"]


@apart
def test_htmx_gets_the_newest_few(client):
    organization = make_organization()
    for hours in range(1, 9):
        SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=hours)

    answer = client.get(address(organization), headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert (len(lines(answer.context["page"])), "<html" in text, address(organization) in text) == (5, False, True)
    assert {"HX-Request", "HX-History-Restore-Request"} <= {each.strip() for each in answer.headers["Vary"].split(",")}


@apart
def test_the_profile_links_to_what_changed(client):
    for organization in (make_organization(make_country()), make_supervising()):
        make_programme()
        assert f'href="{address(organization)}"' in client.get(organization.get_absolute_url()).content.decode()


@apart
@pytest.mark.parametrize("kind", ["sending", "supervising"])
@pytest.mark.parametrize("as_member", [False, True])
def test_a_page_asks_eight_times_at_most_and_not_more_for_a_long_history(client, kind, as_member):
    country = make_country()
    organization = make_organization(country) if kind == "sending" else make_supervising()
    if as_member:
        client.force_login(make_membership(organization, role=Role.EDITOR).user)
    office = make_counterpart(country)
    other = make_supervising() if kind == "sending" else make_organization(country)
    pair = (organization, other) if kind == "sending" else (other, organization)

    def write(number):
        organization.operations.add(make_operation(f"2-1-{number}"))
        Partnership.objects.create(
            sending_organization=pair[0].sending,
            supervising_organization=pair[1].supervising,
            from_on=f"{2000 + number}",
            **SOURCE,
        )
        if kind == "sending":
            make_fee(organization, amount=number)
            make_list_edition(office, organization, published_on=timezone.localdate().replace(year=2000 + number))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(organization)).status_code == 200
        return len(captured)

    write(1)
    queries()
    few = queries()
    for number in range(2, 15):
        write(number)

    assert (queries() - few, few <= 8) == (0, True), few
