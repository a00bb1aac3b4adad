"""What match-ups hold about people: shown to them, erased with them, and kept for a time only."""

import datetime

import pgtrigger
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common import registry
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.privacy.erasure import erase_person
from matching.models import (
    Candidate,
    Disclosure,
    Feedback,
    Introduction,
    MatchFile,
    MatchRequest,
    MatchStep,
    Message,
    Party,
)
from matching.models.requests import MatchRequestOperationEvent
from matching.personal_data import personal_data
from matching.queries.account_panel import account_panel
from matching.queries.contacts import open_contacts
from matching.queries.waiting import waiting_match_ups
from matching.services.introductions import look_at_contact
from matching.services.retention import (
    RETENTION_JOBS,
    delete_old_drafts,
    wipe_old_contacts,
    wipe_old_texts_and_files,
)
from organizations.models import Role
from tests.factories import (
    make_candidate,
    make_country,
    make_disclosure,
    make_feedback,
    make_introduction,
    make_match_file,
    make_match_message,
    make_match_request,
    make_match_step,
    make_membership,
    make_message,
    make_organization,
    make_staff,
    make_supervising,
    make_user,
)
from tests.matching.match_world import make_match_world

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Zaphira Quellenberg", "zaphira.quellenberg@example.org"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def person():
    return make_user(name=NAME, email=EMAIL)


def rows_of(user):
    return {part.key: part.rows for part in personal_data(user)}


# All that is held --------------------------------------------------------------------------------------


def test_everybody_sees_what_they_did_and_nothing_of_the_other_side(person):
    request = make_match_request(created_by=person, conditions="Night work", state="talks")
    candidate = make_candidate(request, state="introduced")
    introduction = make_introduction(candidate, ended_at=timezone.now(), outcome="not_agreed")
    own = make_disclosure(introduction, person)
    theirs = make_disclosure(introduction, side="candidate", contact_name="Other Side")
    other = make_user(name="Curious Reader")
    own.views.create(viewer=other)
    theirs.views.create(viewer=person)
    message = make_match_message(candidate, person, text="Good day")
    make_match_message(candidate, side="candidate", text="Their words")
    make_match_file(message=message, name="terms.pdf")
    make_feedback(introduction, person, text="Quick answers")

    rows = rows_of(person)

    assert [len(each) for each in rows.values()] == [1] * 7
    assert rows["match_requests"][0]["conditions"] == "Night work"
    assert rows["match_disclosures"][0]["contact_email"] == EMAIL
    assert rows["match_contact_seen"][0]["viewer"] == "Curious Reader"
    assert rows["match_messages"][0]["text"] == "Good day"
    assert rows["match_files"][0]["name"] == "terms.pdf"
    assert not {"Other Side", "Their words"} & {
        value for part in rows.values() for row in part for value in row.values()
    }


def test_a_former_address_leads_nobody_to_the_contact_of_another(person):
    disclosure = make_disclosure(person=person)
    person.email = "new@example.org"
    person.save()
    person.emailaddress_set.update(email=person.email)
    newcomer = make_user(email=EMAIL)

    assert rows_of(newcomer)["match_disclosures"] == []
    assert [row["contact_email"] for row in rows_of(person)["match_disclosures"]] == [disclosure.contact_email]


# Erased ------------------------------------------------------------------------------------------------


def test_consents_of_an_erased_person_are_taken_back_and_both_sides_are_told():
    world = make_match_world(candidates=1)
    candidate = world.in_talks()
    leaving = world.person(candidate.organization)
    make_membership(candidate.organization, make_user(second_factor=True), role=Role.ADMINISTRATOR)
    introduction = Introduction.objects.get(candidate=candidate)
    look_at_contact(candidate=candidate, side=Party.REQUESTER, by=world.person(world.requester))
    before = OutboxMessage.objects.filter(user=world.person(world.requester)).count()

    erase_person(user=leaving)

    disclosure = Disclosure.objects.get(person=leaving)
    assert (disclosure.contact_name, disclosure.contact_email, disclosure.contact_phone) == ("", "", "")
    assert disclosure.withdrawn_at is not None
    assert open_contacts(introduction=introduction) == {}
    history = Disclosure.pgh_event_model.objects.filter(person_id=leaving.pk)
    assert set(history.values_list("contact_name", "contact_email", "contact_phone")) == {("", "", "")}
    assert MatchStep.objects.filter(candidate=candidate, name="consent_withdrawn").count() == 1
    assert OutboxMessage.objects.filter(user=world.person(world.requester)).count() == before + 1
    assert disclosure.views.count() == 1


def test_texts_of_the_organization_stay_and_name_the_person_no_more(person):
    organization = make_supervising()
    make_membership(organization, person, role=Role.EDITOR)
    request = make_match_request(
        organization, training_wishes=f"{NAME} teaches", conditions="By day", state="introduced"
    )
    request.training_wishes = f"{NAME} ({EMAIL}) teaches"
    request.save()
    candidate = make_candidate(request, state="introduced")
    colleague = make_membership(organization, role=Role.EDITOR).user
    written = make_match_message(candidate, colleague, text=f"{NAME} will call, or {EMAIL}")
    step = make_match_step(request, reason=f"{NAME} left")
    file = make_match_file(request, name=f"{NAME}.pdf")

    erase_person(user=person)

    erased, address = f"Erased person {person.pk}", f"erased-{person.pk}@invalid"
    for row in (request, written, step, file):
        row.refresh_from_db()
    assert (request.training_wishes, request.conditions) == (f"{erased} ({address}) teaches", "By day")
    assert (written.text, step.reason, file.name) == (
        f"{erased} will call, or {address}",
        f"{erased} left",
        f"{erased}.pdf",
    )
    history = type(request).pgh_event_model.objects.filter(pgh_obj_id=request.pk)
    assert set(history.values_list("training_wishes", "conditions")) <= {
        ("", "By day"),
        (request.training_wishes, "By day"),
    }
    assert set(MatchFile.pgh_event_model.objects.filter(pgh_obj_id=file.pk).values_list("name", flat=True)) == {
        "",
        f"{erased}.pdf",
    }


def test_what_others_wrote_keeps_its_words_but_no_address_of_the_person(person):
    """A name can be any word; an address is nobody else's."""
    candidate = make_candidate(make_match_request(state="introduced"), state="introduced")
    make_membership(candidate.request.organization, person, role=Role.EDITOR)
    theirs = make_match_message(candidate, side="candidate", thread="both", text=f"Dear {NAME}, was it {EMAIL}?")
    elsewhere = make_match_message(text=f"{NAME}, {EMAIL}")

    erase_person(user=person)

    theirs.refresh_from_db()
    elsewhere.refresh_from_db()
    assert theirs.text == f"Dear {NAME}, was it erased-{person.pk}@invalid?"
    assert elsewhere.text == f"{NAME}, {EMAIL}"


def test_reasons_of_the_affairs_dept_keep_their_words_but_no_address_of_the_person(person):
    request = make_match_request(state="proposed")
    candidate = make_candidate(request, reasons=f"{NAME}: write to {EMAIL}.")
    elsewhere = make_candidate(reasons=f"Write to {EMAIL}.")
    make_membership(candidate.organization, person, role=Role.EDITOR)

    erase_person(user=person)

    candidate.refresh_from_db()
    elsewhere.refresh_from_db()
    assert candidate.reasons == f"{NAME}: write to erased-{person.pk}@invalid."
    assert elsewhere.reasons == f"Write to {EMAIL}."
    history = Candidate.pgh_event_model.objects.filter(pgh_obj_id=candidate.pk)
    assert set(history.values_list("reasons", flat=True)) == {"", candidate.reasons}


def test_words_of_a_step_are_kept_from_everybody_else(person):
    step = make_match_step(reason="So it was")
    erase_person(user=person)

    with pytest.raises(Exception, match="Cannot update rows"):
        MatchStep.objects.filter(pk=step.pk).update(reason="Otherwise")


def test_mails_about_match_ups_name_an_erased_person_no_more_and_others_do(person):
    request = make_match_request(created_by=person)
    mail = make_message(cause=f"match-up:{request.pk}:step:7", subject=f"{NAME} asks", body=f"{NAME} asks")
    other = make_message(cause=f"match-up:{request.pk}0:step:7", subject=f"{NAME} asks")

    erase_person(user=person)

    mail.refresh_from_db()
    other.refresh_from_db()
    assert (mail.subject, mail.body) == (f"Erased person {person.pk} asks",) * 2
    assert other.subject == f"{NAME} asks"


# For a time only -----------------------------------------------------------------------------------------


def ago(days):
    return timezone.now() - datetime.timedelta(days=days)


def make_ended(outcome, days):
    introduction = make_introduction()
    disclosure = make_disclosure(introduction)
    given = {"contract_on": timezone.now(), "trainees_planned": 3, "talks_at": ago(days)} if outcome == "agreed" else {}
    Introduction.objects.filter(pk=introduction.pk).update(outcome=outcome, ended_at=ago(days), **given)
    return disclosure


def test_contacts_go_90_days_after_an_end_and_a_year_after_an_agreement():
    made = {
        "old": make_ended("not_agreed", 91),
        "stopped": make_ended("stopped", 91),
        "new": make_ended("expired", 89),
        "agreed": make_ended("agreed", 364),
        "agreed long ago": make_ended("agreed", 366),
        "going on": make_disclosure(),
    }

    wipe_old_contacts()

    held = {name: Disclosure.objects.get(pk=row.pk) for name, row in made.items()}
    gone = {name for name, row in held.items() if not (row.contact_name or row.contact_email or row.contact_phone)}
    assert gone == {"old", "stopped", "agreed long ago"}
    assert {name for name, row in held.items() if row.withdrawn_at} == gone
    history = Disclosure.pgh_event_model.objects.filter(pgh_obj_id__in=[held[name].pk for name in gone])
    assert set(history.values_list("contact_name", "contact_email", "contact_phone")) == {("", "", "")}
    kept = Disclosure.pgh_event_model.objects.filter(pgh_obj_id=held["new"].pk)
    assert set(kept.values_list("contact_email", flat=True)) == {held["new"].contact_email}


def make_over(days, state="not_agreed"):
    request = make_match_request(state=state, state_since=ago(days))
    candidate = make_candidate(request, state="closed", offered_at=ago(days), answer_by=ago(days))
    message = make_match_message(candidate, text="Good day")
    return message, make_match_file(request), make_match_file(message=message)


def test_texts_and_files_go_three_years_after_the_end(django_capture_on_commit_callbacks):
    made = {"old": make_over(1100), "new": make_over(1090), "open": make_over(1100, state="under_review")}
    names = {name: [file.file.name for file in rows[1:]] for name, rows in made.items()}

    with django_capture_on_commit_callbacks(execute=True):
        wipe_old_texts_and_files()

    texts = {name: Message.objects.get(pk=rows[0].pk).text for name, rows in made.items()}
    assert texts == {"old": "", "new": "Good day", "open": "Good day"}
    there = {name: [default_storage.exists(file) for file in files] for name, files in names.items()}
    assert there == {"old": [False, False], "new": [True, True], "open": [True, True]}
    assert {name: MatchFile.objects.filter(file__in=files).count() for name, files in names.items()} == {
        "old": 0,
        "new": 2,
        "open": 2,
    }
    history = MatchFile.pgh_event_model.objects.filter(pgh_obj_id__in=[file.pk for file in made["old"][1:]])
    assert set(history.values_list("name", "file", "sha256")) == {("", "", "")}


def make_written(days, state="agreed"):
    """A request with a text in each column: an introduced candidate, and one that was taken out of the reserve."""
    request = make_match_request(state=state, conditions="Before", training_wishes="Kanji")
    request.conditions = "Night work"
    request.save()
    candidate = make_candidate(request, state="introduced", reasons="Close by", end_reason="Once more")
    make_candidate(request, state="closed", reasons="Next best", end_reason="Too far")
    step = make_match_step(request, candidate=candidate, reason="They agreed")
    introduction = make_introduction(candidate, ended_at=ago(days), outcome="not_agreed", reason="Wages")
    make_feedback(introduction, text="Slow answers")
    make_match_message(candidate, text="Good day")
    MatchRequest.objects.filter(pk=request.pk).update(state_since=ago(days))
    return request, step


def written_of(request):
    """All that people wrote, in the rows and in the history of them."""
    of = {"request": request}
    introductions = {"candidate__request": request}
    rows = [
        *MatchRequest.objects.filter(pk=request.pk).values_list("conditions", "training_wishes"),
        *Candidate.objects.filter(**of).values_list("reasons", "end_reason"),
        *MatchStep.objects.filter(**of).values_list("reason"),
        *Introduction.objects.filter(**introductions).values_list("reason"),
        *Message.objects.filter(**introductions).values_list("text"),
        *Feedback.objects.filter(introduction__candidate__request=request).values_list("text"),
    ]
    history = [
        *MatchRequest.pgh_event_model.objects.filter(pgh_obj=request).values_list("conditions", "training_wishes"),
        *Candidate.pgh_event_model.objects.filter(**of).values_list("reasons", "end_reason"),
        *Introduction.pgh_event_model.objects.filter(**introductions).values_list("reason"),
    ]
    return [{text for row in each for text in row} - {""} for each in (rows, history)]


def test_all_free_texts_go_three_years_after_the_end_in_rows_and_history():
    made = {"old": make_written(1100), "new": make_written(1090), "open": make_written(1100, state="talks")}
    before = written_of(made["new"][0])

    wipe_old_texts_and_files()

    texts = {"Kanji", "Night work", "Close by", "Once more", "Next best", "Too far", "Wages"}
    assert before == [texts | {"They agreed", "Good day", "Slow answers"}, texts | {"Before"}]
    # Who stands introduced cannot be without reasons.
    assert {name: written_of(request) for name, (request, _step) in made.items()} == {
        "old": [{"–"}, set()],
        "new": before,
        "open": before,
    }
    with pytest.raises(Exception, match="Cannot update rows"):
        MatchStep.objects.filter(pk=made["old"][1].pk).update(reason="Otherwise")


def test_a_text_that_only_history_knows_goes_too():
    request = make_match_request(state="withdrawn", conditions="Night work", state_since=ago(1100))
    MatchRequest.objects.filter(pk=request.pk).update(conditions="")

    wipe_old_texts_and_files()

    assert written_of(request) == [set(), set()]


def make_draft(days, **values):
    with time_machine.travel(ago(days), tick=False):
        request = make_match_request(**{"state": "draft", "conditions": "Night work", **values})
        make_match_file(request)
    # The database keeps a time of its own in the history.
    with pgtrigger.ignore("matching.MatchRequestOperationEvent:append_only"):
        MatchRequestOperationEvent.objects.filter(matchrequest=request).update(pgh_created_at=ago(days))
    return request


def test_drafts_that_were_never_sent_and_left_alone_for_a_year_go_with_their_files(django_capture_on_commit_callbacks):
    made = {
        "old": make_draft(367),
        "young": make_draft(364),
        "returned": make_draft(367, submitted_at=ago(400)),
        "open": make_draft(367, state="submitted"),
        "rewritten": make_draft(367),
        "with a new file": make_draft(367),
        "with another country": make_draft(367),
        "with other operations": make_draft(367),
    }
    made["rewritten"].save()
    make_match_file(made["with a new file"])
    made["with another country"].countries.add(make_country())
    made["with other operations"].operations.clear()
    taken_out, file = make_match_file(made["old"]), made["old"].files.first()
    MatchFile.objects.filter(pk=taken_out.pk).delete()
    key = made["old"].pk

    with django_capture_on_commit_callbacks(execute=True):
        delete_old_drafts()

    gone = {name for name, request in made.items() if not MatchRequest.objects.filter(pk=request.pk).exists()}
    assert gone == {"old"}
    assert not default_storage.exists(file.file.name)
    assert default_storage.exists(made["young"].files.get().file.name)
    files = MatchFile.pgh_event_model.objects.filter(pgh_obj_id__in=[file.pk, taken_out.pk])
    assert set(files.values_list("name", "file", "sha256")) == {("", "", "")}
    history = MatchRequest.pgh_event_model.objects.filter(pgh_obj_id=key)
    assert set(history.values_list("conditions", flat=True)) == {""}


def test_a_second_night_changes_nothing():
    make_over(1100)
    make_written(1100)
    make_draft(400)
    make_ended("not_agreed", 91)
    events = []
    for _night in range(2):
        for job in RETENTION_JOBS:
            job()
        models = (Candidate, Disclosure, Introduction, MatchFile, MatchRequest)
        events.append([model.pgh_event_model.objects.count() for model in models])
    with CaptureQueriesContext(connection) as third:
        wipe_old_texts_and_files()

    assert events[0] == events[1]
    assert len(third) == 1


def test_they_run_every_night_and_the_rules_every_minute():
    assert set(RETENTION_JOBS) <= set(registry.daily_jobs)
    assert "recheck_rules" in {job.__name__ for job in registry.minutely_jobs}


# What waits ----------------------------------------------------------------------------------------------


def staff_waiting(user):
    return {each.title: each.count for each in waiting_match_ups(user)}


def test_requests_and_questions_wait_for_whoever_may_act_on_them():
    make_match_request(state="draft")
    make_match_request(state="under_review")
    oldest = make_match_request(state="submitted", state_since=ago(3))
    candidate = make_candidate()
    first = make_match_message(candidate)
    make_match_message(candidate)
    make_match_message(candidate, side="candidate")
    make_match_message(candidate, side="staff", thread="candidate")
    make_match_message(make_introduction().candidate, thread="both")
    staff = make_staff(is_superuser=True)

    requests, questions = waiting_match_ups(staff)

    assert (requests.count, requests.oldest) == (2, oldest.state_since)
    # The newest of a conversation asks; the other side's was answered, and the two sides among themselves ask nobody.
    assert (questions.count, questions.oldest > first.created_at) == (1, True)
    assert waiting_match_ups(make_staff()) == []


def test_the_lists_show_what_waits(client):
    request = make_match_request()
    make_match_request(state="expired")
    asked = make_match_message(make_candidate(make_match_request(state="withdrawn"), state="closed", offered_at=ago(1)))
    staff = make_staff(is_superuser=True)
    client.force_login(staff)

    shown = [list(client.get(each.url).context["cl"].queryset) for each in waiting_match_ups(staff)]

    assert shown == [[request], [asked.candidate.request]]


def test_nothing_waits_on_an_empty_portal(client):
    staff = make_staff(is_superuser=True)
    client.force_login(staff)

    found = waiting_match_ups(staff)

    assert [(each.count, each.oldest) for each in found] == [(0, None), (0, None)]
    assert [list(client.get(each.url).context["cl"].queryset) for each in found] == [[], []]


# One's own page ------------------------------------------------------------------------------------------


def context_of(user):
    context = account_panel(user).context
    return context["requests"], [(each, each.own_side) for each in context["candidates"]]


def test_members_see_open_requests_and_what_waits_for_their_answer():
    organization, candidate = make_supervising(), make_organization()
    reader = make_membership(organization, role=Role.EDITOR).user
    there = make_membership(candidate, role=Role.EDITOR).user
    make_match_request(organization, state="draft")
    make_match_request(organization, state="agreed")
    request = make_match_request(organization, state="proposed")
    asked = make_candidate(request, candidate)
    answered = make_candidate(request, requester_answer="accepted")

    assert context_of(reader) == ([request], [(asked, "requester")])
    assert context_of(there) == ([], [(asked, "candidate")])
    assert account_panel(make_user()) is None
    last = make_membership(answered.organization, role=Role.EDITOR).user
    assert context_of(last) == ([], [(answered, "candidate")])
    # Who only reads answers nothing.
    assert context_of(make_membership(candidate).user) == ([], [])


def test_panel_names_nobody_who_asks_without_a_name(client):
    candidate = make_candidate()
    client.force_login(make_membership(candidate.organization, role=Role.EDITOR).user)

    text = client.get(reverse("account_overview")).content.decode()

    assert candidate.get_absolute_url() in text
    assert candidate.request.organization.name_ja not in text


def test_panel_asks_as_much_for_three_as_for_one(django_assert_num_queries):
    organization = make_supervising()
    user = make_membership(organization, role=Role.EDITOR).user
    for number in (1, 2):
        for _row in range(number):
            make_candidate(make_match_request(organization, state="proposed"))
        # Memberships come with the user of a request; here they are asked, for what is read and for what is answered.
        with django_assert_num_queries(3):
            panel = account_panel(user)
        assert len(panel.context["candidates"]) == Candidate.objects.count()
