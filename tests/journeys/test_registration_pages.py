"""Registering without scripts, and all pages of it: accessible, no wider than a phone, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seminars.models import Place, Registration
from seminars.services import papers, registrations
from tests.conftest import watch_for_problems
from tests.seminars.registration_world import make_registration_world, make_tour
from tests.soak import LOOKS


@pytest.fixture
def open_tab(new_context, portal):
    """``open_tab(user)``: a tab in which they are logged in."""

    def open_as(user=None, **options):
        context = new_context(**options)
        if user:
            cookies = Client()
            cookies.force_login(user)
            context.add_cookies(
                [{"name": name, "value": each.value, "url": portal} for name, each in cookies.cookies.items()]
            )
        tab = context.new_page()
        problems.append(watch_for_problems(tab))
        return tab

    problems = []
    yield open_as
    assert [each for each in problems if each] == []


def wrong_with(tab):
    """What is wrong with the page that is open."""
    path = tab.url
    wrong = []
    if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{path}: wider than the screen")
    for each in Axe().run(tab).response["violations"]:
        if each["impact"] in {"serious", "critical"}:
            wrong.append(f"{path}: {each['id']} {[node['html'][:120] for node in each['nodes']]}")
    return wrong


def test_people_are_registered_without_scripts(open_tab, portal):
    made = make_registration_world()
    tab = open_tab(made.editor, javascript=False)
    question = f"question_{made.person_question.pk}"
    with translation.override("en"):
        tab.goto(portal + reverse("seminars:registration_new", args=[made.event.pk]))
    tab.fill(f"[name=n1-{question}]", "Hanoi")
    tab.fill("[name=wishes]", "A projector")
    tab.click("button[value=add]")
    # The page opens at the row that was added.
    assert tab.url.endswith("#n2")
    assert tab.input_value(f"[name=n1-{question}]") == "Hanoi"
    # The Enter key goes on; it neither adds nor takes out.
    tab.press(f"[name=n2-{question}]", "Enter")
    assert "#" not in tab.url
    assert tab.inner_text(".error-summary li") == "Person 2, Name: Enter the name."
    tab.click(".error-summary a")
    tab.fill("[name=n2-name]", "Colleague (sample)")
    tab.fill(f"[name=n2-{question}]", "Hue")
    tab.click("button.btn[value=summary]")
    tab.click("button[value=back]")
    assert tab.input_value("[name=wishes]") == "A projector"
    tab.click("button.btn[value=summary]")
    tab.click("button[value=send]")

    registration = Registration.objects.get()
    assert tab.url == portal + registration.get_absolute_url()
    assert [(each.name, each.place) for each in registration.attendees.all()] == [
        (made.editor.name, Place.SEATED),
        ("Colleague (sample)", Place.SEATED),
    ]
    assert tab.inner_text(".lead >> nth=0") == "2 people are registered, and all have a place."


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_every_page_is_accessible_and_fits_its_screen(open_tab, portal, language, width, settings):
    settings.INVOICE_BANK_ACCOUNT = "見本銀行 見本支店 普通 1234567 ミホン"
    made = make_registration_world(people=3)
    taken = made.others(2)
    registration = made.register(3)
    tour = make_tour()
    travels = registrations.register(
        event=tour.event,
        organization=tour.organization,
        by=tour.editor,
        answers={},
        people=[tour.person("山田 花子", name_latin="YAMADA Hanako", nationality="JP", wants_visa_letter=True)],
    )
    other = make_registration_world()
    mine = other.register(2)
    invoice = papers.issue_invoice(registration=mine, by=other.editor)
    registrations.cancel(registration=taken, by=taken.created_by)
    wrong = []

    def look(tab, name, *arguments):
        with translation.override(language):
            answer = tab.goto(portal + reverse(f"seminars:{name}", args=arguments))
        assert answer.status == 200
        wrong.extend(wrong_with(tab))

    tab = open_tab(made.editor, width=width)
    look(tab, "registration_detail", registration.pk)
    look(tab, "registration_offer", registration.pk)
    tab = open_tab(other.editor, width=width)
    look(tab, "registration_detail", mine.pk)
    look(tab, "paper", mine.pk, invoice.pk)
    look(tab, "registration_cancel", mine.pk)
    look(tab, "place_transfer", mine.pk, mine.attendees.first().pk)
    look(tab, "registration_new", made.event.pk)
    look(tab, "registration_change", mine.pk)
    tab.locator("[name$=gives_up]").first.check()
    tab.click("button.btn[value=keep]")
    wrong.extend(wrong_with(tab))
    assert tab.locator("[name=charge]").count() == 1
    with translation.override(language):
        tab.goto(portal + reverse("account_overview"))
    assert tab.locator("#events").count() == 1
    newcomer = make_registration_world()
    tab = open_tab(newcomer.editor, width=width)
    look(tab, "registration_new", newcomer.event.pk)
    tab.click("button.btn[value=summary]")
    wrong.extend(wrong_with(tab))
    tab.fill(f"[name=n1-question_{newcomer.person_question.pk}]", "Hanoi")
    tab.click("button.btn[value=summary]")
    assert tab.locator("button[value=send]").count() == 1
    wrong.extend(wrong_with(tab))
    tab = open_tab(tour.editor, width=width)
    look(tab, "visa_letter", travels.pk, travels.attendees.get().pk)
    tab = open_tab(width=width)
    look(tab, "ticket", mine.attendees.first().token)

    assert wrong == []


def test_papers_are_printed_alone_on_their_sheet(open_tab, portal):
    made = make_registration_world()
    registration = made.register(2)
    invoice = papers.issue_invoice(registration=registration, by=made.editor)
    tab = open_tab(made.editor)
    tab.goto(portal + reverse("seminars:paper", args=[registration.pk, invoice.pk]))
    tab.emulate_media(media="print")

    hidden = {
        part: tab.locator(part).first.is_visible() for part in (".site-header", ".site-footer", ".breadcrumbs", "h1")
    }
    sheet = tab.pdf(format="A4")

    assert hidden == dict.fromkeys(hidden, False)
    assert tab.locator(".paper").is_visible()
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1
