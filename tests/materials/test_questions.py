"""Published questions and answers: list, filters, search, one of them; and how they come to be published."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.search.index import refresh_stale
from materials.models import QuestionAnswer
from materials.services import questions as services
from tests import factories as make
from tests.materials import asking, world
from tests.materials.asking import ask, staff

pytestmark = pytest.mark.django_db
LIST = "/en/materials/questions/"
DESK = "/en/admin/materials/questionanswer/"
TEXTS = {
    "question_en": "May a trainee move out?",
    "question_ja": "実習生は転居できますか",
    "answer_en": "Yes, after a notification.",
    "answer_ja": "届出の後に可能です。",
}


def titles(client, query="", language="en"):
    page = client.get(f"/{language}/materials/questions/{query}").content.decode()
    return re.findall(r'class="row-title"><a href="/../materials/questions/\d+/">([^<]*)<', page)


def draft(**values):
    return world.make_question(**{"state": "draft", "published_at": None, "checked_on": None, **values})


# Reading ----------------------------------------------------------------------------------------------


def test_only_what_is_published_is_listed_the_newest_first(client):
    now = timezone.now()
    world.make_question(question_en="Old", published_at=now - datetime.timedelta(days=9))
    world.make_question(question_en="New", published_at=now)
    draft(question_en="Secret plan")
    world.make_question(question_en="Taken back", state="withdrawn")

    visitor = titles(client)
    client.force_login(staff("publisher"))

    assert visitor == titles(client) == ["New", "Old"]


def test_drafts_and_what_was_taken_back_are_no_pages_but_for_staff(client):
    pages = [draft().get_absolute_url(), world.make_question(state="withdrawn").get_absolute_url()]
    pages.append(world.make_question().get_absolute_url())
    seen = {}
    for name, user in {
        "visitor": None,
        "member": asking.make_asker().user,
        "idle staff": make.make_staff(),
        "auditor": staff("auditor"),
    }.items():
        client.logout()
        if user:
            client.force_login(user)
        seen[name] = [client.get(page).status_code for page in pages]

    assert seen == {
        "visitor": [404, 404, 200],
        "member": [404, 404, 200],
        "idle staff": [404, 404, 200],
        "auditor": [200, 200, 200],
    }


def test_the_page_says_when_it_was_checked_and_nothing_of_who_asked(client):
    enquiry = ask(subject="The subject of one")
    country, programme = make.make_country(name_en="Freedonia"), make.make_programme()
    question = world.make_question(
        enquiry=enquiry,
        country=country,
        programme=programme,
        answer_en="It is **free**.\n\n<script>alert(1)</script>",
        source="Act 1 (sample)",
        source_url="https://example.org/act",
        checked_on="2026-11-02",
    )
    related = world.make_question(question_en="Related one")
    world.make_question(question_en="Of another topic", topic="fees")

    page = client.get(question.get_absolute_url()).content.decode()

    wanted = ("<strong>free</strong>", "Freedonia", "checked on 2 November 2026", "Act 1 (sample)", related.question)
    assert [words for words in wanted if words not in page] == []
    hidden = ("<script>alert", "The subject of one", enquiry.organization.name_en, "Of another topic", "enquiries/1")
    assert [words for words in hidden if words in page] == []


def test_the_list_is_narrowed_and_says_what_each_choice_leaves(client):
    country, programme = make.make_country(name_en="Freedonia", code="FD"), make.make_programme()
    world.make_question(question_en="Fees there", topic="fees", country=country)
    world.make_question(question_en="Fees anywhere", topic="fees", programme=programme)
    world.make_question(question_en="Procedure there", topic="procedure", country=country)
    draft(topic="portal", country=make.make_country(name_en="Nowhere"))

    page = client.get(f"{LIST}?country=fd").content.decode()

    assert titles(client, "?topic=fees") == ["Fees anywhere", "Fees there"]
    assert titles(client, "?topic=fees&country=fd") == ["Fees there"]
    assert titles(client, f"?programme={programme.code}") == ["Fees anywhere"]
    options = re.findall(r'<option value="(\w+)"[^>]*>([^<]*)</option>', page)
    assert ("fees", "Fees and contracts (1)") in options
    assert ("procedure", "Procedures and papers (1)") in options
    assert ("fd", "Freedonia (2)") in options
    assert [words for words in ("Nowhere", "This portal") if words in page] == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dormitory", ["Dormitory"]),
        ("寮", ["Dormitory"]),
        ("notification", ["Dormitory"]),
        ("DOLAB", ["Approval"]),
        ("Cục Quản lý", ["Approval"]),
        ("cuc quan ly", ["Approval"]),
        ("nothing of that", []),
        ("secret", []),
    ],
)
def test_answers_are_found_by_their_words_in_any_language(client, words, found):
    world.make_question(
        question_en="Dormitory",
        question_ja="寮について",
        answer_en="After a notification.",
        answer_ja="届出が必要です。",
    )
    world.make_question(question_en="Approval", answer_en="By DOLAB (Cục Quản lý lao động ngoài nước).")
    draft(question_en="Secret dormitory of a draft")
    refresh_stale()

    assert titles(client, f"?q={words}") == found


def test_the_best_match_comes_first_and_counts_are_of_what_was_found(client):
    now = timezone.now()
    world.make_question(question_en="Housing", answer_en="A dormitory is one way.", topic="fees", published_at=now)
    world.make_question(question_en="Dormitory", published_at=now - datetime.timedelta(days=1))
    world.make_question(question_en="Else", topic="events")
    refresh_stale()

    page = client.get(f"{LIST}?q=dormitory").content.decode()

    assert titles(client, "?q=dormitory") == ["Dormitory", "Housing"]
    assert "2 in all" in page
    assert re.findall(r'<option value="\w+"[^>]*>([^<]*) \((\d+)\)', page) == [
        ("Rules of the programme", "1"),
        ("Fees and contracts", "1"),
        ("Seminars and tours", "0"),
    ]


@pytest.mark.parametrize("query", ["", "?q=approves", "?topic=programme"])
def test_the_list_costs_a_visitor_at_most_six_queries_for_one_and_three_rows(client, query):
    def queries():
        refresh_stale()
        with CaptureQueriesContext(connection) as found:
            client.get(f"{LIST}{query}")
        return len(found)

    world.make_question(country=make.make_country(), programme=make.make_programme())
    queries()
    one = queries()
    world.make_question(country=make.make_country())
    world.make_question(country=make.make_country())

    assert (queries(), one <= 6) == (one, True)


def test_htmx_gets_the_rows_alone_and_the_filters_with_them(client):
    world.make_question(question_en="One")

    fragment = client.get(f"{LIST}?topic=programme", headers={"HX-Request": "true"})

    html = fragment.content.decode()
    assert ("<html" in html, "One" in html, "hx-swap-oob" in html) == (False, True, True)
    assert fragment["HX-Push-Url"] == f"{LIST}?topic=programme"


def test_pages_follow_each_other(client):
    now = timezone.now()
    for number in range(27):
        world.make_question(question_en=f"Number {number}", published_at=now - datetime.timedelta(days=number))

    first = client.get(LIST).content.decode()
    [after] = re.findall(r'href="(\?after=[^"]*)" rel="next"', first)

    assert titles(client) == [f"Number {number}" for number in range(25)]
    assert titles(client, after) == ["Number 25", "Number 26"]


# Publishing -------------------------------------------------------------------------------------------


def test_a_draft_is_published_checked_confirmed_and_taken_back_by_publishers():
    question = draft()
    who = staff("publisher")

    def state():
        question.refresh_from_db()
        return question.state, question.checked_on

    services.publish(question=question, by=who)
    published = state()
    QuestionAnswer.objects.update(checked_on="2020-01-01")
    services.confirm(question=question, by=who)
    confirmed = state()
    services.withdraw(question=question, by=who)
    withdrawn = state()
    first = question.published_at
    services.publish(question=question, by=who)

    assert published == confirmed == ("published", today())
    assert withdrawn[0] == "withdrawn"
    assert (state(), question.published_at) == (("published", today()), first)


def test_each_deed_needs_a_publisher_and_its_state():
    question, who = draft(), staff("publisher")
    for person in (staff("editor"), staff("auditor"), asking.make_asker().user):
        for service in (services.publish, services.withdraw, services.confirm):
            with pytest.raises(services.NotAllowed):
                service(question=question, by=person)
    for service in (services.withdraw, services.confirm):
        with pytest.raises(services.WrongState):
            service(question=question, by=who)
    services.publish(question=question, by=who)
    with pytest.raises(services.WrongState):
        services.publish(question=question, by=who)


def test_what_leads_to_somebody_is_not_published_however_it_came_into_the_row():
    enquiry = ask()
    question = draft(enquiry=enquiry, answer_en=f"As {enquiry.organization.name_en} was told.")

    with pytest.raises(services.NotAnonymous) as refused:
        services.publish(question=question, by=staff("publisher"))

    question.refresh_from_db()
    assert (list(refused.value.traces), question.state) == (["answer_en"], "draft")


# At the desk ------------------------------------------------------------------------------------------


def test_an_enquiry_leads_to_a_form_beside_its_thread_with_topic_and_country(client):
    country = make.make_country()
    enquiry = ask(topic="fees", country=country, text="The words of the organization")
    client.force_login(staff("editor"))
    page = client.get(f"/en/admin/materials/enquiry/{enquiry.pk}/change/").content.decode()
    [address] = re.findall(r'href="(/en/admin/materials/questionanswer/add/[^"]*)"', page)

    form = client.get(address.replace("&amp;", "&")).content.decode()

    assert "The words of the organization" in form
    assert '<option value="fees" selected>' in form
    assert f'<option value="{country.pk}" selected>' in form
    assert re.search(rf'type="hidden" name="enquiry" value="{enquiry.pk}"', form)
    assert re.search(r'name="question_en"[^>]*value=', form) is None


def test_a_form_with_a_name_of_the_thread_comes_back_with_it_and_one_without_is_kept(client):
    enquiry = ask()
    client.force_login(staff("editor"))
    typed = {"topic": "fees", "enquiry": enquiry.pk, **TEXTS}
    name = enquiry.organization.name_en

    refused = client.post(f"{DESK}add/", {**typed, "answer_en": f"Yes, {name}, you may."})
    errors = refused.context["adminform"].form.errors
    before = QuestionAnswer.objects.count()
    client.post(f"{DESK}add/", typed)

    assert (list(errors), before) == (["answer_en"], 0)
    assert name in errors["answer_en"][0]
    assert "Yes, " in refused.content.decode()
    question = QuestionAnswer.objects.get()
    assert (question.state, question.enquiry, question.question_en) == ("draft", enquiry, TEXTS["question_en"])
    # Later, too; and nobody takes the thread away to get a name through.
    again = client.post(f"{DESK}{question.pk}/change/", {**typed, "enquiry": "", "question_en": f"Of {name}?"})
    assert list(again.context["adminform"].form.errors) == ["question_en"]


def test_an_answer_is_no_longer_than_what_is_looked_at_for_names(client):
    enquiry = ask()
    client.force_login(staff("editor"))
    name = enquiry.organization.name_en

    typed = {"topic": "fees", "enquiry": enquiry.pk, **TEXTS, "answer_en": f"{'so on ' * 4000} {name}"}
    errors = client.post(f"{DESK}add/", typed).context["adminform"].form.errors

    assert "10000" in errors["answer_en"][0].replace(",", "")
    assert not QuestionAnswer.objects.exists()


def test_editors_write_drafts_and_publishers_publish_and_change_what_is_published(client):
    question = draft(**TEXTS)
    typed = {"topic": "fees", **TEXTS}
    deed = f"{DESK}{question.pk}/deed/"
    client.force_login(staff("editor"))
    refused = client.post(deed, {"do": "publish"}).status_code
    client.post(f"{DESK}{question.pk}/change/", {**typed, "answer_en": "As a draft."})
    client.force_login(staff("publisher"))
    client.post(deed, {"do": "publish"})
    client.force_login(staff("editor"))
    too_late = client.post(f"{DESK}{question.pk}/change/", {**typed, "answer_en": "By an editor."}).status_code
    client.force_login(staff("publisher"))
    page = client.get(f"{DESK}{question.pk}/change/").content.decode()
    client.post(f"{DESK}{question.pk}/change/", {**typed, "answer_en": "By a publisher."})
    deleted = client.post(f"{DESK}{question.pk}/delete/", {"post": "yes"}).status_code

    question.refresh_from_db()
    assert (refused, too_late, deleted) == (403, 403, 403)
    assert (question.state, question.answer_en) == ("published", "By a publisher.")
    assert [words in page for words in ("Take it back", "checked today", ">Publish<")] == [True, True, False]
    assert client.get(deed).status_code == 405
    assert client.post(deed, {"do": "delete"}).status_code == 404


def test_staff_who_may_not_read_a_thread_see_none_beside_the_form(client):
    enquiry = ask(text="The words of the organization")
    client.force_login(make.make_staff(is_superuser=False))
    assert client.get(f"{DESK}add/?enquiry={enquiry.pk}").status_code == 403

    client.force_login(staff("editor"))
    for number in ("x", "999999", "9" * 30):
        assert client.get(f"{DESK}add/?enquiry={number}").status_code == 200


def test_the_desk_lists_what_is_to_be_checked_again(client):
    world.make_question(question_en="Old one", checked_on=today() - datetime.timedelta(days=400))
    world.make_question(question_en="Fresh one")
    draft(question_en="A draft")
    client.force_login(staff("publisher"))

    page = client.get(f"{DESK}?board=check").content.decode()

    assert [words in page for words in ("Old one", "Fresh one", "A draft")] == [True, False, False]
