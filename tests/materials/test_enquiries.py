"""Asking and answering: states, target times, who may, what is told by mail, second clicks."""

import datetime

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import ProgrammingError, connection, transaction

from countries.models import Country
from jitco_portal.common.mail.desk import may_read
from jitco_portal.common.models import OutboxMessage
from materials.models import Enquiry, EnquiryFile, EnquiryMessage
from materials.services import enquiries, enquiries_desk
from materials.services.enquiry_files import TooManyFiles, delete_stray_enquiry_files
from materials.services.enquiry_mails import remind_of_due_enquiries
from organizations.models import Membership, Organization, Role
from tests import factories as make
from tests.materials import asking
from tests.materials.asking import TEXT, ask, laid, staff

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 18, 3, tzinfo=datetime.UTC)
SECRET = "Our trainee Tran Sample Binh has a passport C1234567."


@pytest.fixture(autouse=True)
def _office(settings, tmp_path):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    settings.MEDIA_ROOT = tmp_path


def mails(kind):
    return sorted(OutboxMessage.objects.filter(kind=kind).values_list("recipient", flat=True))


def sides(enquiry):
    return list(enquiry.messages.order_by("pk").values_list("side", flat=True))


# Asking -----------------------------------------------------------------------------------------------


@time_machine.travel(NOON, tick=False)
def test_a_question_waits_for_the_division_of_its_country_until_the_fifth_working_day():
    country = make.make_country(division=Country.Division.SECOND)
    member = asking.make_asker()

    enquiry = ask(member, country=country)

    # Wednesday 18 November; Monday the 23rd is a holiday.
    assert (enquiry.state, enquiry.division, enquiry.due_on) == ("open", "second", datetime.date(2026, 11, 26))
    assert enquiry.waiting_since == NOON
    assert [(each.side, each.text, each.by) for each in enquiry.messages.all()] == [("organization", TEXT, member.user)]


def test_a_question_without_a_country_is_for_both_divisions():
    assert ask().division == ""


def test_a_second_click_asks_nothing_and_other_words_do():
    member = asking.make_asker()
    first = ask(member)

    again, other = ask(member), ask(member, text="Another one")

    assert (again, other == first) == (first, False)
    assert (Enquiry.objects.count(), EnquiryMessage.objects.count(), len(mails("enquiry_received"))) == (2, 2, 2)


def test_readers_strangers_and_members_of_a_merged_organization_ask_nothing():
    member = asking.make_asker()
    reader = make.make_membership(member.organization, role=Role.READER).user
    merged = asking.make_asker()
    Organization.objects.filter(pk=merged.organization_id).update(merged_into=member.organization)

    for organization, person in (
        (member.organization, reader),
        (member.organization, asking.make_asker().user),
        (member.organization, staff("publisher")),
        (merged.organization, merged.user),
    ):
        with pytest.raises(enquiries.NotAllowed):
            enquiries.ask(
                organization=organization, by=person, topic="other", country=None, subject="May I?", text="Perhaps"
            )

    assert Enquiry.objects.count() == 0


def test_a_person_asks_twenty_times_a_day_and_a_colleague_still_may(monkeypatch):
    monkeypatch.setattr(enquiries, "MOST_ENQUIRIES_A_DAY", 2)
    member = asking.make_asker()
    colleague = make.make_membership(member.organization, role=Role.ADMINISTRATOR)
    for number in range(2):
        ask(member, subject=f"Question {number}")

    with pytest.raises(enquiries.TooManyEnquiries):
        ask(member, subject="One more")
    ask(colleague, subject="Mine")
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1, minutes=1)):
        ask(member, subject="Tomorrow")

    assert enquiries.MOST_ENQUIRIES_A_DAY == 2
    assert Enquiry.objects.count() == 4


def test_files_that_were_laid_away_belong_to_the_message_and_five_are_the_most():
    member = asking.make_asker()
    six = laid([asking.checked(f"paper {number}.pdf") for number in range(6)])

    enquiry = ask(member, files=six[:2])
    with pytest.raises(TooManyFiles):
        ask(member, subject="All of them", files=six)

    rows = list(EnquiryFile.objects.order_by("pk"))
    assert [(each.name, each.file.read(), each.scan) for each in rows] == [
        ("paper 0.pdf", asking.PDF, "not_scanned"),
        ("paper 1.pdf", asking.PDF, "not_scanned"),
    ]
    assert {each.message.enquiry for each in rows} == {enquiry}
    assert Enquiry.objects.count() == 1


def test_files_that_no_message_took_go_at_night_when_they_are_a_day_old():
    [kept, stray] = laid([asking.checked("kept.pdf"), asking.checked("stray.pdf")])
    ask(files=[kept])

    delete_stray_enquiry_files()
    young = default_storage.exists(stray.path)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)):
        delete_stray_enquiry_files()

    assert (young, default_storage.exists(stray.path), default_storage.exists(kept.path)) == (True, False, True)


# Answering, asking further, ending --------------------------------------------------------------------


def test_the_turn_goes_to_and_fro_and_a_message_opens_what_was_closed():
    member = asking.make_asker()
    enquiry = ask(member)
    who = staff()
    course = []

    def note(act):
        act()
        enquiry.refresh_from_db()
        course.append((enquiry.state, enquiry.waiting_since is not None, enquiry.due_on is not None))

    note(lambda: enquiries_desk.answer(enquiry=enquiry, by=who, text="First answer"))
    note(lambda: enquiries.write(enquiry=enquiry, by=member.user, text="And then?"))
    note(lambda: enquiries_desk.answer(enquiry=enquiry, by=who, text="Second answer"))
    note(lambda: enquiries.close(enquiry=enquiry, by=member.user))
    note(lambda: enquiries.close(enquiry=enquiry, by=member.user))
    note(lambda: enquiries_desk.answer(enquiry=enquiry, by=who, text="A further word"))
    note(lambda: enquiries.write(enquiry=enquiry, by=member.user, text="One more thing"))

    assert course == [
        ("answered", False, False),
        ("open", True, True),
        ("answered", False, False),
        ("closed", False, False),
        ("closed", False, False),
        ("closed", False, False),
        ("open", True, True),
    ]
    assert sides(enquiry) == [
        *("organization", "jitco", "organization", "jitco", "jitco", "organization"),
    ]


def test_adding_something_while_the_office_has_its_turn_moves_no_target():
    with time_machine.travel(NOON, tick=False):
        member = asking.make_asker()
        enquiry = ask(member)
    with time_machine.travel(NOON + datetime.timedelta(days=2), tick=False):
        enquiries.write(enquiry=enquiry, by=member.user, text="I forgot to say")

    enquiry.refresh_from_db()
    assert (enquiry.due_on, enquiry.waiting_since) == (datetime.date(2026, 11, 26), NOON)


def test_a_new_question_after_the_answer_has_a_new_target():
    with time_machine.travel(NOON, tick=False):
        member = asking.make_asker()
        enquiry = ask(member)
        enquiries_desk.answer(enquiry=enquiry, by=staff(), text="Yes.")
    with time_machine.travel(NOON + datetime.timedelta(days=9), tick=False):
        enquiries.write(enquiry=enquiry, by=member.user, text="And now?")

    enquiry.refresh_from_db()
    # Friday 27 November.
    assert enquiry.due_on == datetime.date(2026, 12, 4)


def test_second_clicks_of_a_message_an_answer_and_a_note_are_one():
    member = asking.make_asker()
    enquiry = ask(member)
    who = staff()

    for _click in range(2):
        enquiries.write(enquiry=enquiry, by=member.user, text="Also this")
    for _click in range(2):
        enquiries_desk.note(enquiry=enquiry, by=who, text="Ask the first division")
    for _click in range(2):
        enquiries_desk.answer(enquiry=enquiry, by=who, text="Yes")

    assert sides(enquiry) == ["organization", "organization", "note", "jitco"]
    assert len(mails("enquiry_answered")) == 1


def test_the_same_words_with_another_file_are_no_second_click():
    member, who = asking.make_asker(), staff()

    def paper(number):
        return laid([asking.checked(f"paper {number}.pdf", content=f"paper {number}".encode())])

    enquiry = ask(member, files=paper(1))
    # A second click brings the file again, or none where the form had kept it for the first.
    assert ask(member, files=paper(1)) == ask(member) == enquiry
    others = {ask(member, files=paper(2)), ask(member, country=make.make_country())}
    for number in (3, 3, 4):
        enquiries.write(enquiry=enquiry, by=member.user, text="See the paper", files=paper(number))
    for number in (5, 5, 6):
        enquiries_desk.answer(enquiry=enquiry, by=who, text="See the paper", files=paper(number))

    assert len(others - {enquiry}) == 2
    names = EnquiryFile.objects.filter(message__enquiry=enquiry).order_by("pk").values_list("name", flat=True)
    assert list(names) == [f"paper {number}.pdf" for number in (1, 3, 4, 5, 6)]
    assert len(mails("enquiry_answered")) == 2


def test_an_answer_sent_once_more_to_close_the_enquiry_closes_it():
    enquiry, who = ask(), staff()
    enquiries_desk.answer(enquiry=enquiry, by=who, text="Yes")

    enquiries_desk.close_at_desk(enquiry=enquiry, by=who, text="Yes")

    enquiry.refresh_from_db()
    assert enquiry.state == "closed"
    assert sides(enquiry) == ["organization", "jitco"]


def test_an_answer_is_held_back_where_the_organization_wrote_meanwhile():
    member = asking.make_asker()
    enquiry = ask(member)
    read = enquiry.messages.get().pk
    enquiries.write(enquiry=enquiry, by=member.user, text="No, I mean the other one")

    with pytest.raises(enquiries_desk.NewerMessage):
        enquiries_desk.answer(enquiry=enquiry, by=staff(), text="That one", seen=read)
    enquiries_desk.answer(enquiry=enquiry, by=staff(), text="The other one", seen=enquiry.messages.last().pk)

    assert sides(enquiry) == ["organization", "organization", "jitco"]


def test_strangers_readers_and_staff_without_the_right_write_nothing_and_close_nothing():
    member = asking.make_asker()
    enquiry = ask(member)
    auditor = staff("auditor")
    for person in (
        make.make_membership(member.organization, role=Role.READER).user,
        asking.make_asker().user,
        staff("publisher"),
    ):
        with pytest.raises(enquiries.NotAllowed):
            enquiries.write(enquiry=enquiry, by=person, text="Me too")
        with pytest.raises(enquiries.NotAllowed):
            enquiries.close(enquiry=enquiry, by=person)
    for person in (member.user, make.make_staff(), auditor):
        for act, given in (
            (enquiries_desk.answer, {"text": "No"}),
            (enquiries_desk.note, {"text": "No"}),
            (enquiries_desk.assign, {"to": None}),
            (enquiries_desk.sort, {"topic": "other", "country": None, "division": ""}),
            (enquiries_desk.close_at_desk, {"text": "No"}),
        ):
            with pytest.raises(enquiries.NotAllowed):
                act(enquiry=enquiry, by=person, **given)

    enquiry.refresh_from_db()
    assert (enquiry.state, sides(enquiry)) == ("open", ["organization"])


def test_staff_close_an_unanswered_question_with_a_word_and_an_answered_one_without():
    member = asking.make_asker()
    who = staff()
    enquiry, answered = ask(member), ask(member, subject="Another")
    enquiries_desk.answer(enquiry=answered, by=who, text="Yes")

    with pytest.raises(enquiries_desk.ReasonMissing):
        enquiries_desk.close_at_desk(enquiry=enquiry, by=who)
    enquiries_desk.close_at_desk(enquiry=enquiry, by=who, text="This is no matter of ours.")
    enquiries_desk.close_at_desk(enquiry=answered, by=who)

    assert [Enquiry.objects.get(pk=each.pk).state for each in (enquiry, answered)] == ["closed", "closed"]
    assert len(mails("enquiry_answered")) == 2


def test_the_division_follows_another_country_unless_it_is_chosen():
    first = make.make_country(division=Country.Division.FIRST)
    second = make.make_country(division=Country.Division.SECOND)
    enquiry = ask(country=first)
    who = staff()

    def sort(**values):
        enquiries_desk.sort(enquiry=enquiry, by=who, topic="fees", **values)
        enquiry.refresh_from_db()
        return enquiry.division

    assert sort(country=second, division="first") == "second"
    assert sort(country=second, division="first") == "first"
    assert sort(country=None, division="first") == ""
    assert sort(country=None, division="second") == "second"


def test_a_thread_is_neither_changed_nor_deleted_in_the_database():
    message = ask().messages.get()

    for write in (lambda: EnquiryMessage.objects.update(text="Other words"), message.delete):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            write()
    with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM materials_enquiry")


# Mails ------------------------------------------------------------------------------------------------


def test_an_answer_goes_to_whoever_asked_and_wrote_and_still_belongs_and_to_nobody_else():
    member = asking.make_asker()
    organization = member.organization
    wrote = make.make_membership(organization, role=Role.ADMINISTRATOR)
    silent = make.make_membership(organization, role=Role.EDITOR)
    left = make.make_membership(organization, role=Role.EDITOR)
    enquiry = ask(member)
    for each in (wrote, left):
        enquiries.write(enquiry=enquiry, by=each.user, text=f"Says {each.pk}")
    Membership.objects.filter(pk=left.pk).update(from_on="2020-01-01", until_on="2020-02-01")

    enquiries_desk.answer(enquiry=enquiry, by=staff(), text="The answer in full")

    assert mails("enquiry_answered") == sorted([member.user.email, wrote.user.email])
    assert silent.user.email not in mails("enquiry_answered")


def test_the_answer_stands_in_its_mail_and_no_staff_read_it_where_mails_leave(settings):
    settings.MAIL_LEAVES = True
    enquiry = ask()
    enquiries_desk.answer(enquiry=enquiry, by=staff(), text="The answer in full", files=laid([asking.checked()]))

    mail = OutboxMessage.objects.get(kind="enquiry_answered")
    readers = [staff("publisher"), staff("system administrator"), make.make_staff(is_superuser=True)]
    assert "The answer in full" in mail.body
    assert f"/materials/enquiries/{enquiry.pk}/" in mail.body
    assert "One file" in mail.body
    assert [may_read(mail, reader=each) for each in readers] == [False, False, False]


def test_what_was_asked_stands_in_no_mail_no_history_and_no_list(client, caplog):
    member = asking.make_asker()
    enquiry = ask(member, subject=f"Help: {SECRET}", text=SECRET)
    enquiries.write(enquiry=enquiry, by=member.user, text=f"Again: {SECRET}")
    client.force_login(staff("publisher"))

    listed = client.get("/en/admin/materials/enquiry/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'materials_enquiry%event'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        held = []
        for table in tables:
            cursor.execute(f'SELECT row_to_json(each)::text FROM "{table}" AS each')
            held += [row for (row,) in cursor.fetchall()]

    texts = [f"{mail.subject} {mail.body} {mail.cause}" for mail in OutboxMessage.objects.all()]
    assert (tables, len(texts), len(held)) == (["materials_enquiryevent"], 2, 1)
    assert f"Enquiry {enquiry.pk}" in listed
    assert [each for each in [*texts, *held, listed, caplog.text] if "Binh" in each or "C1234567" in each] == []


def test_the_desk_is_told_once_until_it_answers():
    member = asking.make_asker()
    enquiry = ask(member)
    enquiries.write(enquiry=enquiry, by=member.user, text="Also this")
    before = mails("desk_waiting")
    enquiries_desk.answer(enquiry=enquiry, by=staff(), text="Yes")
    enquiries.write(enquiry=enquiry, by=member.user, text="And that")

    assert (before, mails("desk_waiting")) == (["affairs@example.org"], ["affairs@example.org"] * 2)


def test_a_colleague_is_told_of_what_is_given_to_them_and_reminded_once_before_it_is_due():
    with time_machine.travel(NOON, tick=False):
        enquiry = ask()
        colleague, who = staff(email="colleague@example.org"), staff("publisher")
        enquiries_desk.assign(enquiry=enquiry, to=colleague, by=who)
        enquiries_desk.assign(enquiry=enquiry, to=colleague, by=who)
        remind_of_due_enquiries()
    told = mails("enquiry_reminder")
    with time_machine.travel(NOON + datetime.timedelta(days=7), tick=False):
        remind_of_due_enquiries()
        remind_of_due_enquiries()
    reminded = mails("enquiry_reminder")
    enquiries_desk.answer(enquiry=enquiry, by=colleague, text="Yes")
    with time_machine.travel(NOON + datetime.timedelta(days=9), tick=False):
        remind_of_due_enquiries()

    assert (told, reminded) == ([colleague.email], [colleague.email] * 2)
    assert mails("enquiry_reminder") == reminded


def test_nothing_is_given_to_somebody_who_may_not_answer():
    enquiry = ask()

    for person in (staff("auditor"), asking.make_asker().user, staff(is_active=False)):
        with pytest.raises(enquiries_desk.NobodyToAnswer):
            enquiries_desk.assign(enquiry=enquiry, to=person, by=staff("publisher"))

    enquiry.refresh_from_db()
    assert enquiry.assigned_to is None
