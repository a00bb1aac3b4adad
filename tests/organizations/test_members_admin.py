"""Members and requests at the desk: who may decide, what stands beside a request, nothing is deleted."""

import datetime
import re

import pghistory.models
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.search.index import refresh_stale
from organizations.models import Claim, Membership, Organization, RequestState, Role
from tests.factories import (
    make_application,
    make_claim,
    make_invitation,
    make_membership,
    make_organization,
    make_staff,
    make_supervising,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def desk(client):
    user = make_staff(is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def organization():
    return make_organization(name_en="Lotus (sample)")


def page_of(row):
    return reverse(f"admin:organizations_{row._meta.model_name}_change", args=[row.pk])


def told(answer):
    return [str(message) for message in answer.context["messages"]]


# Memberships ------------------------------------------------------------------------------------------


def values_of(membership, **values):
    held = {"role": membership.role, "from_on": str(membership.from_on), "until_on": membership.until_on or ""}
    return {**held, **values}


def test_staff_make_a_member_who_is_told(client, desk, organization):
    user = make_user()
    values = {"user": user.pk, "organization": organization.pk, "role": "administrator", "from_on": str(today())}

    answer = client.post(reverse("admin:organizations_membership_add"), {**values, "_history_reason": "By telephone"})

    assert answer.status_code == 302
    assert Membership.objects.get().role == "administrator"
    assert list(OutboxMessage.objects.values_list("kind", "recipient")) == [("membership_given", user.email)]
    assert "By telephone" in [context.metadata.get("why") for context in pghistory.models.Context.objects.all()]


def test_staff_are_warned_when_nobody_administers_it_any_more(client, desk, organization):
    last = make_membership(organization, role=Role.ADMINISTRATOR)

    page = client.get(page_of(last))
    answer = client.post(page_of(last), values_of(last, _end_now="1", _history_reason="Left"), follow=True)

    last.refresh_from_db()
    assert page.context["is_last"] is True
    assert last.until_on == today() - DAY
    assert told(answer)[0].startswith("Nobody administers Lotus (sample) now")
    assert list(OutboxMessage.objects.values_list("kind", flat=True)) == ["membership_ended"]


def test_an_end_asks_first_and_wants_a_reason(client, desk, organization):
    member = make_membership(organization)

    asked = client.get(page_of(member), {"_end_now": "1"})
    refused = client.post(page_of(member), {"_end_now": "1", "_history_reason": " "})

    member.refresh_from_db()
    assert (asked.status_code, asked.context["error"]) == (200, "")
    assert (refused.status_code, refused.context["error"]) == (200, "Give the reason.")
    assert (member.until_on, OutboxMessage.objects.count()) == (None, 0)
    client.post(page_of(member), {"_end_now": "1", "_history_reason": "Left"})
    member.refresh_from_db()
    assert member.until_on == today() - DAY
    assert "Left" in [context.metadata.get("why") for context in pghistory.models.Context.objects.all()]
    again = client.post(page_of(member), {"_end_now": "1", "_history_reason": "Left"}, follow=True)
    assert told(again)[-1] == "This membership has ended already."


def test_enter_on_the_page_of_a_membership_saves(client, desk, organization):
    member = make_membership(organization, mail_refused_at=timezone.now(), mail_refusal="550")

    page = client.get(page_of(member)).content.decode()

    form = page[page.index('id="membership_form"') :]
    buttons = re.findall(r'<(?:input|button)[^>]*type="submit"[^>]*name="(\w+)"', form)
    assert buttons[0] == "_save"
    assert "_end_now" not in buttons


def test_nobody_makes_or_changes_a_membership_of_their_own(client, desk, organization):
    values = {"user": desk.pk, "organization": organization.pk, "role": "administrator", "from_on": str(today())}

    added = client.post(reverse("admin:organizations_membership_add"), values)
    own = make_membership(organization, user=desk)
    page = client.get(page_of(own))
    sent = [
        client.post(page_of(own), {**values_of(own), **more}).status_code
        for more in ({"role": "administrator"}, {"_end_now": "1", "_history_reason": "Mine"}, {"_clear_refusal": "1"})
    ]

    assert added.context["adminform"].form.errors == {
        "user": ["This is yourself: somebody else of the Affairs Dept. makes you a member."]
    }
    assert "This is your own membership" in page.content.decode()
    assert sent == [403, 403, 403]
    own.refresh_from_db()
    assert (own.role, own.until_on) == ("reader", None)


def test_nobody_brings_back_a_membership_of_their_own(client, desk, organization):
    own = make_membership(organization, user=desk)
    Membership.objects.filter(pk=own.pk).update(role=Role.ADMINISTRATOR)
    Membership.objects.filter(pk=own.pk).update(role=Role.READER)
    events = Membership.pgh_event_model.objects.filter(pgh_obj_id=own.pk, pgh_label="update")

    answers = [
        client.post(
            reverse("admin:organizations_membership_revert", args=[own.pk, "membershipevent", event.pk]),
            {"_history_reason": "Mine"},
        ).status_code
        for event in events
    ]

    assert (len(answers), Membership.objects.get().role) == (2, Role.READER)


def test_staff_change_role_and_last_day_and_the_member_is_told(client, desk, organization):
    make_membership(organization, role=Role.ADMINISTRATOR)
    member = make_membership(organization)

    client.post(page_of(member), values_of(member, role="editor"))
    member.refresh_from_db()
    client.post(page_of(member), values_of(member, until_on=str(today() + DAY)))

    assert list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True)) == [
        "membership_changed",
        "membership_ended",
    ]


def test_an_end_in_the_past_takes_the_contact_off_the_profile(client, desk, organization):
    member = make_membership(organization)
    Organization.objects.filter(pk=organization.pk).update(contact_member=member, contact_name="Aya")

    client.post(page_of(member), values_of(member, until_on=str(today() - 2 * DAY)))

    organization.refresh_from_db()
    assert (organization.contact_name, organization.contact_member) == ("", None)


def test_staff_clear_the_note_on_mails_that_came_back(client, desk, organization):
    member = make_membership(organization, mail_refused_at=timezone.now(), mail_refusal="550")

    client.post(page_of(member), values_of(member, _clear_refusal="1"))

    member.refresh_from_db()
    assert (member.mail_refused_at, member.mail_refusal) == (None, "")


def test_a_membership_that_overlaps_another_is_refused_with_a_sentence(client, desk, organization):
    member = make_membership(organization)
    values = {"user": member.user_id, "organization": organization.pk, "role": "editor", "from_on": str(today())}

    answer = client.post(reverse("admin:organizations_membership_add"), values)

    assert answer.context["adminform"].form.non_field_errors() == [
        "This person is a member of the organization at that time already."
    ]


@pytest.mark.parametrize("make", [make_membership, make_invitation, make_claim, make_application])
def test_nothing_of_it_is_deleted(client, desk, make):
    row = make()

    answer = client.post(reverse(f"admin:organizations_{row._meta.model_name}_delete", args=[row.pk]), {"post": "yes"})

    assert (answer.status_code, type(row).objects.filter(pk=row.pk).exists()) == (403, True)


def test_staff_withdraw_an_invitation(client, desk, organization):
    invitation = make_invitation(organization)
    address = reverse("admin:organizations_invitation_withdraw", args=[invitation.pk])

    first, second = client.post(address, follow=True), client.post(address, follow=True)
    client.force_login(reader_with("view_invitation"))
    refused = client.post(address)

    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
    assert [told(first), told(second), refused.status_code] == [
        ["The invitation is withdrawn."],
        ["This invitation was answered or withdrawn already."],
        403,
    ]


# Claims -----------------------------------------------------------------------------------------------


def reader_with(*permissions):
    staff = make_staff()
    staff.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return staff


def test_the_list_holds_what_waits_the_oldest_first(client, desk):
    claims = [make_claim() for _number in range(3)]
    make_claim(state=RequestState.REFUSED, reason="No.", decided_at=timezone.now())
    address = reverse("admin:organizations_claim_changelist")

    waiting = client.get(address).context["cl"].result_list
    everything = client.get(address, {"waiting": "all"}).context["cl"].result_list

    assert ([each.pk for each in waiting], len(everything)) == ([each.pk for each in claims], 4)


def test_beside_a_claim_stands_who_administers_it_and_who_else_claims_it(client, desk, organization):
    claim, other = make_claim(organization), make_claim(organization)
    make_claim()
    administrator = make_membership(organization, role=Role.ADMINISTRATOR)
    make_membership(role=Role.ADMINISTRATOR)

    review = client.get(page_of(claim)).context["review"]

    assert (review.administrators, review.other_claims) == ([administrator], [other])


def test_staff_accept_a_claim_in_a_lower_role(client, desk, organization):
    claim = make_claim(organization)

    answer = client.post(page_of(claim), {"do": "accept", "role": "editor"}, follow=True)
    again = client.post(page_of(claim), {"do": "refuse", "reason": "No."})

    claim.refresh_from_db()
    assert (claim.state, claim.decided_by, Membership.objects.get().role) == (RequestState.ACCEPTED, desk, "editor")
    assert told(answer)[0].startswith("The request is accepted")
    assert again.context["form"].non_field_errors()[0].startswith("Somebody else decided on this meanwhile")


@pytest.mark.parametrize("rights", [("view_claim",), ("view_claim", "change_claim")])
def test_the_page_of_ones_own_claim_says_why_there_are_no_buttons(client, organization, rights):
    staff = reader_with(*rights)
    client.force_login(staff)

    page = client.get(page_of(make_claim(organization, user=staff))).content.decode()

    assert "This is your own request: somebody else decides on it." in page
    assert 'name="do"' not in page


def test_the_role_of_a_claim_cannot_be_raised(client, desk, organization):
    claim = make_claim(organization, role=Role.READER)

    answer = client.post(page_of(claim), {"do": "accept", "role": "administrator"})

    assert list(answer.context["form"].errors) == ["role"]
    assert Membership.objects.count() == 0


def test_a_refusal_without_a_reason_is_refused_by_the_field(client, desk, organization):
    claim = make_claim(organization)

    answer = client.post(page_of(claim), {"do": "refuse", "reason": " "})

    claim.refresh_from_db()
    assert (answer.context["form"].errors, claim.state) == (
        {"reason": ["Say why: the person is told."]},
        RequestState.OPEN,
    )


def test_nobody_decides_their_own_claim_at_the_desk(client, desk, organization):
    claim = make_claim(organization, user=desk)

    page = client.get(page_of(claim))
    answer = client.post(page_of(claim), {"do": "accept", "role": "reader"})

    assert (page.context["may_decide"], page.context["is_own"]) == (False, True)
    assert answer.context["form"].non_field_errors() == ["This is your own request: somebody else decides on it."]
    assert Claim.objects.get().state == RequestState.OPEN


@pytest.mark.parametrize(
    ("permissions", "page", "post"),
    [((), 403, 403), (("view_claim",), 200, 403), (("view_claim", "change_claim"), 200, 302)],
)
def test_deciding_needs_the_permission_to_change(client, organization, permissions, page, post):
    claim = make_claim(organization)
    client.force_login(reader_with(*permissions))

    found = client.get(page_of(claim)).status_code
    assert (found, client.post(page_of(claim), {"do": "accept", "role": "reader"}).status_code) == (page, post)


# Applications -----------------------------------------------------------------------------------------


def test_staff_list_an_organization_in_one_step(client, desk):
    application = make_application(name_en="Jasmine (sample)")

    answer = client.post(page_of(application), {"do": "accept"}, follow=True)

    organization = Organization.objects.get()
    assert (organization.name_en, organization.is_published) == ("Jasmine (sample)", True)
    assert told(answer) == [f"{organization} is listed, and the person administers it from today."]


@pytest.mark.parametrize("field", ["candidate", "public_id"])
def test_staff_accept_an_application_as_an_organization_that_is_listed(client, desk, organization, field):
    application = make_application(country=organization.country, name_en="Lotus")
    refresh_stale()

    page = client.get(page_of(application))
    client.post(page_of(application), {"do": "accept_for", field: organization.public_id.upper()})

    application.refresh_from_db()
    assert [each.organization for each in page.context["candidates"]] == [organization]
    assert (application.organization, Organization.objects.count()) == (organization, 1)


NO_SUCH_ID = "No organization of this kind has this public id."


@pytest.mark.parametrize(
    ("public_id", "error"),
    [
        ("", "Enter the public id of the organization, for instance xs-0001."),
        ("xx-9999", NO_SUCH_ID),
        ("of the other kind", NO_SUCH_ID),
    ],
)
def test_an_application_is_not_accepted_as_an_organization_that_is_none(client, desk, public_id, error):
    application, other = make_application(), make_supervising()
    public_id = other.public_id if public_id == "of the other kind" else public_id

    answer = client.post(page_of(application), {"do": "accept_for", "public_id": public_id})

    assert answer.context["form"].errors == {"public_id": [error]}
    assert client.get(page_of(application), {"public_id": public_id}).context["looked_for"].errors == {
        "public_id": [error]
    }
    application.refresh_from_db()
    assert application.state == RequestState.OPEN


def test_an_organization_looked_for_by_its_id_is_shown_before_anything_is_decided(client, desk, organization):
    application = make_application()

    page = client.get(page_of(application), {"public_id": organization.public_id.upper()})

    application.refresh_from_db()
    assert (page.context["named"], application.state) == (organization, RequestState.OPEN)
    form = page.content.decode().partition('id="named"')[2].partition("</form>")[0]
    assert ('name="do"' in form, f'value="{organization.public_id}"' in page.content.decode()) == (False, True)
