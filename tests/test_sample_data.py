"""The fictional data: every verdict and reason can be seen, on any later day too, and nothing real is claimed."""

import datetime
import json
import stat
import time
from collections import Counter, defaultdict
from urllib.parse import parse_qs, unquote, urlsplit

import pghistory
import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from countries.models import Country, CountrySection, Programme
from jitco_portal.common.accounts.second_factor import has_second_factor, needs_second_factor
from jitco_portal.common.models import Consent, SecondFactorEvent, User, UserGroup
from jitco_portal.common.privacy.consent import owes_privacy_notice
from organizations.models import Approval, Fee, ListEdition, Membership, Organization, Permit
from organizations.models.verdicts import Reason, Verdict, verdict_of
from organizations.queries.members import memberships_of
from organizations.queries.standing import history, load_facts, standing_on
from organizations.queries.standing_annotation import with_standing
from tests.soak import SOAK

DAY = datetime.date(2026, 11, 23)

pytestmark = pytest.mark.usefixtures("loaded")


def on(day):
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(3), datetime.UTC), tick=False)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def loaded(database, django_db_blocker, data):
    """Both loaders on an empty database, once for all tests of this file and then undone."""
    own = override_settings(DATA=data, EMBEDDED_DATABASE=True, SAMPLE=False)
    with django_db_blocker.unblock(), transaction.atomic(), own, on(DAY):
        call_command("load_reference_data", verbosity=0)
        call_command("load_sample_data", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(loaded):
    """What a test changes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def organization(word):
    return Organization.objects.get(short_name=f"{word} (sample)")


def reasons(day):
    """Which reasons the sample organizations that a visitor sees have on a day, by programme."""
    seen = defaultdict(set)
    shown = Organization.objects.sending().filter(is_sample=True, is_published=True, merged_into=None)
    for programme in Programme.objects.all():
        for reason in with_standing(shown, programme=programme, day=day).values_list("standing_reason", flat=True):
            seen[reason].add(programme.code)
    return seen


def events():
    models = [Organization, Approval, ListEdition, Fee, Country, CountrySection, Permit, User]
    return [model.pgh_event_model.objects.count() for model in models]


def test_every_verdict_and_reason_can_be_seen_today():
    seen = reasons(DAY)

    assert set(seen) == set(Reason)
    assert {verdict_of(reason) for reason in seen} == set(Verdict)


def test_what_somebody_tried_out_on_the_samples_outlives_the_next_start(capsys):
    lotus, pine = organization("LOTUS"), organization("PINE")
    with pghistory.context(user=1):
        Organization.objects.filter(pk=lotus.pk).update(name_en="Tried out (sample)")
        pine.sending.measures.all().delete()
        counted = Organization.objects.count(), Approval.objects.count()

    for _run in range(2):
        call_command("load_sample_data")
        printed = capsys.readouterr().out
        assert {line.split(": ")[1].rsplit(" changed", 1)[0] for line in printed.splitlines() if line[0] != " "} == {
            "0 added, 0"
        }
        assert f"kept as edited in the portal: {lotus.public_id} Tried out (sample)" in printed
    assert (Organization.objects.count(), Approval.objects.count()) == counted
    assert not pine.sending.measures.exists()


def test_nothing_was_confirmed_after_it_was_checked():
    for approval in Approval.objects.all():
        assert approval.confirmed_on.earliest <= approval.checked_on
        assert approval.issuer.country_id == approval.sending_organization.organization.country_id
    assert all(each.published_on <= each.checked_on for each in ListEdition.objects.all())


# The last day of a year in Japan's books, and one that is in no other year; under SOAK=1 more.
LATER = ["2027-03-31", "2028-02-29", *(["2026-12-31", "2027-01-01", "2027-06-15"] if SOAK else [])]


@pytest.mark.parametrize("day", LATER)
def test_every_reason_can_still_be_seen_after_a_load_on_a_later_day(day):
    day = datetime.date.fromisoformat(day)
    with on(day):
        call_command("load_sample_data", verbosity=0)
        assert set(reasons(day)) == set(Reason)

        before = events()
        call_command("load_sample_data", verbosity=0)
        assert events() == before


def test_a_second_run_changes_nothing_and_leaves_no_history(capsys):
    before = events()

    call_command("load_sample_data")

    lines = capsys.readouterr().out.splitlines()
    assert {line.split(": ")[1].rsplit(", ", 1)[0] for line in lines} == {"0 added, 0 changed"}
    assert {line.rsplit(" ", 1)[1] for line in lines} == {"unchanged"}
    assert events() == before


def test_no_real_organization_reads_may_accept_on_any_day():
    real = list(Organization.objects.filter(is_sample=False).sending())
    facts = load_facts(real)

    verdicts = {
        period.standing.verdict
        for organization in real
        for programme in Programme.objects.all()
        for period in history(facts[organization.pk], programme)
    }

    assert (len(real), verdicts) == (27, {Verdict.NOT_KNOWN, Verdict.MAY_NOT_ACCEPT})
    assert not Approval.objects.filter(sending_organization__organization__is_sample=False).exists()
    for programme in Programme.objects.all():
        today = with_standing(Organization.objects.filter(is_sample=False), programme=programme, day=DAY)
        assert Verdict.MAY_ACCEPT not in {row.standing for row in today}


@pytest.mark.parametrize(
    ("day", "reason", "verdict"),
    [
        ("2018-03-31", Reason.NO_APPROVAL, Verdict.NOT_KNOWN),
        ("2018-04-01", Reason.APPROVED, Verdict.MAY_ACCEPT),
        ("2020-01-14", Reason.APPROVED, Verdict.MAY_ACCEPT),
        ("2020-01-15", Reason.ORGANIZATION_MEASURE, Verdict.MAY_NOT_ACCEPT),
        ("2020-07-14", Reason.ORGANIZATION_MEASURE, Verdict.MAY_NOT_ACCEPT),
        ("2020-07-15", Reason.APPROVED, Verdict.MAY_ACCEPT),
        ("2022-05-10", Reason.COUNTRY_MEASURE, Verdict.MAY_NOT_ACCEPT),
        ("2022-08-31", Reason.COUNTRY_MEASURE, Verdict.MAY_NOT_ACCEPT),
        ("2022-09-01", Reason.APPROVED, Verdict.MAY_ACCEPT),
        ("2025-04-30", Reason.APPROVED, Verdict.MAY_ACCEPT),
        ("2025-05-01", Reason.LAPSED, Verdict.NOT_KNOWN),
        ("2026-11-23", Reason.LAPSED, Verdict.NOT_KNOWN),
        ("2027-04-01", Reason.PROGRAMME_CLOSED, Verdict.MAY_NOT_ACCEPT),
    ],
)
def test_one_organization_answers_for_a_day_in_each_period_of_its_history(day, reason, verdict):
    standing = standing_on(organization("LOTUS"), Programme.objects.get(code="titp"), datetime.date.fromisoformat(day))

    assert (standing.reason, standing.verdict) == (reason, verdict)


@pytest.mark.parametrize(
    ("word", "mark"), [("PLUM", "scope"), ("WILLOW", "warning"), ("SWALLOW", "adverse report"), ("MAPLE", "ends soon")]
)
def test_each_limit_of_an_acceptance_can_be_seen(word, mark):
    standing = standing_on(organization(word), Programme.objects.get(code="titp"), DAY)

    marks = {
        "scope": bool(standing.approval.scope),
        "warning": bool(standing.warnings),
        "adverse report": bool(standing.adverse_reports),
        "ends soon": standing.ends_soon,
    }
    assert (standing.verdict, [name for name, present in marks.items() if present]) == (Verdict.MAY_ACCEPT, [mark])


def test_samples_are_marked_in_both_languages_and_belong_to_fictional_countries():
    samples = Organization.objects.filter(is_sample=True)

    assert samples.sending().count() == 40
    assert samples.supervising().count() == 15
    assert set(samples.sending().values_list("country__is_sample", flat=True)) == {True}
    assert not Organization.objects.filter(is_sample=False, country__is_sample=True).exists()
    for each in samples:
        assert "(sample)" in each.name_en
        assert "（見本）" in each.name_ja


def test_sample_addresses_lead_nowhere():
    for each in Organization.objects.filter(is_sample=True):
        assert each.website.removesuffix("/").endswith(".example")
        assert each.contact_email.endswith("@example.org")
        assert each.phone.startswith(("000-0000-", "00-0000-"))


def test_one_organization_is_merged_and_one_is_not_published():
    samples = Organization.objects.filter(is_sample=True)

    assert [(each.short_name, each.merged_into.short_name) for each in samples.exclude(merged_into=None)] == [
        ("THYME (sample)", "JASMINE (sample)")
    ]
    assert [each.short_name for each in samples.filter(is_published=False)] == ["VIOLET (sample)"]


def test_some_fees_lie_above_the_cap():
    above = Fee.objects.filter(subject="sending_fee", term_years=3, currency="USD", amount__gt=3000)

    assert sorted(above.values_list("organization__organization__short_name", flat=True)) == [
        "FALCON (sample)",
        "LOTUS (sample)",
        "PINE (sample)",
    ]


def test_one_chapter_is_overdue_and_all_five_are_written():
    sections = CountrySection.objects.filter(country__code="XS")

    assert {section.kind for section in sections} == set(CountrySection.Kind)
    assert [section.kind for section in sections if section.is_overdue_on(DAY)] == ["work_and_life"]


# Log-ins ----------------------------------------------------------------------------------------------


def accounts_in(data):
    return json.loads((data / "sample_accounts.json").read_text(encoding="utf-8"))


@pytest.fixture
def accounts(data):
    return accounts_in(data)


def code_of(account):
    """What an app on a telephone shows now."""
    return format_hotp_value(hotp_value(account["totp_secret"], int(time.time()) // 30))


def test_the_log_ins_are_written_for_their_owner_only(data):
    assert stat.S_IMODE((data / "sample_accounts.json").stat().st_mode) == 0o600


def test_there_is_somebody_for_every_role(accounts):
    assert Counter(account["role"] for account in accounts) == {
        "staff": 1,
        "staff publisher": 2,
        "staff editor": 1,
        "staff auditor": 1,
        "staff system administrator": 1,
        "person without an organization": 1,
        "administrator": 6,
        "editor": 6,
        "reader": 6,
    }


def test_every_password_works_and_is_of_this_installation(accounts):
    users = {user.email: user for user in User.objects.all()}

    assert len({account["password"] for account in accounts}) == len(accounts) == len(users)
    for account in accounts:
        assert len(account["password"]) == 24
        assert users[account["email"]].check_password(account["password"])


def test_accounts_are_fictional_confirmed_and_lead_nowhere(accounts):
    for account in accounts:
        user = User.objects.get(email=account["email"])
        assert account["email"].endswith("@example.org")
        assert any(mark in user.name for mark in ("(sample)", "（見本）", "Sample Staff"))
        assert (user.name, user.language) == (account["name"], account["language"])
        assert user.emailaddress_set.get().verified
        assert not owes_privacy_notice(user)


def test_staff_are_in_the_groups_that_their_roles_say(accounts):
    for account in accounts:
        user = User.objects.get(email=account["email"])
        group = account["role"].removeprefix("staff").strip() if account["role"].startswith("staff ") else ""
        assert list(user.groups.values_list("name", flat=True)) == ([group] if group else [])
        assert user.is_staff == account["role"].startswith("staff")
        assert user.is_superuser == (account["role"] == "staff")


def test_whoever_needs_a_second_factor_has_one_whose_secret_is_told(accounts):
    for account in accounts:
        user = User.objects.with_access().get(email=account["email"])
        assert has_second_factor(user) == needs_second_factor(user) == ("totp_secret" in account)
        if "totp_secret" in account:
            assert user.authenticator_set.get().wrap().validate_code(code_of(account))
            address = urlsplit(account["totp_address"])
            assert unquote(address.path) == f"/JITCO Sending Support:{account['email']}"
            assert parse_qs(address.query)["secret"] == [account["totp_secret"]]


def test_six_organizations_have_one_person_in_each_role(accounts):
    people = defaultdict(list)
    for account in accounts:
        if "organization" in account:
            user = User.objects.get(email=account["email"])
            (membership,) = memberships_of(user)
            assert (membership.public_id, membership.role) == (account["organization"], account["role"])
            people[account["organization"]].append(account["role"])

    kinds = Organization.objects.filter(public_id__in=people, is_sample=True).values_list("kind", flat=True)
    assert Counter(kinds) == {"sending": 4, "supervising": 2}
    assert list(people.values()) == [["administrator", "editor", "reader"]] * 6


def test_second_run_keeps_passwords_and_secrets_and_prints_none(data, capsys):
    before = (data / "sample_accounts.json").read_bytes()
    hashed = list(User.objects.order_by("pk").values_list("password", flat=True))
    written = [model.objects.count() for model in (Membership.pgh_event_model, SecondFactorEvent, Consent, UserGroup)]

    call_command("load_sample_data", verbosity=3)

    printed = capsys.readouterr()
    assert (data / "sample_accounts.json").read_bytes() == before
    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == hashed
    assert written == [
        model.objects.count() for model in (Membership.pgh_event_model, SecondFactorEvent, Consent, UserGroup)
    ]
    for account in json.loads(before):
        for secret in (account["password"], account.get("totp_secret", account["password"])):
            assert secret not in printed.out + printed.err


def test_what_was_tried_out_is_brought_back_by_the_next_load(data, accounts):
    """Groups, passwords and second factors are again what the file tells; memberships see below."""
    by_role = {account["role"]: account for account in accounts}
    reader = User.objects.get(email=by_role["reader"]["email"])
    publisher = User.objects.get(email=by_role["staff publisher"]["email"])
    reader.set_password("something else that is long")
    reader.save()
    publisher.groups.clear()
    publisher.authenticator_set.all().delete()

    call_command("load_sample_data", verbosity=0)

    reader.refresh_from_db()
    assert reader.check_password(by_role["reader"]["password"])
    assert [group.name for group in publisher.groups.all()] == ["publisher"]
    assert publisher.authenticator_set.get().wrap().validate_code(code_of(by_role["staff publisher"]))
    assert accounts_in(data) == accounts


def test_what_became_of_a_membership_outlives_the_next_load(accounts):
    """Whose account was switched off, who left today or before, who has another role: none of it is undone."""
    people = [
        User.objects.get(email=account["email"])
        for account in accounts
        if account["role"] in ("administrator", "editor", "reader")
    ]
    off, gone, ended, raised = people[:4]
    User.objects.filter(pk=off.pk).update(is_active=False)
    gone.memberships.all().delete()
    ended.memberships.update(from_on=DAY - datetime.timedelta(days=9), until_on=DAY - datetime.timedelta(days=1))
    raised.memberships.update(role="reader")

    def kept():
        rows = Membership.objects.filter(user__in=people).order_by("pk")
        return list(rows.values_list("user", "role", "from_on", "until_on", "user__is_active"))

    before = kept()
    for _run in range(2):
        call_command("load_sample_data", verbosity=0)
        assert kept() == before


@pytest.mark.parametrize("content", [None, b"{broken", b'[{"email": 1}]', b"[7]", b"7"])
def test_a_lost_or_damaged_file_is_written_anew_with_log_ins_that_work(data, content):
    path = data / "sample_accounts.json"
    kept = path.read_bytes()
    path.unlink() if content is None else path.write_bytes(content)
    try:
        call_command("load_sample_data", verbosity=0)

        accounts = accounts_in(data)
        for account in accounts:
            user = User.objects.get(email=account["email"])
            assert user.check_password(account["password"])
            if "totp_secret" in account:
                assert user.authenticator_set.get().wrap().validate_code(code_of(account))
        assert len(accounts) == len(json.loads(kept))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        path.write_bytes(kept)


# Where samples do not belong --------------------------------------------------------------------------


@pytest.mark.parametrize(("sample", "told"), [(False, "SAMPLE=1 allows them"), (True, "is not empty")])
def test_samples_are_kept_out_of_a_database_with_rows(sample, told):
    with override_settings(EMBEDDED_DATABASE=False, SAMPLE=sample), pytest.raises(CommandError, match=told):
        call_command("load_sample_data")
