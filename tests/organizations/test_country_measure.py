"""A measure for a whole country in one action: what it will do is read before, and taking it back undoes just that."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation

from countries.models import CountryMeasure
from jitco_portal.common.days import today
from jitco_portal.common.history.context import event_models
from organizations.queries.standing import standing_on
from tests import factories as make

pytestmark = pytest.mark.django_db
URL = reverse("admin:countries_countrymeasure_record")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


class Country:
    """Two approved organizations, one that nobody approved, one that readers do not see, and one of elsewhere."""

    def __init__(self):
        day = str(today())
        self.programme = make.make_programme(new_plans_until=None)
        make.make_programme(code="ssw", short_en="SSW", new_plans_until=None, position=1)
        self.country = make.make_country()
        make.make_moc(self.country)
        office = make.make_counterpart(self.country)
        self.approved = [make.make_organization(self.country) for _number in range(2)]
        for each in [*self.approved, make.make_organization(self.country, is_published=False)]:
            make.make_approval(each, office, first_seen_on=day, confirmed_on=day, checked_on=day)
        self.unknown = make.make_organization(self.country)
        self.elsewhere = make.make_organization()

    def reads(self):
        organizations = [*self.approved, self.unknown, self.elsewhere]
        return [standing_on(each, self.programme, today()).verdict.value for each in organizations]

    def form(self, **values):
        return {
            "country": self.country.pk,
            "side": "sending",
            "from_on": str(today()),
            "text_en": "Sending stopped (sample).",
            "source": "Letter (sample)",
            "checked_on": str(today()),
            "why": "Letter of the ministry",
            **values,
        }


def staff(client, *codenames):
    user = make.make_staff()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return user


def said(effect):
    return {
        each.programme.code: [(turn.verdict_before.value, turn.verdict_after.value, turn.count) for turn in each.turns]
        for each in effect.programmes
    }


def test_it_is_read_before_it_is_recorded_and_taken_back_as_a_whole(client):
    case = Country()
    user = staff(client, "add_countrymeasure", "view_countrymeasure", "delete_countrymeasure")
    before = case.reads()

    looked = client.post(URL, case.form())
    text = looked.content.decode()
    effect = looked.context["effect"]

    assert "TITP: 3 organizations will read: may not accept, from " in text
    assert "3 of them would read something else without it." in text
    assert said(effect) == {
        "titp": [("may_accept", "may_not_accept", 2), ("not_known", "may_not_accept", 1)],
        "ssw": [("not_known", "may_not_accept", 3)],
    }
    assert (CountryMeasure.objects.count(), case.reads()) == (0, before)

    answer = client.post(URL, case.form(write=effect.digest))
    measure = CountryMeasure.objects.get()

    assert answer.url == reverse("admin:countries_countrymeasure_change", args=[measure.pk])
    assert case.reads() == ["may_not_accept"] * 3 + ["not_known"]
    # The same button pressed again.
    assert "This measure is recorded already." in client.post(URL, case.form(write=effect.digest)).content.decode()

    back = reverse("admin:countries_countrymeasure_take_back", args=[measure.pk])
    page = client.get(back)
    assert said(page.context["effect"]) == {
        "titp": [("may_not_accept", "may_accept", 2), ("may_not_accept", "not_known", 1)],
        "ssw": [("may_not_accept", "not_known", 3)],
    }
    assert "2 will read: may accept." in page.content.decode()
    digest = page.context["effect"].digest
    assert client.post(back, {"write": digest, "why": ""}).context["form"].errors["why"] == ["This field is required."]
    assert client.post(back, {"write": digest, "why": "The letter was a draft"}).status_code == 302

    assert (CountryMeasure.objects.count(), case.reads()) == (0, before)
    [events] = event_models(CountryMeasure)
    told = [(each.pgh_label, each.pgh_context.metadata["why"]) for each in events.objects.order_by("pgh_id")]
    assert told == [("insert", "Letter of the ministry"), ("delete", "The letter was a draft")]
    assert {each.pgh_context.metadata["user"] for each in events.objects.all()} == {user.pk}
    assert client.get(back).status_code == 404
    # And back again, from the history.
    gone = events.objects.get(pgh_label="delete")
    undo = reverse("admin:countries_countrymeasure_revert", args=[measure.pk, "countrymeasureevent", gone.pk])
    client.post(undo, {"_history_reason": "It holds after all"})
    assert (CountryMeasure.objects.get().pk, case.reads()[0]) == (measure.pk, "may_not_accept")


def test_nothing_is_written_where_something_changed_since_it_was_looked_at(client):
    case = Country()
    staff(client, "add_countrymeasure", "view_countrymeasure", "delete_countrymeasure")
    digest = client.post(URL, case.form()).context["effect"].digest
    make.make_organization(case.country)

    answer = client.post(URL, case.form(write=digest))

    assert "what organizations read has changed since you looked" in answer.content.decode()
    assert CountryMeasure.objects.count() == 0
    assert answer.context["effect"].organizations == 4
    # What was typed stands there still.
    assert 'value="Letter of the ministry"' in answer.content.decode()

    measure = make.make_country_measure(case.country, from_on=str(today()))
    back = reverse("admin:countries_countrymeasure_take_back", args=[measure.pk])
    digest = client.get(back).context["effect"].digest
    make.make_organization(case.country)
    assert "has changed since you looked" in client.post(back, {"write": digest, "why": "Wrong"}).content.decode()
    assert CountryMeasure.objects.count() == 1


def test_an_announced_and_a_past_measure_are_told_for_their_own_days(client):
    case = Country()
    staff(client, "add_countrymeasure")
    days = {
        "announced": today() + datetime.timedelta(days=30),
        "over": today() - datetime.timedelta(days=30),
        "begun": today() - datetime.timedelta(days=3),
    }
    until = {"over": str(today() - datetime.timedelta(days=10))}

    told = {
        name: client.post(URL, case.form(from_on=str(day), until_on=until.get(name, ""))).context["effect"].day
        for name, day in days.items()
    }
    month = client.post(URL, case.form(from_on=f"{today():%Y-%m}")).context["form"].errors

    assert told == {"announced": days["announced"], "over": days["over"], "begun": today()}
    assert list(month) == ["from_on"]


def test_only_who_may_record_or_take_back_comes_there(client):
    case = Country()
    measure = make.make_country_measure(case.country, from_on=str(today()))
    pages = [URL, reverse("admin:countries_countrymeasure_take_back", args=[measure.pk])]
    strangers = [client.get(page).status_code for page in pages]
    staff(client, "view_countrymeasure", "change_countrymeasure")

    assert strangers == [302, 302]
    assert [client.get(page).status_code for page in pages] == [403, 403]
    assert [client.post(page, case.form(write="x")).status_code for page in pages] == [403, 403]
    listed = client.get(reverse("admin:countries_countrymeasure_changelist")).content.decode()
    assert "Stop a whole country" not in listed
    of_country = reverse("admin:countries_country_change", args=[case.country.pk])
    staff(client, "view_country")
    assert "Stop a whole country" not in client.get(of_country).content.decode()
    staff(client, "view_countrymeasure", "add_countrymeasure", "delete_countrymeasure", "view_country")
    chosen = f"{URL}?country={case.country.pk}"
    assert f'href="{chosen}"' in client.get(of_country).content.decode()
    assert f'<option value="{case.country.pk}" selected>' in client.get(chosen).content.decode()
    assert client.get(f"{URL}?country=x&programme=9999999999999999999999").status_code == 200
    assert "Stop a whole country" in client.get(reverse("admin:countries_countrymeasure_changelist")).content.decode()
    assert pages[1] in client.get(reverse("admin:countries_countrymeasure_change", args=[measure.pk])).content.decode()
