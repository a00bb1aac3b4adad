"""What a person changed is found from their page, as far as the reader may see it."""

import pghistory
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from countries.models import Country
from jitco_portal.common.models import User
from organizations.models import SendingOrganization
from tests.factories import make_country, make_membership, make_operation, make_organization, make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def address(person):
    return reverse("admin:common_user_changes", args=[person.pk])


def staff_with(*names):
    user = make_staff()
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def writes_of(person):
    return pghistory.context(user=person.pk, url="/en/account/")


def test_what_a_person_wrote_is_listed_and_nothing_of_others(client):
    person, other = make_user(), make_user()
    country, organization = make_country(name_en="Old name"), make_organization()
    with writes_of(person):
        Country.objects.filter(pk=country.pk).update(name_en="By the person")
        organization.operations.add(make_operation())
    with writes_of(other):
        Country.objects.filter(pk=country.pk).update(name_en="By another")
    client.force_login(make_staff(is_superuser=True))

    entries = client.get(address(person)).context["entries"]

    told = {(entry.subject, entry.what) for entry in entries}
    assert (f"Country {country.pk}", "changed") in told
    assert (f"Organization: Operations {organization.pk}", "added") in told
    assert {entry.who for entry in entries} == {str(person)}
    assert "By another" not in str([entry.changes for entry in entries if entry.what == "changed"])


def test_a_reader_sees_only_tables_that_they_may_see(client):
    person = make_user()
    country, organization = make_country(), make_organization()
    reader = staff_with("view_user", "view_country")
    with writes_of(person):
        Country.objects.filter(pk=country.pk).update(name_en="New name")
        SendingOrganization.objects.filter(pk=organization.pk).update(training_hours=160)
    client.force_login(reader)

    entries = client.get(address(person)).context["entries"]

    assert [entry.subject for entry in entries] == [f"Country {country.pk}"]


def test_nobody_else_sees_it(client):
    person = make_user()
    client.force_login(staff_with("view_country"))
    staff = client.get(address(person)).status_code
    client.force_login(make_membership().user)

    assert (staff, client.get(address(person)).status_code) == (403, 302)


def test_the_page_of_a_person_links_to_it_and_tells_addresses_and_second_factors(client):
    client.force_login(make_staff(is_superuser=True))
    person = make_user(second_factor=True)

    page = client.get(reverse("admin:common_user_change", args=[person.pk]))

    assert address(person) in page.content.decode()
    assert {entry.subject for entry in page.context["history"]} >= {"Email address", "Authenticator"}
    assert "JBSWY3DPEHPK3PXP" not in page.content.decode()


def test_the_queries_do_not_grow_with_what_was_written(client):
    person, country = make_user(), make_country()
    client.force_login(make_staff(is_superuser=True))

    def write(*numbers):
        for number in numbers:
            with writes_of(person):
                Country.objects.filter(pk=country.pk).update(name_en=f"Name {number}")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(person)).status_code == 200
        return len(captured)

    write(1)
    queries()
    few = queries()
    write(*range(2, 30))

    assert queries() == few


def test_relations_of_people_are_changed_on_their_own_page(client):
    """Groups and permissions are told to the person there; a revert here would not."""
    person = make_staff()
    person.user_permissions.add(Permission.objects.get(codename="view_country"))
    event = User.user_permissions.through.__subclasses__()[0].pgh_event_model.objects.order_by("-pgh_id")[0]
    client.force_login(make_staff(is_superuser=True))

    url = reverse("admin:common_user_revert", args=[person.pk, event._meta.model_name, event.pk])
    answer = client.post(url, {"_history_reason": "Try"})

    assert answer.context["plan"].refusals == [
        "Change this on the page of the row itself, which does more than write it."
    ]
    assert person.user_permissions.count() == 1
