"""Materials and consultation support in a real browser: find, download, be told; ask, be answered, find the answer."""

import hashlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common.accounts.staff_groups import PUBLISHER, sync_staff_groups
from jitco_portal.common.mail.sending import send_due_messages
from jitco_portal.common.search.index import refresh_stale
from materials import tasks
from materials.models import Edition, EditionReader, Enquiry, QuestionAnswer
from materials.samples.make_files import FOLDER
from materials.services.publishing import publish
from tests import factories as make
from tests.common.mail_servers import MailServer
from tests.conftest import watch_for_problems
from tests.logging_in import log_in
from tests.materials import world
from tests.soak import LOOKS

SUBJECT = {"en": "May a trainee change the dormitory?", "ja": "寮を変更することはできますか"}
TEXT = {"en": "One of ours would like to live alone.", "ja": "一人で暮らしたいという希望があります。"}
ANSWER = {"en": "Yes, when the plan is changed before.", "ja": "計画を変更すれば可能です。"}


@pytest.fixture
def mail_server(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    with MailServer().running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.MAIL_LEAVES, settings.MAIL_FROM = True, "portal@example.org"
        yield server


@pytest.fixture
def people(new_context, portal, settings, mail_server):
    """``people(user, width)``: a tab in which they are logged in; what its pages do wrong is told at the end."""
    settings.SITE_URL = portal
    problems = []

    def open_tab(user, *, width=1280, language="en"):
        type(user).objects.filter(pk=user.pk).update(language=language)
        tab = new_context(width=width).new_page()
        problems.append(watch_for_problems(tab))
        tab.goto(f"{portal}/{language}/account/login/")
        log_in(tab, user)
        return tab

    yield open_tab
    assert [each for each in problems if each] == []


def publisher():
    sync_staff_groups()
    user = make.make_staff()
    user.groups.add(Group.objects.get(name=PUBLISHER))
    return user


def wrong_with(tab):
    """What is wrong with the page that is open."""
    wrong = []
    if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{tab.url}: wider than the screen")
    for each in Axe().run(tab).response["violations"]:
        if each["impact"] in {"serious", "critical"}:
            wrong.append(f"{tab.url}: {each['id']} {[node['html'][:120] for node in each['nodes']]}")
    return wrong


def sent_to(server, user):
    """Mails that came to this person, as text; each is sent once."""
    send_due_messages()
    return [each.get_body(("plain",)).get_content() for each in server.taken if each["To"] == user.email]


def link_in(text, part):
    return re.search(rf"https?://\S*{part}\S*", text)[0]


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_a_reader_finds_downloads_and_is_told_of_the_next_edition(people, portal, mail_server, language, width):
    old, new = (FOLDER / f"work-ja-{number}.pdf" for number in (1, 2))
    edition = world.make_edition(world.make_material(), files=0, state="draft", version="1")
    world.make_file(edition, content=old.read_bytes(), name="職場の日本語（見本）.pdf", pages=2)
    publish(edition=edition, by=make.make_staff())
    refresh_stale()
    reader, staff = world.make_member().user, publisher()
    wrong = []

    # Find and download.
    tab = people(reader, width=width, language=language)
    tab.goto(f"{portal}/{language}/materials/")
    wrong += wrong_with(tab)
    tab.fill("#id_q", "職場" if language == "ja" else "japanese at work")
    tab.click(".search-form button")
    tab.wait_for_selector(".row-title mark, .material-row .row-title a")
    tab.click(".row-title a")
    wrong += wrong_with(tab)
    if not tab.locator(f"a[href$='/materials/files/{edition.files.get().pk}/']").count():
        tab.click("main a[href*='/materials/editions/']")
        wrong += wrong_with(tab)
    with tab.expect_download() as started:
        tab.locator(f"a[href$='/materials/files/{edition.files.get().pk}/']").first.click()
    got = started.value

    # Staff make the next edition and publish it.
    desk = people(staff, language=language)
    desk.goto(f"{portal}/{language}/admin/materials/edition/{edition.pk}/next/")
    desk.click("#content-main form button.default")
    desk.wait_for_selector(".messagelist .success")
    draft = Edition.objects.get(state="draft")
    desk.goto(f"{portal}/{language}/admin/materials/edition/{draft.pk}/upload/")
    file = {"name": "職場の日本語 第2版.pdf", "mimeType": "application/pdf", "buffer": new.read_bytes()}
    desk.set_input_files("[name=upload]", file)
    desk.click("form[data-whole-file] button.default")
    desk.wait_for_selector("section[aria-labelledby=files-heading] tbody th")
    desk.goto(f"{portal}/{language}/admin/materials/edition/{draft.pk}/publish/")
    desk.click("#content-main form button.default")
    desk.wait_for_selector(".messagelist .success")

    # The reader is told, once, and comes to it.
    for job in ProcrastinateJob.objects.filter(task_name=tasks.tell_readers.name):
        tasks.tell_readers.func(**job.args)
    (mail,) = sent_to(mail_server, reader)
    tab.goto(link_in(mail, "/materials/editions/"))
    wrong += wrong_with(tab)
    with tab.expect_download() as started_again:
        tab.locator("a[href*='/materials/files/']").first.click()
    tab.goto(f"{portal}/{language}/materials/editions/{edition.pk}/")
    leads_on = tab.locator(f"main a[href$='/materials/editions/{draft.pk}/']").count()

    assert sha256(got) == hashlib.sha256(old.read_bytes()).hexdigest()
    assert got.suggested_filename == "職場の日本語（見本）.pdf"
    assert sha256(started_again.value) == hashlib.sha256(new.read_bytes()).hexdigest()
    assert leads_on
    assert set(EditionReader.objects.values_list("user", "edition")) == {
        (reader.pk, edition.pk),
        (reader.pk, draft.pk),
    }
    assert sent_to(mail_server, reader) == [mail]
    assert wrong == []


def sha256(download):
    return hashlib.sha256(download.path().read_bytes()).hexdigest()


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_a_question_is_answered_and_its_answer_found_by_others(
    people, new_context, portal, mail_server, language, width
):
    member = world.make_member()
    asker, staff = member.user, publisher()
    wrong = []

    # Ask.
    tab = people(asker, width=width, language=language)
    tab.goto(f"{portal}/{language}/materials/enquiries/new/")
    wrong += wrong_with(tab)
    tab.fill("[name=subject]", SUBJECT[language])
    tab.click("main form.enquiry-form button.btn-primary")
    missing = tab.locator(".error-summary li").count()
    kept = tab.input_value("[name=subject]")
    tab.select_option("[name=topic]", "programme")
    tab.fill("[name=text]", TEXT[language])
    tab.click("main form.enquiry-form button.btn-primary")
    tab.wait_for_url(re.compile(r"/materials/enquiries/\d+/$"))
    enquiry = Enquiry.objects.get()
    received = sent_to(mail_server, asker)

    # Answer.
    desk = people(staff, language=language)
    desk.goto(f"{portal}/{language}/admin/materials/enquiry/{enquiry.pk}/change/")
    desk.fill("[name=answer-text]", ANSWER[language])
    desk.click("button[value=answer]")
    desk.wait_for_selector(".messagelist .success")
    answered = [each for each in sent_to(mail_server, asker) if each not in received]
    tab.goto(link_in(answered[0], "/materials/enquiries/"))
    answer = tab.inner_text(".enquiry-answer .prewrap >> nth=0")
    wrong += wrong_with(tab)

    # Publish it for all, in words of its own.
    desk.click("a.addlink[href*='questionanswer']")
    for code in ("en", "ja"):
        desk.fill(f"[name=question_{code}]", SUBJECT[code])
        desk.fill(f"[name=answer_{code}]", ANSWER[code])
    desk.click("[name=_continue]")
    desk.wait_for_selector(".messagelist .success")
    desk.click("button[name=do][value=publish]")
    desk.wait_for_selector(".messagelist .success")
    refresh_stale()
    published = QuestionAnswer.objects.published().get()

    # Somebody else finds it by the search, and while typing a question of their own.
    visitor = new_context(width=width).new_page()
    word = "寮" if language == "ja" else "dormitory"
    visitor.goto(f"{portal}/{language}/search/?q={word}")
    found = visitor.locator(f"main a[href$='/materials/questions/{published.pk}/']").count()
    visitor.goto(f"{portal}/{language}/materials/questions/?q={word}")
    wrong += wrong_with(visitor)
    visitor.click(f"main a[href$='/materials/questions/{published.pk}/']")
    told = visitor.inner_text("main")
    wrong += wrong_with(visitor)
    other = people(world.make_member().user, width=width, language=language)
    other.goto(f"{portal}/{language}/materials/enquiries/new/")
    other.locator("[name=subject]").press_sequentially("寮の変更" if language == "ja" else "change the dormitory")
    other.wait_for_selector(f".answered-already a[href$='/materials/questions/{published.pk}/']")
    wrong += wrong_with(other)

    assert (missing, kept) == (2, SUBJECT[language])
    assert (len(received), len(answered)) == (1, 1)
    assert answer == ANSWER[language]
    assert found
    assert ANSWER[language] in told
    assert member.organization.name_en not in told
    # The answer comes by mail too; what was asked stays on the page.
    assert [TEXT[language] in mail for mail in (*received, *answered)] == [False, False]
    assert [ANSWER[language] in mail for mail in (*received, *answered)] == [False, True]
    assert wrong == []
