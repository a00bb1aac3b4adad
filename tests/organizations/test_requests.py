"""What claims and applications have in common: how often one may ask, and a night that no single row stops."""

import datetime

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.search.index import refresh_stale
from jitco_portal.common.uploads import PaperField
from organizations.models import Claim, Invitation, ListingApplication, Membership, Organization, RequestState, Role
from organizations.queries.requests import candidates
from organizations.services.members import claims, contacts, letters, listing, requests
from tests.factories import (
    make_application,
    make_claim,
    make_country,
    make_invitation,
    make_membership,
    make_organization,
    make_staff,
    make_supervising,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
PDF = b"%PDF-1.7\nSample evidence"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield tmp_path


@pytest.fixture
def organization():
    return make_organization(name_en="Lotus (sample)")


def claim(organization, user, **values):
    evidence = PaperField().clean(SimpleUploadedFile("letter.pdf", PDF))
    values = {"role": Role.ADMINISTRATOR, "position": "President", "text": "", "evidence": evidence, **values}
    return claims.claim_organization(organization=organization, user=user, **values)


def apply(user):
    values = {"kind": Organization.Kind.SENDING, "country": make_country(), "name_en": "New", "position": "President"}
    return listing.apply_to_be_listed(user=user, evidence=None, **values)


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def told_to(user):
    return OutboxMessage.objects.filter(kind="claim_told", recipient=user.email).count()


# How often --------------------------------------------------------------------------------------------


def test_a_person_asks_ten_times_a_day_at_most_what_was_withdrawn_included(organization, media):
    user = make_user()
    for _number in range(5):
        requests.withdraw(request=claim(organization, user))
        requests.withdraw(request=apply(user))
    before = len(files_in(media))

    with pytest.raises(requests.TooManyRequestsADay):
        claim(organization, user)
    with pytest.raises(requests.TooManyRequestsADay):
        apply(user)

    assert (requests.MOST_A_DAY, len(files_in(media)) - before) == (10, 0)
    claim(organization, make_user())
    with time_machine.travel(timezone.now() + DAY):
        assert claim(organization, user).pk


@pytest.mark.parametrize("page", ["claim", "listing"])
def test_who_asks_too_often_is_told_so_in_the_form_and_keeps_what_was_typed(client, organization, page):
    user = make_user()
    for _number in range(requests.MOST_A_DAY):
        make_claim(user=user, state=RequestState.WITHDRAWN)
    client.force_login(user)
    values = {"position": "Typed with care", "text": "", "evidence": SimpleUploadedFile("letter.pdf", PDF)}
    if page == "claim":
        address = reverse("claim_create", args=[organization.public_id])
        values |= {"role": "editor"}
    else:
        address = reverse("listing_create", args=["sending"])
        values |= {"name_en": "New", "country": make_country().pk, "address": "1 Street", "number": "1"}

    answer = client.post(address, values)

    assert answer.context["form"].errors == {
        "__all__": [
            "You have sent 10 requests within 24 hours, the most that you may, those withdrawn included. "
            "Please ask again tomorrow."
        ]
    }
    assert "Typed with care" in answer.content.decode()


def test_the_evidence_goes_when_a_request_is_withdrawn(organization, media, django_capture_on_commit_callbacks):
    made = claim(organization, make_user())
    before = len(files_in(media))

    with django_capture_on_commit_callbacks(execute=True):
        requests.withdraw(request=made)

    made.refresh_from_db()
    assert (before, files_in(media)) == (1, [])
    assert (made.state, made.evidence.name, made.evidence_size) == (RequestState.WITHDRAWN, "", None)


def test_administrators_are_told_once_a_day_of_one_person_in_one_role(organization):
    administrator, user = make_membership(organization, role=Role.ADMINISTRATOR).user, make_user()

    for role in (Role.READER, Role.READER, Role.ADMINISTRATOR, Role.ADMINISTRATOR):
        requests.withdraw(request=claim(organization, user, role=role))

    assert told_to(administrator) == 2
    with time_machine.travel(timezone.now() + DAY):
        claim(organization, user)
    assert told_to(administrator) == 3


def test_administrators_are_told_five_times_a_day_at_most(organization):
    administrator = make_membership(organization, role=Role.ADMINISTRATOR).user
    other = make_membership(role=Role.ADMINISTRATOR)

    for _number in range(claims.MOST_TOLD_A_DAY + 2):
        claim(organization, make_user())
    claim(other.organization, make_user())

    assert (told_to(administrator), told_to(other.user)) == (5, 1)


# What is accepted -------------------------------------------------------------------------------------


def periods(user):
    rows = Membership.objects.filter(user=user).order_by("from_on")
    return list(rows.values_list("role", "from_on", "until_on"))


@pytest.mark.parametrize(
    ("held", "asked"), [(Role.READER, Role.EDITOR), (Role.EDITOR, Role.EDITOR), (Role.ADMINISTRATOR, Role.EDITOR)]
)
def test_an_accepted_claim_holds_without_the_end_that_stood(organization, held, asked):
    made = make_claim(organization, role=asked)
    begun = make_membership(organization, user=made.user, role=held, until_on=today() + DAY).from_on

    claims.accept_claim(claim=made, by=make_staff())

    if held == Role.ADMINISTRATOR:  # what is more keeps its end, for staff gave less
        kept = [(held, begun, today() + DAY), (asked, today() + 2 * DAY, None)]
    else:
        kept = [(asked, begun, None)]
    assert periods(made.user) == kept


def test_an_accepted_claim_holds_from_today_where_a_membership_was_to_come(organization):
    made = make_claim(organization, role=Role.EDITOR)
    make_membership(organization, user=made.user, role=Role.READER, from_on=today() + 9 * DAY)

    claims.accept_claim(claim=made, by=make_staff())

    assert periods(made.user) == [(Role.EDITOR, today(), None)]


def test_an_accepted_claim_runs_until_a_membership_that_follows(organization):
    made = make_claim(organization, role=Role.EDITOR)
    begun = make_membership(organization, user=made.user, until_on=today() + DAY).from_on
    make_membership(organization, user=made.user, role=Role.READER, from_on=today() + 9 * DAY)

    claims.accept_claim(claim=made, by=make_staff())

    assert periods(made.user) == [
        (Role.EDITOR, begun, today() + 8 * DAY),
        (Role.READER, today() + 9 * DAY, None),
    ]


# What is alike ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Lotus Manpower Co., Ltd.", "lotos manpower", "LOTUS MANPOWER", "Lotusmanpower"])
def test_candidates_of_an_application_are_found_by_names_written_otherwise(name):
    held = make_organization(name_en="Lotus Manpower JSC")
    make_organization(name_en="Bamboo Manpower")
    make_supervising(name_en="Lotus Manpower")
    merged = make_organization(held.country, name_en="Lotus Manpower")
    Organization.objects.filter(pk=merged.pk).update(merged_into=held)
    refresh_stale()

    found = candidates(application=make_application(name_en=name))

    assert [(each.organization, each.has_number) for each in found] == [(held, False)]


def test_candidates_stand_in_the_order_of_how_much_they_are_alike():
    country = make_country()
    for name in ("A Lotus", "Lotus Manpower", "Lotus"):
        make_organization(country, name_en=name)
    numbered = make_organization(country, name_en="Zebra")
    numbered.sending.licence_number = "12/LD"
    numbered.sending.save()
    refresh_stale()

    found = candidates(application=make_application(name_en="lotus", number="12/ld"))

    assert [each.organization.name_en for each in found] == ["Zebra", "Lotus", "Lotus Manpower", "A Lotus"]


# The night --------------------------------------------------------------------------------------------


def failing_on(function, pick):
    """The function, but for the calls that ``pick`` picks."""

    def called(*args, **values):
        if pick(*args, **values):
            raise ValueError
        return function(*args, **values)

    return called


def test_a_request_that_cannot_expire_keeps_no_other_from_it(organization, monkeypatch):
    over = {"expires_at": timezone.now() - DAY}
    made = [make_claim(organization, **over), make_claim(**over), make_application(**over)]
    fails = failing_on(requests.tell_person, lambda request, what: request == made[0])
    monkeypatch.setattr(requests, "tell_person", fails)

    requests.expire_requests()

    states = [type(each).objects.get(pk=each.pk).state for each in made]
    assert states == [RequestState.OPEN, RequestState.EXPIRED, RequestState.EXPIRED]
    assert OutboxMessage.objects.count() == 2


def test_evidence_that_cannot_be_deleted_keeps_no_other(
    organization, media, monkeypatch, django_capture_on_commit_callbacks
):
    made = [claim(organization, make_user()) for _number in range(3)]
    for each in made:
        claims.refuse_claim(claim=each, by=make_staff(), reason="No.")
    fails = failing_on(requests.delete_evidence, lambda request: request == made[0])
    monkeypatch.setattr(requests, "delete_evidence", fails)

    with time_machine.travel(timezone.now() + 91 * DAY), django_capture_on_commit_callbacks(execute=True):
        requests.delete_old_evidence()

    assert [path.name for path in files_in(media)] == [str(made[0].evidence_key)]


def test_a_stray_that_cannot_be_deleted_keeps_no_other(organization, media, monkeypatch):
    claim(organization, make_user())
    for name in ("one", "two"):
        (media / "evidence" / name).write_bytes(b"left")
    fails = failing_on(default_storage.delete, lambda name: name == "evidence/one")
    monkeypatch.setattr(default_storage, "delete", fails)

    with time_machine.travel(timezone.now() + 2 * DAY):
        requests.delete_old_evidence()

    assert [(media / "evidence" / name).exists() for name in ("one", "two")] == [True, False]


def test_a_contact_that_cannot_be_blanked_keeps_no_other(monkeypatch):
    gone = [make_membership(until_on=today() - DAY) for _number in range(2)]
    for each in gone:
        Organization.objects.filter(pk=each.organization_id).update(contact_name="Aya", contact_email=each.user.email)
    fails = failing_on(contacts.blank_contact_of_the_gone, lambda organization, user: user == gone[0].user)
    monkeypatch.setattr(contacts, "blank_contact_of_the_gone", fails)

    contacts.blank_contacts_of_the_gone()

    names = [Organization.objects.get(pk=each.organization_id).contact_name for each in gone]
    assert names == ["Aya", ""]


def test_a_letter_that_cannot_be_withdrawn_keeps_no_other(monkeypatch):
    left = [make_invitation(invited_by=make_user()) for _number in range(2)]
    fails = failing_on(letters.withdraw_letters_of, lambda organization, user: user == left[0].invited_by)
    monkeypatch.setattr(letters, "withdraw_letters_of", fails)

    letters.withdraw_letters_of_the_gone()

    assert [Invitation.objects.get(pk=each.pk).withdrawn_at is None for each in left] == [True, False]


@pytest.mark.parametrize("make", [make_claim, make_application])
def test_deleting_evidence_writes_over_nothing_that_somebody_else_wrote_since(make):
    held = make(evidence="evidence/none", evidence_name="letter.pdf")
    model = Claim if make is make_claim else ListingApplication
    model.objects.filter(pk=held.pk).update(state=RequestState.REFUSED, reason="No seal.", decided_at=timezone.now())

    requests.delete_evidence(request=held)

    held.refresh_from_db()
    assert (held.state, held.reason, held.evidence_name) == (RequestState.REFUSED, "No seal.", "")
