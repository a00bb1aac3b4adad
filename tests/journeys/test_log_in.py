"""People log in, sign up and look after their account in a real browser, in both languages."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from jitco_portal.common.models import OutboxMessage, User
from tests.accessibility import serious_problems
from tests.conftest import watch_for_problems
from tests.factories import PASSWORD, TOTP_SECRET, make_staff, make_user
from tests.logging_in import link_in, log_in, totp_code
from tests.soak import SOAK, pairs

LANGUAGES = ["en", "ja"]
NEW_PASSWORD = "a long and quiet river"
FOR_VISITORS = [
    "login/",
    "signup/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/1-made-up/",
    "password/reset/key/done/",
    "confirm-email/",
    "confirm-email/made-up/",
    "inactive/",
]
FOR_PEOPLE = [
    "",
    "details/",
    "email/",
    "password/change/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "sessions/",
    "logout/",
]
WITH_SECOND_FACTOR = [
    "2fa/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/reauthenticate/",
]


@pytest.fixture
def site(portal) -> str:
    """Browsers give passkeys to the name of this machine, not to its number."""
    return portal.replace("127.0.0.1", "localhost")


@pytest.fixture
def passkeys(new_context):
    """A tab of a browser on a device that recognizes its owner's finger."""
    context = new_context()
    tab = context.new_page()
    problems = watch_for_problems(tab)
    client = context.new_cdp_session(tab)
    client.send("WebAuthn.enable")
    client.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield tab
    assert problems == []


def said(language: str, text: str) -> str:
    with translation.override(language):
        return gettext(text)


def press(tab, language, text):
    tab.get_by_role("button", name=said(language, text), exact=True).click()


def confirm_by_password(tab):
    tab.fill("main [name=password]", PASSWORD)
    tab.click("main form:has([name=password]) [type=submit]")


@pytest.mark.parametrize("language", LANGUAGES if SOAK else ["ja"])
def test_password_and_app(site, page, language):
    user = make_user(second_factor=True)

    page.goto(f"{site}/{language}/countries/")
    page.click(".visitor a >> nth=0")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", "wrong")
    press(page, language, "Log in")
    refused = page.locator(".error-summary").inner_text()
    page.fill("[name=password]", PASSWORD)
    press(page, language, "Log in")
    page.fill("[name=code]", totp_code(TOTP_SECRET))
    press(page, language, "Log in")

    assert said(language, "The e-mail address or the password is not right.") in refused
    assert page.url == f"{site}/{language}/countries/"
    assert page.locator(".person summary").inner_text().endswith(user.name)


@pytest.mark.parametrize("language", LANGUAGES if SOAK else ["ja"])
def test_a_passkey_is_added_and_then_logs_in_alone(site, passkeys, language):
    tab, user = passkeys, make_user()
    tab.goto(f"{site}/{language}/account/login/")
    log_in(tab, user)

    tab.goto(f"{site}/{language}/account/2fa/webauthn/add/")
    confirm_by_password(tab)
    tab.fill("[name=name]", "Phone")
    press(tab, language, "Add the passkey")
    tab.wait_for_url("**/2fa/recovery-codes/")
    codes = tab.locator(".recovery-codes li").count()
    tab.click(".person summary")
    press(tab, language, "Log out")
    tab.goto(f"{site}/{language}/account/login/?next=/{language}/account/details/")
    press(tab, language, "Log in with a passkey")
    tab.wait_for_url("**/account/details/")

    assert codes == 10
    assert [str(each) for each in user.authenticator_set.filter(type="webauthn")] == ["Phone"]
    assert tab.locator("[name=name]").input_value() == user.name


def test_a_passkey_is_a_second_factor_and_shows_who_one_is(site, passkeys):
    tab, user = passkeys, make_user()
    tab.goto(f"{site}/en/account/login/")
    log_in(tab, user)
    tab.goto(f"{site}/en/account/2fa/webauthn/add/")
    confirm_by_password(tab)
    press(tab, "en", "Add the passkey")
    tab.wait_for_url("**/2fa/recovery-codes/")
    tab.click(".person summary")
    press(tab, "en", "Log out")

    tab.goto(f"{site}/en/account/login/")
    log_in(tab, user, wait=False)
    press(tab, "en", "Use a passkey")
    tab.wait_for_url("**/en/account/")
    tab.goto(f"{site}/en/account/2fa/webauthn/reauthenticate/?next=/en/account/2fa/webauthn/")
    press(tab, "en", "Use a passkey")
    tab.wait_for_url("**/2fa/webauthn/")
    tab.get_by_role("link", name="Rename").click()
    tab.fill("[name=name]", "Work computer")
    press(tab, "en", "Save")
    renamed = tab.locator("tbody th").inner_text()
    tab.get_by_role("link", name="Remove").click()
    press(tab, "en", "Remove the passkey")

    assert renamed == "Work computer"
    assert tab.locator("main").inner_text().count("You have no passkey.") == 1
    assert not user.authenticator_set.exists()


def test_a_passkey_that_is_not_given_is_told(site, new_context):
    tab = new_context().new_page()
    tab.goto(f"{site}/en/account/login/")
    tab.evaluate("() => { navigator.credentials.get = async () => { throw new DOMException('', 'NotAllowedError') } }")

    press(tab, "en", "Log in with a passkey")

    tab.get_by_text("No passkey was given. You can try again, or use another way.").wait_for()
    expect(tab.get_by_role("button", name="Log in with a passkey")).to_be_enabled()


def test_without_scripts_the_page_says_that_passkeys_need_them(site, new_context):
    tab = new_context(javascript=False).new_page()

    tab.goto(f"{site}/en/account/login/")

    assert tab.get_by_text("Passkeys need scripts").is_visible()
    assert not tab.get_by_role("button", name="Log in with a passkey").is_visible()


def test_an_address_where_browsers_give_no_passkeys_is_told(portal, new_context):
    tab = new_context().new_page()
    tab.goto(f"{portal}/en/account/login/")

    press(tab, "en", "Log in with a passkey")

    tab.get_by_text("Passkeys do not work at this address").wait_for()
    assert tab.url == f"{portal}/en/account/login/"


@pytest.mark.parametrize("language", LANGUAGES if SOAK else ["ja"])
def test_staff_set_up_an_app_at_their_first_log_in(site, page, language):
    staff = make_staff(second_factor=False)

    page.goto(f"{site}/{language}/admin/")
    page.fill("[name=login]", staff.email)
    page.fill("[name=password]", PASSWORD)
    press(page, language, "Log in")
    led_to = page.url
    page.get_by_role("link", name=said(language, "Set up an authenticator app")).click()
    confirm_by_password(page)
    page.fill("[name=code]", totp_code(page.locator(".secret").inner_text()))
    press(page, language, "Switch the app on")
    page.goto(f"{site}/{language}/admin/")

    assert led_to == f"{site}/{language}/account/2fa/"
    assert page.url == f"{site}/{language}/admin/"


@pytest.mark.parametrize("language", LANGUAGES if SOAK else ["ja"])
def test_without_scripts_people_sign_up_confirm_and_log_in(site, new_context, language):
    tab = new_context(javascript=False).new_page()

    tab.goto(f"{site}/{language}/account/signup/")
    press(tab, language, "Sign up and get the mail")
    told = tab.locator(".error-summary li").count()
    for name, value in (
        ("email", "hoa@example.org"),
        ("name", "Hoa"),
        ("password1", PASSWORD),
        ("password2", PASSWORD),
    ):
        tab.fill(f"[name={name}]", value)
    tab.select_option("[name=time_zone]", "Asia/Ho_Chi_Minh")
    for box in tab.locator("main [type=checkbox]").all():
        box.check()
    press(tab, language, "Sign up and get the mail")
    tab.goto(site + link_in(OutboxMessage.objects.get()))
    press(tab, language, "Confirm the address")
    log_in(tab, User.objects.get())

    assert told >= 4
    assert tab.url == f"{site}/{language}/account/"
    assert "Hoa" in tab.locator("main").inner_text()


def test_a_forgotten_password_is_set_anew(site, page):
    user = make_user()

    page.goto(f"{site}/en/account/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.fill("[name=email]", user.email)
    press(page, "en", "Send the link")
    page.goto(site + link_in(OutboxMessage.objects.get()))
    page.fill("[name=password1]", NEW_PASSWORD)
    page.fill("[name=password2]", NEW_PASSWORD)
    press(page, "en", "Set the password")
    page.locator("main").get_by_role("link", name="Log in").click()
    log_in(page, user, password=NEW_PASSWORD)

    assert page.url == f"{site}/en/account/"


@pytest.mark.parametrize(("language", "width"), pairs(LANGUAGES, [390, 1280]))
def test_pages_are_accessible_and_fit(site, new_context, language, width):
    tab = new_context(width=width).new_page()
    problems = watch_for_problems(tab)
    plain, guarded = make_user(), make_staff(name="A name that is long enough to need more room than there is")

    for path in FOR_VISITORS:
        look_at(tab, f"{site}/{language}/account/{path}", width)
    tab.goto(f"{site}/{language}/account/login/")
    log_in(tab, plain)
    tab.goto(f"{site}/{language}/account/reauthenticate/")
    confirm_by_password(tab)
    for path in FOR_PEOPLE:
        look_at(tab, f"{site}/{language}/account/{path}", width)
    tab.context.clear_cookies()
    tab.goto(f"{site}/{language}/account/login/")
    log_in(tab, guarded)
    tab.goto(f"{site}/{language}/account/reauthenticate/")
    confirm_by_password(tab)
    for path in WITH_SECOND_FACTOR:
        look_at(tab, f"{site}/{language}/account/{path}", width)
    tab.click(".person summary")
    look_at(tab, None, width)
    menu = tab.locator(".person-menu").bounding_box()

    assert problems == []
    assert (menu["x"] >= 0, menu["x"] + menu["width"] <= width) == (True, True)


def look_at(tab, address, width):
    if address:
        tab.goto(address)
    assert (tab.url, serious_problems(tab)) == (tab.url, [])
    fits = tab.evaluate("document.documentElement.scrollWidth") <= width
    assert (tab.url, fits) == (tab.url, True)
    assert (tab.url, tab.locator("h1").count()) == (tab.url, 1)


def test_no_english_is_left_on_a_japanese_page(site, new_context):
    tab = new_context().new_page()
    left = []

    for path in FOR_VISITORS:
        tab.goto(f"{site}/ja/account/{path}")
        left += english_words(tab)
    tab.goto(f"{site}/ja/account/login/")
    log_in(tab, make_staff())
    for path in (*FOR_PEOPLE, *WITH_SECOND_FACTOR):
        tab.goto(f"{site}/ja/account/{path}")
        left += english_words(tab)

    assert left == []


def english_words(tab) -> list[str]:
    places = ", ".join(f"main {name}" for name in ("h1", "h2", "p", "dt", "th", "label", "button", "li a"))
    texts = [each.strip() for each in tab.locator(places).all_text_contents()]
    return [f"{tab.url}: {text}" for text in texts if re.match(r"[A-Za-z][a-z]+( [a-z]+)+", text)]
