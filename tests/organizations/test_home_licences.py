"""A licence at home is told wherever an organization is, with its source, and no standing rests on it."""

import datetime

import pytest

import tests.factories as make
from jitco_portal.common.search.index import refresh_stale
from organizations.models.verdicts import Verdict
from organizations.queries.standing import standing_on

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 23)
SAID = "Licensed at home by Ministry of Lotusland (list of February 2024); approval for Japan not known."


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def licence():
    organization = make.make_organization(make.make_country(name_en="Lotusland"), name_en="Lotus (sample)")
    make.make_moc(organization.country)
    office = make.make_counterpart(organization.country, name_en="Ministry of Lotusland")
    return make.make_home_licence(organization, office, number="889/LDTBXH-GP", source="List of licences")


def test_the_profile_says_who_licensed_it_and_that_the_approval_for_japan_is_not_known(client, licence):
    page = text_of(client.get(f"{licence.sending_organization.organization.get_absolute_url()}?on=2026-11-23"))

    assert SAID in page
    assert "List of licences" in page.split(SAID)[1][:600]  # its source, beside the sentence
    assert "Ministry of Lotusland · 889/LDTBXH-GP" in page.split("<h3>Licences at home</h3>")[1]


def test_a_licence_gives_no_standing_and_is_not_told_beside_a_verdict(client, licence):
    organization, programme = licence.sending_organization.organization, make.make_programme()
    before = standing_on(organization, programme, DAY).verdict

    make.make_approval(organization, licence.issuer, programme, confirmed_on="2026-11-01")
    page = text_of(client.get(f"{organization.get_absolute_url()}?on=2026-11-23"))

    assert (before, standing_on(organization, programme, DAY).verdict) == (Verdict.NOT_KNOWN, Verdict.MAY_ACCEPT)
    assert SAID not in page


def test_a_licence_that_has_ended_or_not_begun_is_told_as_such(client, licence):
    page = licence.sending_organization.organization.get_absolute_url()
    ended = "Was licensed at home by Ministry of Lotusland until 30 June 2024, which was no approval for Japan."
    licence.licensed_until = "2024-06-30"
    licence.save()

    on_days = {day: text_of(client.get(f"{page}?on={day}")) for day in ("2023-05-05", "2024-06-30", "2024-07-01")}

    assert {day: (SAID in text, ended in text) for day, text in on_days.items()} == {
        "2023-05-05": (False, False),
        "2024-06-30": (True, False),
        "2024-07-01": (False, True),
    }


def test_beside_an_approval_that_has_lapsed_it_says_only_that_it_is_none(client, licence):
    organization = licence.sending_organization.organization
    make.make_approval(organization, licence.issuer, confirmed_on="2024-02-01")

    page = text_of(client.get(f"{organization.get_absolute_url()}?on=2026-11-23"))

    assert "Licensed at home by Ministry of Lotusland (list of February 2024), which is no approval for Japan." in page
    assert SAID not in page


def test_its_number_finds_the_organization_and_says_why(client, licence):
    refresh_stale()

    page = text_of(client.get("/en/organizations/sending/", {"q": "889 ldtbxh gp"}))

    assert "Licence at home: <mark>889/LDTBXH-GP</mark>" in page


def test_staff_find_it_by_its_number_and_edit_it_on_the_page_of_the_organization(client, licence):
    client.force_login(make.make_staff(is_superuser=True))

    found = text_of(client.get("/en/admin/organizations/homelicence/?q=889/LDTBXH"))
    page = text_of(client.get(f"/en/admin/organizations/organization/{licence.sending_organization_id}/change/"))

    assert "Lotus (sample)" in found
    assert 'value="889/LDTBXH-GP"' in page
