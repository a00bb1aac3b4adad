"""Who sees the contact of an organization: by visibility, and by Article 28 of Japan's APPI."""

import datetime
import re

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import connection
from django.forms import modelform_factory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.days import today
from jitco_portal.common.models import Consent, User
from jitco_portal.common.privacy.consent import EVERYWHERE
from organizations.admin.organizations import OrganizationForm
from organizations.models import Organization, Role
from organizations.queries.contacts import NONE_RECORDED, NOT_ABROAD, NOT_EVERYWHERE, contact_for
from organizations.queries.disclosure import (
    NoNotice,
    NoRegimeText,
    disclosure_notice,
    may_disclose_abroad,
)
from organizations.services.disclosure import (
    NoticeChanged,
    consent_to_disclosure,
    withdraw_disclosure,
    words_of,
)
from tests.factories import (
    make_country,
    make_legal_text,
    make_membership,
    make_organization,
    make_regime,
    make_staff,
    make_supervising,
    make_user,
)

pytestmark = pytest.mark.django_db
DETAILS = {"contact_name": "Secret Person", "contact_email": "secret@example.org", "contact_phone": "+81-3-0000-0000"}
VISITOR = AnonymousUser()
VISIBILITIES = ("public", "members", "own", "staff")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def notice():
    return make_legal_text(
        kind="disclosure_abroad", text_en="Words on recipients abroad.", text_ja="第28条の文章です。"
    )


@pytest.fixture
def abroad():
    """A country with a regime text."""
    country = make_country(name_en="Farland")
    make_regime(country, text_en="Farland has a law.")
    return country


def with_contact(organization, visibility="members"):
    """Its contact is a member; the row as a page finds it."""
    name, email = DETAILS["contact_name"], DETAILS["contact_email"]
    person = User.objects.filter(email=email).first() or make_user(name=name, email=email)
    member = make_membership(organization, person)
    values = {**DETAILS, "contact_visibility": visibility, "contact_member": member}
    Organization.objects.filter(pk=organization.pk).update(**values)
    organization.refresh_from_db()
    return organization, member.user


def agree(user, country):
    return consent_to_disclosure(user=user, country=country, language="en")


def sees(organization, user):
    """Whether the reader sees the contact; asked as a request asks, with what comes along with its user."""
    if user.is_authenticated:
        user = User.objects.get_with_access(user.pk)
    shown = contact_for(organization=organization, user=user)
    assert bool(shown.details) != bool(shown.why_not)
    assert shown.details in (None, DETAILS)
    return shown.details is not None


def staff_who_may_view():
    staff = make_staff()
    staff.user_permissions.add(Permission.objects.get(codename="view_organization"))
    return staff


def ended(**values):
    return make_membership(until_on=today() - datetime.timedelta(days=1), **values)


# By visibility, within Japan ------------------------------------------------------------------------------


def test_table_of_who_sees_the_contact_of_an_organization_in_japan():
    readers = {
        "visitor": VISITOR,
        "person without an organization": make_user(),
        "staff without permission": make_staff(),
        "staff who may view": staff_who_may_view(),
        "member of another in Japan": make_membership(make_supervising()).user,
        "member of one that is not published": make_membership(make_supervising(is_published=False)).user,
        "member who left": ended(organization=make_supervising()).user,
    }
    table = {name: {} for name in [*readers, "own member"]}
    for visibility in VISIBILITIES:
        organization, member = with_contact(make_supervising(), visibility)
        for name, user in [*readers.items(), ("own member", member)]:
            table[name][visibility] = sees(organization, user)

    nobody = dict.fromkeys(VISIBILITIES, False)
    everybody = dict.fromkeys(VISIBILITIES, True)
    assert table == {
        "visitor": nobody,
        "person without an organization": nobody,
        "staff without permission": nobody,
        "staff who may view": everybody,
        "member of another in Japan": {**nobody, "public": True, "members": True},
        "member of one that is not published": nobody,
        "member who left": nobody,
        "own member": {**everybody, "staff": False},
    }


def test_contact_for_the_affairs_dept_is_seen_by_those_who_edit_it_too():
    organization, _reader = with_contact(make_supervising(), "staff")

    assert {role.value: sees(organization, make_membership(organization, role=role).user) for role in Role} == {
        "administrator": True,
        "editor": True,
        "reader": False,
    }


def test_account_that_was_switched_off_sees_nothing():
    organization, member = with_contact(make_supervising())
    member.is_active = False
    member.save()

    assert contact_for(organization=organization, user=member).details is None


def test_line_says_why_not_or_that_there_is_none():
    lines = {}
    for visibility in VISIBILITIES:
        organization, _member = with_contact(make_supervising(), visibility)
        lines[visibility] = str(contact_for(organization=organization, user=VISITOR).why_not)
    empty = contact_for(organization=make_supervising(contact_visibility="public"), user=VISITOR)

    assert lines == {
        "public": str(NOT_EVERYWHERE),
        "members": "The contact is shown to people who are logged in for an organization.",
        "own": "The contact is shown to the organization’s own members only.",
        "staff": "The contact is known to the Affairs Dept. only. Please ask there.",
    }
    assert empty.why_not == NONE_RECORDED


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_everyone_reads_that_there_is_none_without_another_query(client, visibility):
    organization = make_supervising(contact_visibility=visibility)
    make_membership(organization)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(organization.get_absolute_url())
    told = str(NONE_RECORDED) in page.content.decode()
    Organization.objects.filter(pk=organization.pk).update(**DETAILS)
    with CaptureQueriesContext(connection) as with_contact_queries:
        client.get(organization.get_absolute_url())

    assert (told, len(queries) <= len(with_contact_queries)) == (True, True)


# Abroad ---------------------------------------------------------------------------------------------------


def test_recipient_abroad_sees_it_only_by_consent_for_their_country(notice, abroad):
    organization, person = with_contact(make_supervising())
    reader = make_membership(make_organization(abroad)).user
    other = make_country()
    make_regime(other)

    before = sees(organization, reader)
    agree(person, other)
    for_another = sees(organization, reader)
    agree(person, abroad)
    after = sees(organization, reader)
    withdraw_disclosure(user=person, country=abroad)

    assert (before, for_another, after, sees(organization, reader)) == (False, False, True, False)
    assert contact_for(organization=organization, user=reader).why_not == NOT_ABROAD


@pytest.mark.parametrize("visibility", ["public", "members"])
def test_without_a_regime_text_nothing_is_disclosed_to_a_country(notice, abroad, visibility):
    organization, person = with_contact(make_supervising(), visibility)
    reader = make_membership(make_organization(abroad)).user
    agree(person, abroad)
    agree(person, None)
    seen = sees(organization, reader)
    abroad.data_protection_regime.delete()

    assert (seen, sees(organization, reader)) == (True, False)


def test_contact_of_the_readers_own_country_needs_no_consent(abroad):
    organization, _person = with_contact(make_organization(abroad))

    assert sees(organization, make_membership(make_organization(abroad)).user) is True
    assert sees(organization, make_membership(make_organization(make_country())).user) is False
    assert sees(organization, make_membership(make_supervising()).user) is True


def test_who_acts_abroad_too_is_a_recipient_there(notice, abroad):
    organization, person = with_contact(make_supervising())
    reader = make_membership(make_supervising()).user
    in_japan = sees(organization, reader)
    make_membership(make_organization(abroad), reader)
    in_both = sees(organization, reader)
    agree(person, abroad)
    agreed = sees(organization, reader)
    make_membership(make_organization(make_country()), reader)

    assert (in_japan, in_both, agreed, sees(organization, reader)) == (True, False, True, False)


def test_public_page_shows_it_only_to_be_seen_by_everyone(notice, abroad):
    organization, person = with_contact(make_supervising(), "public")
    agree(person, abroad)
    for_a_country = sees(organization, VISITOR)
    agree(person, None)

    assert (for_a_country, sees(organization, VISITOR), sees(organization, make_user())) == (False, True, True)
    assert sees(organization, make_membership(make_organization(make_country())).user) is False


def test_recipient_of_an_organization_that_is_not_published_is_abroad_too(notice, abroad):
    organization, person = with_contact(make_supervising())
    public, _person = with_contact(make_supervising(), "public")
    hidden = make_organization(abroad, is_published=False)
    in_both = make_membership(make_supervising()).user
    make_membership(hidden, in_both)
    only_there = make_membership(hidden).user
    agree(person, None)
    before = (sees(organization, in_both), sees(public, only_there))
    agree(person, abroad)

    assert before == (False, False)
    assert (sees(organization, in_both), sees(public, only_there)) == (True, True)


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ({"contact_name": "Never-asked Person"}, False),
        ({"contact_email": "never.asked@example.org"}, False),
        ({"contact_email": ""}, False),
        ({"contact_name": "ＳＥＣＲＥＴ  person", "contact_email": "SECRET@example.org"}, True),
    ],
)
def test_nobody_agrees_for_another_whose_name_or_address_took_the_place_of_theirs(notice, abroad, changed, seen):
    organization, person = with_contact(make_supervising(), "public")
    agree(person, abroad)
    agree(person, None)
    Organization.objects.filter(pk=organization.pk).update(**changed)
    organization.refresh_from_db()
    readers = [VISITOR, make_membership(make_organization(abroad)).user]

    assert [contact_for(organization=organization, user=each).details is not None for each in readers] == [seen, seen]


@pytest.mark.parametrize("behind", ["nobody", "left", "elsewhere", "switched off"])
def test_without_a_member_behind_it_nothing_is_shown_publicly_or_abroad(notice, abroad, behind):
    organization, person = with_contact(make_supervising(), "public")
    reader = make_membership(make_organization(abroad)).user
    agree(person, abroad)
    agree(person, None)
    member = organization.contact_member
    if behind == "nobody":
        Organization.objects.filter(pk=organization.pk).update(contact_member=None)
    elif behind == "left":
        member.until_on = today() - datetime.timedelta(days=1)
        member.save()
    elif behind == "elsewhere":
        other = make_membership(make_supervising(), person)
        Organization.objects.filter(pk=organization.pk).update(contact_member=other)
    else:
        person.is_active = False
        person.save()

    assert (sees(organization, VISITOR), sees(organization, reader)) == (False, False)


def test_anothers_consent_discloses_nothing(notice, abroad):
    organization, _person = with_contact(make_supervising())
    agree(make_user(), abroad)

    assert sees(organization, make_membership(make_organization(abroad)).user) is False


def test_consent_to_the_privacy_notice_is_none_to_a_disclosure(abroad):
    organization, person = with_contact(make_supervising())
    Consent.objects.create(
        user=person, legal_text=make_legal_text(), about=abroad.code, language="en", shown_text="Other words"
    )

    assert sees(organization, make_membership(make_organization(abroad)).user) is False


# The notice and the consent ---------------------------------------------------------------------------------


def test_notice_names_country_regime_source_and_date(notice, abroad):
    shown = disclosure_notice(country=abroad, language="en")

    assert shown.text == (
        "Words on recipients abroad.\n\n"
        "## The country, and its rules on personal data\n\n"
        "Recipients are in **Farland**.\n\n"
        "Farland has a law.\n\n"
        "Source: [Sample source](https://www.ppc.go.jp/sample), October 2026; read on 1 November 2026"
    )
    assert shown.about == abroad.code


def test_consent_keeps_the_words_that_were_shown(notice, abroad):
    user = make_user()

    consent = consent_to_disclosure(user=user, country=abroad, language="ja")

    assert (consent.about, consent.language, consent.legal_text) == (abroad.code, "ja", notice)
    assert consent.shown_text == disclosure_notice(country=abroad, language="ja").text
    assert "見本の制度です。" in consent.shown_text


def test_country_without_a_text_and_portal_without_a_notice_are_refused(abroad):
    with pytest.raises(NoRegimeText):
        consent_to_disclosure(user=make_user(), country=make_country(), language="en")
    with pytest.raises(NoNotice):
        consent_to_disclosure(user=make_user(), country=abroad, language="en")

    assert Consent.objects.count() == 0


def test_other_words_than_those_read_are_not_agreed_to(notice, abroad):
    shown = words_of(disclosure_notice(country=abroad, language="en"))
    abroad.data_protection_regime.text_en = "The law was repealed."
    abroad.data_protection_regime.save()

    with pytest.raises(NoticeChanged):
        consent_to_disclosure(user=make_user(), country=abroad, language="en", shown=shown)

    assert Consent.objects.count() == 0


def test_may_disclose_abroad_asks_for_every_country(notice, abroad):
    user, other = make_user(), make_country()
    make_regime(other)
    agree(user, abroad)
    agree(user, None)

    asked = [[abroad.code], [EVERYWHERE], [abroad.code, other.code], []]
    assert [may_disclose_abroad(person=user, abouts=each) for each in asked] == [True, True, False, True]
    assert may_disclose_abroad(person=None, abouts=[]) is False


# Pages ------------------------------------------------------------------------------------------------------


def test_person_agrees_and_takes_it_back_on_their_page(client, notice, abroad):
    organization, person = with_contact(make_supervising())
    client.force_login(person)
    page = reverse("disclosure_detail", args=[abroad.code.lower()])
    shown = client.get(page)
    form = {"shown": shown.context["form"].initial["shown"]}

    unticked = client.post(page, form)
    agreed = client.post(page, {**form, "agree": "on"})
    given = may_disclose_abroad(person=person, abouts=[abroad.code])
    client.post(reverse("disclosure_withdraw", args=[abroad.code.lower()]))

    assert "Farland has a law." in shown.content.decode()
    assert "Draft for JITCO’s counsel" in shown.content.decode()
    assert unticked.context["form"].errors == {"agree": ["Tick the box to agree. You need not agree."]}
    assert (agreed.url, given) == (reverse("disclosure_list"), True)
    assert may_disclose_abroad(person=person, abouts=[abroad.code]) is False
    assert organization.name in client.get(reverse("disclosure_list")).content.decode()


def test_page_reads_anew_when_the_words_changed(client, notice, abroad):
    client.force_login(make_user())

    answer = client.post(
        reverse("disclosure_detail", args=[abroad.code]), {"shown": "words read before", "agree": "on"}
    )

    assert "The notice has changed meanwhile." in answer.content.decode()
    assert Consent.objects.count() == 0


def test_country_without_a_text_has_no_page_to_agree_on(client, notice):
    country = make_country()
    client.force_login(make_user())

    page = reverse("disclosure_detail", args=[country.code])

    assert [client.get(page).status_code, client.post(page, {"agree": "on"}).status_code] == [404, 404]
    assert country.name_en not in client.get(reverse("disclosure_list")).content.decode()


def test_visitor_is_sent_to_the_log_in(client, notice, abroad):
    pages = [reverse("disclosure_list"), reverse("disclosure_detail", args=[abroad.code])]

    assert [client.get(page).url.split("?")[0] for page in pages] == [reverse("account_login")] * 2


@pytest.mark.parametrize("kind", ["sending", "supervising"])
@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_profile_costs_a_member_one_query_more_at_most(client, kind, visibility):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    plain = make_supervising() if kind == "supervising" else make_organization()
    organization, _person = with_contact(plain, visibility)
    address = organization.get_absolute_url()
    queries()
    visitor = queries()
    client.force_login(make_membership(make_supervising(), role=Role.READER).user)
    queries()

    assert visitor <= 14
    assert queries() <= 16


@pytest.mark.parametrize("kind", ["sending", "supervising"])
def test_no_page_but_the_profile_shows_a_contact_even_to_those_who_see_it(client, kind):
    organization = make_supervising() if kind == "supervising" else make_organization()
    organization, _person = with_contact(organization)
    # Not the contact, whose own name stands at the head of every page.
    client.force_login(make_membership(organization).user)
    lists = [
        f"/en/organizations/{kind}/",
        f"/en/organizations/{kind}/?q=Secret",
        f"/en/organizations/{kind}/?q=secret@example.org",
        f"/en/organizations/sending/compare/?o={organization.public_id}",
    ]

    def told(address, **headers):
        html = client.get(address, headers=headers).content.decode()
        return "Secret Person" in re.sub(r'<input[^>]*type="search"[^>]*>', "", html)

    assert told(organization.get_absolute_url()) is True
    assert [told(address, **headers) for address in lists for headers in ({}, {"HX-Request": "true"})] == [False] * 8


# The desk ---------------------------------------------------------------------------------------------------


def test_desk_names_a_member_of_the_organization_as_its_contact():
    form_class = modelform_factory(Organization, form=OrganizationForm, fields=["contact_member"])
    own, other = make_membership(), make_membership()

    def errors(member):
        return form_class({"contact_member": member.pk}, instance=own.organization).errors

    assert (errors(own), errors(other)) == ({}, {"contact_member": ["Choose a member of this organization."]})
