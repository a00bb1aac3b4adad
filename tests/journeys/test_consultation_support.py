"""Consultation support in a browser: answers while one types, and pages that everybody can read on a phone."""

import pytest
from django.test import Client

from jitco_portal.common.search.index import refresh_stale
from materials.models import Enquiry, EnquiryFile
from materials.services import enquiries_desk
from tests.accessibility import serious_problems
from tests.materials import asking, world
from tests.materials.asking import ask, staff
from tests.soak import LOOKS

SUBJECT = "Who pays the flight?"


@pytest.fixture
def tab_of(new_context, portal):
    def open_tab(user, **options):
        cookies = Client()
        cookies.force_login(user)
        context = new_context(**options)
        context.add_cookies(
            [{"name": name, "value": each.value, "url": portal} for name, each in cookies.cookies.items()]
        )
        return context.new_page()

    return open_tab


@pytest.fixture
def answered():
    found = world.make_question(
        question_en="Who pays for the flight of a trainee?", question_ja="実習生の渡航費は誰が負担しますか"
    )
    refresh_stale()
    return found


def test_answers_appear_below_the_line_while_one_types_and_nothing_but_the_line_leaves(
    tab_of, portal, answered, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    tab = tab_of(asking.make_asker().user)
    sent = []
    tab.on("request", lambda request: sent.append((request.url, request.post_data or "")))
    tab.goto(f"{portal}/en/materials/enquiries/new/")
    tab.select_option("#id_topic", "fees")
    tab.fill("#id_text", "A private matter.")
    tab.locator("#id_subject").press_sequentially("who pays the flight")
    link = tab.locator("#answered-already a")
    link.wait_for()

    assert link.get_attribute("href") == answered.get_absolute_url().replace("/ja/", "/en/")
    assert link.get_attribute("target") == "_blank"
    assert [url for url, data in sent if "private" in url + data or "flight" in url] == []
    # Whoever saw it while typing is not asked about it again.
    tab.click("text=Send the question to the Affairs Dept.")
    tab.wait_for_url("**/enquiries/*/")
    assert Enquiry.objects.get().subject == "who pays the flight"


def test_without_scripts_a_step_shows_the_answer_and_what_was_written_goes_off_from_there(
    tab_of, portal, answered, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    tab = tab_of(asking.make_asker().user, javascript=False, width=390)
    tab.goto(f"{portal}/en/materials/enquiries/new/")
    tab.select_option("#id_topic", "fees")
    tab.fill("#id_subject", SUBJECT)
    tab.fill("#id_text", "Line one\nLine two")
    tab.set_input_files(
        "#id_files", [{"name": "見積書.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 sample"}]
    )
    tab.click("text=Send the question to the Affairs Dept.")

    assert tab.locator("h1").inner_text() == "Perhaps this answers it"
    tab.click("text=Send all the same")

    enquiry = Enquiry.objects.get()
    assert (tab.locator("h1").inner_text(), enquiry.subject) == (SUBJECT, SUBJECT)
    assert enquiry.messages.get().text == "Line one\nLine two"
    assert EnquiryFile.objects.get().name == "見積書.pdf"


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_every_page_is_accessible_and_fits_its_screen(tab_of, portal, answered, settings, tmp_path, language, width):
    settings.MEDIA_ROOT = tmp_path
    member, who = asking.make_asker(), staff("publisher")
    enquiry = ask(member)
    enquiries_desk.note(enquiry=enquiry, by=who, text="For colleagues")
    enquiries_desk.answer(enquiry=enquiry, by=who, text="Yes.")
    wrong = []

    def look(tab, page):
        if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append((page, "wider than the screen"))
        wrong.extend((page, problem) for problem in serious_problems(tab))

    for user, pages in (
        (
            member.user,
            (
                *("/materials/enquiries/", "/materials/enquiries/new/", f"/materials/enquiries/{enquiry.pk}/"),
                *("/materials/questions/", "/materials/questions/?q=x", f"/materials/questions/{answered.pk}/"),
            ),
        ),
        (who, ("/admin/materials/enquiry/", f"/admin/materials/enquiry/{enquiry.pk}/change/")),
    ):
        tab = tab_of(user, width=width)
        for page in pages:
            answer = tab.goto(f"{portal}/{language}{page}")
            wrong += [] if answer.status == 200 else [(page, answer.status)]
            look(tab, page)
    # The step before it is sent, as whoever typed nothing meets it: pasted, say, by a program.
    tab = tab_of(member.user, width=width)
    tab.goto(f"{portal}/{language}/materials/enquiries/new/")
    tab.select_option("#id_topic", "fees")
    tab.evaluate(f"document.getElementById('id_subject').value = '{SUBJECT}'")
    tab.evaluate("document.getElementById('id_text').value = 'Mr. Sample asks.'")
    tab.click(".enquiry-form button[type=submit]")
    look(tab, "before sending")

    assert tab.locator("button[name=sure]").count() == 1
    assert wrong == []
