"""Pages of consultation support: who reads and writes, what is kept on the way, what is shown before it is sent."""

import datetime
import re

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jitco_portal.common.search.index import refresh_stale
from materials.models import Enquiry, EnquiryFile, EnquiryMessage
from materials.services import enquiries, enquiries_desk, enquiry_files
from organizations.models import Organization, Role
from tests import factories as make
from tests.materials import asking, world
from tests.materials.asking import TEXT, ask, laid, staff, uploaded

pytestmark = pytest.mark.django_db
LIST, NEW = "/en/materials/enquiries/", "/en/materials/enquiries/new/"
TYPED = {"topic": "fees", "country": "", "subject": "Who pays the flight?", "text": TEXT}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def hidden(page):
    """What the forms of a page carry without showing it, and ticked boxes."""
    html = page.content.decode()
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html):
        found.setdefault(name, []).append(value.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&"))
    for key in re.findall(r'name="keep" value="([^"]*)"[^>]*checked', html):
        found.setdefault("keep", []).append(key)
    found.pop("csrfmiddlewaretoken", None)
    return found


def statuses(client, user, *paths):
    client.logout()
    if user:
        client.force_login(user)
    return [_status(client.get(path)) for path in paths]


def _status(answer):
    if answer.streaming:  # read to its end, it gives back its slot
        b"".join(answer.streaming_content)
    return answer.status_code


# Who reads --------------------------------------------------------------------------------------------


def test_a_thread_is_for_its_organization_and_for_staff_who_may_view_it(client):
    member = asking.make_asker()
    enquiry = ask(member, files=laid([asking.checked("secret.pdf")]))
    file = EnquiryFile.objects.get()
    paths = [f"{LIST}{enquiry.pk}/", f"{LIST}{enquiry.pk}/files/{file.pk}/"]
    merged = asking.make_asker()
    theirs = ask(merged)
    Organization.objects.filter(pk=merged.organization_id).update(merged_into=member.organization)
    reader = make.make_membership(member.organization, role=Role.READER).user

    assert statuses(client, None, *paths) == [302, 302]
    assert statuses(client, asking.make_asker().user, *paths) == [404, 404]
    assert statuses(client, make.make_staff(), *paths) == [404, 404]
    assert statuses(client, reader, *paths) == [200, 200]
    assert statuses(client, member.user, *paths) == [200, 200]
    assert statuses(client, staff("auditor"), *paths) == [200, 200]
    assert statuses(client, merged.user, f"{LIST}{theirs.pk}/") == [404]


def test_who_cannot_ask_is_led_to_who_can_and_to_the_mail_of_the_office(client, settings):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    reader = make.make_membership(make.make_organization(), role=Role.READER).user
    people = [make.make_user(), make.make_staff(), reader]

    for person in people:
        client.force_login(person)
        answer = client.get(f"{NEW}?topic=materials", follow=True)
        page = answer.content.decode()

        assert answer.redirect_chain == [(f"{LIST}#how", 302)]
        assert "mailto:affairs@example.org" in page.partition('id="how"')[2].partition("</section>")[0]
    assert "Its editors and administrators ask and write" in page


def test_a_file_is_handed_out_by_its_own_enquiry_only_and_never_shown_as_a_page(client):
    member = asking.make_asker()
    first = ask(member, files=laid([asking.checked("見積書.pdf")]))
    second = ask(member, subject="Another")
    file = EnquiryFile.objects.get()
    client.force_login(member.user)

    answer = client.get(f"{LIST}{first.pk}/files/{file.pk}/")

    assert b"".join(answer.streaming_content) == asking.PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{LIST}{second.pk}/files/{file.pk}/").status_code == 404


def test_notes_of_staff_are_for_the_desk_and_the_office_has_no_names(client):
    member = asking.make_asker()
    enquiry = ask(member)
    who = staff(name="Sato Hanako")
    enquiries_desk.note(enquiry=enquiry, by=who, text="Not for them")
    enquiries_desk.answer(enquiry=enquiry, by=who, text="Only this")
    client.force_login(member.user)

    page = client.get(f"{LIST}{enquiry.pk}/").content.decode()

    assert page.count("Only this") == 2  # above the thread, and in it
    assert [words for words in ("Not for them", "Sato") if words in page] == []


def test_readers_read_and_do_not_write(client):
    member = asking.make_asker()
    enquiry = ask(member)
    client.force_login(make.make_membership(member.organization, role=Role.READER).user)

    page = client.get(f"{LIST}{enquiry.pk}/").content.decode()

    assert TEXT in page
    assert ('name="text"' in page, 'name="close"' in page, NEW in client.get(LIST).content.decode()) == (False,) * 3
    assert client.post(NEW, TYPED).status_code == 404
    assert client.post(f"{LIST}{enquiry.pk}/", {"text": "Me too"}).status_code == 404
    assert client.post(f"{LIST}{enquiry.pk}/", {"close": "1"}).status_code == 404
    assert EnquiryMessage.objects.count() == 1


def test_the_list_is_for_everybody_and_shows_what_one_s_own_organizations_asked(client):
    member = asking.make_asker()
    mine = ask(member, subject="Of mine")
    ask(subject="Of others")
    enquiries.close(enquiry=mine, by=member.user)
    still = ask(member, subject="Still open")

    visitor = client.get(LIST).content.decode()
    client.force_login(member.user)
    everything, closed = (client.get(f"{LIST}{query}").content.decode() for query in ("", "?state=closed"))

    assert [words in visitor for words in ("Of mine", "Of others", "Log in")] == [False, False, True]
    assert [words in everything for words in ("Of mine", "Still open", "Of others")] == [True, True, False]
    assert [words in closed for words in ("Of mine", "Still open")] == [True, False]
    assert f"Enquiry {still.pk}" in everything


def test_the_list_costs_the_same_for_one_and_three_enquiries(client):
    member = asking.make_asker()
    client.force_login(member.user)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(LIST)
        return len(found)

    ask(member)
    client.get(LIST)
    one = queries()
    ask(member, subject="Second", country=make.make_country())
    ask(member, subject="Third", country=make.make_country())

    # Session and user, counts, rows.
    assert (one, queries()) == (one, one)
    assert one <= 6


def test_a_thread_costs_the_same_for_one_and_many_messages(client):
    member = asking.make_asker()
    enquiry = ask(member, files=laid([asking.checked()]))
    client.force_login(member.user)

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"{LIST}{enquiry.pk}/").status_code == 200
        return len(found)

    queries()
    one = queries()
    for number in range(3):
        enquiries.write(
            enquiry=enquiry, by=member.user, text=f"And {number}", files=laid([asking.checked(f"{number}.pdf")])
        )

    assert (queries(), one <= 8) == (one, True)


# Asking -----------------------------------------------------------------------------------------------


def test_a_question_is_sent_with_its_files_and_leads_to_its_page(client):
    member = asking.make_asker()
    client.force_login(member.user)

    sent = client.post(NEW, {**TYPED, "files": [uploaded("a.pdf"), uploaded("b.pdf")]})

    enquiry = Enquiry.objects.get()
    assert sent["Location"] == f"{LIST}{enquiry.pk}/"
    assert (enquiry.organization, enquiry.subject) == (member.organization, "Who pays the flight?")
    assert sorted(EnquiryFile.objects.values_list("name", flat=True)) == ["a.pdf", "b.pdf"]


@time_machine.travel(datetime.datetime(2026, 11, 18, 3, tzinfo=datetime.UTC))
def test_the_form_says_by_when_and_proposes_the_country_of_a_sending_organization(client):
    member = asking.make_asker()
    client.force_login(member.user)
    page = client.get(NEW).content.decode()

    assert "answered by 26 November 2026" in page
    assert f'<option value="{member.organization.country_id}" selected>' in page
    assert 'name="organization"' not in page


def test_whoever_acts_for_several_says_for_which_and_for_no_other(client):
    member = asking.make_asker()
    second = make.make_membership(make.make_supervising(), user=member.user, role=Role.EDITOR).organization
    reads = make.make_membership(make.make_supervising(), user=member.user, role=Role.READER).organization
    client.force_login(member.user)

    none = client.post(NEW, TYPED).content.decode()
    foreign = client.post(NEW, {**TYPED, "organization": reads.public_id}).content.decode()
    client.post(NEW, {**TYPED, "organization": second.public_id})

    assert "Choose the organization." in none
    assert "is not one of the available choices" in foreign
    assert [each.organization for each in Enquiry.objects.all()] == [second]


def test_what_was_typed_and_chosen_comes_back_with_an_error_and_goes_off_when_it_is_mended(client):
    member = asking.make_asker()
    client.force_login(member.user)

    back = client.post(NEW, {**TYPED, "subject": "", "files": [uploaded("kept.pdf"), uploaded("left out.pdf")]})
    kept = hidden(back)
    [left_out] = re.findall(r'for="keep-([^"]*)">left out.pdf', back.content.decode())
    mended = {**TYPED, **kept, "keep": [key for key in kept["keep"] if key != left_out], "files": [uploaded("new.pdf")]}
    client.post(NEW, mended)

    assert "Write your question in one line." in back.content.decode()
    assert TEXT in back.content.decode()
    names = list(EnquiryFile.objects.order_by("name").values_list("name", flat=True))
    assert (len(kept["keep"]), names) == (2, ["kept.pdf", "new.pdf"])


def test_files_of_another_person_s_form_are_nobody_else_s(client):
    thief, owner = asking.make_asker(), asking.make_asker()
    client.force_login(owner.user)
    kept = hidden(client.post(NEW, {**TYPED, "subject": "", "files": [uploaded("private.pdf")]}))
    client.force_login(thief.user)

    client.post(NEW, {**TYPED, **kept})
    client.post(NEW, {**TYPED, "subject": "Again", "ticket": "no ticket", "keep": kept["keep"]})

    assert (Enquiry.objects.count(), EnquiryFile.objects.count()) == (2, 0)


def test_files_that_are_none_or_too_many_are_refused_by_the_field(client):
    client.force_login(asking.make_asker().user)

    wrong = client.post(NEW, {**TYPED, "files": [uploaded("a.pdf"), uploaded("b.pdf", b"<html>no paper</html>")]})
    many = client.post(NEW, {**TYPED, "files": [uploaded(f"{number}.pdf") for number in range(6)]})

    assert list(wrong.context["form"].errors) == list(many.context["form"].errors) == ["files"]
    assert "6 files" in many.content.decode()
    assert (Enquiry.objects.count(), default_storage.exists("enquiries")) == (0, False)


def test_no_form_fills_the_disk(client, monkeypatch):
    monkeypatch.setattr(enquiry_files, "MOST_LAID_A_DAY", 3)
    client.force_login(asking.make_asker().user)
    unfinished = {**TYPED, "subject": ""}

    client.post(NEW, {**unfinished, "files": [uploaded("a.pdf"), uploaded("b.pdf")]})
    page = client.post(NEW, {**unfinished, "files": [uploaded("c.pdf"), uploaded("d.pdf")]})

    assert "as many files today" in page.content.decode()
    assert len(default_storage.listdir("enquiries")[1]) == 2


def test_the_day_s_limit_is_told_and_nothing_is_lost(client, monkeypatch):
    monkeypatch.setattr(enquiries, "MOST_ENQUIRIES_A_DAY", 1)
    member = asking.make_asker()
    ask(member)
    client.force_login(member.user)

    page = client.post(NEW, TYPED).content.decode()

    assert "You have asked 1 questions today" in page
    assert TEXT in page


# Before it is sent ------------------------------------------------------------------------------------


@pytest.fixture
def answered():
    """A question that is answered already, and one that only staff know."""
    found = world.make_question(
        question_en="Who pays for the flight of a trainee?",
        question_ja="実習生の渡航費は誰が負担しますか",
        answer_en="The **supervising organization** pays the flight.",
        answer_ja="監理団体が負担します。",
    )
    world.make_question(question_en="Who pays the flight of a draft?", state="draft", published_at=None)
    refresh_stale()
    return found


def test_without_scripts_an_answer_is_shown_once_before_the_question_goes_off(client, answered):
    client.force_login(asking.make_asker().user)

    step = client.post(NEW, {**TYPED, "files": [uploaded("kept.pdf")]})
    before = Enquiry.objects.count()
    page = step.content.decode()
    sent = client.post(NEW, {**hidden(step), "sure": "1"}, follow=True)

    assert ("Perhaps this answers it" in page, answered.get_absolute_url() in page, before) == (True, True, 0)
    assert "<strong>supervising organization</strong> pays the flight" in page
    assert "of a draft" not in page
    enquiry = Enquiry.objects.get()
    assert (enquiry.subject, enquiry.messages.get().text, enquiry.topic) == (TYPED["subject"], TEXT, "fees")
    assert [each.name for each in EnquiryFile.objects.all()] == ["kept.pdf"]
    assert sent.redirect_chain[-1][0] == f"{LIST}{enquiry.pk}/"


def test_whoever_changes_the_question_has_all_of_it_again_and_is_not_asked_twice_about_one_answer(client, answered):
    client.force_login(asking.make_asker().user)
    step = client.post(NEW, {**TYPED, "files": [uploaded("kept.pdf")]})

    form = client.post(NEW, {**hidden(step), "change": "1"})
    client.post(NEW, {**hidden(step), **TYPED, "subject": "Who pays the flight home?"})

    page = form.content.decode()
    assert [words in page for words in ("Who pays the flight?", TEXT, "kept.pdf", "error-summary")] == [True] * 3 + [
        False
    ]
    assert [each.subject for each in Enquiry.objects.all()] == ["Who pays the flight home?"]


def test_an_answer_that_was_shown_while_one_typed_is_not_shown_again(client, answered):
    client.force_login(asking.make_asker().user)

    fragment = client.post("/en/materials/enquiries/suggestions/", {"subject": TYPED["subject"]}).content.decode()
    client.post(NEW, {**TYPED, "shown": re.findall(r'name="shown" value="(\d+)"', fragment)})

    assert answered.get_absolute_url() in fragment
    assert "of a draft" not in fragment
    assert Enquiry.objects.count() == 1


def test_suggestions_come_by_post_to_people_who_are_logged_in(client, answered):
    path = "/en/materials/enquiries/suggestions/"

    logged_out = client.post(path, {"subject": "flight"}).status_code
    client.force_login(asking.make_asker().user)

    assert (logged_out, client.get(path, {"subject": "flight"}).status_code) == (302, 405)
    assert client.post(path, {"subject": ""}).content.decode().strip() == ""
    assert client.post(path, {}).status_code == 200


def test_words_that_may_name_a_person_are_asked_about_and_refused_never(client):
    client.force_login(asking.make_asker().user)
    text = "Mr. Tran Sample and 山田さん: residence card AB12345678CD. 実習生さん are fine."

    step = client.post(NEW, {**TYPED, "text": text})
    named = step.context["naming"]
    client.post(NEW, {**hidden(step), "sure": "1"})

    assert named == ["Mr. Tran Sample", "山田さん", "AB12345678CD"]
    assert Enquiry.objects.get().messages.get().text == text


# The thread -------------------------------------------------------------------------------------------


def test_the_organization_writes_on_with_files_and_says_that_it_is_answered(client):
    member = asking.make_asker()
    enquiry = ask(member)
    enquiries_desk.answer(enquiry=enquiry, by=staff(), text="Yes")
    client.force_login(member.user)
    path = f"{LIST}{enquiry.pk}/"

    back = client.post(path, {"text": "", "files": [uploaded("kept.pdf")]})
    client.post(path, {**hidden(back), "text": "And the meals?"})
    reopened = Enquiry.objects.get().state
    client.post(path, {"close": "1"})

    assert "Write your message." in back.content.decode()
    assert [each.name for each in EnquiryFile.objects.all()] == ["kept.pdf"]
    assert (reopened, Enquiry.objects.get().state) == ("open", "closed")


def test_times_are_those_of_the_reader_s_zone(client):
    with time_machine.travel(datetime.datetime(2026, 11, 18, 3, 5, tzinfo=datetime.UTC), tick=False):
        member = asking.make_asker()
        enquiry = ask(member)
        seen = {}
        for zone in ("Asia/Tokyo", "Asia/Ho_Chi_Minh"):
            member.user.time_zone = zone
            member.user.save()
            client.force_login(member.user)
            seen[zone] = re.findall(r"18 November 2026 \d\d:\d\d", client.get(f"{LIST}{enquiry.pk}/").content.decode())
        told = client.get(f"{LIST}{enquiry.pk}/").content.decode()

    assert re.findall(r"Times on the clock of ([^<]*)", told) == ["Ho Chi Minh (UTC+07:00)"]
    assert set(seen["Asia/Tokyo"]) == {"18 November 2026 12:05"}
    assert set(seen["Asia/Ho_Chi_Minh"]) == {"18 November 2026 10:05"}


def test_the_person_s_own_page_shows_what_is_open_or_answered(client):
    member = asking.make_asker()
    ask(member, subject="Still open")
    enquiries.close(enquiry=ask(member, subject="Long closed"), by=member.user)
    ask(subject="Of others")
    client.force_login(member.user)

    page = client.get("/en/account/").content.decode()

    assert [words in page for words in ("Still open", "Long closed", "Of others")] == [True, False, False]
