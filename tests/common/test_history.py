"""Rule 7: every write is in the history, by whatever way it comes to the database."""

import datetime
from decimal import Decimal

import pgtrigger
import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, models, transaction

from jitco_portal.common.history.context import event_models
from jitco_portal.common.history.reading import history_of
from jitco_portal.common.partial_dates import PartialDateField
from tests.admin_rows import MAKERS
from tests.factories import make_country, make_moc, make_operation, make_organization, make_supervising

pytestmark = pytest.mark.django_db

# Tables of ours without a history, each with the reason.
WITHOUT_HISTORY = {
    "organizations.PublicIdSeries": "a counter: every id that it gave stands in a row with a history",
    "common.SearchEntry": "derived from rows that have a history",
    "common.SearchWord": "derived from rows that have a history",
    "organizations.TodaysStanding": "derived from rows that have a history",
    "organizations.ListRow": "written anew by each comparison; what comes of it is in the history of what it changes",
    "organizations.ListWork": "how far a task is",
    "organizations.ListChange": "itself a history of what an import wrote",
    "organizations.MergeMove": "itself a history of what a merge moved",
    "organizations.MissedSearch": "a count per day: a history would tell the time of day of each search",
    "matching.MatchStep": "written once: says what happened and when; the rows that it moved have a history",
    "matching.ContactView": "written once: the row itself says who looked and when",
    "seminars.SurveyAnswer": "a history would tell the moment of each answer, and so who gave it",
    "materials.Download": "of one day, until it is added to the figures; a history would keep it",
    "materials.DownloadFigure": "a count per day: it tells nothing of when or by whom",
    "materials.DailySalt": "gone with its day, and with it the way back to a reader",
    "materials.EditionReader": "gone with the person; a history would keep what they read",
    "materials.FileCare": "what the worker found, time and again; files themselves never change",
    "materials.FilePreview": "derived from files, which never change",
    "materials.EnquiryMessage": "written once: the row itself says who wrote, when and what",
    "materials.EnquiryFile": "written once, with its message",
}
# Tables of which nothing that history holds can change; what can change it leaves out.
UNCHANGING = {
    "matching.Message",
    *("seminars.Charge", "seminars.CheckIn", "seminars.ErasureReport", "seminars.Paper", "seminars.Payment"),
    "materials.EditionFile",
}
# Tables that hold relations and words of a short list only, which the test below leaves as they are.
OF_RELATIONS = {"seminars.Answer", "seminars.Meeting", "seminars.MeetingWish"}
# Tables of libraries whose rows say who may do what; their history hangs on proxies of ours.
OF_LIBRARIES = ("account.EmailAddress", "mfa.Authenticator", "auth.Group_permissions")
# Columns that history must never hold.
SECRETS = {
    "common.User": {"password", "last_login"},
    "common.SecondFactor": {"data"},
    "common.OutboxMessage": {"body"},
    "organizations.Invitation": {"token_hash"},
    "organizations.MissingReport": {"email"},
    "matching.Message": {"text"},
    "matching.Feedback": {"text"},
    "seminars.Attendee": {"name", "name_latin", "email", "needs", "nationality", "token"},
    "seminars.Answer": {"text"},
    "seminars.Registration": {"wishes"},
    "seminars.CalendarAddress": {"token"},
    "materials.ShareKey": {"token_hash"},
    "materials.Order": {"recipient", "address", "postal_code", "telephone", "note"},
    "materials.Enquiry": {"subject"},
}


def ours():
    """Every table of our apps, also those that Django makes for relations."""
    return [
        model
        for name in settings.OUR_APPS
        for model in apps.get_app_config(name.rpartition(".")[2]).get_models(include_auto_created=True)
        if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy
    ]


TRACKED = [model for model in ours() if event_models(model) and not model._meta.auto_created]


def label(model):
    return model._meta.label


def events_of(model, key):
    (event_model,) = event_models(model)
    return list(event_model.objects.filter(pgh_obj_id=key).order_by("pgh_id").values_list("pgh_label", flat=True))


def other_value(field, value):
    """A value unlike the one that stands there; None where this kind of field has no simple one."""
    if field.primary_key or field.is_relation or field.choices:
        return None
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, PartialDateField):
        return "2019-03"
    if isinstance(field, models.DateField):
        return (value or datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)) + datetime.timedelta(days=1)
    if isinstance(field, models.IntegerField | models.DecimalField):
        return (value or 0) + (1 if isinstance(value, int) else Decimal(1))
    if isinstance(field, models.CharField | models.TextField) and (field.max_length or 99) > 30:
        return f"{value}x"
    return None


def first_that_works(row, write):
    """Write one field after another until the database lets one stand."""
    for field in row._meta.concrete_fields:
        if field.name not in {each.name for each in event_models(type(row))[0]._meta.fields}:
            continue
        value = other_value(field, getattr(row, field.attname))
        if value is None:
            continue
        try:
            with transaction.atomic():
                write(field, value)
        except DatabaseError:
            continue
        return field.name
    return None


@pytest.mark.parametrize("model", TRACKED, ids=label)
def test_bulk_update_and_raw_sql_are_in_the_history(model):
    row = MAKERS[model]()
    table, key = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(model._meta.pk.column)

    def bulk(field, value):
        model._base_manager.filter(pk=row.pk).update(**{field.name: value})

    def raw(field, value):
        with connection.cursor() as cursor:
            column = connection.ops.quote_name(field.column)
            cursor.execute(f"UPDATE {table} SET {column} = {column} || 'y' WHERE {key} = %s", [row.pk])

    before = events_of(model, row.pk)
    written = first_that_works(row, bulk)
    after_bulk = events_of(model, row.pk)
    text = first_that_works(row, raw)

    if label(model) in UNCHANGING | OF_RELATIONS:
        assert (written, after_bulk) == (None, before)
        return
    assert (bool(written), after_bulk) == (True, [*before, "update"])
    if text:
        assert events_of(model, row.pk) == [*before, "update", "update"]


@pytest.mark.parametrize("model", TRACKED, ids=label)
def test_bulk_deletion_and_bulk_creation_are_in_the_history(model):
    row = MAKERS[model]()
    before = events_of(model, row.pk)
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk)._raw_delete(using="default")
    except DatabaseError:
        assert events_of(model, row.pk) == before, "a refused deletion leaves no event"
        return

    model._base_manager.bulk_create([row])

    assert events_of(model, row.pk) == [*before, "delete", "insert"]


def test_each_table_has_its_three_triggers_in_force():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'O' AND NOT tgisinternal"
        )
        found = cursor.fetchall()
    held = {}
    for table, name in found:
        for kind in ("insert_insert", "update_update", "delete_delete"):
            if name.startswith(f"pgtrigger_{kind}"):
                held.setdefault(table.strip('"').rpartition(".")[2].strip('"'), set()).add(kind)
    tables = {model._meta.db_table for model in ours() if event_models(model)}
    tables |= {apps.get_model(name)._meta.db_table for name in OF_LIBRARIES}

    assert {table: len(held.get(table, ())) for table in tables} == dict.fromkeys(tables, 3)


def test_every_table_of_ours_has_a_history_or_a_reason():
    without = {label(model) for model in ours() if not event_models(model)}

    assert without == set(WITHOUT_HISTORY)
    assert [name for name in OF_LIBRARIES if not event_models(apps.get_model(name))] == []


def test_no_history_holds_a_secret():
    for name, secrets in SECRETS.items():
        for event_model in apps.get_model(name).pgh_event_models.values():
            assert {field.name for field in event_model._meta.fields} & secrets == set()


def test_every_event_model_refuses_changes():
    unguarded = [
        model._meta.label
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model")
        and "append_only" not in [trigger.name for trigger in model._meta.triggers]
    ]

    assert unguarded == []


# Relations --------------------------------------------------------------------------------------------


def labels_of_relation(relation):
    """What the history says of a many-to-many table."""
    (event_model,) = event_models(relation)
    return list(event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True))


def test_programmes_operations_and_countries_are_in_the_history():
    agreement, organization, supervising = make_moc(make_country()), make_organization(), make_supervising()
    organization.operations.add(make_operation())
    supervising.supervising.accepts_from.add(make_country())
    relations = [agreement.programmes, organization.operations, supervising.supervising.accepts_from]

    for relation in relations:
        relation.clear()

    assert [labels_of_relation(relation.through) for relation in relations] == [["insert", "delete"]] * 3


def test_relations_are_told_by_name():
    organization = make_organization()
    organization.operations.add(make_operation("4-10-1", name_en="Sewing"))

    entry = history_of(organization)[0]

    assert (entry.subject, entry.what, [(change.field, change.after) for change in entry.changes]) == (
        "Operations",
        "added",
        [("Operation", "4-10-1 Sewing")],
    )


def test_rights_of_a_group_are_in_the_history():
    group = Group.objects.create(name="Sample group")
    group.permissions.set(Permission.objects.order_by("pk")[:2])

    assert labels_of_relation(Group.permissions.through) == ["insert", "insert"]


# Past Django ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_another_program_on_the_database_is_told_honestly():
    organization = make_organization(name_en="Old name")
    parameters = connection.get_connection_params()
    keys = ("host", "port", "dbname", "user", "password")

    with psycopg.connect(**{key: parameters[key] for key in keys if parameters.get(key)}) as raw:
        raw.execute("UPDATE organizations_organization SET name_en = %s WHERE id = %s", ["New name", organization.pk])

    entry = history_of(organization)[0]
    assert (entry.who, entry.why, entry.place) == ("written directly in the database", "", "")
    assert [(change.before, change.after) for change in entry.changes] == [("Old name", "New name")]


@pytest.mark.django_db
def test_no_trigger_pays_for_an_exception_to_learn_that_it_is_not_ignored():
    """Publishing a list of 5,000 rows took 9 of its 16 seconds for them; ignoring one is over when its block ends."""
    with connection.cursor() as cursor:
        ignored = []
        for _time in range(2):
            cursor.execute("SELECT current_setting('pgtrigger.ignore')")
            ignored.append(cursor.fetchone()[0])
            with pgtrigger.ignore("organizations.Organization:public_id_never_changes"):
                cursor.execute("SELECT current_setting('pgtrigger.ignore')")

    assert ignored == ["{}", "{}"]
