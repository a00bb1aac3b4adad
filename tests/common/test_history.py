"""Rule 7: every write is in the history, also to the tables that Django makes for many-to-many relations."""

import pytest
from django.apps import apps

from tests.factories import make_country, make_moc, make_operation, make_organization, make_supervising

pytestmark = pytest.mark.django_db


def events_of(relation):
    """What the history says of a many-to-many table."""
    proxies = relation.__subclasses__()
    event_models = {model for proxy in proxies for model in proxy.pgh_event_models.values()}
    return [event.pgh_label for model in event_models for event in model.objects.order_by("pgh_id")]


def test_programmes_operations_and_countries_are_in_the_history():
    agreement, organization, supervising = make_moc(make_country()), make_organization(), make_supervising()
    organization.operations.add(make_operation())
    supervising.supervising.accepts_from.add(make_country())
    relations = [agreement.programmes, organization.operations, supervising.supervising.accepts_from]

    for relation in relations:
        relation.clear()

    assert [events_of(relation.through) for relation in relations] == [["insert", "delete"]] * 3


def test_no_table_of_a_relation_is_forgotten():
    labels = ("countries", "organizations")
    relations = [
        field.remote_field.through
        for label in labels
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.local_many_to_many
    ]

    untold = [
        through._meta.label
        for through in relations
        if not any(
            hasattr(each, "pgh_event_models") and each._meta.triggers for each in [through, *through.__subclasses__()]
        )
    ]

    assert (len(relations) > 3, untold) == (True, [])
