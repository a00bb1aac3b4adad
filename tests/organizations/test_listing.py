"""Applications to be listed: what the organization says of itself, and never an approval or a permit."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.search.index import refresh_stale
from jitco_portal.common.uploads import PaperField
from organizations.models import Approval, ListingApplication, Membership, Organization, Permit, RequestState, Role
from organizations.queries.requests import candidates, holder_of_number, organizations_to_claim, permit_number
from organizations.services.members import listing, requests
from tests.factories import (
    make_application,
    make_approval,
    make_counterpart,
    make_country,
    make_membership,
    make_organization,
    make_permit,
    make_staff,
    make_supervising,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
SUPERVISING = {"kind": Organization.Kind.SUPERVISING, "country": None, "name_en": "", "name_ja": "申請協同組合"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield tmp_path


def supervising_application(**values):
    values = {**SUPERVISING, "number": "許1706000144", "prefecture": "静岡県", **values}
    return make_application(**{name: value for name, value in values.items() if name != "country"})


def kinds():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True))


# Numbers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "許1706000144",
        "1706000144",
        "１７０６０００１４４",
        "許 1706 000 144",
        "1706-000144",
        "許１７０６－０００１４４",
        "1706−000144",
        "許1706–000144",
    ],
)
def test_a_permit_number_is_the_same_however_it_is_written(written):
    assert permit_number(written) == "許1706000144"


def test_the_holder_of_a_number_is_found_and_a_merged_one_leads_to_the_one_that_stands():
    organization, merged = make_supervising(), make_supervising()
    make_permit(organization, number="許1706000144")
    make_permit(merged, number="許1999000001")
    merged.merged_into = organization
    merged.save()

    def found(number):
        return holder_of_number(kind="supervising", number=number)

    assert [found("1706-000144"), found("1999000001"), found("許1111111111"), found("")] == [
        organization,
        organization,
        None,
        None,
    ]


def test_an_approval_number_is_no_permit_number():
    country = make_country()
    organization = make_organization(country)
    make_approval(organization, make_counterpart(country), number="1706000144")

    assert holder_of_number(kind="supervising", number="1706000144") is None
    assert holder_of_number(kind="sending", number="1706000144") == organization


# Applying ---------------------------------------------------------------------------------------------


def test_an_application_keeps_evidence_and_what_we_held_under_its_number(media, settings):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    unpublished = make_supervising(is_published=False)
    make_permit(unpublished, number="許1706000144")
    evidence = PaperField().clean(SimpleUploadedFile("permit.pdf", b"%PDF-1.7"))

    made = listing.apply_to_be_listed(
        user=make_user(), evidence=evidence, **SUPERVISING, number="許1706000144", position="President"
    )

    made = ListingApplication.objects.get(pk=made.pk)
    assert (made.found, made.state, (media / made.evidence.name).exists()) == (unpublished, RequestState.OPEN, True)
    assert kinds() == ["listing_received", "desk_waiting"]


# Accepting --------------------------------------------------------------------------------------------


def test_an_accepted_sending_organization_is_listed_as_it_describes_itself():
    country = make_country(is_sample=True)
    made = make_application(
        country=country,
        name_en="Lotus (sample)",
        name_local="Hoa Sen (mẫu)",
        number="12/LDTBXH",
        website="https://example.org/",
    )

    organization = listing.accept_application(application=made, by=make_staff())

    organization.refresh_from_db()
    made.refresh_from_db()
    asked = timezone.localdate(made.created_at)
    assert (organization.name_en, organization.name_local, organization.country, organization.address) == (
        "Lotus (sample)",
        "Hoa Sen (mẫu)",
        country,
        "1 Sample Street",
    )
    assert (organization.is_published, organization.is_sample, organization.sending.licence_number) == (True, True, "")
    assert organization.source == f"Application of the organization itself, {asked.day} {asked:%B %Y}"
    assert organization.source_ja == f"機関・団体自身からの掲載申請（{asked.year}年{asked.month}月{asked.day}日）"
    assert (str(organization.source_on), organization.checked_on) == (str(asked), today())
    assert (made.state, made.organization, made.number) == (RequestState.ACCEPTED, organization, "12/LDTBXH")
    assert [(each.user, each.role) for each in Membership.objects.all()] == [(made.user, Role.ADMINISTRATOR)]
    assert (Approval.objects.count(), kinds()) == (0, ["listing_accepted"])


def test_an_accepted_supervising_organization_gets_no_permit():
    made = supervising_application()

    organization = listing.accept_application(application=made, by=make_staff())

    assert (organization.supervising.prefecture, organization.public_id[:3]) == ("静岡県", "jp-")
    assert Permit.objects.count() == 0


def test_an_application_is_accepted_as_an_organization_that_is_listed_already():
    organization = make_organization()
    administrator = make_membership(organization, role=Role.ADMINISTRATOR)
    made = make_application()

    listing.accept_application_for(application=made, organization=organization, by=make_staff())

    made.refresh_from_db()
    assert (made.organization, Organization.objects.count()) == (organization, 1)
    assert set(Membership.objects.values_list("user", "role")) == {
        (administrator.user_id, Role.ADMINISTRATOR),
        (made.user_id, Role.ADMINISTRATOR),
    }
    assert kinds() == ["listing_accepted", "claim_joined"]


def test_an_application_is_not_accepted_as_an_organization_of_the_other_kind_or_one_that_is_gone():
    made, staff = make_application(), make_staff()
    merged = make_organization(made.country)
    merged.merged_into = make_organization(made.country)
    merged.save()

    with pytest.raises(listing.OtherKind):
        listing.accept_application_for(application=made, organization=make_supervising(), by=staff)
    with pytest.raises(listing.OrganizationGone):
        listing.accept_application_for(application=made, organization=merged, by=staff)

    made.refresh_from_db()
    assert (made.state, Membership.objects.count()) == (RequestState.OPEN, 0)


def test_an_application_is_decided_once_and_by_somebody_else():
    staff = make_staff()
    made, own = make_application(), make_application(user=staff)
    listing.accept_application(application=made, by=staff)

    with pytest.raises(requests.AlreadyDecided):
        listing.accept_application(application=made, by=staff)
    with pytest.raises(requests.OwnRequest):
        listing.accept_application(application=own, by=staff)
    assert Organization.objects.count() == 1


def test_a_refused_application_lists_nothing_and_says_why():
    made = make_application()

    listing.refuse_application(application=made, by=make_staff(), reason="The government does not know it.")

    made.refresh_from_db()
    assert (made.state, Organization.objects.count(), kinds()) == (RequestState.REFUSED, 0, ["listing_refused"])
    assert "The government does not know it." in OutboxMessage.objects.get().body


def test_an_application_expires_unanswered():
    made = make_application()

    with time_machine.travel(timezone.now() + 31 * DAY):
        requests.expire_requests()

    made.refresh_from_db()
    assert (made.state, kinds()) == (RequestState.EXPIRED, ["listing_expired"])


# What is alike ----------------------------------------------------------------------------------------


def test_candidates_are_those_with_the_number_then_those_with_a_name_alike():
    country = make_country()
    named = make_organization(country, name_en="Công ty LOTUS International")
    numbered = make_organization(country, name_en="Zebra")
    make_approval(numbered, make_counterpart(country), number="12/LDTBXH")
    make_organization(country, name_en="Jasmine")
    make_supervising(name_en="Lotus")
    made = make_application(country=country, name_en="lotus", number="12/ldtbxh")
    refresh_stale()

    found = candidates(application=made)

    assert [(each.organization, each.has_number) for each in found] == [(numbered, True), (named, False)]


def test_organizations_to_claim_are_found_by_name_id_and_permit_and_only_published_ones():
    organization = make_supervising(name_ja="見本あさひ協同組合")
    make_permit(organization, number="許1706000144")
    make_supervising(name_ja="見本あさひ第二", is_published=False)
    refresh_stale()
    user = make_user()

    def found(words):
        return list(organizations_to_claim(user=user, words=words))

    assert [found(words) for words in ("アサヒ", "1706-000144", organization.public_id.upper(), "よる")] == [
        [organization],
        [organization],
        [organization],
        [],
    ]
