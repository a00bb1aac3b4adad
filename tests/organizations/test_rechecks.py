"""The yearly re-check: letters with signed links, reminders, confirmations, and lapsing after the last day."""

import datetime
import re
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import translation

import tests.factories as make
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.registry import daily_jobs
from organizations.models import Organization, Recheck, RecheckCampaign, Role
from organizations.services.proposals.proposing import confirm_profile
from organizations.services.rechecks import every_night

pytestmark = pytest.mark.django_db
ADDRESS = "/en/account/recheck/"
OPENS, DEADLINE = datetime.date(2027, 4, 1), datetime.date(2027, 4, 30)
STATES = ("state", "letters")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def campaign():
    return RecheckCampaign.objects.create(name="Re-check of 2027", opens_on=OPENS, deadline_on=DEADLINE)


@pytest.fixture
def organization():
    return make.make_organization(name_en="Lotus (sample)", contact_email="office@lotus.example")


def on(day: str, hour: int = 3):
    """A time of that day in Japan."""
    return time_machine.travel(datetime.datetime.fromisoformat(f"2027-{day}T{hour:02}:30:00+09:00"), tick=False)


def night(day: str):
    with on(day):
        return every_night()


def letters() -> list[tuple[str, str]]:
    return list(OutboxMessage.objects.order_by("pk").values_list("recipient", "kind"))


def token_to(address: str) -> str:
    return re.search(r"\?token=(\S+)", OutboxMessage.objects.filter(recipient=address).latest("pk").body)[1]


def state_of(organization) -> tuple[str, int]:
    return Recheck.objects.filter(organization=organization).values_list(*STATES).get()


# Letters ----------------------------------------------------------------------------------------------


def test_letters_go_to_administrators_else_to_the_contact_and_twice_again(campaign, organization):
    administered = make.make_organization(contact_email="unused@example.org")
    administrator = make.make_membership(administered, role=Role.ADMINISTRATOR).user
    make.make_membership(administered, role=Role.EDITOR)
    unreachable = make.make_supervising()
    make.make_organization(is_published=False, contact_email="hidden@example.org")
    merged = make.make_organization(contact_email="merged@example.org")
    Organization.objects.filter(pk=merged.pk).update(merged_into=organization)

    days = ("03-31", "04-01", "04-02", "04-15", "04-16", "04-17", "04-26", "04-27", "04-28", "04-30")
    written = {}
    for day in days:
        before = len(letters())
        night(day)
        written[day] = letters()[before:]

    both = [organization.contact_email, administrator.email]
    assert {day: each for day, each in written.items() if each} == {
        "04-01": [(each, "recheck") for each in both],
        "04-16": [(each, "recheck_reminder") for each in both],
        "04-27": [(each, "recheck_reminder") for each in both],
    }
    assert (state_of(organization), state_of(administered)) == (("asked", 3), ("asked", 3))
    assert state_of(unreachable) == ("no_address", 0)
    assert not Recheck.objects.filter(organization=merged).exists()
    assert OutboxMessage.objects.filter(is_secret=False).count() == 0


def test_kind_and_country_narrow_a_campaign_and_a_letter_is_in_the_language_of_its_reader():
    country = make.make_country()
    asked = make.make_organization(country, contact_email="a@example.org")
    supervising = make.make_supervising(contact_email="jp@example.org")
    make.make_organization(contact_email="elsewhere@example.org")
    days = {"opens_on": OPENS, "deadline_on": DEADLINE}
    RecheckCampaign.objects.create(name="One country", kind="sending", country=country, **days)
    RecheckCampaign.objects.create(name="Japan", kind="supervising", **days)

    night("04-01")

    assert dict(Recheck.objects.values_list("organization", "campaign__name")) == {
        asked.pk: "One country",
        supervising.pk: "Japan",
    }
    assert dict(OutboxMessage.objects.values_list("recipient", "language")) == {
        "a@example.org": "en",
        "jp@example.org": "ja",
    }


def test_who_gets_an_address_later_is_written_to_once_and_not_made_up_for(campaign):
    organization = make.make_organization()
    night("04-01")
    assert state_of(organization) == ("no_address", 0)

    Organization.objects.filter(pk=organization.pk).update(contact_email="late@example.org")
    night("04-28")
    night("04-29")

    assert letters() == [("late@example.org", "recheck")]
    assert state_of(organization) == ("asked", 3)


# The link ---------------------------------------------------------------------------------------------


def test_a_look_changes_nothing_and_a_click_confirms_once_without_a_log_in(client, campaign, organization):
    night("04-01")
    query = {"token": token_to(organization.contact_email)}
    with on("04-30", 23):  # the last hour of the last day in Japan
        page = client.get(ADDRESS, query)
        assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
        assert "Lotus (sample)" in page.content.decode()
        assert state_of(organization) == ("asked", 1)

        client.post(ADDRESS, query, follow=True)
        after = client.post(ADDRESS, query, follow=True)

    assert "Thank you: the profile is confirmed" in after.content.decode()
    organization.refresh_from_db()
    assert organization.last_confirmed_on == DEADLINE
    recheck = Recheck.objects.get()
    assert (recheck.state, recheck.confirmed_by) == ("confirmed", None)
    why = Organization.pgh_event_model.objects.filter(pgh_obj=organization).latest("pgh_id").pgh_context.metadata["why"]
    assert why == "Confirmed by the organization, by the link of the yearly re-check"
    night("05-01")
    assert (state_of(organization), len(letters())) == (("confirmed", 1), 1)


def test_the_page_shows_no_more_than_the_public_one(client, campaign, organization):
    make.make_supervising(name_ja="見本協同組合", contact_email="office@kumiai.example")
    Organization.objects.update(contact_name="Hidden Person", contact_phone="000-SECRET")
    night("04-01")

    for address, name in (("office@lotus.example", "Lotus (sample)"), ("office@kumiai.example", "見本協同組合")):
        with on("04-02"):
            page = client.get(ADDRESS, {"token": token_to(address)}).content.decode()
        assert name in page
        assert [each for each in ("Hidden Person", "000-SECRET", address) if each in page] == []


def test_a_link_opens_nothing_for_strangers_altered_or_after_its_right_has_ended(client, campaign, organization):
    administered = make.make_organization()
    member = make.make_membership(administered, role=Role.ADMINISTRATOR)
    night("04-01")
    contact, administrator = token_to(organization.contact_email), token_to(member.user.email)
    other_key = administrator.split(".")[0] + "." + contact.split(".")[1]

    with on("04-02"):
        before = {each: client.get(ADDRESS, {"token": each}).status_code for each in (contact, administrator)}
        member.role = Role.EDITOR
        member.save()
        Organization.objects.filter(pk=organization.pk).update(contact_email="another@lotus.example")
        tried = ["", "x", "\0", contact[:-1], contact + "a", other_key, contact, administrator, "a" * 5000]
        answers = {
            (method(ADDRESS, {"token": each}).status_code) for each in tried for method in (client.get, client.post)
        }

    assert set(before.values()) == {200}
    assert answers == {404}
    assert set(Recheck.objects.values_list("state", flat=True)) == {"asked"}


def test_an_unpublished_organization_is_shown_to_nobody_by_its_link(client, campaign, organization):
    night("04-01")
    Organization.objects.filter(pk=organization.pk).update(is_published=False)

    with on("04-02"):
        assert client.get(ADDRESS, {"token": token_to(organization.contact_email)}).status_code == 404


# After the last day -----------------------------------------------------------------------------------


def test_after_the_last_day_in_japan_the_link_is_over_and_the_profile_says_that_it_lapsed(client, campaign):
    silent, unasked = make.make_organization(contact_email="a@example.org"), make.make_organization()
    gone = make.make_organization(contact_email="gone@example.org")
    night("04-01")
    Organization.objects.filter(pk=gone.pk).update(is_published=False)
    night("04-30")
    assert state_of(silent) == ("asked", 3)

    with on("05-01", 0):  # before the work of the night
        over = client.post(ADDRESS, {"token": token_to("a@example.org")})
        assert (over.status_code, state_of(silent)) == (410, ("asked", 3))
        assert client.get(ADDRESS, {"token": token_to("a@example.org")}).status_code == 410
    assert night("05-01").ended == [(campaign, 1)]
    assert night("05-02").ended == []

    said = "asked to confirm by 30 April 2027, and did not"
    shown = {each.pk: said in client.get(each.get_absolute_url()).content.decode() for each in (silent, unasked)}
    assert shown == {silent.pk: True, unasked.pk: False}
    assert [state_of(each)[0] for each in (silent, unasked, gone)] == ["lapsed", "no_address", "no_address"]

    # Making it good.
    Organization.objects.filter(pk=silent.pk).update(last_confirmed_on=datetime.date(2027, 5, 1))
    assert said not in client.get(silent.get_absolute_url()).content.decode()


def test_confirming_by_another_way_answers_the_letter_too(campaign):
    by_page, by_telephone = make.make_organization(), make.make_organization(contact_email="b@example.org")
    editor = make.make_membership(by_page, role=Role.EDITOR).user
    night("04-01")

    with on("04-02"):
        confirm_profile(organization=by_page, by=editor)
    Organization.objects.filter(pk=by_telephone.pk).update(last_confirmed_on=datetime.date(2027, 4, 3))
    night("04-28")

    assert {
        each.organization_id: (each.state, each.confirmed_by_id)
        for each in Recheck.objects.filter(organization__in=[by_page, by_telephone])
    } == {by_page.pk: ("confirmed", editor.pk), by_telephone.pk: ("confirmed", None)}
    assert [each for each in letters() if each[1] == "recheck_reminder"] == []


# The desk, the command, the night ----------------------------------------------------------------------


def test_the_desk_plans_a_campaign_sees_whom_it_asks_and_stops_it(client, organization):
    staff = make.make_staff(is_superuser=True)
    values = {"name": "2027", "kind": "", "country": "", "first_reminder_days": 14, "second_reminder_days": 3}
    add = "/en/admin/organizations/recheckcampaign/add/"
    with on("03-20"):
        client.force_login(staff)
        early = client.post(add, {**values, "opens_on": "2027-04-01", "deadline_on": "2027-04-10"})
        past = client.post(add, {**values, "opens_on": "2027-03-01", "deadline_on": "2027-04-30"})
        client.post(add, {**values, "opens_on": "2027-04-01", "deadline_on": "2027-04-30"})
        campaign = RecheckCampaign.objects.get()
        page = f"/en/admin/organizations/recheckcampaign/{campaign.pk}/change/"
        planned = client.get(page).content.decode()
    assert [[*each.context["adminform"].form.errors] for each in (early, past)] == [
        ["first_reminder_days"],
        ["opens_on"],
    ]
    assert campaign.created_by is not None
    assert "Today it would ask 1 organization; 0 without an address to write to." in planned

    night("04-01")
    with on("04-02"):
        client.force_login(staff)
        assert "Confirmed: 0. Not answered yet: 1." in client.get(page).content.decode()
        list_page = "/en/admin/organizations/recheckcampaign/"
        client.post(list_page, {"action": "stop_campaigns", "_selected_action": campaign.pk})
        assert client.get(ADDRESS, {"token": token_to(organization.contact_email)}).status_code == 410
        rechecks = client.get(f"/en/admin/organizations/recheck/?campaign__id__exact={campaign.pk}").content.decode()
    night("05-01")
    assert (state_of(organization), len(letters())) == (("asked", 1), 1)
    assert "first letter" in rechecks


def test_the_command_does_the_work_of_the_night_and_simulates_it_without_a_trace(campaign, organization):
    tables = ("organizations_recheck", "common_outboxmessage", "procrastinate_jobs", "organizations_recheckevent")

    def rows():
        with connection.cursor() as cursor:
            counted = []
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")
                counted.append(cursor.fetchone()[0])
            return counted

    before = rows()
    said = {}
    with on("04-01"):
        for options in ({"simulate": True}, {"simulate": False}, {"simulate": False}):
            out = StringIO()
            call_command("send_rechecks", stdout=out, **options)
            said[len(said)] = out.getvalue().splitlines()
            if options["simulate"]:
                assert rows() == before

    done = [
        "Re-check of 2027: begins, 1 organizations, 0 of them without an address",
        "Re-check of 2027: 1 organizations written to, 0 reminded",
    ]
    assert said == {
        0: [*done, "nothing changed"],
        1: done,
        2: ["Re-check of 2027: 0 organizations written to, 0 reminded"],
    }
    assert every_night in list(daily_jobs)
