"""Rules of the desk that hold for every model, whoever adds it."""

from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.db.models import DateTimeField
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse
from django.urls.converters import UUIDConverter
from django.utils import translation

from jitco_portal.common.accounts.staff_groups import our_models
from jitco_portal.common.desk.base import PortalModelAdmin
from jitco_portal.common.models import User
from tests.admin_rows import MAKERS
from tests.factories import make_country, make_staff

pytestmark = pytest.mark.django_db
SITE = admin.site
REGISTERED = list(SITE._registry)
OURS = [model for model in our_models() if model._meta.app_label in ("common", "countries", "organizations")]


def label(model):
    return model._meta.label_lower


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind in the thread; each test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def superuser(client):
    user = make_staff(is_superuser=True)
    client.force_login(user)
    return user


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries)


# Every model ------------------------------------------------------------------------------------------


def test_every_model_is_registered_and_no_event_model():
    assert {label(model) for model in OURS} - {label(model) for model in REGISTERED} == set()
    assert [label(model) for model in REGISTERED if hasattr(model, "pgh_tracked_model")] == []


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_model_can_be_searched(model):
    assert SITE._registry[model].search_fields


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_relation_is_chosen_by_typing(rf, model):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True)
    model_admin = SITE._registry[model]
    parts = [model_admin, *(inline(model, SITE) for inline in getattr(model_admin, "inlines", ()))]
    for part in parts:
        relations = {field.name for field in part.opts.fields if field.remote_field and field.editable}
        assert relations - set(part.get_autocomplete_fields(request)) == set()


def test_every_model_has_a_group_on_the_index(client, superuser):
    response = client.get(reverse("admin:index"))

    groups = {
        str(group["name"]): [str(row["model"]._meta.label) for row in group["models"]]
        for group in response.context["app_list"]
    }
    assert list(groups) == [
        "Waiting for the Affairs Dept.",
        "Members and requests",
        "Countries and agreements",
        "Texts and notices",
        "Costs and figures",
        "Sending organizations and standing",
        "Lists of governments",
        "Supervising organizations",
        "Match-ups",
        "Seminars and tours",
        "Materials",
        "Orders and enquiries",
        "Job categories",
        "People",
        "Mail",
        "Personal data",
    ]
    assert sorted(name for rows in groups.values() for name in rows) == sorted(
        model._meta.label for model in REGISTERED
    )


# Pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", REGISTERED, ids=label)
def test_list_asks_as_much_for_five_rows_as_for_one(client, superuser, model):
    MAKERS[model]()
    address = url(model, "changelist")
    client.get(address)
    one = queries_of(client, address)
    for _number in range(4):
        MAKERS[model]()

    assert queries_of(client, address) == one
    assert len(client.get(address).context["cl"].result_list) >= 5


def pointing_at(model):
    """A relation by which a form of the desk chooses a row of ``model``."""
    relations = (relation for relation in model._meta.related_objects if relation.related_model in REGISTERED)
    return next((relation.field for relation in relations if relation.field.model in OURS), None)


@pytest.mark.parametrize("model", [model for model in OURS if pointing_at(model)], ids=label)
def test_autocomplete_asks_as_much_for_five_rows_as_for_one(client, superuser, model):
    field = pointing_at(model)
    MAKERS[model]()
    values = {
        "app_label": field.model._meta.app_label,
        "model_name": field.model._meta.model_name,
        "field_name": field.name,
    }
    address = f"{reverse('admin:autocomplete')}?{urlencode({**values, 'term': ''})}"
    client.get(address)
    one = queries_of(client, address)
    for _number in range(4):
        MAKERS[model]()

    assert queries_of(client, address) == one
    assert len(client.get(address).json()["results"]) >= 5


def filters_of(model_admin) -> list[str]:
    """The words that its filters take in an address."""
    found = []
    for each in model_admin.list_filter:
        each = each[0] if isinstance(each, tuple) else each
        found.append(each if isinstance(each, str) else each.parameter_name)
    return found


def test_an_address_with_a_nul_is_no_list_and_no_error_page(client, superuser):
    """PostgreSQL takes no such letter, wherever it comes from."""
    asked = 0
    for model, model_admin in SITE._registry.items():
        if not isinstance(model_admin, PortalModelAdmin):
            continue
        for name in (*filters_of(model_admin), "q", "\0"):
            answer = client.get(f"{url(model, 'changelist')}?{urlencode({name: chr(0)})}")
            assert (answer.status_code, answer.get("Location", "")[-4:]) == (302, "?e=1"), (model, name)
            asked += 1
    assert asked > len(SITE._registry)


@pytest.mark.parametrize("model", [model for model in OURS if pointing_at(model)], ids=label)
def test_a_nul_that_is_typed_into_a_choice_is_passed_over(client, superuser, model):
    field = pointing_at(model)
    asked = {"app_label": field.model._meta.app_label, "model_name": field.model._meta.model_name}
    query = urlencode({**asked, "field_name": field.name, "term": "a\0b"})

    assert client.get(f"{reverse('admin:autocomplete')}?{query}").status_code == 200


def test_an_address_proposes_a_time_and_what_is_none_is_passed_over(client, superuser):
    timed = [
        (model, each.name)
        for model, model_admin in SITE._registry.items()
        for each in model._meta.fields
        if isinstance(each, DateTimeField) and each.editable and isinstance(model_admin, PortalModelAdmin)
    ]
    assert len(timed) > 3
    for model, name in timed:
        for value in ("x", "\0", "9" * 30):
            answer = client.get(f"{url(model, 'add')}?{urlencode({name: value})}")
            assert answer.status_code in (200, 403), (model, name)
    page = client.get(f"{reverse('admin:seminars_event_add')}?starts_at=2026-11-28T10:30").content.decode()
    assert [words for words in ('value="2026-11-28"', 'value="10:30:00"') if words not in page] == []


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("model", REGISTERED, ids=label)
def test_pages_answer_in_both_languages(client, superuser, model, language):
    row = MAKERS[model]()
    with translation.override(language):
        addresses = [
            url(model, "changelist"),
            url(model, "changelist") + "?q=sample+X%C3%A9",
            url(model, "change", row.pk),
        ]
        addresses += [url(model, "history", row.pk)]
        if SITE._registry[model].has_add_permission(client.get(addresses[0]).wsgi_request):
            addresses.append(url(model, "add"))

    answers = {address: client.get(address, follow=True) for address in addresses}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(addresses, 200)
    assert all(f'<html lang="{language}"' in answer.content.decode() for answer in answers.values())


@pytest.mark.parametrize("model", [model for model in OURS if hasattr(model, "pgh_event_models")], ids=label)
def test_change_page_tells_the_history_and_links_to_the_whole(client, superuser, model):
    row = MAKERS[model]()

    page = client.get(url(model, "change", row.pk), follow=True)

    assert page.context["history"][-1].what == "added"
    assert url(model, "history", row.pk) in page.content.decode() or model._meta.model_name.startswith(
        ("sending", "supervising")
    )


@pytest.mark.parametrize("model", OURS, ids=label)
def test_change_page_links_to_the_public_page(client, superuser, model):
    row = MAKERS[model]()
    model_admin = SITE._registry[model]

    page = model_admin.get_view_on_site_url(row)

    names = {"country", "organization", "sending_organization", "supervising_organization", "issuer"}
    belongs = names & {field.name for field in model._meta.fields} or label(model) == "countries.country"
    assert bool(page) == bool(belongs)


def test_row_without_a_country_has_no_public_page(client, superuser):
    notice = MAKERS[apps.get_model("countries.Notice")]()
    notice.country = None
    notice.save()

    assert client.get(url(type(notice), "change", notice.pk)).status_code == 200


# History ----------------------------------------------------------------------------------------------


def test_history_says_who_when_why_and_what(client, superuser):
    country = make_country(code="XA", name_en="Old name")
    address = url(type(country), "change", country.pk)
    form = client.get(address).context["adminform"].form
    values = {name: value for name, value in form.initial.items() if value is not None}
    empty = {
        f"{prefix}-{part}": 0
        for prefix in ("counterparts", "agreements", "measures", "fee_caps")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    answer = client.post(
        address, {**values, **empty, "name_en": "New name", "_history_reason": "The country asked for it"}
    )

    assert answer.status_code == 302
    entry = client.get(address).context["history"][0]
    assert (entry.what, entry.who, entry.why, entry.url) == (
        "changed",
        str(superuser),
        "The country asked for it",
        address,
    )
    assert [(change.field, change.before, change.after) for change in entry.changes] == [
        ("Name (English)", "Old name", "New name")
    ]


def test_history_on_the_page_is_bounded_and_the_whole_is_paged(client, superuser):
    country = make_country()
    for number in range(60):
        country.name_en = f"Name {number}"
        country.save()

    page = client.get(url(type(country), "change", country.pk))
    whole = [
        client.get(url(type(country), "history", country.pk) + f"?page={number}").context["page"] for number in (1, 2)
    ]

    assert (len(page.context["history"]), page.context["has_older_history"]) == (20, True)
    assert [(len(each.entries), each.newer, each.older) for each in whole] == [(50, None, 2), (11, 1, None)]
    assert whole[0].entries[0].changes[0].after == "Name 59"
    assert whole[1].entries[-1].what == "added"


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "99999999999999999999"])
def test_history_page_that_is_no_number_is_the_first(client, superuser, number):
    country = make_country()

    assert client.get(url(type(country), "history", country.pk), {"page": number}).context["page"].number == 1


# Who may enter ----------------------------------------------------------------------------------------


def admin_addresses():
    """Every named address of the desk but the two doors, with a number where it takes one."""
    addresses = set()

    def walk(found):
        for each in found:
            if not isinstance(each, URLPattern):
                walk(each.url_patterns)
            elif each.name not in (None, "login", "logout"):
                keys = {*each.pattern.converters, *each.pattern.regex.groupindex}
                values = {key: "countries" if key == "app_label" else 1 for key in keys}
                uuids = {key for key, kind in each.pattern.converters.items() if isinstance(kind, UUIDConverter)}
                values |= dict.fromkeys(uuids, UUID(int=1))
                addresses.add(reverse(f"admin:{each.name}", kwargs=values))

    walk(SITE.get_urls())
    return sorted(addresses)


def test_there_are_addresses_to_test():
    assert len(admin_addresses()) > 5 * len(OURS)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("visitor", ["anonymous", "member"])
def test_only_staff_enter(client, visitor, method):
    if visitor == "member":
        client.force_login(make_staff(is_staff=False))

    for address in admin_addresses():
        answer = getattr(client, method)(address)
        assert (address, answer.status_code) == (address, 302)
        assert answer.headers["Location"].startswith(reverse("admin:login"))


def test_staff_without_permissions_see_nothing(client):
    client.force_login(make_staff())
    rows = [MAKERS[model]() for model in OURS]

    for row in rows:
        for page in ("change", "history", "delete"):
            answer = client.get(url(type(row), page, row.pk), follow=True)
            assert (label(type(row)), page, answer.status_code) == (label(type(row)), page, 403)
        assert client.get(url(type(row), "changelist")).status_code == 403
    assert client.get(reverse("admin:index")).context["app_list"] == []
