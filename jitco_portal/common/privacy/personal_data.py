"""All that is held about a person: parts made of rows, complete against the models, with names in their language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import pghistory.models
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Max, Min, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from jitco_portal.common import registry
from jitco_portal.common.history.context import event_models
from jitco_portal.common.models import Address, Consent, OutboxMessage, SecondFactor, Unsubscription, User
from jitco_portal.common.privacy.consent import EVERYWHERE
from jitco_portal.common.registry import PersonalData

# So many events of one table are written out one by one; the count and the period tell of all.
EVENTS_LISTED = 1000


def part_of(
    *,
    title: str,
    key: str,
    rows: models.QuerySet,
    fields: Iterable[str],
    found_by: Iterable[str],
    labels: Mapping[str, Any] | None = None,
) -> PersonalData:
    """A part whose rows are those of a query; ``fields`` are columns, or relations, which are named in words.

    ``found_by`` are the columns that lead to the person, as names of the model's fields.
    """
    meta = rows.model._meta
    columns = {name: meta.get_field(name) for name in fields}
    relations = [name for name, column in columns.items() if column.is_relation]
    return PersonalData(
        title=title,
        key=key,
        rows=[
            {name: _plain(getattr(row, name), column) for name, column in columns.items()}
            for row in rows.select_related(*relations)
        ],
        labels={**{name: capfirst(str(column.verbose_name)) for name, column in columns.items()}, **(labels or {})},
        words={name: dict(column.flatchoices) for name, column in columns.items() if column.choices},
        found_by=tuple(f"{meta.concrete_model._meta.label}.{name}" for name in found_by),
    )


def _plain(value: Any, column: Any) -> Any:
    """What stands in the row, as an export can hold it."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return value
    if isinstance(column, models.FileField):
        return str(value)
    return value


def personal_data_of(user: User) -> list[PersonalData]:
    """Every part, from every app; those without a row too, so that "nothing" is said as well."""
    return [part for function in registry.personal_data for part in function(user)]


def common_personal_data(user: User) -> list[PersonalData]:
    """The account and what hangs on it."""
    mine = Q(user=user)
    by_address = Q(recipient__iexact=user.email)
    return [
        part_of(
            title=_("Account"),
            key="account",
            rows=User.objects.filter(pk=user.pk),
            fields=("email", "name", "language", "time_zone", "date_joined", "last_login", "is_staff", "is_active"),
            found_by=("email",),
        ),
        _earlier_values(user),
        part_of(
            title=_("E-mail addresses"),
            key="addresses",
            rows=Address.objects.filter(mine).order_by("pk"),
            fields=("email", "verified", "primary"),
            found_by=("user", "email"),
            labels={"email": _("E-mail address")},
        ),
        part_of(
            title=_("Second factors"),
            key="second_factors",
            rows=SecondFactor.objects.filter(mine).order_by("pk"),
            fields=("type", "created_at", "last_used_at"),
            found_by=("user",),
            labels={"created_at": _("Since"), "last_used_at": _("Last used at"), "type": _("Type")},
        ),
        _sessions(user),
        _groups(user),
        _consents(user),
        part_of(
            title=_("Mails to you"),
            key="mails",
            rows=OutboxMessage.objects.filter(mine | by_address).order_by("pk"),
            fields=("subject", "recipient", "created_at", "state", "sent_at"),
            found_by=("user", "recipient"),
        ),
        part_of(
            title=_("Mails that you ended"),
            key="unsubscriptions",
            rows=Unsubscription.objects.filter(address__iexact=user.email).order_by("pk"),
            fields=("address", "kind", "created_at"),
            found_by=("address",),
        ),
        part_of(
            title=_("Writes at the desk"),
            key="desk_log",
            rows=LogEntry.objects.filter(mine).order_by("pk"),
            fields=("action_time", "content_type", "object_repr", "action_flag"),
            found_by=("user",),
            labels={"object_repr": _("Row"), "content_type": _("Kind"), "action_flag": _("What")},
        ),
        *_history_written(user),
    ]


def _earlier_values(user: User) -> PersonalData:
    """Names and addresses that the account had before: history keeps them until it is erased."""
    event_model: Any = event_models(User)[0]
    rows = [
        {"at": each.pgh_created_at, "email": each.email, "name": each.name}
        for each in event_model._base_manager.filter(pgh_obj_id=user.pk).order_by("pgh_id")
    ]
    return PersonalData(
        title=_("Your name and address over time"),
        key="account_history",
        rows=[row for before, row in zip([None, *rows], rows, strict=False) if before is None or _differs(before, row)],
        labels={"at": _("At"), "email": _("E-mail address"), "name": capfirst(pgettext("of a person", "name"))},
    )


def _differs(before: dict[str, Any], row: dict[str, Any]) -> bool:
    return any(before[name] != row[name] for name in ("email", "name"))


def _sessions(user: User) -> PersonalData:
    from allauth.usersessions.models import UserSession  # allauth's models are ready only now

    rows = UserSession.objects.filter(user=user).order_by("pk")
    part = part_of(
        title=_("Sessions"),
        key="sessions",
        rows=rows,
        fields=("ip", "user_agent", "created_at", "last_seen_at"),
        found_by=("user",),
        labels={
            "ip": _("IP address"),
            "user_agent": _("Browser"),
            "created_at": _("Since"),
            "last_seen_at": _("Last seen at"),
        },
    )
    ends = dict(
        Session.objects.filter(session_key__in=rows.values("session_key")).values_list("session_key", "expire_date")
    )
    for row, session in zip(part.rows, rows, strict=True):
        row["ends_at"] = ends.get(session.session_key)
    part.labels["ends_at"] = _("Ends at")
    return part


def _consents(user: User) -> PersonalData:
    part = part_of(
        title=_("Consents"),
        key="consents",
        rows=Consent.objects.filter(user=user).order_by("pk"),
        fields=("legal_text", "about", "language", "given_at", "withdrawn_at", "shown_text"),
        found_by=("user",),
    )
    part.words["about"] = {EVERYWHERE: _("Everyone, on the public page")}
    return part


def _groups(user: User) -> PersonalData:
    rows = [{"right": str(each)} for each in user.groups.order_by("name")]
    rows += [{"right": str(each)} for each in user.user_permissions.select_related("content_type")]
    return PersonalData(
        title=_("Rights at the desk"),
        key="rights",
        rows=rows,
        labels={"right": _("Group or right")},
        found_by=("common.User_groups.user", "common.User_user_permissions.user"),
    )


def _history_written(user: User) -> list[PersonalData]:
    """What history says the person wrote: per table the count and the period, and each event's row and day."""
    counts: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    contexts = pghistory.models.Context.objects.filter(metadata__user=user.pk).values("pk")
    # Most readers wrote nothing that stands in a history: one question instead of one for each table.
    for event_model in _event_tables() if contexts.exists() else ():
        written = event_model._base_manager.filter(pgh_context__in=contexts)
        period = written.aggregate(number=models.Count("pk"), since=Min("pgh_created_at"), until=Max("pgh_created_at"))
        if not period["number"]:
            continue
        table = str(event_model.pgh_tracked_model._meta.verbose_name_plural)
        counts.append({"table": table, **period})
        latest = written.order_by("-pgh_id").values_list("pgh_created_at", "pgh_label", "pk")[:EVENTS_LISTED]
        events += [{"table": table, "at": at, "what": what, "event": pk} for at, what, pk in latest]
    labels = {
        "table": _("Table"),
        "number": pgettext("of changes", "Number"),
        "since": _("First change"),
        "until": _("Last change"),
    }
    event_labels = {"table": _("Table"), "at": _("At"), "what": _("What"), "event": _("Event")}
    return [
        PersonalData(title=_("What you changed"), key="changes", rows=counts, labels=labels),
        PersonalData(
            title=_("Each change by you"), key="change_events", rows=events, labels=event_labels, words={"what": WHAT}
        ),
    ]


def _event_tables() -> list[Any]:
    from django.apps import apps  # models are ready only now

    return [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


WHAT = {"insert": gettext_lazy("added"), "update": gettext_lazy("changed"), "delete": gettext_lazy("deleted")}
