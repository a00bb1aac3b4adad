"""An organization states its own facts, under its own name, and never over what another source says."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.partial_dates import PartialDate
from matching.models import Confirmation, MatchRequest
from matching.queries import facts as queries
from matching.queries.statements import stated_by, statement_source
from matching.services import facts, introductions
from matching.services.steps import NotAllowed
from organizations.models import Organization, Partnership, Role, TraineeFigure
from tests import factories as make
from tests.matching.asked import sent_request
from tests.matching.match_world import make_match_world
from tests.matching.world import make_pair

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 27)
NOON = datetime.datetime(2026, 11, 27, 3, tzinfo=datetime.UTC)
UNKNOWN = "No organization on the portal has this public id."
SINCE = PartialDate.parse("2024-04")


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


@pytest.fixture
def supervising():
    make.make_programme()
    return make.make_supervising(name_en="Maple", name_ja="楓協同組合")


@pytest.fixture
def sending():
    make.make_programme()
    return make.make_organization(make.make_country(code="VN", name_en="Vietnam"), name_en="Lotus")


@pytest.fixture
def editor(client, supervising):
    return member(client, supervising)


def member(client, organization, role=Role.EDITOR):
    user = make.make_membership(organization, role=role).user
    client.force_login(user)
    return user


def address(organization):
    return reverse("matching:own_facts", args=[organization.public_id])


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def told(client, answer):
    return [str(message) for message in client.get(answer.url).context["messages"]]


def post(client, organization, do, **values):
    fields = {"do": do, **{f"{do}-{name}": value for name, value in values.items()}}
    return client.post(address(organization), fields)


def errors(answer, do):
    return answer.context["forms"][do].errors.get_json_data()


def messages_of(answer, do):
    return {name: [each["message"] for each in rows] for name, rows in errors(answer, do).items()}


def figure(**values):
    return {"programme": make.make_programme().pk, "year": 2025, "number": 40, **values}


def state_figure(organization, by, number=40, operation=None, year=2025):
    return facts.state_figure(
        organization=organization,
        by=by,
        programme=make.make_programme(),
        operation=operation,
        year=year,
        number=number,
    )


def stated(row, organization):
    """Make a row the organization's own word."""
    source = statement_source(organization=organization, day=DAY)
    type(row).objects.filter(pk=row.pk).update(**source)
    row.refresh_from_db()
    return row


# Whose word ------------------------------------------------------------------------------------------------


def test_a_statement_names_its_organization_in_both_languages(supervising):
    source = statement_source(organization=supervising, day=DAY)

    assert source["source"] == f"Statement of Maple ({supervising.public_id}) on the portal"
    assert "楓協同組合" in source["source_ja"]
    assert (str(source["source_on"]), source["checked_on"]) == ("2026-11-27", DAY)


@pytest.mark.parametrize("name", ["L" * 300, "A (vn-9999) on the portal", "Two\nlines", "100% {name} %(name)s"])
def test_a_statement_is_known_again_whatever_the_name(supervising, name):
    supervising.name_en = name
    source = statement_source(organization=supervising, day=DAY)

    assert len(source["source"]) <= 300
    assert stated_by(Partnership(**source)) == supervising.public_id


@pytest.mark.parametrize(
    "source",
    ["Sample source", "The organization itself (proposal of 1 November 2026)", "Statement of Maple", "List of vn-0001"],
)
def test_no_other_source_is_taken_for_a_statement(source):
    assert stated_by(Partnership(source=source)) == ""


# The page --------------------------------------------------------------------------------------------------


def test_whoever_is_not_logged_in_is_asked_to(client, supervising):
    answer = client.get(address(supervising))

    assert answer.status_code == 302
    assert "/account/login/" in answer.url


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_no_page(client, supervising, sending, method):
    member(client, sending, Role.EDITOR)

    assert getattr(client, method)(address(supervising)).status_code == 404
    assert getattr(client, method)(reverse("matching:own_facts", args=["xx-0001"])).status_code == 404


def test_staff_of_the_affairs_dept_have_no_page_of_an_organization(client, supervising):
    client.force_login(make.make_staff(is_superuser=True))

    assert client.get(address(supervising)).status_code in (302, 404)


def test_who_has_left_finds_no_page(client, supervising):
    user = make.make_membership(supervising, role=Role.EDITOR, until_on=datetime.date(2026, 11, 26)).user
    client.force_login(user)

    assert client.get(address(supervising)).status_code == 404


def test_readers_see_and_do_not_write(client, supervising):
    member(client, supervising, Role.READER)

    seen = client.get(address(supervising))
    refused = post(client, supervising, "figure", **figure())

    assert seen.status_code == 200
    assert "you can read them" in text(seen)
    assert 'name="figure-number"' not in seen.content.decode()
    assert refused.status_code == 404
    assert not TraineeFigure.objects.exists()


def test_a_service_refuses_whoever_may_not_write(supervising, sending):
    reader = make.make_membership(supervising, role=Role.READER).user
    stranger = make.make_membership(sending, role=Role.EDITOR).user
    contract = make.make_partnership(sending, supervising)

    for by in (reader, stranger):
        with pytest.raises(NotAllowed):
            state_figure(supervising, by)
        with pytest.raises(NotAllowed):
            facts.state_contract(organization=supervising, by=by, partner=sending, from_on=SINCE)
        with pytest.raises(NotAllowed):
            facts.end_contract(organization=supervising, by=by, contract=contract, last_day=DAY)
        with pytest.raises(NotAllowed):
            facts.confirm_no_order(organization=supervising, by=by, day=DAY)
        with pytest.raises(NotAllowed):
            facts.confirm_all_partners(organization=supervising, by=by, country=sending.country, day=DAY)


@pytest.mark.parametrize("do", ["", "else", "end", "no_order"])
def test_what_is_not_asked_of_an_organization_cannot_be_sent(client, sending, do):
    member(client, sending)

    answer = post(client, sending, do, agree="on", day=DAY)

    assert answer.status_code == (200 if do == "end" else 404)
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("kind", ["supervising", "sending"])
def test_the_page_stands_in_both_languages(client, supervising, sending, language, kind):
    organization = {"supervising": supervising, "sending": sending}[kind]
    member(client, organization)
    make.make_partnership(sending, supervising, from_on="2020")
    make.make_trainee_figure(organization, 2025, operation=make.make_operation())
    make.make_sanction(supervising)

    with translation.override(language):
        answer = client.get(address(organization))

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


def test_the_page_shows_what_is_held_by_whom_until_when_and_who_waits(client, editor, supervising, sending):
    make.make_trainee_figure(supervising, 2025, number=140)
    make.make_trainee_figure(supervising, 2024, number=77)
    make.make_partnership(sending, supervising, from_on="2020-04-01")
    make.make_partnership(make.make_organization(name_en="Ended"), supervising, from_on="2018", until_on="2019")
    facts.confirm_no_order(organization=supervising, by=editor, day=DAY)

    page = text(client.get(address(supervising)))

    assert "Trainees taken in in 2025" in page
    assert "140 Source: Sample source" in page
    assert "77" not in page
    assert "Lotus Vietnam from 1 April 2020" in page
    assert "Ended" not in page
    assert "Confirmed on 27 November 2026; it holds until 24 February 2027. By your organization itself." in page
    assert f"Source: Statement of Maple ({supervising.public_id}) on the portal, 27 November 2026" in page
    assert "Asked for by: Vietnam's limit on contracts" in page.replace("&#x27;", "'")
    assert "These rules wait for it: Vietnam's limit on contracts" in page.replace("&#x27;", "'")


def test_a_confirmation_holds_as_long_as_the_rule_believes_it(supervising, editor):
    row = facts.confirm_no_order(organization=supervising, by=editor, day=DAY)
    last = queries.holds_until(row)

    assert Confirmation.objects.living_on(last).exists()
    assert not Confirmation.objects.living_on(last + datetime.timedelta(days=1)).exists()


def test_an_unpublished_partner_is_not_named(client, editor, supervising, sending):
    make.make_partnership(sending, supervising, from_on="2020")
    Organization.objects.filter(pk=sending.pk).update(is_published=False)

    page = text(client.get(address(supervising)))

    assert "Lotus" not in page
    assert "An organization that is no longer shown on the portal" in page


def test_many_facts_cost_as_many_queries_as_few(client, editor, supervising, django_assert_max_num_queries):
    codes = (f"1-{number}-1" for number in range(1, 9))

    def add(number):
        for _number in range(number):
            country = make.make_country()
            partner = make.make_organization(country)
            stated(make.make_partnership(partner, supervising, from_on="2020"), supervising)
            make.make_trainee_figure(supervising, 2025, operation=make.make_operation(next(codes)))
            make.make_sanction(supervising, from_on="2026-01-01")
            make.make_confirmation("all_partners", organization=supervising, country=country)

    add(1)
    with django_assert_max_num_queries(16) as few:
        client.get(address(supervising))
    add(3)
    with django_assert_max_num_queries(len(few)):
        client.get(address(supervising))


# Numbers of trainees ---------------------------------------------------------------------------------------


def test_a_number_is_recorded_as_the_organizations_own_word(client, editor, supervising):
    answer = post(client, supervising, "figure", **figure(number=140))

    row = TraineeFigure.objects.get()
    assert told(client, answer) == ["The number is recorded as your statement."]
    assert (row.organization, row.year, row.operation, row.number) == (supervising, 2025, None, 140)
    assert stated_by(row) == supervising.public_id
    assert (str(row.source_on), row.checked_on) == ("2026-11-27", DAY)


def test_the_history_says_that_the_organization_stated_it(client, editor, supervising):
    post(client, supervising, "figure", **figure())

    event = TraineeFigure.pgh_event_models["insert"].objects.get()
    context = event.pgh_context.metadata
    assert context["why"] == f"Stated by the organization {supervising.public_id}"
    assert (context["stated_by"], context["user"]) == (supervising.public_id, editor.pk)


def test_an_own_number_is_corrected(client, editor, supervising):
    state_figure(supervising, editor, 40)

    post(client, supervising, "figure", **figure(number=41))

    assert [row.number for row in TraineeFigure.objects.all()] == [41]


def test_a_number_of_another_source_is_not_overwritten(client, editor, supervising):
    make.make_trainee_figure(supervising, 2025, number=90)

    answer = post(client, supervising, "figure", **figure(number=250))

    [message] = messages_of(answer, "figure")["number"]
    assert "Sample source" in message
    assert "Affairs Dept." in message
    assert [row.number for row in TraineeFigure.objects.all()] == [90]


def test_what_another_organization_stated_is_another_source(editor, supervising):
    row = make.make_trainee_figure(supervising, 2025, number=90)
    stated(row, make.make_supervising())

    with pytest.raises(facts.OtherSource):
        state_figure(supervising, editor, 250)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": "-1"}, "number"),
        ({"number": ""}, "number"),
        ({"number": "many"}, "number"),
        ({"number": "1000000000000"}, "number"),
        ({"programme": "0"}, "programme"),
        ({"programme": "x"}, "programme"),
    ],
)
def test_bad_input_is_told_by_its_field_and_nothing_is_written(client, editor, supervising, values, field):
    answer = post(client, supervising, "figure", **figure(**values))

    assert list(messages_of(answer, "figure")) == [field]
    assert f'href="#id_figure-{field}"' in answer.content.decode()
    assert not TraineeFigure.objects.exists()


def test_a_number_read_before_new_year_is_not_written_for_another_year(client, editor, supervising):
    answer = post(client, supervising, "figure", **figure(year=2024))

    assert told(client, answer) == ["A new day has begun, and nothing was written. Please read the page again."]
    assert not TraineeFigure.objects.exists()


def test_a_supervising_organization_states_all_operations_together(supervising, editor):
    with pytest.raises(facts.NotFitting):
        state_figure(supervising, editor, operation=make.make_operation())


def test_a_sending_organization_states_operation_by_operation(client, sending):
    member(client, sending)
    operation = make.make_operation()

    post(client, sending, "figure", **figure(operation=operation.pk, number=12))
    post(client, sending, "figure", **figure(operation="", number=30))

    assert [(row.operation, row.number) for row in TraineeFigure.objects.order_by("number")] == [
        (operation, 12),
        (None, 30),
    ]


@pytest.mark.parametrize(("whole", "is_accepted"), [(50, True), (49, False)])
def test_all_together_are_no_fewer_than_the_single_ones_that_are_recorded(supervising, editor, whole, is_accepted):
    make.make_trainee_figure(supervising, 2025, number=30, operation=make.make_operation("1-1-1"))
    make.make_trainee_figure(supervising, 2025, number=20, operation=make.make_operation("1-1-2"))
    make.make_trainee_figure(supervising, 2024, number=900)

    if is_accepted:
        state_figure(supervising, editor, whole)
    else:
        with pytest.raises(facts.FiguresDisagree):
            state_figure(supervising, editor, whole)


def test_a_single_number_is_not_beyond_the_whole_of_another_source(client, sending):
    member(client, sending)
    make.make_trainee_figure(sending, 2025, number=30)
    make.make_trainee_figure(sending, 2025, number=20, operation=make.make_operation("1-1-1"))

    answer = post(client, sending, "figure", **figure(operation=make.make_operation("1-1-2").pk, number=11))

    assert messages_of(answer, "figure")["number"] == [
        "All operations together cannot be fewer (30) than the single ones that are recorded (31)."
    ]
    assert TraineeFigure.objects.count() == 2


# Contracts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["{}", " {} ", "UPPER", "ＷＩＤＥ"])
def test_a_contract_is_added_by_the_public_id(client, editor, supervising, sending, written):
    public_id = {
        "UPPER": sending.public_id.upper(),
        "ＷＩＤＥ": "".join(chr(ord(each) + 0xFEE0) for each in sending.public_id),
    }.get(written, written.format(sending.public_id))

    answer = post(client, supervising, "contract", public_id=public_id, from_on="2024-04")

    row = Partnership.objects.get()
    assert told(client, answer) == ["The contract with Lotus is recorded as your statement."]
    assert (row.sending_organization_id, row.supervising_organization_id) == (sending.pk, supervising.pk)
    assert (str(row.from_on), row.until_on, stated_by(row)) == ("2024-04", None, supervising.public_id)


def test_a_sending_organization_adds_one_too(client, supervising, sending):
    member(client, sending)

    post(client, sending, "contract", public_id=supervising.public_id, from_on="2024")

    assert stated_by(Partnership.objects.get()) == sending.public_id


def test_what_was_joined_with_another_is_that_other(client, editor, supervising, sending):
    old = make.make_organization(sending.country, is_published=False, merged_into=sending)

    post(client, supervising, "contract", public_id=old.public_id, from_on="2024")

    assert Partnership.objects.get().sending_organization_id == sending.pk


@pytest.mark.parametrize(
    ("make_partner", "message"),
    [
        (lambda: "vn-9999", "No organization on the portal has this public id."),
        (lambda: "<b>", "No organization on the portal has this public id."),
        (
            lambda: make.make_organization(is_published=False).public_id,
            "No organization on the portal has this public id.",
        ),
        (lambda: make.make_supervising().public_id, "This is no sending organization."),
        (lambda: "", "Enter the public id of the other organization."),
    ],
    ids=["unknown", "no id", "hidden", "other kind", "blank"],
)
def test_who_cannot_be_a_partner_is_told_by_the_field(client, editor, supervising, make_partner, message):
    answer = post(client, supervising, "contract", public_id=make_partner(), from_on="2024")

    assert messages_of(answer, "contract") == {"public_id": [message]}
    assert not Partnership.objects.exists()


@pytest.mark.parametrize("from_on", ["", "soon", "2024-13", "2026-11-28", "2027", "1776"])
def test_a_contract_has_begun_on_a_day_that_is_one(client, editor, supervising, sending, from_on):
    answer = post(client, supervising, "contract", public_id=sending.public_id, from_on=from_on)

    assert list(messages_of(answer, "contract")) == ["from_on"]
    assert not Partnership.objects.exists()


@pytest.mark.parametrize(
    ("dates", "is_refused"),
    [
        ({"from_on": "2020-04-01"}, True),
        ({"from_on": "2024-04", "until_on": "2025-01-01"}, True),
        ({"from_on": "2020", "until_on": "2023-03-31"}, False),
        ({"from_on": "2020", "until_on": "2027"}, True),
    ],
)
def test_two_have_one_contract_at_a_time_whoever_recorded_it(client, editor, supervising, sending, dates, is_refused):
    make.make_partnership(sending, supervising, **dates)

    answer = post(client, supervising, "contract", public_id=sending.public_id, from_on="2024-04")

    assert Partnership.objects.count() == (1 if is_refused else 2)
    if is_refused:
        [message] = messages_of(answer, "contract")["public_id"]
        assert "Sample source" in message


def test_whom_the_portal_introduced_can_be_chosen(client):
    world = make_match_world()
    world.introduced()
    client.force_login(world.person(world.requester))

    page = client.get(address(world.requester)).content.decode()
    chosen = post(client, world.requester, "contract", known=world.candidates[0].public_id, from_on="2026")
    both = post(
        client,
        world.requester,
        "contract",
        known=world.candidates[0].public_id,
        public_id=world.candidates[1].public_id,
        from_on="2026",
    )

    assert f'value="{world.candidates[0].public_id}"' in page
    assert f'value="{world.candidates[1].public_id}"' not in page
    assert chosen.status_code == 302
    assert list(messages_of(both, "contract")) == ["public_id"]
    assert Partnership.objects.get().sending_organization_id == world.candidates[0].pk


def test_an_own_contract_is_ended(client, editor, supervising, sending):
    row = stated(make.make_partnership(sending, supervising, from_on="2020-04-01"), supervising)

    answer = post(client, supervising, "end", contract=row.pk, last_day="2026-11-30")

    row.refresh_from_db()
    assert told(client, answer) == ["The end of the contract is noted."]
    assert str(row.until_on) == "2026-11-30"
    assert stated_by(row) == supervising.public_id


@pytest.mark.parametrize("last_day", ["2020-03-31", "2027-11-29", "", "never"])
def test_an_end_lies_after_the_start_and_not_far_ahead(client, editor, supervising, sending, last_day):
    row = stated(make.make_partnership(sending, supervising, from_on="2020-04-01"), supervising)

    answer = post(client, supervising, "end", contract=row.pk, last_day=last_day)

    row.refresh_from_db()
    assert list(messages_of(answer, "end")) == ["last_day"]
    assert row.until_on is None


def test_a_contract_of_another_source_is_not_ended(client, editor, supervising, sending):
    listed = make.make_partnership(sending, supervising, from_on="2020-04-01")
    by_the_other = stated(make.make_partnership(make.make_organization(), supervising, from_on="2021"), sending)

    for row in (listed, by_the_other):
        answer = post(client, supervising, "end", contract=row.pk, last_day="2026-11-01")
        with pytest.raises(facts.OtherSource):
            facts.end_contract(organization=supervising, by=editor, contract=row, last_day=DAY)
        row.refresh_from_db()
        assert list(messages_of(answer, "end")) == ["contract"]
        assert row.until_on is None


def test_a_contract_of_others_is_not_ended(editor, supervising, sending):
    row = make.make_partnership(sending, make.make_supervising(), from_on="2020")

    with pytest.raises(facts.ContractOver):
        facts.end_contract(organization=supervising, by=editor, contract=row, last_day=DAY)


def test_an_end_is_noted_once(editor, supervising, sending):
    row = stated(make.make_partnership(sending, supervising, from_on="2020", until_on="2026-12-01"), supervising)

    with pytest.raises(facts.ContractOver):
        facts.end_contract(organization=supervising, by=editor, contract=row, last_day=DAY)


# Confirmations ---------------------------------------------------------------------------------------------


def test_no_open_order_is_confirmed_by_a_full_sentence(client, editor, supervising):
    page = text(client.get(address(supervising)))

    answer = post(client, supervising, "no_order", day=DAY, agree="on")

    row = Confirmation.objects.get()
    sentence = (
        "I confirm for Maple that on 27 November 2026 no order to improve and no revocation of a permit is open"
        " against it."
    )
    assert sentence in page
    assert told(client, answer) == ["Confirmed until 24 February 2027."]
    assert (row.subject, row.organization, row.country, row.confirmed_on) == ("no_order", supervising, None, DAY)
    assert stated_by(row) == supervising.public_id


def test_nothing_is_confirmed_without_the_tick(client, editor, supervising):
    answer = post(client, supervising, "no_order", day=DAY)

    assert messages_of(answer, "no_order") == {"agree": ["Tick the box to confirm. If it is not so, do not."]}
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("day", ["2026-11-26", "2026-11-28"])
def test_what_was_read_of_another_day_is_not_confirmed(client, editor, supervising, day):
    answer = post(client, supervising, "no_order", day=day, agree="on")

    assert told(client, answer) == ["A new day has begun, and nothing was written. Please read the page again."]
    assert not Confirmation.objects.exists()


def test_the_same_is_confirmed_once_a_day(client, editor, supervising):
    make.make_confirmation("no_order", organization=supervising, confirmed_on=DAY, checked_on=DAY)

    answer = post(client, supervising, "no_order", day=DAY, agree="on")

    assert messages_of(answer, "no_order") == {"__all__": ["This is confirmed for today already."]}
    assert [row.source for row in Confirmation.objects.all()] == ["Sample source"]


@pytest.mark.parametrize(
    ("order", "is_open"),
    [
        ({"from_on": "2026-11-27"}, True),
        ({"from_on": "2026-11-01", "until_on": "2026-11-27"}, True),
        ({"from_on": "2026-11-01", "until_on": "2026-11-26"}, False),
        ({"from_on": "2026-11"}, True),
        ({"from_on": "2026-11-28"}, False),
        ({"from_on": "2020", "kind": "revocation"}, True),
    ],
)
def test_an_order_recorded_as_open_is_not_talked_away(client, editor, supervising, order, is_open):
    make.make_sanction(supervising, **order)

    answer = post(client, supervising, "no_order", day=DAY, agree="on")

    assert Confirmation.objects.exists() == (not is_open)
    if is_open:
        [message] = messages_of(answer, "no_order")["agree"]
        kind = "permit revoked" if "kind" in order else "order to improve"
        assert message.startswith(f"The portal holds as open: {kind}, from ")


def test_a_revocation_before_the_permit_of_today_is_the_past(editor, supervising):
    make.make_sanction(supervising, kind="revocation", from_on="2020-05-01")
    make.make_permit(supervising, valid_from="2024-04-01", valid_until="2029-03-31")

    facts.confirm_no_order(organization=supervising, by=editor, day=DAY)

    assert Confirmation.objects.count() == 1


def test_the_order_of_another_organization_is_none_of_its_own(editor, supervising):
    make.make_sanction(make.make_supervising())

    facts.confirm_no_order(organization=supervising, by=editor, day=DAY)

    assert Confirmation.objects.count() == 1


def test_a_sending_organization_confirms_neither(sending):
    by = make.make_membership(sending, role=Role.ADMINISTRATOR).user

    with pytest.raises(facts.NotFitting):
        facts.confirm_no_order(organization=sending, by=by, day=DAY)
    with pytest.raises(facts.NotFitting):
        facts.confirm_all_partners(organization=sending, by=by, country=sending.country, day=DAY)


def test_all_contracts_of_a_country_are_confirmed(client, editor, supervising, sending):
    answer = post(client, supervising, "all_partners", country="VN", day=DAY, agree="on")

    row = Confirmation.objects.get()
    assert told(client, answer) == ["Confirmed until 24 February 2027."]
    assert (row.subject, row.organization, row.country) == ("all_partners", supervising, sending.country)


@pytest.mark.parametrize("country", ["", "XX", "vn'"])
def test_a_country_that_nothing_asks_for_is_not_confirmed(client, editor, supervising, sending, country):
    answer = post(client, supervising, "all_partners", country=country, day=DAY, agree="on")

    assert list(messages_of(answer, "all_partners")) == ["country"]
    assert not Confirmation.objects.exists()


def test_a_contract_that_a_match_up_led_to_has_to_be_listed_first(client):
    world = make_match_world()
    candidate = world.in_talks()
    introductions.agree(
        candidate=candidate,
        side="requester",
        by=world.person(world.requester),
        contract_on=today(),
        trainees_planned=3,
    )
    client.force_login(world.person(world.requester))
    stated(make.make_partnership(world.candidates[1], world.requester, from_on="2020"), world.requester)
    sent = {"country": world.pair.country.code, "day": DAY, "agree": "on"}

    refused = post(client, world.requester, "all_partners", **sent)
    make.make_partnership(world.candidates[0], world.requester, from_on=str(today()))
    accepted = post(client, world.requester, "all_partners", **sent)

    [message] = messages_of(refused, "all_partners")["country"]
    assert candidate.organization.name in message
    assert accepted.status_code == 302


# What the rules make of it ---------------------------------------------------------------------------------


@pytest.fixture
def pair():
    pair = make_pair()
    Confirmation.objects.all().delete()
    return pair


def test_the_rule_passes_on_its_own_word_and_says_whose_it_is(pair):
    by = make.make_membership(pair.supervising, role=Role.EDITOR).user

    before = pair.answer("orders", day=DAY)
    facts.confirm_no_order(organization=pair.supervising, by=by, day=DAY)
    after = pair.answer("orders", day=DAY)

    assert (before.outcome, after.outcome) == ("not_known", "holds")
    assert after.reason == (
        "The supervising organization said itself on 27 November 2026: no order and no revocation is open against it."
    )


def test_an_order_recorded_later_for_that_day_undoes_its_own_word(pair):
    by = make.make_membership(pair.supervising, role=Role.EDITOR).user
    facts.confirm_no_order(organization=pair.supervising, by=by, day=DAY)
    make.make_sanction(pair.supervising, from_on="2026-11-20", until_on="2026-11-28")

    on_that_day = pair.answer("orders", day=DAY).outcome
    when_it_is_over = pair.answer("orders", day=DAY + datetime.timedelta(days=10)).outcome

    assert (on_that_day, when_it_is_over) == ("fails", "not_known")


def test_what_was_stated_is_asked_of_the_rules_within_a_minute():
    world = make_match_world()
    request = world.proposed()
    other = make_match_world_request(world)
    assert MatchRequest.objects.filter(rules_checked_at=None).count() == 0

    state_figure(world.requester, world.person(world.requester))

    assert list(MatchRequest.objects.filter(rules_checked_at=None)) == [request]
    state_figure(world.candidates[0], world.person(world.candidates[0]))
    assert other.rules_checked_at


def make_match_world_request(world):
    """Of somebody else, who waits for nothing of theirs."""
    other = sent_request(make.make_supervising(), state="proposed")
    MatchRequest.objects.update(rules_checked_at=timezone.now())
    other.refresh_from_db()
    return other
