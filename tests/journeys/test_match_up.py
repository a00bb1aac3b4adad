"""A match-up in a real browser: three people, from the request to the contract, each mail on a real mail server."""

from collections import Counter

import pytest

from jitco_portal.common.days import today
from jitco_portal.common.mail.sending import send_due_messages
from jitco_portal.common.models import OutboxMessage
from matching.models import ContactView, Introduction, MatchRequest, MatchStep
from tests.common.mail_servers import MailServer
from tests.logging_in import log_in
from tests.matching.match_world import make_match_world

PDF = b"%PDF-1.7\nSample conditions"


@pytest.fixture
def mail_server(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    with MailServer().running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.MAIL_LEAVES, settings.MAIL_FROM = True, "portal@example.org"
        yield server


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ja", False)], ids=["en", "ja without scripts"])
def test_a_request_leads_to_a_contract(new_context, portal, mail_server, language, javascript):
    world = make_match_world()
    first, second = world.candidates
    asks, answers, refuses = (world.person(each) for each in (world.requester, first, second))
    for each in (asks, answers, refuses):
        type(each).objects.filter(pk=each.pk).update(language=language)

    # The supervising organization asks.
    requester = new_context(javascript=javascript).new_page()
    requester.goto(f"{portal}/{language}/matching/")
    requester.click("main a[href*='/login/']")
    log_in(requester, asks)
    requester.click("main a[href$='/matching/requests/new/']")
    requester.click("main form button.btn-primary")
    requester.check(f"[name=programme][value='{world.pair.programme.pk}']")
    # Asked too soon: what is missing stands on the summary, and what was entered stays.
    requester.click("button[value=summary]")
    missing = requester.locator(".notice-warning li").count()
    requester.click(".form-steps li:first-child a")
    requester.check(f"[name=countries][value='{world.pair.country.pk}']")
    if not requester.locator("details.choice-group").first.get_attribute("open"):
        requester.locator("details.choice-group > summary").first.click()
    requester.check(f"[name=operations][value='{world.pair.operation.pk}']")
    requester.fill("[name=people]", "6")
    requester.fill("[name=arrive_from]", "2024-13")
    requester.click("main form button.btn-primary")
    error = requester.locator("#div_id_arrive_from .field-error").count()
    requester.fill("[name=arrive_from]", f"{today().year + 1}-04")
    requester.click("main form button.btn-primary")
    requester.check("[name=languages][value=en]")
    requester.fill("[name=training_wishes]", "Men only, please." if language == "en" else "男性のみ希望")
    requester.click("main form button.btn-primary")
    requester.fill("[name=conditions]", "Vegetables" if language == "en" else "野菜の栽培")
    requester.fill("[name=valid_until]", f"{today().replace(year=today().year + 1):%Y-%m-01}")
    file = {"name": "条件.pdf", "mimeType": "application/pdf", "buffer": PDF}
    requester.set_input_files("[name=file]", file)
    requester.click("main form button[value=stay]")
    files = requester.locator(".file-list a").all_inner_texts()
    requester.click("main form button.btn-primary")
    requester.click("main form button.btn-primary")
    warned = requester.locator(".notice-warning li").all_inner_texts()
    requester.click("main form:has([name=csrfmiddlewaretoken]) button.btn-primary")
    unconfirmed = requester.locator(".error-summary").count()
    requester.check("[name=looked]")
    requester.click("main form:has([name=looked]) button.btn-primary")
    requester.wait_for_url(f"**/{language}/matching/requests/*/")
    match = MatchRequest.objects.get()

    # The Affairs Dept. reviews it and proposes two candidates.
    desk = new_context(javascript=javascript).new_page()
    desk.goto(f"{portal}/{language}/admin/matching/matchrequest/")
    log_in(desk, world.staff)
    desk.click("#result_list tbody th a")
    desk.click("button[value=take_up]")
    for organization in (first, second):
        desk.check(f"[name=ranked][value='{organization.public_id}']")
        desk.fill("#id_reasons", "Trains for this work.")
        desk.click("button[value=choose]")
    for box in desk.locator("[name=candidates]").all():
        box.check()
    desk.click("button[value=propose]")
    desk.wait_for_selector(".messagelist .success")

    # Both are accepted; the first candidate accepts without knowing who asks.
    requester.reload()
    for _number in range(2):
        requester.goto(f"{portal}/{language}/matching/requests/{match.pk}/")
        requester.locator("form[action*='/accept/'] button").first.click()
    candidate = new_context(javascript=javascript, width=390).new_page()
    candidate.goto(f"{portal}/{language}/matching/")
    candidate.click("main a[href*='/login/']")
    log_in(candidate, answers)
    candidate.click("main .row-title a[href*='/candidates/']")
    unnamed = candidate.locator("main").inner_text()
    candidate.click("form[action*='/accept/'] button")
    named = candidate.locator("h1").inner_text()

    # Each side reads the notice and agrees; then, and only then, the contacts are open.
    page_of_both = candidate.url
    candidate.click("a[href$='/consent/']")
    candidate.fill("[name=phone]", "+84 24 0000")
    candidate.check("[name=agree]")
    candidate.click("main form button.btn-primary")
    closed = candidate.locator("form[action$='/contact/']").count()
    requester.goto(page_of_both)
    requester.click("a[href$='/consent/']")
    requester.check("[name=agree]")
    requester.click("main form button.btn-primary")
    requester.click("form[action$='/contact/'] button")
    contact = requester.locator("main dl").inner_text()
    requester.goto(page_of_both)
    requester.fill("[name=text]", "Shall we talk on Monday?")
    requester.click("form[action$='/messages/'] button[type=submit]")
    candidate.reload()
    seen = candidate.locator("[aria-labelledby=contacts] li").last.inner_text()
    message = candidate.locator(".message-list .prewrap").last.inner_text()

    # They agree.
    candidate.click("a[href$='/outcome/']")
    candidate.check("[name=outcome][value=agreed]")
    candidate.click("main form button.btn-primary")
    no_contract = candidate.locator(".error-summary li").count()
    candidate.fill("[name=contract_on]", str(today()))
    candidate.fill("[name=trainees_planned]", "6")
    candidate.click("main form button.btn-primary")
    candidate.wait_for_url(page_of_both)
    send_due_messages()

    match.refresh_from_db()
    introduction = Introduction.objects.get()
    assert (missing, error, unconfirmed, files) == (3, 1, 1, ["条件.pdf"])
    assert len(warned) == 1
    assert world.requester.name not in unnamed
    assert world.requester.name in named
    assert (closed, answers.email in contact, "+84 24 0000" in contact) == (0, True, True)
    assert asks.name in seen
    assert message == "Shall we talk on Monday?"
    assert no_contract == 2
    assert (match.state, introduction.outcome, introduction.trainees_planned) == ("agreed", "agreed", 6)
    assert ContactView.objects.get().viewer == asks
    assert told(match) == Counter(
        [
            *((asks.email, step) for step in ("submit", "take_up", "propose", "introduce")),
            *((answers.email, step) for step in ("offer", "introduce", "open_talks", "message", "agree")),
            *((refuses.email, step) for step in ("offer", "hold", "end")),
            *((asks.email, step) for step in ("open_talks", "agree")),
            *(("affairs@example.org", step) for step in ("submit", "agree")),
        ]
    )
    taken = [(mail["To"], mail["Subject"].strip()) for mail in mail_server.taken]
    assert Counter(taken) == Counter(OutboxMessage.objects.values_list("recipient", "subject"))
    texts = "".join(mail.get_content() for mail in mail_server.taken)
    assert [word for word in ("Monday", "+84", world.requester.name, first.name) if word in texts] == []
    people = [mail for mail in mail_server.taken if mail["To"] != "affairs@example.org"]
    assert {mail["Content-Language"] for mail in people} == {language}


def told(match) -> Counter:
    """Who was sent a mail of what: the step by its name, or that there is a message."""
    names = {f"match-up:{match.pk}:step:{step.pk}": step.name for step in MatchStep.objects.all()}
    rows = OutboxMessage.objects.filter(state=OutboxMessage.State.SENT).values_list("recipient", "cause")
    return Counter((recipient, names.get(cause, "message")) for recipient, cause in rows)
