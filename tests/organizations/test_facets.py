"""The numbers behind the choices: each says how many rows the list would have with that choice."""

import datetime
import random
import re

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count as CountOf
from django.utils import translation

from countries.models import Country, Programme
from jitco_portal.common.days import today
from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.index import refresh_stale
from organizations.forms.lists import SendingFilterForm, SupervisingFilterForm
from organizations.models import JobCategory, Organization, Permit
from organizations.models.verdicts import Verdict
from organizations.prefectures import PREFECTURES
from organizations.queries import lists
from organizations.queries.facets import SET, Count, Facets, sending_facets, supervising_facets
from organizations.services.todays_standing import refresh_todays_standings
from tests import factories as make

pytestmark = pytest.mark.django_db
SENDING, SUPERVISING = "/en/organizations/sending/", "/en/organizations/supervising/"
LANGUAGES = ("vi", "ja", "en", "my")
NAMES = ("Lotus Manpower", "Lotus Human Resources", "Bamboo", "Hoa Sen", "Golden Bridge", "Lotas Trading")
WORDS = ("", "", "", "lotus", "lotos", "hoa sen", "a", "manpower", "golden bridge trading", "zzzz", "!!")
MANY = 10_000


@pytest.fixture(autouse=True)
def _day():
    with (
        time_machine.travel(datetime.datetime(2026, 11, 23, 3, tzinfo=datetime.UTC), tick=False),
        translation.override("en"),
    ):
        yield


@pytest.fixture
def limit(monkeypatch):
    """``limit(5)``: beyond five nothing is counted exactly."""

    def set_limit(number):
        for module in ("jitco_portal.common.pagination", "organizations.queries.facets"):
            monkeypatch.setattr(f"{module}.COUNT_LIMIT", number)

    return set_limit


# Random rows ------------------------------------------------------------------------------------------


class Rows:
    """Organizations of both kinds with everything that a filter asks for, drawn from a seed."""

    def __init__(self, seed, kind="sending"):
        self.draw = random.Random(seed)
        self.programmes = [make.make_programme(), make.make_programme(code="ssw", new_plans_until=None, position=1)]
        self.countries = [make.make_country(code=code) for code in ("VN", "PH", "MM")]
        self.offices = {country: make.make_counterpart(country) for country in self.countries}
        self.operations = [make.make_operation(code) for code in ("1-1-1", "1-1-2", "1-2-1", "8-1-1")]
        JobCategory.objects.filter(code="8-1").update(group="construction")
        for country in self.countries[:2]:
            make.make_moc(country, self.programmes[0])
            make.make_fee_cap(country, self.programmes[0])
        add = self._sending if kind == "sending" else self._supervising
        for number in range(24):
            if number == 18:
                # Some standings are kept, the rules are asked of the others.
                refresh_todays_standings()
            add()
        refresh_stale()

    def _some(self, choices):
        return self.draw.sample(choices, self.draw.randrange(len(choices)))

    def _is(self, chance):
        return self.draw.random() < chance

    def _values(self):
        return {"languages": self._some(LANGUAGES), "is_published": self._is(0.85)}

    def _sending(self):
        country = self.draw.choice(self.countries)
        organization = make.make_organization(country, name_en=self.draw.choice(NAMES), **self._values())
        organization.operations.set(self._some(self.operations))
        organization.sending.has_office_in_japan = self.draw.choice([True, False, None])
        organization.sending.save()
        for programme in self.programmes:
            if self._is(0.4):
                continue
            office, begun = self.offices[country], self.draw.choice(["2020-01-01", "2026-06"])
            make.make_approval(organization, office, programme, approved_from=begun)
            if self._is(0.3):
                make.make_allowance(organization, office, programme, from_on=begun)
            if self._is(0.7):
                make.make_fee(organization, programme, amount=self.draw.choice([3000, 4000]))
        if self._is(0.2):
            make.make_measure(organization, from_on="2026-01-01")

    def _supervising(self):
        prefecture = self.draw.choice(["東京都", "大阪府", "北海道", ""])
        name = self.draw.choice(NAMES)
        organization = make.make_supervising(
            name_en=name, prefecture=prefecture, supporting_member=self.draw.choice([True, None]), **self._values()
        )
        organization.operations.set(self._some(self.operations))
        organization.supervising.accepts_from.set(self._some(self.countries))
        periods = [("2020-01-01", "2026-05-31"), ("2026-06", ""), ("", "2019")]
        for kind, (begun, until) in zip(self._some(Permit.Kind.values), self._some(periods), strict=False):
            make.make_permit(organization, self.programmes[0], kind=kind, valid_from=begun, valid_until=until)

    def day(self):
        return self.draw.choice([today(), today(), datetime.date(2025, 5, 5)])

    def user(self):
        return self.draw.choice([AnonymousUser(), make.make_staff()])

    def narrowing(self, choices):
        return {name: self.draw.choice(values) for name, values in choices.items() if self._is(0.3)}


def sending_choices():
    return {
        "standing": list(Verdict.values),
        "country": [code.lower() for code in Country.objects.values_list("code", flat=True)],
        "work": ["agriculture", "construction", "fishery", "1-1", "1-2", "8-1", "9-9"],
        "language": list(LANGUAGES),
        "care": [True],
        "office_in_japan": [True],
        "fees": [True],
    }


def supervising_choices():
    return {
        "prefecture": ["東京都", "大阪府", "北海道", "沖縄県"],
        "permit": list(Permit.Kind.values),
        **{name: sending_choices()[name] for name in ("country", "work", "language")},
        "supporting_member": [True],
    }


def listed(rows, words, kind):
    """How many rows all pages of the list hold together."""
    return len(Search(words, kind).hits(limit=MANY, allowed=rows)) if words else rows.count()


def asked(words, kind):
    """A search whose first page was read: only then it can be counted."""
    if not words:
        return None
    search = Search(words, kind)
    search.hits(limit=26)
    return search


def keyed(choice):
    return SET if choice is True else choice


@pytest.mark.parametrize("seed", range(3))
def test_every_count_of_the_sending_list_is_that_of_the_list_with_the_choice(seed):
    rows = Rows(seed)
    choices = sending_choices()
    for _round in range(5):
        user, day, words = rows.user(), rows.day(), rows.draw.choice(WORDS)
        programme, filters = rows.draw.choice(rows.programmes), rows.narrowing(choices)

        def number(programme=programme, user=user, day=day, words=words, **filters):
            return listed(lists.sending_list(user=user, programme=programme, day=day, **filters), words, "sending")

        facets = sending_facets(
            user=user,
            programme=programme,
            programmes=rows.programmes,
            day=day,
            search=asked(words, "sending"),
            **filters,
        )

        told = {name: {each: facets.count(name, keyed(each)) for each in choices[name]} for name in choices}
        held = {name: {each: Count(number(**{**filters, name: each})) for each in choices[name]} for name in choices}
        assert told == held, (words, day, filters)
        assert facets.total == number(**filters)
        assert {each.code: facets.count("programme", each.code) for each in rows.programmes} == {
            each.code: Count(number(programme=each, **filters)) for each in rows.programmes
        }, (words, day, filters)


@pytest.mark.parametrize("seed", range(3))
def test_every_count_of_the_supervising_list_is_that_of_the_list_with_the_choice(seed):
    rows = Rows(seed, "supervising")
    choices = supervising_choices()
    for _round in range(5):
        user, day, words = rows.user(), rows.day(), rows.draw.choice(WORDS)
        filters = rows.narrowing(choices)

        def number(user=user, day=day, words=words, **filters):
            return listed(lists.supervising_list(user=user, day=day, **filters), words, "supervising")

        facets = supervising_facets(user=user, day=day, search=asked(words, "supervising"), **filters)

        told = {name: {each: facets.count(name, keyed(each)) for each in choices[name]} for name in choices}
        held = {name: {each: Count(number(**{**filters, name: each})) for each in choices[name]} for name in choices}
        assert told == held, (words, day, filters)
        assert facets.total == number(**filters)


def test_the_rows_of_the_random_lists_differ_in_what_the_filters_ask():
    """Else the two tests above would compare nothing with nothing."""
    rows = Rows(0)
    programme = rows.programmes[0]
    found = lists.sending_list(user=AnonymousUser(), programme=programme, day=today())

    counted = dict(found.values_list("standing_reason").annotate(number=CountOf("pk")).order_by())
    narrowed = {
        name: lists.sending_list(user=AnonymousUser(), programme=programme, day=today(), **{name: True}).count()
        for name in ("care", "office_in_japan", "fees")
    }

    assert {"approved", "no_moc", "organization_measure"} <= set(counted)
    assert [name for name, number in narrowed.items() if not 0 < number < found.count()] == []


# What the page says of them ---------------------------------------------------------------------------


def labels(client, address, name, language="en"):
    """The choices of a menu as the page offers them."""
    html = client.get(f"/{language}{address}").content.decode()
    menu = re.search(rf'<select name="{name}".*?</select>', html, re.DOTALL)[0]
    return [" ".join(text.split()) for text in re.findall(r"<option[^>]*>(.*?)</option>", menu, re.DOTALL)]


@pytest.fixture
def vietnam():
    make.make_programme()
    return make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム")


def test_a_choice_says_how_many_it_leaves_in_both_languages(client, vietnam):
    other = make.make_country(code="PH", name_en="Philippines", name_ja="フィリピン")
    for _number in range(12):
        make.make_organization(vietnam)
    make.make_organization(other)
    office = make.make_organization(vietnam)
    office.sending.has_office_in_japan = True
    office.sending.save()
    address = "/organizations/sending/"

    assert sorted(labels(client, address, "country")) == ["Philippines (1)", "Vietnam (13)", "all"]
    japanese = [re.sub("[ ()（）]+", "|", each) for each in labels(client, address, "country", "ja")]
    assert {"ベトナム|13|", "フィリピン|1|"} <= set(japanese)
    assert sorted(labels(client, f"{address}?office_in_japan=on", "country")) == [
        "Philippines (0)",
        "Vietnam (1)",
        "all",
    ]
    assert "Office in Japan (1)" in client.get(f"/en{address}").content.decode()


def test_what_was_chosen_is_told_without_its_number(client, vietnam):
    make.make_organization(vietnam, languages=["vi"])

    active = client.get(f"{SENDING}?country=vn&language=vi&care=on").context["active_filters"]

    assert [each["text"] for each in active] == ["Country: Vietnam", "Language spoken: Vietnamese", "Care allowed"]


def test_a_long_menu_leaves_out_what_leaves_none_and_keeps_what_is_chosen(client, vietnam):
    make.make_organization(vietnam, languages=["vi"]).operations.add(make.make_operation("1-1-1"))
    make.make_operation("8-1-1")
    address = "/organizations/sending/"

    assert labels(client, address, "language") == ["all", "Vietnamese (1)"]
    assert labels(client, f"{address}?language=my", "language") == ["all", "Vietnamese (1)", "Burmese (0)"]
    assert [each.endswith("(1)") for each in labels(client, address, "work")] == [False, True, True]
    assert labels(client, f"{address}?work=8-1", "work")[-1].endswith("(0)")
    assert labels(client, "/organizations/supervising/?prefecture=東京都", "prefecture") == ["all", "Tokyo (0)"]


def test_beyond_the_limit_the_numbers_say_more_than(client, vietnam, limit):
    for number in range(7):
        make.make_organization(vietnam, languages=["vi"] if number < 6 else ["my"])
        make.make_supervising(prefecture="東京都")
    limit(5)
    address = "/organizations/sending/"

    page = client.get(SENDING).context["page"]

    assert (page.count, page.count_is_exact) == (5, False)
    assert labels(client, address, "country") == ["all", "Vietnam (more than 5)"]
    assert labels(client, address, "language") == ["all", "Vietnamese (more than 5)", "Burmese (1)"]
    assert labels(client, "/organizations/supervising/", "prefecture") == ["all", "Tokyo (more than 5)"]
    assert "7 of more than 5" in client.get(SENDING).content.decode()


@pytest.mark.parametrize("suspended", [0, 3, 7])
def test_on_another_day_no_number_of_a_standing_is_more_than_there_are(client, vietnam, limit, suspended):
    """The rules are asked of some rows only: what they do not show may still be there."""
    for number in range(7):
        organization = make.make_organization(vietnam)
        if number < suspended:
            make.make_measure(organization, from_on="2020-01-01")
    limit(5)

    offered = labels(client, "/organizations/sending/?on=2025-05-05", "standing")

    told = dict(zip(["all", *Verdict.values], offered, strict=True))
    held = {"may_accept": 0, "may_not_accept": suspended, "not_known": 7 - suspended}
    for verdict, number in held.items():
        if found := re.search(r"\((more than )?(\d+)\)", told[verdict]):
            assert (number > int(found[2])) if found[1] else (number == int(found[2])), (told, held)
    assert any("more than" in each for each in offered)


def test_numbers_stand_with_their_thousands_apart():
    make.make_programme()
    form = SendingFilterForm(
        {},
        programmes=Programme.objects.all(),
        countries=[make.make_country(code="VN", name_en="Vietnam")],
        job_categories=[],
    )

    form.show_counts(Facets(1234, {"country": {"vn": Count(1234)}, "care": {SET: Count(5000, is_exact=False)}}))

    assert dict(form.fields["country"].choices)["vn"] == "Vietnam (1,234)"
    assert form["care"].label == "Care allowed (more than 5,000)"


def test_every_prefecture_and_permit_of_the_form_is_counted():
    for prefecture in PREFECTURES:
        make.make_permit(make.make_supervising(prefecture=prefecture))
    form = SupervisingFilterForm({}, countries=[], job_categories=[])

    form.show_counts(supervising_facets(user=AnonymousUser(), day=today()))

    assert [label.endswith("(1)") for key, label in form.fields["prefecture"].choices if key] == [True] * 47
    assert {key: str(label).rpartition(" ")[2] for key, label in form.fields["permit"].choices if key} == {
        kind: "(47)" if kind == "general" else "(0)" for kind in Permit.Kind.values
    }


def test_counting_costs_one_query_and_a_second_where_the_rules_of_another_day_are_asked(
    vietnam, django_assert_num_queries
):
    ssw = make.make_programme(code="ssw", position=1)
    programmes = [make.make_programme(), ssw]
    every = {name: values[0] for name, values in sending_choices().items()}

    for day, queries in ((today(), 1), (datetime.date(2025, 5, 5), 2)):
        with django_assert_num_queries(queries):
            sending_facets(user=AnonymousUser(), programme=ssw, programmes=programmes, day=day, **every)
    every = {name: values[0] for name, values in supervising_choices().items()}
    with django_assert_num_queries(1):
        supervising_facets(user=AnonymousUser(), day=today(), **every)


def test_unpublished_rows_are_counted_for_staff_alone(client, vietnam):
    make.make_organization(vietnam, is_published=False, languages=["vi"])
    make.make_organization(vietnam, languages=["vi"])
    visitor = labels(client, "/organizations/sending/", "language")
    client.force_login(make.make_staff())

    assert (visitor, labels(client, "/organizations/sending/", "language")) == (
        ["all", "Vietnamese (1)"],
        ["all", "Vietnamese (2)"],
    )
    assert Organization.objects.count() == 2
