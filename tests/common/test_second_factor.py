"""Who needs a second factor has one, nobody gets round it, and its secrets stand nowhere in the clear."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation

from jitco_portal.common.accounts import encryption
from jitco_portal.common.models import SECOND_FACTORS, OutboxMessage
from organizations.models import Role
from tests.factories import PASSWORD, TOTP_SECRET, make_membership, make_organization, make_staff, make_user
from tests.logging_in import is_logged_in, log_in_client, totp_code, written

pytestmark = pytest.mark.django_db
SET_UP = "/en/account/2fa/"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def without_factor(kind):
    """Somebody of each kind that needs a second factor, and has none yet."""
    if kind == "administrator":
        user = make_user()
        return make_membership(user=user, role=Role.ADMINISTRATOR).user
    return make_staff(second_factor=False, is_staff=kind == "staff", is_superuser=kind == "superuser")


def confirm_by_password(client):
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})


def set_up_app(client):
    """As a person does: look at the secret, enter the code of the app."""
    secret = client.get(f"{SET_UP}totp/activate/").context["form"].secret
    return client.post(f"{SET_UP}totp/activate/", {"code": totp_code(secret)})


# Who needs one ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["staff", "superuser", "administrator"])
@pytest.mark.parametrize(
    "path", ["/en/", "/en/admin/", "/en/account/", "/en/account/email/", "/en/countries/", "/ja/account/details/"]
)
def test_whoever_needs_one_is_led_to_it_from_every_page(client, kind, path):
    client.force_login(without_factor(kind))

    answer = client.get(path)

    assert (answer.status_code, answer["Location"]) == (302, f"{path[:3]}/account/2fa/")
    assert len(client.get(answer["Location"]).context["messages"]) == 1


def test_without_one_nothing_can_be_sent(client):
    user = without_factor("staff")
    client.force_login(user)

    answer = client.post("/en/account/details/", {"name": "Changed", "language": "en", "time_zone": "Asia/Tokyo"})

    user.refresh_from_db()
    assert (answer.status_code, user.name) == (403, "Sample Staff")
    assert '<main id="main"' in answer.content.decode()


def test_a_fragment_is_not_replaced_by_the_page(client):
    client.force_login(without_factor("staff"))

    answer = client.get("/en/organizations/sending/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (200, SET_UP, b"")


def test_a_page_that_is_not_there_says_so(client):
    client.force_login(without_factor("staff"))

    assert client.get("/en/no-such-page/").status_code == 404


def test_log_out_is_always_possible(client):
    client.force_login(without_factor("staff"))

    assert client.post("/en/account/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", [Role.EDITOR, Role.READER])
def test_others_may_go_without(client, role):
    client.force_login(make_membership(role=role).user)

    assert client.get("/en/account/").status_code == 200


@pytest.mark.parametrize("kind", ["staff", "superuser", "administrator"])
def test_with_one_they_go_on(client, kind):
    user = without_factor(kind)
    log_in_client(client, user)
    confirm_by_password(client)

    set_up_app(client)

    assert is_logged_in(client)


def test_recovery_codes_alone_are_none(client):
    user = without_factor("staff")
    RecoveryCodes.activate(user)
    client.force_login(user)

    assert client.get("/en/account/")["Location"] == SET_UP


# Setting up and putting away --------------------------------------------------------------------------


def test_setting_up_asks_for_the_password_shows_the_codes_and_tells_by_mail(client, django_capture_on_commit_callbacks):
    user = make_user(language="ja")
    log_in_client(client, user)
    asked = client.get(f"{SET_UP}totp/activate/")
    confirm_by_password(client)

    with django_capture_on_commit_callbacks(execute=True):
        answer = set_up_app(client)
    codes = client.get(answer["Location"])

    assert asked["Location"].startswith("/en/account/reauthenticate/")
    assert (answer["Location"], len(codes.context["unused_codes"])) == (f"{SET_UP}recovery-codes/", 10)
    assert written() == [("account_totp_activated", user.email)]
    mail = OutboxMessage.objects.get()
    assert (mail.language, mail.user, mail.is_duty, mail.is_secret) == ("ja", user, True, False)


def test_the_picture_is_data_and_its_secret_stands_beside_it(client):
    log_in_client(client, make_user())
    confirm_by_password(client)

    html = client.get(f"{SET_UP}totp/activate/").content.decode()

    assert 'src="data:image/svg+xml;base64,' in html
    secret = re.search(r'class="secret">((?:<span>[A-Z2-7]{4}</span>){8})</code>', html)[1]
    assert f"secret={re.sub('<[^>]+>', '', secret)}&amp;" in re.search(r'href="(otpauth://totp/[^"]+)"', html)[1]


def test_a_wrong_code_sets_up_nothing(client):
    user = make_user()
    log_in_client(client, user)
    confirm_by_password(client)
    client.get(f"{SET_UP}totp/activate/")

    form = client.post(f"{SET_UP}totp/activate/", {"code": "000000"}).context["form"]

    assert form.errors == {"code": ["The code is not right, or it was used already. Wait for the next one."]}
    assert not user.authenticator_set.exists()


def add_passkey(user, name="Phone"):
    return WebAuthn.add(user, name, {}).instance


def test_the_last_one_stays_where_it_is_needed(client):
    user = make_staff()
    client.force_login(user)

    seen = client.get(f"{SET_UP}totp/deactivate/", follow=True)
    client.post(f"{SET_UP}totp/deactivate/")

    assert "this is your last one. Add another before you remove it." in seen.content.decode()
    assert user.authenticator_set.filter(type="totp").exists()


def test_of_two_one_can_go_and_then_the_last_stays(client):
    user = make_staff()
    first, second = add_passkey(user), add_passkey(user, "Key")
    user.authenticator_set.filter(type="totp").delete()
    log_in_client(client, user)
    client.force_login(user)
    session = client.session
    record_confirmation(session, user)

    client.post(f"{SET_UP}webauthn/keys/{first.pk}/remove/")
    client.post(f"{SET_UP}webauthn/keys/{second.pk}/remove/")

    assert list(user.authenticator_set.filter(type__in=SECOND_FACTORS)) == [second]


def record_confirmation(session, user):
    """As after showing again who one is."""
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True},
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def test_whoever_needs_none_may_put_the_last_one_away(client):
    user = make_user(second_factor=True)
    log_in_client(client, user)
    confirm_by_password(client)

    client.post(f"{SET_UP}totp/deactivate/")

    assert not user.authenticator_set.exists()
    assert is_logged_in(client)
    assert written() == [("account_totp_deactivated", user.email)]


def test_the_passkey_of_another_is_not_there(client):
    passkey = add_passkey(make_user())
    user = make_user(second_factor=True)
    client.force_login(user)
    record_confirmation(client.session, user)

    answers = [
        client.post(f"{SET_UP}webauthn/keys/{passkey.pk}/{page}/", {"name": "Mine"}) for page in ("remove", "edit")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


# Attacks ----------------------------------------------------------------------------------------------


def test_the_password_alone_opens_nothing(client):
    user = make_user(second_factor=True)

    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    assert not is_logged_in(client)
    assert client.get("/en/admin/").status_code == 302


def test_a_session_begun_before_the_second_factor_ends_when_there_is_one(client):
    """Somebody has the password and is in; the owner sets up a second factor elsewhere."""
    user = make_user()
    thief = Client()
    log_in_client(thief, user)
    log_in_client(client, user)
    confirm_by_password(client)
    before = is_logged_in(thief)

    set_up_app(client)

    assert (before, is_logged_in(thief), is_logged_in(client)) == (True, False, True)


def test_a_session_ends_too_when_the_second_factor_is_made_otherwise(client):
    user = make_user()
    log_in_client(client, user)

    add_passkey(user)

    assert not is_logged_in(client)


def test_the_session_that_set_it_up_stays_in_the_list(client):
    user = make_user()
    log_in_client(client, user)
    confirm_by_password(client)
    set_up_app(client)

    sessions = client.get("/en/account/sessions/").context["sessions"]

    assert [each.session_key for each in sessions] == [client.session.session_key]


def test_a_code_counts_once(client):
    user = make_user(second_factor=True)
    code = totp_code()
    log_in_client(client, user)
    other = Client()
    other.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    form = other.post("/en/account/2fa/authenticate/", {"code": code}).context["form"]

    assert form.errors == {"code": ["The code is not right, or it was used already. Wait for the next one."]}
    assert not is_logged_in(other)


@pytest.mark.parametrize("seconds", [31, 58])
@pytest.mark.parametrize("written", ["{0}", "{0:.3}-{1}", " {0:.3} {1} "])
def test_a_used_code_does_not_count_again_while_clocks_may_differ(client, time_machine, seconds, written):
    user = make_user(second_factor=True)
    time_machine.move_to("2026-11-23 09:00:01+09:00", tick=False)
    code = totp_code()
    log_in_client(client, user)
    other = Client()
    time_machine.shift(seconds)
    other.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    other.post("/en/account/2fa/authenticate/", {"code": written.format(code, code[3:])})

    assert not is_logged_in(other)


def test_guessing_codes_ends_after_five_tries(client):
    user = make_user(second_factor=True)
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    for _number in range(5):
        client.post("/en/account/2fa/authenticate/", {"code": "000000"})
    form = client.post("/en/account/2fa/authenticate/", {"code": totp_code()}).context["form"]

    assert form.errors == {"code": ["Too many tries. Wait a few minutes and try again."]}
    assert not is_logged_in(client)


def test_a_recovery_code_lets_in_once_and_its_owner_is_told(client):
    user = make_user(second_factor=True)
    code = RecoveryCodes.activate(user).generate_codes()[0]

    def try_code(browser):
        browser.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
        browser.post("/en/account/2fa/authenticate/", {"code": code})
        return is_logged_in(browser)

    assert [try_code(client), try_code(Client())] == [True, False]
    assert written() == [("account_recovery_code_used", user.email)]
    assert "9 are left" in OutboxMessage.objects.get().body


GARBAGE = [
    "",
    "no json",
    "[]",
    '"x"',
    "1",
    "null",
    "{}",
    '{"id": 1}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": 5}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "eA", "authenticatorData": "eA",'
    ' "signature": "eA", "userHandle": "!!"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "eA",'
    ' "signature": "eA", "userHandle": "MQ", "attestationObject": "eA"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "clientExtensionResults": 5, "response": []}',
]


@pytest.mark.parametrize("credential", GARBAGE)
def test_what_is_no_passkey_is_refused_and_no_fault(client, credential):
    client.get("/en/account/2fa/webauthn/login/", headers={"Accept": "application/json"})

    answer = client.post("/en/account/2fa/webauthn/login/", {"credential": credential})

    assert answer["Location"] == "/en/account/login/"
    assert not is_logged_in(client)


@pytest.mark.parametrize("credential", GARBAGE)
def test_what_is_no_passkey_is_not_added(client, credential):
    user = make_user()
    log_in_client(client, user)
    confirm_by_password(client)
    client.get(f"{SET_UP}webauthn/add/")

    answer = client.post(f"{SET_UP}webauthn/add/", {"name": "Phone", "credential": credential})

    assert answer.status_code == 200
    assert not user.authenticator_set.exists()


@pytest.mark.parametrize("credential", GARBAGE)
def test_what_is_no_passkey_is_no_second_factor(client, credential):
    user = make_user(second_factor=True)
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    client.get("/en/account/2fa/authenticate/")

    answer = client.post("/en/account/2fa/authenticate/", {"credential": credential})

    assert (answer.status_code, is_logged_in(client)) == (200, False)


# At rest ----------------------------------------------------------------------------------------------


def test_secrets_stand_encrypted(client):
    user = make_user(second_factor=True)
    codes = RecoveryCodes.activate(user)
    seed = encryption.decrypt(codes.instance.data["seed"])

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        stored = cursor.fetchone()[0]

    assert [secret in stored for secret in (TOTP_SECRET, seed, *codes.generate_codes())] == [False] * 12
    assert re.search(r'"secret": "gAAAA', stored)


def test_an_earlier_key_still_reads_and_a_foreign_one_does_not(settings):
    text = encryption.encrypt("secret")
    before = settings.SECRET_KEY

    settings.SECRET_KEY = "another-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG"
    with pytest.raises(encryption.Unreadable):
        encryption.decrypt(text)
    settings.SECRET_KEY_FALLBACKS = [before]

    assert encryption.decrypt(text) == "secret"


def test_a_secret_that_cannot_be_read_lets_nobody_in(client):
    user = make_user(second_factor=True)
    Authenticator.objects.filter(user=user).update(data={"secret": encryption.encrypt("x")[:-5]})
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    form = client.post("/en/account/2fa/authenticate/", {"code": totp_code()}).context["form"]

    assert form.errors == {"code": ["Your second factor cannot be read any more. Please ask the Affairs Dept."]}
    assert not is_logged_in(client)


def test_an_organization_one_no_longer_administers_asks_for_none(client):
    membership = make_membership(make_organization(), make_user(), role=Role.ADMINISTRATOR)
    client.force_login(membership.user)
    led = client.get("/en/account/").status_code

    membership.role = Role.READER
    membership.save()

    assert (led, client.get("/en/account/").status_code) == (302, 200)


def test_nothing_insecure_is_switched_on():
    assert getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None) is None
    assert settings.MFA_WEBAUTHN_USER_VERIFICATION == "required"
