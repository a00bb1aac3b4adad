"""Who, why and from where stand beside each write: of a request, a command, a job, or nobody known."""

import pghistory
import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from procrastinate.contrib.django import app

from countries.models import Country
from jitco_portal.common.history.context import because, by_command
from jitco_portal.common.history.reading import history_of
from jitco_portal.common.models import User
from tests.factories import PASSWORD, TOTP_SECRET, make_country, make_staff, make_user

pytestmark = pytest.mark.django_db

CountryEvent = Country.pgh_event_model


def told(country):
    """The reasons of the row's writes, newest first."""
    return [entry.why for entry in history_of(country)]


def rename(country, name):
    Country.objects.filter(pk=country.pk).update(name_en=name)


# Reasons ----------------------------------------------------------------------------------------------


def test_both_reasons_are_told_where_a_service_adds_its_own():
    country = make_country()

    with because("The country asked for it"):
        with because("Names are put right"):
            rename(country, "One")
        rename(country, "Two")

    assert told(country)[:2] == ["The country asked for it", "The country asked for it\nNames are put right"]


def test_a_plain_context_within_a_reason_adds_to_it():
    country = make_country()

    with because("Typed by staff"), pghistory.context(why="Said by a service"):
        rename(country, "One")

    assert told(country)[0] == "Typed by staff\nSaid by a service"


def test_the_same_reason_is_told_once():
    country = make_country()

    with because("Because"), because("Because"):
        rename(country, "One")

    assert told(country)[0] == "Because"


def test_what_is_written_after_a_reason_does_not_bear_it():
    country = make_country()

    with by_command("sample_command"):
        with because("Only this"):
            rename(country, "One")
        rename(country, "Two")

    assert told(country)[:2] == ["", "Only this"]
    assert [entry.place for entry in history_of(country)[:2]] == ["command sample_command"] * 2


def test_a_reason_keeps_who_and_from_where():
    country = make_country()
    user = make_staff()

    with pghistory.context(user=user.pk, url="/en/admin/", request_id="abc12345"), because("Because"):
        rename(country, "One")

    entry = history_of(country)[0]
    assert (entry.who, entry.place, entry.request_id, entry.why) == (str(user), "/en/admin/", "abc12345", "Because")


def test_a_reason_ends_with_an_error_too():
    country = make_country()

    def fail():
        with because("Because"):
            rename(country, "One")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with by_command("sample_command"):
        rename(country, "Two")
    assert told(country)[:2] == ["", "Because"]


# Commands and jobs ------------------------------------------------------------------------------------


def test_a_load_bears_the_name_of_its_command():
    call_command("load_reference_data", verbosity=0)

    metadata = CountryEvent.objects.values_list("pgh_context__metadata__command", flat=True).distinct()
    assert list(metadata) == ["load_reference_data"]


def test_every_job_bears_its_name(monkeypatch):
    country = make_country()
    tasks = {task.name: task for task in app.tasks.values() if task.name.startswith("jitco_portal.")}
    wrapped = {name for name, task in tasks.items() if hasattr(task.func, "__wrapped__")}
    sending = next(task for name, task in tasks.items() if name.endswith(".send_message"))
    monkeypatch.setattr(
        "jitco_portal.common.mail.sending.send_message", lambda message_id: rename(country, "Named by a job")
    )

    sending.func(message_id=1)

    entry = history_of(country)[0]
    assert (entry.who, entry.place) == ("the portal itself, in the background", "job send_message")
    assert {name.rpartition(".")[2] for name in wrapped} >= {"send_message", "sweep", "every_night"}


def test_a_write_without_a_context_is_told_honestly():
    country = make_country()

    assert [(entry.who, entry.place) for entry in history_of(country)] == [("written directly in the database", "")]


# Log-ins ----------------------------------------------------------------------------------------------


def count_of_events():
    """Events of people's tables and of all else."""
    return sum(model._base_manager.count() for model in apps.get_models() if hasattr(model, "pgh_tracked_model"))


@pytest.mark.parametrize("second_factor", [False, True])
def test_a_log_in_leaves_no_history(client, second_factor):
    user = make_user(second_factor=second_factor)
    before = count_of_events()

    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    if second_factor:
        code = format_hotp_value(hotp_value(TOTP_SECRET, next(yield_hotp_counters_from_time())))
        answer = client.post(reverse("mfa_authenticate"), {"code": code})

    assert (answer.status_code, client.session.get("_auth_user_id")) == (302, str(user.pk))
    assert User.objects.get(pk=user.pk).last_login is not None
    assert count_of_events() == before
