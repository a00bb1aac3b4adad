"""The four groups of staff, and what each may do with the rows of every model.

Each app says it for its own models in one table (``registry.staff_rights``); a model without a line fails a test.
``manage.py sync_staff_groups`` brings the groups to what the tables say.
"""

from __future__ import annotations

from dataclasses import dataclass

import pghistory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.models import Consent, LegalText, OutboxMessage, Unsubscription, User
from jitco_portal.common.registry import staff_rights

EDITOR = "editor"
PUBLISHER = "publisher"
AUDITOR = "auditor"
SYSTEM_ADMINISTRATOR = "system administrator"

TITLES: dict[str, str | Promise] = {
    EDITOR: _("Editor: adds and changes content, decides nothing"),
    PUBLISHER: _("Publisher: all content with the standing, decides requests and proposals"),
    AUDITOR: _("Auditor: sees everything, changes nothing"),
    SYSTEM_ADMINISTRATOR: _("System administrator: people, groups, mail, legal texts"),
}
# Held by system administrators: gives the four groups to others, also where they may do more than the giver.
ASSIGN = "common.assign_staff_groups"

VERBS = {"v": "view", "a": "add", "c": "change", "d": "delete"}


@dataclass(frozen=True)
class Rights:
    """For each group the first letters of view, add, change, delete; auditors view everything and no more."""

    editor: str
    publisher: str
    system_administrator: str
    auditor: str = "v"

    def of(self, group: str) -> str:
        letters: str = getattr(self, group.replace(" ", "_"))
        return letters


#                        editor publisher system administrator
CONTENT = Rights("vac", "vacd", "v")
# The rows that a whole page hangs on: corrected by editors, begun and ended by publishers.
FRAME = Rights("vc", "vacd", "v")
# Whatever decides a standing, or opens access to something.
DECISION = Rights("v", "vacd", "v")
# Asked for by people, decided on; never written or deleted at the desk.
REQUEST = Rights("v", "vc", "v")


def common_rights() -> dict[type[models.Model], Rights]:
    return {
        User: Rights("", "v", "vac"),
        Group: Rights("", "v", "v"),
        # Shown on a person's page: their addresses, second factors and sessions.
        EmailAddress: Rights("", "", "v"),
        Authenticator: Rights("", "", "v"),
        UserSession: Rights("", "", "v"),
        OutboxMessage: Rights("", "vc", "vc"),
        Unsubscription: Rights("", "v", "vacd"),
        LegalText: Rights("v", "v", "vac"),
        Consent: Rights("", "v", "v"),
    }


def rights_by_model() -> dict[type[models.Model], Rights]:
    """The whole table, in the order of the layers."""
    return {model: rights for function in (common_rights, *staff_rights) for model, rights in function().items()}


def our_models() -> list[type[models.Model]]:
    """Every model of ours with rows that people write: no history, no second name of a table, nothing derived."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_config.name in settings.OUR_APPS
        and not model._meta.proxy
        and model._meta.default_permissions
        and not hasattr(model, "pgh_tracked_model")
    ]


def codenames_of(group: str) -> set[tuple[str, str]]:
    """App label and name of each permission that the group gives."""
    wanted = {
        (model._meta.app_label, f"{VERBS[letter]}_{model._meta.model_name}")
        for model, rights in rights_by_model().items()
        for letter in rights.of(group)
    }
    app_label, _dot, codename = ASSIGN.partition(".")
    return wanted | {(app_label, codename)} if group == SYSTEM_ADMINISTRATOR else wanted


@transaction.atomic
def sync_staff_groups() -> dict[str, int]:
    """Bring the four groups to the table, whatever was set by hand; other groups are left alone.

    Returns how many permissions of each group had to be given or taken.
    """
    held = {
        (each.content_type.app_label, each.codename): each for each in Permission.objects.select_related("content_type")
    }
    changed = {}
    with pghistory.context(command="sync_staff_groups"):
        for name in TITLES:
            group, _created = Group.objects.get_or_create(name=name)
            wanted = {held[key].pk for key in codenames_of(name)}
            before = set(group.permissions.values_list("pk", flat=True))
            if wanted != before:
                group.permissions.set(wanted)
            changed[name] = len(wanted ^ before)
    return changed


def staff_groups() -> models.QuerySet[Group]:
    return Group.objects.filter(name__in=TITLES)
