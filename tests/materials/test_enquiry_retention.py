"""What consultation support keeps for a time only, and what of a person goes with them."""

import datetime
import io

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage
from materials.models import Enquiry, EnquiryFile, EnquiryMessage
from materials.services import enquiries, enquiries_desk
from materials.services.enquiry_erasure import TEXTS_KEPT, erase_enquiries_of, erase_old_enquiries
from organizations.models import Role
from tests import factories as make
from tests.materials import asking
from tests.materials.asking import TEXT, ask, laid, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def closed(member=None, **values):
    member = member or asking.make_asker()
    enquiry = ask(member, files=laid([asking.checked("a name.pdf")]), **values)
    enquiries_desk.answer(enquiry=enquiry, by=staff(), text="The answer")
    enquiries.close(enquiry=enquiry, by=member.user)
    return enquiry


def run_at(age, command=None):
    with time_machine.travel(timezone.now() + age):
        return command() if command else erase_old_enquiries()


def test_texts_and_files_go_three_years_after_the_last_message_and_what_happened_stays(
    django_capture_on_commit_callbacks,
):
    enquiry = closed()
    path = EnquiryFile.objects.get().file.name

    run_at(TEXTS_KEPT - datetime.timedelta(minutes=1))
    before = (EnquiryMessage.objects.filter(text="").count(), default_storage.exists(path))
    with django_capture_on_commit_callbacks(execute=True):
        run_at(TEXTS_KEPT + datetime.timedelta(minutes=1))

    enquiry.refresh_from_db()
    assert before == (0, True)
    assert [(each.side, each.text) for each in enquiry.messages.order_by("pk")] == [("organization", ""), ("jitco", "")]
    assert (enquiry.subject, enquiry.state, enquiry.texts_erased_at is not None) == ("", "closed", True)
    assert (EnquiryFile.objects.count(), default_storage.exists(path)) == (0, False)


def test_an_open_question_keeps_its_words_and_an_answered_one_is_closed_with_them():
    waits, answered = ask(), ask()
    enquiries_desk.answer(enquiry=answered, by=staff(), text="The answer")

    run_at(TEXTS_KEPT * 2)

    states = {each.pk: (each.state, each.subject) for each in Enquiry.objects.all()}
    assert states == {waits.pk: ("open", "May a trainee move?"), answered.pk: ("closed", "")}


def test_nothing_is_added_to_what_was_erased(client):
    member = asking.make_asker()
    enquiry = closed(member)
    run_at(TEXTS_KEPT + datetime.timedelta(days=1))
    client.force_login(member.user)

    page = client.get(f"/en/materials/enquiries/{enquiry.pk}/")
    with pytest.raises(enquiries.TextsErased):
        enquiries.write(enquiry=enquiry, by=member.user, text="Hello?")
    with pytest.raises(enquiries.TextsErased):
        enquiries_desk.answer(enquiry=enquiry, by=staff(), text="Hello?")

    assert (page.status_code, 'name="text"' in page.content.decode()) == (200, False)
    assert "The texts and files were erased" in page.content.decode()
    client.force_login(staff("publisher"))
    assert client.get(f"/en/admin/materials/enquiry/{enquiry.pk}/change/").status_code == 200


def test_the_command_says_what_it_would_erase_and_erases_it():
    enquiry = closed()

    def run(*arguments):
        out = io.StringIO()
        call_command("erase_old_enquiries", *arguments, stdout=out)
        return out.getvalue().splitlines()

    old = TEXTS_KEPT + datetime.timedelta(days=1)
    assert run() == ["0 enquiries"]
    assert run_at(old, lambda: run("--simulate")) == [
        f"{enquiry.pk}: would be erased: 2 texts, 1 files",
        "1 enquiries, nothing changed",
    ]
    assert EnquiryMessage.objects.filter(text=TEXT).exists()
    assert run_at(old, run) == [f"{enquiry.pk}: erased: 2 texts, 1 files", "1 enquiries"]
    assert run_at(old, run) == ["0 enquiries"]


def test_an_erased_person_is_named_no_more_by_their_organization_and_others_keep_their_words(settings):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    member = asking.make_asker()
    user = member.user
    user.name, user.email = "Tran Sample Binh", "binh@example.org"
    user.save()
    enquiry = ask(
        member,
        subject="Question of Tran Sample Binh",
        text="I am Tran Sample Binh, binh@example.org.",
        files=laid([asking.checked("Tran Sample Binh.pdf")]),
    )
    enquiries_desk.answer(enquiry=enquiry, by=staff(), text="Dear Tran Sample Binh (binh@example.org): yes.")
    stranger = ask(subject="About Tran Sample Binh", text="Tran Sample Binh, binh@example.org")

    erase_enquiries_of(user)

    gone, address = f"Erased person {user.pk}", f"erased-{user.pk}@invalid"
    enquiry.refresh_from_db()
    stranger.refresh_from_db()
    texts = [each.text for each in enquiry.messages.order_by("pk")]
    assert enquiry.subject == f"Question of {gone}"
    assert texts == [f"I am {gone}, {address}.", f"Dear {gone} ({address}): yes."]
    assert EnquiryFile.objects.get().name == f"{gone}.pdf"
    assert (stranger.subject, stranger.messages.get().text) == (
        "About Tran Sample Binh",
        "Tran Sample Binh, binh@example.org",
    )
    # Mails about their enquiries name them no more; those to them are erased with their account.
    bodies = OutboxMessage.objects.filter(cause__startswith=f"enquiry:{enquiry.pk}:").values_list("body", flat=True)
    assert [body for body in bodies if "Tran Sample Binh" in body] == []
    assert make.make_user(name="Tran Sample Binh").name == "Tran Sample Binh"


# The history tells the time of a name by that of the transaction.
@pytest.mark.django_db(transaction=True)
def test_a_name_goes_from_answers_and_notes_to_whoever_wrote_and_no_later_name_rewrites_them():
    member = asking.make_asker()
    theirs = make.make_membership(member.organization, role=Role.EDITOR)
    user, who = member.user, staff()
    user.name = "Quentin Zorblax"
    user.save()
    mine, other = ask(member), ask(theirs, subject="Of a colleague")
    for enquiry in (mine, other):
        enquiries_desk.note(enquiry=enquiry, by=who, text="Quentin Zorblax called.")
        enquiries_desk.answer(enquiry=enquiry, by=who, text="Dear Quentin Zorblax: you may not.")
    user.name = "may not"
    user.save()
    enquiries_desk.answer(enquiry=mine, by=who, text="Dear may not: as before.")

    with transaction.atomic():
        erase_enquiries_of(user)

    def texts(enquiry):
        return list(enquiry.messages.exclude(side="organization").order_by("pk").values_list("text", flat=True))

    gone = f"Erased person {user.pk}"
    assert texts(mine) == [f"{gone} called.", f"Dear {gone}: you may not.", f"Dear {gone}: as before."]
    # Where the person wrote nothing a name is a word of others.
    assert texts(other) == ["Quentin Zorblax called.", "Dear Quentin Zorblax: you may not."]
