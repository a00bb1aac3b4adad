"""The notice, who agreed to it, and who is asked."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.csv_tables.files import TablesRefused
from jitco_portal.common.days import today
from jitco_portal.common.models import Consent, LegalText, User
from jitco_portal.common.privacy import consent as privacy
from jitco_portal.common.privacy.legal_texts import FOLDER, load_legal_texts
from tests.factories import PASSWORD, make_consent, make_legal_text, make_membership, make_staff, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def agreed(user):
    return [(str(each.legal_text), each.language, each.withdrawn_at is None) for each in user.consents.order_by("pk")]


# The texts ----------------------------------------------------------------------------------------------


def test_shipped_texts_are_loaded_once():
    first, second = load_legal_texts()[0], load_legal_texts()[0]

    assert (first.added, first.unchanged) == (3, 0)
    assert (second.added, second.unchanged) == (0, 3)
    assert sorted(LegalText.objects.values_list("kind", "version", "is_draft")) == [
        ("disclosure_abroad", 1, True),
        ("introduction", 1, True),
        ("privacy", 1, True),
    ]


def test_changed_wording_needs_a_new_version(tmp_path):
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    load_legal_texts(tmp_path)
    (tmp_path / "privacy_1_ja.md").write_text("別の文章", encoding="utf-8")

    with pytest.raises(TablesRefused) as refused:
        load_legal_texts(tmp_path)

    assert [str(problem) for problem in refused.value.problems] == [
        "legal_texts.csv, line 2, column version: this version is held with another wording; "
        "a changed wording needs a new version"
    ]


def test_what_the_desk_set_outlives_a_load():
    load_legal_texts()
    LegalText.objects.filter(kind="privacy").update(is_draft=False, in_force_from=datetime.date(2026, 12, 1))

    load_legal_texts()

    notice = LegalText.objects.get(kind="privacy")
    assert (notice.is_draft, notice.in_force_from) == (False, datetime.date(2026, 12, 1))


@pytest.mark.parametrize("change", [{"text_en": "Other"}, {"version": 9}])
def test_words_and_number_of_a_version_never_change(change):
    notice = make_legal_text()

    with pytest.raises(DatabaseError), transaction.atomic():
        LegalText.objects.filter(pk=notice.pk).update(**change)


# The public page ----------------------------------------------------------------------------------------


def test_notice_shows_version_day_mark_and_older_versions(client):
    make_legal_text(version=1, text_en="## Old words", in_force_from=datetime.date(2026, 1, 1))
    make_legal_text(version=2, text_en="## New words", in_force_from=datetime.date(2026, 2, 1))
    make_legal_text(version=3, text_en="## Words to come", in_force_from=today() + datetime.timedelta(days=1))

    newest = client.get(reverse("privacy_notice")).content.decode()
    older = client.get(reverse("privacy_notice_version", args=[1])).content.decode()

    assert [words in newest for words in ("New words", "Old words", "Words to come")] == [True, False, False]
    assert "Version 2, in force from 1 February 2026" in newest
    assert "Draft for JITCO’s counsel" in newest
    assert reverse("privacy_notice_version", args=[1]) in newest
    assert "<h2>Old words</h2>" in older
    assert "This version is no longer in force." in older
    assert client.get(reverse("privacy_notice_version", args=[3])).status_code == 404


def test_notice_without_a_text_is_not_there(client):
    assert client.get(reverse("privacy_notice")).status_code == 404


def test_approved_notice_bears_no_mark(client):
    make_legal_text(is_draft=False)

    assert "Draft for JITCO’s counsel" not in client.get(reverse("privacy_notice")).content.decode()


# Who owes it --------------------------------------------------------------------------------------------


def test_everybody_owes_the_newest_version_in_force_and_nobody_where_there_is_none():
    user = make_user()
    nothing = privacy.owes_privacy_notice(user)
    make_legal_text(version=1)
    unasked = privacy.owes_privacy_notice(user)
    privacy.agree_to_privacy_notice(user=user, language="ja")
    settled = privacy.owes_privacy_notice(user)
    make_legal_text(version=2, in_force_from=today() + datetime.timedelta(days=1))
    to_come = privacy.owes_privacy_notice(user)
    make_legal_text(version=3)

    assert (nothing, unasked, settled, to_come, privacy.owes_privacy_notice(user)) == (False, True, False, False, True)


def test_user_of_a_request_knows_it_without_a_query(django_assert_num_queries):
    make_legal_text()
    owing, agreed_to = make_user(), make_user()
    privacy.agree_to_privacy_notice(user=agreed_to, language="en")
    rows = {each.pk: each for each in User.objects.with_access().filter(pk__in=[owing.pk, agreed_to.pk])}

    with django_assert_num_queries(0):
        found = [privacy.owes_privacy_notice(rows[each.pk]) for each in (owing, agreed_to)]

    assert found == [True, False]


def test_consent_holds_version_language_and_words():
    make_legal_text(version=4, text_en="English words", text_ja="日本語の文章")
    user = make_user()

    consent = privacy.agree_to_privacy_notice(user=user, language="ja", version=4)

    assert (consent.legal_text.version, consent.language, consent.shown_text) == (4, "ja", "日本語の文章")


def test_other_version_than_the_newest_cannot_be_agreed_to():
    make_legal_text(version=1)
    make_legal_text(version=2)

    with pytest.raises(privacy.NotInForce):
        privacy.agree_to_privacy_notice(user=make_user(), language="en", version=1)


def test_second_click_agrees_to_nothing_more():
    make_legal_text()
    user = make_user()

    first = privacy.agree_to_privacy_notice(user=user, language="en")

    assert privacy.agree_to_privacy_notice(user=user, language="en") == first
    assert Consent.objects.count() == 1


# Being asked --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make_person", [make_user, make_staff])
def test_who_has_not_agreed_is_led_to_the_notice_and_back(client, make_person):
    notice = make_legal_text()
    user = make_person()
    client.force_login(user)
    page = reverse("countries:country_list") + "?q=x"

    asked = client.get(page)
    target = parse_qs(urlsplit(asked.url).query)["next"][0]
    shown = client.get(asked.url)
    answer = client.post(reverse("privacy_agree"), {"privacy_notice": "on", "version": 1, "next": target})

    assert (urlsplit(asked.url).path, target) == (reverse("privacy_agree"), page)
    assert notice.text_en in shown.content.decode()
    assert (answer.status_code, answer.url) == (302, page)
    assert agreed(user) == [("privacy notice 1", "en", True)]
    assert client.get(page).status_code == 200


def test_asking_costs_no_query(client):
    membership = make_membership()
    client.force_login(membership.user)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("countries:country_list")).status_code == 200
        return len(asked)

    queries()
    without = queries()
    make_legal_text()
    privacy.agree_to_privacy_notice(user=membership.user, language="en")

    assert queries() == without


def test_tick_is_required(client):
    make_legal_text()
    client.force_login(user := make_user())

    answer = client.post(reverse("privacy_agree"), {"version": 1})

    assert answer.context["form"].errors == {"privacy_notice": ["Tick the box, or log out, or erase your account."]}
    assert agreed(user) == []


def test_version_that_came_meanwhile_is_read_first(client):
    make_legal_text(version=1)
    client.force_login(user := make_user())
    make_legal_text(version=2, text_en="Newer words")

    answer = client.post(reverse("privacy_agree"), {"privacy_notice": "on", "version": 1})

    assert "Newer words" in answer.content.decode()
    assert "The notice has changed meanwhile." in answer.content.decode()
    assert agreed(user) == []


@pytest.mark.parametrize("name", ["privacy_notice", "account_privacy", "account_privacy_export", "account_logout"])
def test_one_may_leave_and_look_instead_of_agreeing(client, name):
    make_legal_text()
    client.force_login(make_user())

    assert client.get(reverse(name)).status_code == 200


def test_open_form_is_not_lost_when_a_version_comes_into_force(client):
    client.force_login(make_user())
    make_legal_text()

    answer = client.post(reverse("mail_choices"), {})

    assert "privacy/agree" not in answer.headers.get("Location", "")


def test_fragment_leads_the_whole_page_to_the_notice(client):
    make_legal_text()
    client.force_login(make_user())

    answer = client.get(reverse("organizations:supervising_list"), headers=HTMX)

    assert answer.headers["HX-Redirect"].startswith(reverse("privacy_agree"))


def test_other_sites_are_no_way_on(client):
    make_legal_text()
    client.force_login(make_user())

    answer = client.post(
        reverse("privacy_agree"), {"privacy_notice": "on", "version": 1, "next": "https://example.com/x"}
    )

    assert answer.url == reverse("account_overview")


def test_person_without_second_factor_is_asked_first_and_not_sent_in_circles(client):
    make_legal_text()
    client.force_login(make_staff(second_factor=False))

    pages = client.get(reverse("home"), follow=True).redirect_chain

    assert [urlsplit(url).path for url, _status in pages] == [reverse("mfa_index"), reverse("privacy_agree")]


def test_visitor_is_asked_nothing(client):
    make_legal_text()

    assert client.get(reverse("home")).status_code == 200


# Withdrawing --------------------------------------------------------------------------------------------


def test_withdrawn_consent_is_asked_for_again(client):
    make_legal_text()
    client.force_login(user := make_user())
    consent = privacy.agree_to_privacy_notice(user=user, language="en")

    answer = client.post(reverse("account_privacy_withdraw", args=[consent.pk]))

    assert answer.url == reverse("account_privacy")
    assert agreed(user) == [("privacy notice 1", "en", False)]
    assert client.get(reverse("home")).url.startswith(reverse("privacy_agree"))


def test_nobody_withdraws_for_another(client):
    make_legal_text()
    consent = privacy.agree_to_privacy_notice(user=make_user(), language="en")
    client.force_login(stranger := make_user())

    answer = client.post(reverse("account_privacy_withdraw", args=[consent.pk]))

    assert answer.status_code == 404
    consent.refresh_from_db()
    assert (consent.withdrawn_at, stranger.consents.count()) == (None, 0)


@pytest.mark.parametrize(
    "name",
    ["privacy_agree", "account_privacy", "account_privacy_export", "account_privacy_print", "account_privacy_erase"],
)
def test_visitor_is_sent_to_the_log_in(client, name):
    answer = client.get(reverse(name))

    assert (answer.status_code, urlsplit(answer.url).path) == (302, reverse("account_login"))


# Signing up ---------------------------------------------------------------------------------------------

NEW = {
    "email": "new@example.org",
    "name": "New Person",
    "language": "en",
    "time_zone": "Asia/Tokyo",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def sign_up(client, **values):
    with translation.override("ja"):
        return client.post(reverse("account_signup"), {**NEW, **values})


def test_who_signs_up_agrees_to_the_notice_in_its_version_and_language(client):
    make_legal_text(version=2)

    sign_up(client, privacy_notice="on", version=2)

    consent = User.objects.get(email="new@example.org").consents.get()
    assert (consent.legal_text.version, consent.language, consent.shown_text) == (2, "ja", "見本の文章です。")


@pytest.mark.parametrize("values", [{}, {"version": 2}, {"privacy_notice": "on", "version": 1}])
def test_nobody_signs_up_without_agreeing_to_the_newest_version(client, values):
    make_legal_text(version=1)
    make_legal_text(version=2)

    answer = sign_up(client, **values)

    assert "privacy_notice" in answer.context["form"].errors or "version" in answer.context["form"].errors
    assert User.objects.count() == 0


def test_sign_up_links_to_the_notice(client):
    make_legal_text()

    assert (
        f'<a href="{reverse("privacy_notice")}">privacy notice</a>'
        in client.get(reverse("account_signup")).content.decode()
    )


# The desk -----------------------------------------------------------------------------------------------


def test_desk_adds_versions_and_changes_no_words(client):
    notice = make_legal_text(kind="disclosure_abroad")
    client.force_login(make_staff(is_superuser=True))
    address = reverse("admin:common_legaltext_change", args=[notice.pk])

    answer = client.post(address, {"in_force_from": "2026-12-01", "text_en": "Other words", "version": 7})

    notice.refresh_from_db()
    assert answer.status_code == 302
    assert (notice.version, notice.text_en == "Other words", str(notice.in_force_from), notice.is_draft) == (
        1,
        False,
        "2026-12-01",
        False,
    )
    assert client.post(reverse("admin:common_legaltext_delete", args=[notice.pk])).status_code == 403


def test_desk_reads_consents_and_writes_none(client):
    consent = make_consent()
    client.force_login(make_staff(is_superuser=True))

    pages = [reverse("admin:common_consent_change", args=[consent.pk]), reverse("admin:common_consent_add")]

    assert [client.post(page, {}).status_code for page in pages] == [403, 403]
    assert client.get(pages[0]).status_code == 200


# New versions at the desk ------------------------------------------------------------------------------


@pytest.fixture
def superuser(client):
    user = make_staff(is_superuser=True)
    client.force_login(user)
    return user


def version(day, **values):
    texts = {"text_en": "## New words", "text_ja": "## 新しい文章"}
    return {"kind": "privacy", "version": 2, "in_force_from": day, "is_draft": "on", **texts, **values}


@pytest.mark.parametrize("days", [-1, 0])
def test_no_new_version_is_in_force_before_tomorrow_in_japan(client, superuser, days):
    make_legal_text(version=1)
    values = version(today() + datetime.timedelta(days=days), _history_reason="Counsel")

    answer = client.post("/en/admin/common/legaltext/add/", values)

    assert list(answer.context["adminform"].form.errors) == ["in_force_from"]
    assert LegalText.objects.count() == 1


def test_a_new_version_needs_a_reason_and_is_shown_as_visitors_will_see_it(client, superuser):
    values = version(today() + datetime.timedelta(days=1))

    form = client.get("/en/admin/common/legaltext/add/").content.decode()
    refused = client.post("/en/admin/common/legaltext/add/", values)
    held = LegalText.objects.count()
    answer = client.post("/en/admin/common/legaltext/add/", {**values, "_history_reason": "Counsel"}, follow=True)

    assert "everybody is asked to agree" in form
    assert (held, "Say at the foot of the page why." in refused.content.decode()) == (0, True)
    assert "<h3>New words</h3>" in answer.content.decode()
    assert "<h3>新しい文章</h3>" in answer.content.decode()


def test_a_version_to_come_is_not_brought_forward_to_today(client, superuser):
    coming = make_legal_text(version=2, in_force_from=today() + datetime.timedelta(days=5))
    running = make_legal_text(version=1, is_draft=True)

    def written(text, day):
        values = {"in_force_from": day, "_history_reason": "Counsel"}
        client.post(f"/en/admin/common/legaltext/{text.pk}/change/", values)
        text.refresh_from_db()
        return text.in_force_from, text.is_draft

    assert written(coming, today()) == (coming.in_force_from, True)
    assert written(running, running.in_force_from) == (running.in_force_from, False)
