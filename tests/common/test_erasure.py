"""After an erasure no table says who the person was, and what is held about a person is all shown before."""

import datetime
import json
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pghistory
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common import registry
from jitco_portal.common.history.context import event_models
from jitco_portal.common.mail.unsubscribing import unsubscribe_link
from jitco_portal.common.models import Consent, OutboxMessage, Unsubscription, User
from jitco_portal.common.privacy.consent import agree_to_privacy_notice
from jitco_portal.common.privacy.erasure import (
    NotErasable,
    erase_person,
    erase_told_addresses,
    erased_address,
    obstacles_to_erasure,
)
from jitco_portal.common.privacy.personal_data import personal_data_of
from jitco_portal.common.privacy.retention import forget_ended_sessions, wipe_old_texts
from materials.models import EditionReader, EnquiryFile, Upload
from organizations.models import Claim, Invitation, ListingApplication, Membership, Organization, ProposedChange, Role
from organizations.services.members import claims, requests
from seminars.models import Answer, CalendarAddress, Charge, CheckIn, Paper, Payment, TimetableRun
from tests.factories import (
    PASSWORD,
    make_candidate,
    make_claim,
    make_consent,
    make_contact_view,
    make_country,
    make_disclosure,
    make_feedback,
    make_introduction,
    make_legal_text,
    make_match_file,
    make_match_message,
    make_match_request,
    make_match_step,
    make_membership,
    make_message,
    make_missing_report,
    make_organization,
    make_proposal,
    make_shortlist,
    make_shortlist_entry,
    make_staff,
    make_user,
)
from tests.materials import world as materials
from tests.seminars.world import (
    make_attendee,
    make_event,
    make_group,
    make_meeting_day,
    make_question,
    make_registration,
)

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Zaphira Quellenberg", "zaphira.quellenberg@example.org"
OLD_NAME, OLD_EMAIL = "Zaphira Ostermoor", "zaphira.ostermoor@example.org"
NAMED = ("quellenberg", "ostermoor")
# Columns that may name an erased person, with the reason.
LEFT = {
    ("organizations_claim", "reason"): "what staff wrote in their own words",
    ("organizations_claimevent", "reason"): "the same in the history",
}
# Relations to a person, and addresses, that no part of "all we hold about you" needs to be found by.
EXEMPT: dict[str, str] = {
    "matching.Disclosure.contact_email": "copied from the person, who is asked for; by now it may be another's",
}


@pytest.fixture(autouse=True)
def english(tmp_path):
    with translation.override("en"):
        yield


def log_in(client, user):
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp(), "reauthenticated": True}
    ]
    session.save()


def make_everything(client):
    """A person with a row of every kind, under two names and two addresses."""
    user = make_user(email=OLD_EMAIL, name=OLD_NAME, second_factor=True)
    other = make_membership(role=Role.ADMINISTRATOR)
    organization = other.organization
    make_message(recipient=OLD_EMAIL, user=user, subject=f"For {OLD_NAME}", body=f"Dear {OLD_NAME}")
    user.email, user.name = EMAIL, NAME
    user.save()
    EmailAddress.objects.filter(user=user).update(email=EMAIL)
    membership = make_membership(organization, user, role=Role.EDITOR, mail_refusal=f"550 <{EMAIL}> is full")
    Organization.objects.filter(pk=organization.pk).update(
        contact_name=NAME, contact_email=EMAIL, contact_phone="0123", contact_member=membership
    )
    invitation = {"role": "reader", "language": "en", "expires_at": timezone.now()}
    for number, email in enumerate((EMAIL.upper(), "guest@example.org", OLD_EMAIL)):
        Invitation.objects.create(
            organization=organization,
            email=email,
            invited_by=user if number == 1 else other.user,
            token_hash=f"hash {number}",
            **invitation,
        )
    asked = {
        "user": user,
        "position": f"{NAME}, director",
        "text": f"I am {NAME}",
        "evidence_key": "12345678-1234-5678-1234-567812345678",
        "evidence_name": f"{NAME}.pdf",
        "expires_at": timezone.now(),
    }
    claim = Claim(organization=make_organization(), reason=f"{NAME} is not known there", **asked)
    claim.evidence.save("file", ContentFile(NAME.encode()), save=True)
    ListingApplication.objects.create(kind="sending", country=make_country(), name_en="New organization", **asked)
    make_proposal(
        organization,
        user,
        comment=f"Greetings from {NAME}",
        change={"field": "contact_name", "before": OLD_NAME, "after": NAME},
    )
    make_proposal(organization, other.user, change={"field": "contact_email", "before": EMAIL.upper(), "after": None})
    shortlist = make_shortlist(organization, name=f"List of {NAME}", created_by=user)
    make_shortlist_entry(shortlist, note=f"{OLD_NAME} ({EMAIL}) knows them.")
    make_missing_report(email=EMAIL.upper(), seen=f"Card of {NAME}", remark=f"I am {NAME}")
    make_consent(user)
    make_match_up(user, organization)
    make_event_rows(user, organization)
    make_material_rows(user, organization)
    make_message(recipient=EMAIL.upper(), subject="Without a user", last_error=f"550 <{EMAIL}> is full", state="failed")
    make_message(
        recipient=other.user.email,
        cause=f"membership:{membership.pk}:joined",
        subject=f"{NAME} has joined",
        body=f"{NAME} <{EMAIL}> has joined.",
        user=other.user,
    )
    Unsubscription.objects.create(address=EMAIL, kind="proposal_decided")
    LogEntry.objects.create(
        user=make_staff(),
        content_type=ContentType.objects.get_for_model(User),
        object_id=user.pk,
        object_repr=NAME,
        action_flag=CHANGE,
        change_message=json.dumps([{"changed": {"name": "membership", "object": f"{NAME} – {EMAIL}"}}]),
    )
    with pghistory.context(user=user.pk, url=f"/en/admin/common/user/?q={quote(EMAIL)}", why=f"asked by {EMAIL}"):
        Organization.objects.filter(pk=organization.pk).update(short_name="Changed")
    log_in(client, user)
    client.get(reverse("account_overview"))
    UserSession.objects.create(
        user=user, session_key=client.session.session_key, ip="192.0.2.1", user_agent=f"Browser of {NAME}"
    )
    return user


def make_match_up(user, organization):
    """They began it, wrote in all its texts, and showed their contact."""
    request = make_match_request(
        organization,
        created_by=user,
        state="introduced",
        training_wishes=f"As {NAME} taught",
        conditions=f"Ask {OLD_NAME}, {EMAIL}",
    )
    candidate = make_candidate(request, state="introduced")
    introduction = make_introduction(
        candidate, ended_at=timezone.now(), outcome="not_agreed", reported_by="requester", reason=f"{NAME} fell ill"
    )
    disclosure = make_disclosure(introduction, user)
    make_contact_view(disclosure, viewer=make_user())
    make_contact_view(make_disclosure(introduction, side="candidate"), viewer=user)
    message = make_match_message(candidate, user, text=f"Yours, {NAME} <{EMAIL}>", thread="both")
    make_match_message(candidate, side="candidate", thread="both", text=f"To {EMAIL}: yes")
    make_match_file(message=message, name=f"Letter of {OLD_NAME}.pdf")
    make_match_step(request, name="not_agree", reason=f"{NAME} fell ill")
    make_candidate(
        request, state="declined", ended_by="requester", end_reason=f"{OLD_NAME} knows them", reasons="Near by"
    )
    make_feedback(introduction, user, text=f"{NAME} would ask again")
    make_message(cause=f"match-up:{request.pk}:step:1", subject=f"{NAME} has agreed", body=f"See {NAME}")


def make_event_rows(user, organization):
    """They registered for an event, come to it and are named in all that was written; they moved money and places."""
    group = make_group(make_event(), organization.kind)
    registration = make_registration(
        group, organization, by=user, people=0, wishes=f"Ask {NAME}", state="cancelled", reason=f"{OLD_NAME} is ill"
    )
    values = {"name": NAME, "name_latin": NAME, "job_title": f"Head ({OLD_NAME})", "email": EMAIL.upper()}
    person = make_attendee(registration, user=user, needs=f"{NAME} needs a ramp", place="given_up", **values)
    colleague = make_attendee(registration, needs=f"Beside {OLD_NAME}", email=EMAIL, place="given_up")
    for attendee in (person, colleague, None):
        Answer.objects.create(
            registration=registration, attendee=attendee, question=make_question(group.event), text=f"{NAME}, {EMAIL}"
        )
    CheckIn.objects.create(attendee=person, key=uuid.uuid4(), by=user)
    CalendarAddress.objects.create(user=user)
    Charge.objects.create(registration=registration, kind="correction", amount=1, reason=f"Asked by {EMAIL}", by=user)
    Payment.objects.create(registration=registration, amount=1, note=f"From {EMAIL}", marked_by=user)
    Paper.objects.create(
        registration=registration, kind="invoice", number="I-1", recipient="Organization", lines=[], total=0,
        tax_percent=10, tax=0, issued_by=user,
    )  # fmt: skip
    TimetableRun.objects.create(day=make_meeting_day(), instance={}, started_by=user)
    make_message(cause=f"event:{group.event_id}:registration:{registration.pk}:left:1", subject=f"{NAME} left")


def make_material_rows(user, organization):
    """They read, ordered and asked, and worked at the desk; they are named in all that was written of it."""
    edition = materials.make_edition(published_by=user)
    EditionReader.objects.create(user=user, edition=edition, at=timezone.now())
    copy = materials.make_printed(edition)
    address = {"recipient": NAME, "address": f"c/o {OLD_NAME}", "telephone": "0123", "note": f"Ask {NAME}"}
    materials.make_order(organization, by=user, copies=[copy], state="sent", **address)
    materials.make_order(organization, by=user, copies=[copy], state="cancelled", reason=f"{NAME} is ill", **address)
    materials.make_order(organization, by=user, copies=[copy], state="cart", note=f"For {NAME}")
    enquiry = materials.make_enquiry(
        organization, by=user, subject=f"{NAME} asks", text=f"Yours, {NAME} <{EMAIL}>", assigned_to=user
    )
    materials.make_enquiry_message(enquiry, side="jitco", text=f"To {EMAIL}: yes")
    EnquiryFile.objects.create(
        message=enquiry.messages.first(),
        key=uuid.uuid4(),
        name=f"Letter of {OLD_NAME}.pdf",
        type="application/pdf",
        size=1,
    )
    materials.make_share_key(by=user)
    Upload.objects.create(
        key=uuid.uuid4(), edition=materials.make_edition(state="draft"), created_by=user, name="large.pdf", size=1
    )


def text_columns():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables "
            "USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE' "
            "AND (data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY') OR data_type LIKE 'char%')"
        )
        return sorted(cursor.fetchall())


def naming(words):
    """Columns of any table that hold one of the words, whatever their case; an address in an address too."""
    found = set()
    with connection.cursor() as cursor:
        for table, column in text_columns():
            condition = " OR ".join([f'"{column}"::text ILIKE %s'] * len(words))
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {condition}', [f"%{each}%" for each in words])
            if cursor.fetchone()[0]:
                found.add((table, column))
    return found


# No trace -----------------------------------------------------------------------------------------------


# Written in transactions of their own: within one, each event writes its context anew.
@pytest.mark.django_db(transaction=True)
def test_no_column_of_any_table_names_an_erased_person(client):
    user = make_everything(client)
    before = naming(NAMED)

    erase_person(user=user)
    told = naming(NAMED)
    OutboxMessage.objects.filter(kind="erasure_done").update(state="kept")
    erase_told_addresses()

    assert len(before) > 25
    assert {column for column in told if "outboxmessage" not in column[0]} == set(LEFT)
    assert naming(NAMED) == set(LEFT)


def test_row_stays_as_erased_person(client):
    user = make_everything(client)

    erase_person(user=user)

    erased = User.objects.get(pk=user.pk)
    assert (erased.email, erased.name) == (f"erased-{user.pk}@invalid", f"Erased person {user.pk}")
    assert (erased.is_active, erased.has_usable_password(), erased.check_password(PASSWORD)) == (False, False, False)
    assert erased.erased_at is not None
    assert Membership.objects.current().filter(user=user).count() == 0
    assert Authenticator.objects.filter(user=user).count() == EmailAddress.objects.filter(user=user).count() == 0
    assert [each.withdrawn_at is None for each in user.consents.all()] == [False]
    assert Session.objects.count() == UserSession.objects.count() == 0


def test_requests_of_an_erased_person_are_withdrawn_without_their_files(client, django_capture_on_commit_callbacks):
    user = make_everything(client)
    file = Claim.objects.get(user=user).evidence.name

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=user)

    claim = Claim.objects.get(user=user)
    assert (claim.state, claim.evidence.name, claim.text) == ("withdrawn", "", "")
    assert default_storage.exists(file) is False


def test_contact_of_an_erased_person_is_blank(client):
    user = make_everything(client)
    organization = Organization.objects.get(contact_email=EMAIL)

    erase_person(user=user)

    organization.refresh_from_db()
    values = (organization.contact_name, organization.contact_email, organization.contact_phone)
    assert (values, organization.contact_member) == (("", "", ""), None)


def test_history_of_what_the_person_did_stays(client):
    user = make_everything(client)
    contexts = pghistory.models.Context.objects.filter(metadata__user=user.pk).count()

    erase_person(user=user)

    events = event_models(Organization)[0]._base_manager.filter(short_name="Changed").order_by("pgh_id")
    assert events.first().pgh_context.metadata["user"] == user.pk
    assert pghistory.models.Context.objects.filter(metadata__user=user.pk).count() == contexts


def test_history_is_closed_again_after_an_erasure(client):
    user = make_everything(client)
    erase_person(user=user)

    with pytest.raises(Exception, match="Cannot update or delete rows"):
        event_models(User)[0]._base_manager.filter(pgh_obj_id=user.pk).update(name="x")


def test_others_keep_their_rows(client):
    user = make_everything(client)
    twin = make_user(email="zaphira.quellenberg@example.org.example.org", name="Zaphira Quellenbergson")

    erase_person(user=user)

    twin.refresh_from_db()
    assert (twin.email, twin.name) == ("zaphira.quellenberg@example.org.example.org", "Zaphira Quellenbergson")
    assert Invitation.objects.filter(email="guest@example.org").count() == 1


def dump(*models_dumped):
    return [sorted(str(row) for row in model._base_manager.values()) for model in models_dumped]


def log_line(user, **values):
    content_type = ContentType.objects.get_for_model(User)
    return LogEntry.objects.create(user=user, content_type=content_type, action_flag=CHANGE, **values)


@pytest.mark.parametrize("name", ["https", "e", "Approval", "object", "example"])
@pytest.mark.django_db(transaction=True)
def test_erasure_under_a_common_word_leaves_all_rows_of_others_as_they_are(name):
    other, staff = make_user(name=f"{name} Tree"), make_staff()
    text = f"{name}: Approval of a request. See https://portal.example/en/e/object/ or example.org"
    make_message(user=other, recipient=other.email, subject=text, body=text, last_error=text)
    change = json.dumps([{"changed": {"name": name, "object": text}}])
    log_line(staff, object_id=other.pk, object_repr=f"Approval {name}", change_message=change)
    with pghistory.context(user=other.pk, url=f"/en/{name}/", why=text):
        make_organization()
    person = make_user(name=name, email="x@example.com")
    own = log_line(staff, object_id=person.pk, object_repr=name, change_message=change)
    last = pghistory.models.Context.objects.count()
    everything = (OutboxMessage, event_models(OutboxMessage)[0], LogEntry, pghistory.models.Context)
    own_row = str(LogEntry.objects.filter(pk=own.pk).values()[0])
    before = dump(*everything)

    erase_person(user=person)

    OutboxMessage.objects.filter(kind="erasure_done").delete()
    after = dump(*everything)
    own.refresh_from_db()
    before[2].remove(own_row)
    assert [set(rows) - set(now) for rows, now in zip(before, after, strict=True)] == [set()] * 4
    assert last <= pghistory.models.Context.objects.count()
    assert own.object_repr == f"Erased person {person.pk}"
    assert set(json.loads(own.change_message)[0]["changed"]) == {"name", "object"}
    assert "https://portal.example/en/e/object/" in own.change_message


def subjects_after_erasure(name, subject):
    """Of a mail about the person: as the row has it, and as its history has it."""
    membership = make_membership(user=make_user(name=name))
    mail = make_message(cause=f"membership:{membership.pk}:joined", subject=subject)
    erase_person(user=membership.user)
    mail.refresh_from_db()
    held = event_models(OutboxMessage)[0]._base_manager.filter(pgh_obj_id=mail.pk).order_by("pgh_id")
    return mail.subject.replace(str(membership.user_id), "5"), held.first().subject


@pytest.mark.parametrize(
    ("name", "subject", "now"),
    [
        ("An", "Anders, Juan and Đan have joined", None),
        ("An", "An has joined", "Erased person 5 has joined"),
        ("An", "Joined: An", "Joined: Erased person 5"),
        ("an", "Welcome, AN!", "Welcome, Erased person 5!"),
        ("佐藤", "佐藤さんが加わりました", "Erased person 5さんが加わりました"),
        ("https", "https://portal.example/ of https", "https://portal.example/ of Erased person 5"),
        ("e", "https://portal.example/e/ " + "e " * 137, None),
    ],
)
def test_name_is_no_part_of_another_word_nor_of_a_link(name, subject, now):
    if subject.count("e ") > 100:
        assert len(subjects_after_erasure(name, subject)[0]) <= 300
        return

    assert subjects_after_erasure(name, subject) == ((now, "") if now else (subject, subject))


def test_name_of_a_proposal_or_claim_goes_from_its_mails_and_log_lines_and_from_no_others():
    user = make_user(name=NAME)
    claim = Claim.objects.create(
        organization=make_organization(), user=user, position="Director", expires_at=timezone.now()
    )
    mails = [make_message(cause=f"claim:{number}:told", subject=NAME) for number in (claim.pk, f"{claim.pk}0")]
    line = LogEntry.objects.create(
        user=make_staff(),
        content_type=ContentType.objects.get_for_model(Claim),
        object_id=claim.pk,
        object_repr=f"{NAME} – Organization",
        action_flag=CHANGE,
    )

    erase_person(user=user)

    line.refresh_from_db()
    assert [OutboxMessage.objects.get(pk=mail.pk).subject for mail in mails] == [f"Erased person {user.pk}", NAME]
    assert line.object_repr == f"Erased person {user.pk} – Organization"


def test_address_within_another_address_is_anothers():
    user = make_user(email="an@example.org")
    others = "jo.an@example.org, an@example.org.vn, an@example.orga; to an@example.org."
    mail = make_message(body=f"{others}\nan@example.org")

    erase_person(user=user)

    mail.refresh_from_db()
    instead = f"erased-{user.pk}@invalid"
    assert mail.body == f"jo.an@example.org, an@example.org.vn, an@example.orga; to {instead}.\n{instead}"


@pytest.mark.django_db(transaction=True)
def test_link_that_ends_mails_is_not_kept_in_the_history_nor_after_an_erasure(client):
    user = make_user()
    link = unsubscribe_link(address=user.email, kind="proposal_decided", language="en")
    path = link.removeprefix(settings.SITE_URL)
    client.post(path, {"List-Unsubscribe": "One-Click"})
    new = [each.metadata["url"] for each in pghistory.models.Context.objects.all() if "url" in each.metadata]
    with pghistory.context(user=None, url=path):
        make_organization()

    erase_person(user=user)

    addresses = [each.metadata.get("url", "") for each in pghistory.models.Context.objects.all()]
    assert new == ["/en/mail/unsubscribe/…/"]
    assert [each for each in addresses if path.split("/")[-2] in each] == []


def test_session_that_no_list_knows_ends_too(client):
    user, other = make_user(), make_user()
    client.force_login(user)
    stranger = Client()
    stranger.force_login(other)
    UserSession.objects.all().delete()

    erase_person(user=user)

    assert [each.session_key for each in Session.objects.all()] == [stranger.session.session_key]


def test_former_address_that_is_somebody_elses_now_is_left_alone(client):
    user = make_everything(client)
    heir = make_user(email=OLD_EMAIL, name="Heir")
    mail = make_message(recipient=OLD_EMAIL, user=heir)
    Unsubscription.objects.create(address=OLD_EMAIL, kind="proposal_decided")

    erase_person(user=user)

    mail.refresh_from_db()
    assert (mail.recipient, mail.user) == (OLD_EMAIL, heir)
    assert [each.address for each in Unsubscription.objects.all()] == [OLD_EMAIL]
    assert EmailAddress.objects.filter(user=heir).count() == 1


def test_proposed_contact_of_an_erased_person_is_withdrawn_and_anothers_stays(client):
    user = make_everything(client)
    organization = Organization.objects.get(contact_email=EMAIL)
    other = make_proposal(organization, user, change={"field": "contact_name", "before": "", "after": "Somebody Else"})

    erase_person(user=user)

    changes = ProposedChange.objects.filter(proposal__organization=organization).order_by("pk")
    assert [(each.after, each.state) for each in changes] == [
        (None, "withdrawn"),
        (None, "withdrawn"),
        ("Somebody Else", "open"),
    ]
    assert changes.last().proposal == other
    assert [each.state for each in organization.proposals.order_by("pk")] == ["withdrawn", "withdrawn", "open"]


def test_mail_tells_the_old_address_and_forgets_it_once_sent(client):
    user = make_everything(client)
    erase_person(user=user)
    mail = OutboxMessage.objects.get(kind="erasure_done")
    # As where mails leave.
    OutboxMessage.objects.filter(pk=mail.pk).update(state="waiting")
    told = (mail.recipient, mail.language, mail.is_duty)

    erase_told_addresses()
    waiting = OutboxMessage.objects.get(pk=mail.pk).recipient
    OutboxMessage.objects.filter(pk=mail.pk).update(state="sent", sent_at=timezone.now())
    erase_told_addresses()

    assert told == (EMAIL, "en", True)
    assert waiting == EMAIL
    assert OutboxMessage.objects.get(pk=mail.pk).recipient == erased_address(user)


def test_second_erasure_changes_nothing(client):
    user = make_everything(client)
    erase_person(user=user)
    at = User.objects.get(pk=user.pk).erased_at

    erase_person(user=user)

    assert User.objects.get(pk=user.pk).erased_at == at
    assert OutboxMessage.objects.filter(kind="erasure_done").count() == 1


# Who cannot be erased yet -------------------------------------------------------------------------------


def test_last_administrator_names_another_first():
    membership = make_membership(role=Role.ADMINISTRATOR)
    alone = obstacles_to_erasure(user=membership.user)

    with pytest.raises(NotErasable):
        erase_person(user=membership.user)
    make_membership(membership.organization, role=Role.ADMINISTRATOR)

    name = membership.organization.name
    assert alone == [f"You are the last administrator of {name}. Make somebody else its administrator first."]
    assert obstacles_to_erasure(user=membership.user) == []
    assert User.objects.get(pk=membership.user.pk).erased_at is None


@pytest.mark.parametrize("values", [{}, {"is_staff": False, "is_superuser": True}])
def test_staff_ask_a_system_administrator(values):
    user = make_staff(**values)

    assert obstacles_to_erasure(user=user) == [
        "This is an account of the Affairs Dept. Ask a system administrator to end it first."
    ]
    with pytest.raises(NotErasable):
        erase_person(user=user)


# The page -----------------------------------------------------------------------------------------------


def test_page_wants_the_password_again_and_the_address(client):
    user = make_user()
    client.force_login(user)
    address = reverse("account_privacy_erase")

    unproven = client.get(address)
    log_in(client, user)
    other = client.post(address, {"email": "other@example.org"})
    done = client.post(address, {"email": user.email.upper()})

    assert unproven.url.startswith(reverse("account_reauthenticate"))
    assert other.context["form"].errors == {"email": ["This is not the address of this account."]}
    assert done.url == reverse("home")
    assert User.objects.get(pk=user.pk).erased_at is not None
    assert "_auth_user_id" not in client.session


def test_administrator_whose_membership_ends_or_who_cannot_act_is_nobody_to_leave_it_to():
    membership = make_membership(role=Role.ADMINISTRATOR)
    organization = membership.organization
    make_membership(organization, role=Role.ADMINISTRATOR, until_on=timezone.localdate())
    make_membership(organization, make_user(second_factor=False), role=Role.ADMINISTRATOR)
    alone = obstacles_to_erasure(user=membership.user)
    make_membership(organization, role=Role.ADMINISTRATOR)

    assert len(alone) == 1
    assert obstacles_to_erasure(user=membership.user) == []


def test_page_says_what_stands_against_it_and_erases_nothing(client):
    membership = make_membership(role=Role.ADMINISTRATOR)
    log_in(client, membership.user)

    answer = client.post(reverse("account_privacy_erase"), {"email": membership.user.email})

    assert "This account cannot be erased yet" in answer.content.decode()
    assert User.objects.get(pk=membership.user.pk).erased_at is None


# All we hold ---------------------------------------------------------------------------------------------


def leading_to_a_person():
    """Every relation to a person and every address in the models that hold people's data."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.EmailField) or field.related_model is User or field.related_model is Membership:
                yield f"{model._meta.label}.{field.name}"


def test_every_column_that_leads_to_a_person_is_asked_for_their_data():
    shown = {column for part in personal_data_of(make_user()) for column in part.found_by}

    assert shown <= set(leading_to_a_person()) | set(EXEMPT)
    assert set(leading_to_a_person()) - shown == set(EXEMPT)


def test_page_and_export_hold_a_row_of_every_kind(client):
    make_everything(client)

    page = client.get(reverse("account_privacy"))
    printed = client.get(reverse("account_privacy_print"))
    export = client.get(reverse("account_privacy_export"))

    held = json.loads(export.content)
    empty = {"rights", "desk_log", "claims_decided", "listing_applications_decided", "changes_decided"}
    empty |= {"missing_reports_settled", "list_imports", "list_rows_decided", "duplicates_decided", "merges"}
    empty |= {"recheck_campaigns", "rechecks_confirmed"}
    assert {key for key, rows in held.items() if rows == []} == empty
    for answer in (page, printed):
        text = answer.content.decode()
        assert [words in text for words in (NAME, OLD_EMAIL, "guest@example.org", "director")] == [True] * 4
    assert export.headers["Content-Type"] == "application/json; charset=utf-8"
    assert export.headers["Content-Disposition"].startswith("attachment; filename=")


def test_export_has_the_same_keys_in_both_languages_and_no_secret(client):
    user = make_everything(client)
    exports = []
    for language in ("en", "ja"):
        with translation.override(language):
            exports.append(json.loads(client.get(reverse("account_privacy_export")).content))

    first, second = (
        {key: [sorted(row) for row in rows] for key, rows in each.items() if isinstance(rows, list)} for each in exports
    )
    secrets = [user.password, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", client.session.session_key]
    assert first == second
    assert [secret in json.dumps(exports[0]) for secret in secrets] == [False] * 3


def test_nobody_sees_the_data_of_another(client):
    make_everything(client)
    client.force_login(make_user())

    pages = [
        client.get(reverse(name)) for name in ("account_privacy", "account_privacy_print", "account_privacy_export")
    ]

    assert [any(words in page.content.decode().lower() for words in NAMED) for page in pages] == [False] * 3


# For a time only -----------------------------------------------------------------------------------------


def test_texts_of_mails_go_after_90_days():
    old, new = timezone.now() - datetime.timedelta(days=91), timezone.now() - datetime.timedelta(days=89)
    rows = {}
    for name, at, state in (("old", old, "kept"), ("new", new, "kept"), ("waiting", old, "waiting")):
        rows[name] = make_message(state=state)
        OutboxMessage.objects.filter(pk=rows[name].pk).update(created_at=at)

    wipe_old_texts()

    texts = {name: bool(OutboxMessage.objects.get(pk=row.pk).body) for name, row in rows.items()}
    assert texts == {"old": False, "new": True, "waiting": True}


def test_ended_sessions_are_forgotten_with_their_browser(client):
    client.force_login(user := make_user())
    UserSession.objects.create(user=user, session_key=client.session.session_key, ip="192.0.2.1", user_agent="x")
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(minutes=1))

    forget_ended_sessions()

    assert Session.objects.count() == UserSession.objects.count() == 0


def test_every_night_job_is_registered():
    assert {erase_told_addresses, wipe_old_texts, forget_ended_sessions} <= set(registry.daily_jobs)


def test_session_age_is_what_the_notice_says():
    make_legal_text()

    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600


# At once -------------------------------------------------------------------------------------------------


def both(work, people):
    """Run ``work`` for each at the same moment, each on a connection of its own; tell what came of it."""
    start = threading.Barrier(len(people))

    def run(user):
        try:
            start.wait()
            return type(work(user)).__name__
        except NotErasable:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(run, people))


@pytest.mark.django_db(transaction=True)
def test_last_two_administrators_cannot_both_go_at_once():
    first = make_membership(role=Role.ADMINISTRATOR)
    second = make_membership(first.organization, role=Role.ADMINISTRATOR)

    outcomes = both(lambda user: erase_person(user=user), [first.user, second.user])

    assert outcomes == ["NoneType", "refused"]
    assert Membership.objects.current().filter(role=Role.ADMINISTRATOR).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_consent_and_one_erasure():
    make_legal_text()
    user = make_user()

    agreed = both(lambda person: agree_to_privacy_notice(user=person, language="en"), [user, user])
    erased = both(lambda person: erase_person(user=person), [user, user])

    assert (agreed, erased) == (["Consent", "Consent"], ["NoneType", "NoneType"])
    assert Consent.objects.count() == OutboxMessage.objects.filter(kind="erasure_done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_erasure_and_acceptance_of_a_claim_wait_for_each_other(monkeypatch):
    user, staff = make_user(), make_staff()
    organization = make_membership(user=user, until_on=datetime.date(2021, 1, 1)).organization
    claim = make_claim(organization, user, role=Role.EDITOR)
    locked = threading.Event()
    lock_open = requests.lock_open

    def slow(**values):
        held = lock_open(**values)
        locked.set()
        time.sleep(1)
        return held

    monkeypatch.setattr(requests, "lock_open", slow)

    def work(person):
        if person == staff:
            with translation.override("en"):
                claims.accept_claim(claim=claim, by=staff)
        else:
            locked.wait(10)
            with translation.override("en"):
                erase_person(user=person)

    assert both(work, [user, staff]) == ["NoneType", "NoneType"]
    assert Membership.objects.current().filter(user=user).count() == 0
