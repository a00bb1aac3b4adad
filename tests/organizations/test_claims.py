"""Claims: one open at a time, decided once, by somebody else; the evidence is private and goes."""

import datetime
import threading
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.search.index import refresh_stale
from jitco_portal.common.uploads import PaperField
from organizations.models import Claim, Membership, Organization, RequestState, Role
from organizations.services.members import claims, requests
from organizations.services.members.invitations import AlreadyMember
from tests.factories import (
    make_application,
    make_claim,
    make_country,
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


def paper(content=PDF, name="letter.pdf"):
    return PaperField().clean(SimpleUploadedFile(name, content))


def claim(organization, user, **values):
    values = {"role": Role.ADMINISTRATOR, "position": "President", "text": "", "evidence": paper(), **values}
    return claims.claim_organization(organization=organization, user=user, **values)


def mails():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "recipient"))


# Finding ----------------------------------------------------------------------------------------------


@pytest.fixture
def named():
    """Of both kinds, one for each way in which "lotus" may be found, and two that nobody may ask for."""
    country = make_country()
    for name in ("Golden Lotus", "Lotos Trading", "Lotus Manpower", "Lotus"):
        make_organization(country, name_en=name)
    make_supervising(name_en="Lotus Japan", name_ja="ロータス協同組合")
    make_supervising(name_ja="別団体")
    make_organization(country, name_en="Lotus hidden", is_published=False)
    merged = make_organization(country, name_en="Lotus merged")
    Organization.objects.filter(pk=merged.pk).update(merged_into=Organization.objects.get(name_en="Lotus"))
    refresh_stale()


@pytest.mark.parametrize("is_staff", [False, True])
def test_who_looks_for_an_organization_finds_the_best_of_both_kinds_first(client, named, is_staff):
    client.force_login(make_staff() if is_staff else make_user())

    def found(words):
        page = client.get(reverse("claim_search"), {"q": words})
        return [each.name_en or each.name_ja for each in page.context["found"]]

    names = found("lotus")
    assert (names[0], sorted(names[1:3]), names[3:]) == (
        "Lotus",
        ["Lotus Japan", "Lotus Manpower"],
        ["Golden Lotus"],
    )
    assert found("lotos")[:1] == ["Lotos Trading"]
    assert [found("ろーたす協同組合")[:1], found("lotus manpowr"), found("zzzz"), found("!!"), found("")] == [
        ["Lotus Japan"],
        ["Lotus Manpower"],
        [],
        [],
        [],
    ]


# Asking -----------------------------------------------------------------------------------------------


def test_a_claim_keeps_its_evidence_under_a_name_that_says_nothing(organization, media):
    made = claim(organization, make_user())

    held = Claim.objects.get()
    assert held.evidence.name == f"evidence/{held.evidence_key}"
    assert (media / held.evidence.name).read_bytes() == PDF
    assert (media / held.evidence.name).stat().st_mode & 0o777 == 0o600
    assert (held.evidence_name, held.evidence_type, held.evidence_size) == ("letter.pdf", "application/pdf", len(PDF))
    assert (held.pk, held.state) == (made.pk, RequestState.OPEN)
    assert abs(held.expires_at - timezone.now() - 30 * DAY) < datetime.timedelta(minutes=1)


def test_a_claim_is_told_to_the_person_the_administrators_and_the_desk(organization, settings):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    administrator = make_membership(organization, role=Role.ADMINISTRATOR).user
    make_membership(organization, role=Role.EDITOR)
    make_membership(role=Role.ADMINISTRATOR)
    user = make_user(language="ja")

    made = claim(organization, user)

    assert mails() == [
        ("claim_received", user.email),
        ("desk_waiting", "affairs@example.org"),
        ("claim_told", administrator.email),
    ]
    desk = OutboxMessage.objects.get(kind="desk_waiting")
    assert desk.language == "ja"
    assert f"/ja/admin/organizations/claim/{made.pk}/change/" in desk.body
    assert OutboxMessage.objects.get(kind="claim_received").language == "ja"


def test_one_open_claim_per_person_and_organization(organization):
    user = make_user()
    first = claim(organization, user)

    with pytest.raises(claims.AlreadyAsked):
        claim(organization, user)
    claim(organization, make_user())
    requests.withdraw(request=first)
    claim(organization, user)

    assert Claim.objects.filter(user=user).count() == 2


def test_a_member_claims_nothing(organization):
    member = make_membership(organization)

    with pytest.raises(AlreadyMember):
        claim(organization, member.user)


def test_a_person_waits_for_five_answers_at_most_of_both_kinds(organization, media):
    user = make_user()
    for _number in range(3):
        make_claim(user=user)
    make_claim(user=user, state=RequestState.WITHDRAWN)
    for _number in range(2):
        make_application(user=user)

    with pytest.raises(requests.TooManyOpenRequests):
        claim(organization, user)

    assert list(media.rglob("*")) == []


def test_a_claim_that_fails_leaves_no_file(organization, media, monkeypatch):
    monkeypatch.setattr(requests, "tell_desk", lambda **values: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        claim(organization, make_user())

    assert ([path for path in media.rglob("*") if path.is_file()], Claim.objects.count()) == ([], 0)


# Deciding ---------------------------------------------------------------------------------------------


def test_an_accepted_claim_makes_a_member_and_is_told(organization):
    administrator = make_membership(organization, role=Role.ADMINISTRATOR).user
    made, staff = make_claim(organization), make_staff()

    membership = claims.accept_claim(claim=made, by=staff)

    made.refresh_from_db()
    assert (membership.user, membership.role) == (made.user, Role.ADMINISTRATOR)
    assert (made.state, made.decided_by, made.decided_at is not None) == (RequestState.ACCEPTED, staff, True)
    assert mails() == [("claim_accepted", made.user.email), ("claim_joined", administrator.email)]


def test_staff_lower_the_role_and_never_raise_it(organization):
    lowered = claims.accept_claim(claim=make_claim(organization), by=make_staff(), role=Role.READER)

    with pytest.raises(claims.RoleRaised):
        claims.accept_claim(claim=make_claim(organization, role=Role.READER), by=make_staff(), role=Role.EDITOR)

    assert (lowered.role, Membership.objects.count()) == (Role.READER, 1)


@pytest.mark.parametrize(
    ("held", "asked", "then"),
    [(Role.READER, Role.EDITOR, Role.EDITOR), (Role.ADMINISTRATOR, Role.READER, Role.ADMINISTRATOR)],
)
def test_who_became_a_member_meanwhile_keeps_what_is_more(organization, held, asked, then):
    made = make_claim(organization, role=asked)
    make_membership(organization, user=made.user, role=held)

    claims.accept_claim(claim=made, by=make_staff())

    assert list(Membership.objects.values_list("role", flat=True)) == [then]


def test_a_refusal_needs_a_reason_and_sends_it(organization):
    made, staff = make_claim(organization), make_staff()

    with pytest.raises(requests.ReasonMissing):
        claims.refuse_claim(claim=made, by=staff, reason="  ")
    claims.refuse_claim(claim=made, by=staff, reason="The letter bears no seal.")

    made.refresh_from_db()
    assert (made.state, made.reason) == (RequestState.REFUSED, "The letter bears no seal.")
    assert mails() == [("claim_refused", made.user.email)]
    assert "The letter bears no seal." in OutboxMessage.objects.get().body


def test_nobody_decides_their_own_claim(organization):
    staff = make_staff()
    made = make_claim(organization, user=staff)

    with pytest.raises(requests.OwnRequest):
        claims.accept_claim(claim=made, by=staff)
    with pytest.raises(requests.OwnRequest):
        claims.refuse_claim(claim=made, by=staff, reason="No.")


def test_a_claim_is_decided_once(organization):
    made, staff = make_claim(organization), make_staff()
    claims.refuse_claim(claim=made, by=staff, reason="No.")

    with pytest.raises(requests.AlreadyDecided):
        claims.accept_claim(claim=made, by=staff)
    with pytest.raises(requests.AlreadyDecided):
        claims.refuse_claim(claim=made, by=staff, reason="No.")

    assert (Membership.objects.count(), requests.withdraw(request=made)) == (0, False)


def test_a_claim_of_an_organization_that_was_merged_is_not_accepted(organization):
    made = make_claim(organization)
    organization.merged_into = make_organization(organization.country)
    organization.save()

    with pytest.raises(claims.OrganizationGone):
        claims.accept_claim(claim=made, by=make_staff())


@pytest.mark.django_db(transaction=True)
def test_of_two_staff_who_decide_at_once_exactly_one_does():
    made, deciders = make_claim(), [make_staff(), make_staff()]
    start, outcomes = threading.Barrier(2), []

    def decide(by, act):
        start.wait()
        try:
            act(by)
            outcomes.append("decided")
        except requests.AlreadyDecided:
            outcomes.append("too late")
        finally:
            connection.close()

    acts = [
        lambda by: claims.accept_claim(claim=made, by=by),
        lambda by: claims.refuse_claim(claim=made, by=by, reason="No."),
    ]
    threads = [threading.Thread(target=decide, args=each) for each in zip(deciders, acts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    made.refresh_from_db()
    assert sorted(outcomes) == ["decided", "too late"]
    assert Membership.objects.count() == (made.state == RequestState.ACCEPTED)


# Time -------------------------------------------------------------------------------------------------


def test_what_nobody_answered_in_30_days_expires_and_can_be_asked_again(organization):
    user = make_user()
    claim(organization, user)
    with time_machine.travel(timezone.now() + 29 * DAY):
        requests.expire_requests()
    before = Claim.objects.get().state

    with time_machine.travel(timezone.now() + 31 * DAY):
        requests.expire_requests()
        requests.expire_requests()
        after = Claim.objects.get()
        claim(organization, user)

    assert (before, after.state, after.decided_by) == (RequestState.OPEN, RequestState.EXPIRED, None)
    assert [kind for kind, _recipient in mails()] == ["claim_received", "claim_expired", "claim_received"]


def test_evidence_goes_90_days_after_the_answer_file_and_fields(
    organization, media, django_capture_on_commit_callbacks
):
    made = claim(organization, make_user())
    waiting = claim(organization, make_user())
    path = media / made.evidence.name
    claims.refuse_claim(claim=made, by=make_staff(), reason="No.")

    with time_machine.travel(timezone.now() + 89 * DAY), django_capture_on_commit_callbacks(execute=True):
        requests.delete_old_evidence()
    kept = path.exists()
    with time_machine.travel(timezone.now() + 91 * DAY), django_capture_on_commit_callbacks(execute=True):
        requests.delete_old_evidence()

    made.refresh_from_db()
    fields = (made.evidence.name, made.evidence_name, made.evidence_type, made.evidence_size, made.evidence_sha256)
    assert (kept, path.exists(), fields, made.evidence_key) == (True, False, ("", "", "", None, ""), None)
    assert (media / waiting.evidence.name).exists()
    events = Claim.pgh_event_model.objects.filter(pgh_obj_id=made.pk).order_by("pgh_id")
    assert [bool(event.evidence) for event in events] == [True, True, False]


def test_a_file_that_no_row_knows_goes_after_a_day(organization, media):
    made = claim(organization, make_user())
    stray = media / "evidence" / "stray"
    stray.write_bytes(b"left by a process that died")

    requests.delete_old_evidence()
    young = stray.exists()
    with time_machine.travel(timezone.now() + 2 * DAY):
        requests.delete_old_evidence()

    assert (young, stray.exists(), (media / made.evidence.name).exists()) == (True, False, True)


# The file ---------------------------------------------------------------------------------------------


def reader_with(permission):
    staff = make_staff()
    staff.user_permissions.add(Permission.objects.get(codename=permission))
    return staff


def test_evidence_is_for_whoever_sent_it_and_staff_with_permission(client, organization):
    owner = make_user()
    made = claim(organization, owner, evidence=paper(name="証明書.pdf"))
    administrator = make_membership(organization, role=Role.ADMINISTRATOR).user
    address = reverse("claim_evidence", args=[made.pk])
    readers = {
        "owner": (owner, 200),
        "staff who may view claims": (reader_with("view_claim"), 200),
        "staff who may not": (reader_with("view_organization"), 404),
        "administrator of the organization": (administrator, 404),
        "somebody who claims it too": (make_claim(organization).user, 404),
    }

    found = {}
    for name, (user, _status) in readers.items():
        client.force_login(user)
        answer = client.get(address)
        found[name] = answer.status_code
        if answer.status_code == 200:
            assert b"".join(answer.streaming_content) == PDF
            assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
            assert answer.headers["Content-Disposition"].startswith("attachment;")
    client.logout()

    assert found == {name: status for name, (_user, status) in readers.items()}
    assert client.get(address).headers["Location"].startswith(reverse("account_login"))
    assert client.get(f"/media/{made.evidence.name}").status_code == 404


def test_evidence_whose_file_is_gone_is_not_found(client, organization, media):
    made = claim(organization, make_user())
    Path(media / made.evidence.name).unlink()
    client.force_login(made.user)

    assert client.get(reverse("claim_evidence", args=[made.pk])).status_code == 404


def test_a_file_of_another_type_is_refused():
    with pytest.raises(ValidationError):
        paper(b"MZ" + bytes(50))
