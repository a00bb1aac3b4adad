"""What a mail provider tells by webhooks, with django-anymail installed and a secret set; real posts."""

import base64
import json
import subprocess
import sys

import pytest
from django.urls import clear_url_caches

from jitco_portal import urls as portal
from jitco_portal.common import registry
from jitco_portal.common.mail import bounces
from tests.factories import make_message, make_user
from tests.sample_site import ROOT

SECRET = "provider:a-long-random-text"


@pytest.fixture
def hooks(settings):
    """The addresses of an installation that has the secret."""
    settings.ANYMAIL_WEBHOOK_SECRET = SECRET
    addresses = [*bounces.hooks(), *portal.urlpatterns]
    settings.ROOT_URLCONF = type("Addresses", (), {**vars(portal), "urlpatterns": addresses})
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture
def refused():
    heard = []

    def listener(address, said, at):
        heard.append((address, said))

    registry.mail_refusal_listeners.add(listener)
    yield heard
    registry.mail_refusal_listeners._functions.pop(f"{listener.__module__}.{listener.__qualname__}")


def post(client, event, secret=SECRET):
    """As Postmark does it."""
    key = base64.b64encode(secret.encode()).decode()
    return client.post(
        "/mail/hooks/postmark/tracking/",
        json.dumps(event),
        content_type="application/json",
        headers={"Authorization": f"Basic {key}"},
    ).status_code


def bounce(address, **values):
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "ID": 42,
        "Email": address,
        "Description": "The server was unable to deliver your message",
        "Details": "smtp;550 5.1.1 User unknown",
        "BouncedAt": "2026-11-23T05:00:00Z",
        "MessageID": "1",
        **values,
    }


@pytest.mark.django_db
def test_a_bounce_of_an_address_that_we_wrote_to_is_told_on(client, hooks, refused):
    message = make_message()
    user = make_user()

    codes = [post(client, bounce(message.recipient)), post(client, bounce(user.email.upper()))]

    assert codes == [200, 200]
    said = "bounced: smtp;550 5.1.1 User unknown"
    assert refused == [(message.recipient, said), (user.email.upper(), said)]


@pytest.mark.django_db
def test_a_complaint_and_a_refusal_are_told_on_too(client, hooks, refused):
    message = make_message()
    complaint = {"RecordType": "SpamComplaint", "Type": "SpamComplaint", "Email": message.recipient, "MessageID": "2"}

    post(client, complaint)
    post(client, bounce(message.recipient, Type="BadEmailAddress"))

    assert [said.partition(":")[0] for _address, said in refused] == ["complained", "rejected"]


@pytest.mark.django_db
def test_strangers_deliveries_and_wrong_secrets_are_not(client, hooks, refused):
    message = make_message()

    codes = [
        post(client, bounce("stranger@example.org")),
        post(client, {"RecordType": "Delivery", "Recipient": message.recipient, "MessageID": "3"}),
        post(client, bounce(message.recipient), secret="provider:a-guess"),
    ]

    assert codes == [200, 200, 400]
    assert refused == []


@pytest.mark.django_db
def test_without_a_secret_there_is_no_address(client):
    assert bounces.hooks() == []
    assert post(client, bounce("aya@example.org")) == 404


def test_without_a_secret_nothing_of_the_extra_is_imported():
    code = (
        "import django, sys; django.setup(); import jitco_portal.urls;"
        "print([name for name in sys.modules if 'anymail' in name])"
    )

    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"
