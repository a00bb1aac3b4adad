"""What a person reads of their own data is named in words of their language."""

import pytest
from django.utils import translation

from jitco_portal.common.models import Address, SecondFactor
from jitco_portal.common.privacy.erasure import erase_person
from jitco_portal.common.privacy.personal_data import personal_data_of
from tests.factories import make_legal_text, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_error_of_the_tick_names_it_plainly_and_leads_to_it(client):
    make_legal_text()

    page = client.post("/ja/account/signup/", {"email": "aya@example.org"}).content.decode()

    assert '<a href="#id_privacy_notice">プライバシーポリシー（個人情報の取扱い）: ' in page


def test_all_that_is_held_is_named_in_words():
    names = {str(model._meta.verbose_name_plural) for model in (Address, SecondFactor)}
    held = {part.key: part for part in personal_data_of(make_user())}

    assert names == {"e-mail addresses", "second factors"}
    assert held["addresses"].labels["email"] == "E-mail address"
    assert held["listing_applications"].words["prefecture"]["東京都"] == "Tokyo"
    with translation.override("ja"):
        assert {part.key: part for part in personal_data_of(make_user())}["account_history"].labels["name"] == "氏名"


def test_erased_person_is_called_so():
    user = make_user()

    erase_person(user=user)

    user.refresh_from_db()
    assert str(user) == f"Erased person {user.pk}"
