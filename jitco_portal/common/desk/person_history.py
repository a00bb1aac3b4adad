"""What a person changed, in every table that the reader may see; a request is one entry of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Value
from django.http import Http404
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.models import Context

from jitco_portal.common.desk.history import HistoryAdmin
from jitco_portal.common.history.context import event_models
from jitco_portal.common.history.reading import Source, entries_of, page_number

# Requests, commands and jobs; each may have written many rows.
CONTEXTS_PER_PAGE = 20
MOST_EVENTS = 200


class PersonHistoryAdmin(HistoryAdmin):
    """The page of a person, with the history of what hangs on them and of what they wrote."""

    reverts_relations = False

    def get_urls(self):
        view = self.admin_site.admin_view(self.changes_by_view)
        return [path("<path:object_id>/changes/", view, name="common_user_changes"), *super().get_urls()]

    def history_children(self, request, obj):
        """With addresses and second factors, which stand in tables of the library, for whoever may see them."""
        tables = {"account.view_emailaddress": EmailAddress, "mfa.view_authenticator": Authenticator}
        seen = [(model, "user_id") for permission, model in tables.items() if request.user.has_perm(permission)]
        return [*super().history_children(request, obj), *seen]

    def links_to_related_lists(self, request, obj) -> list[dict[str, str]]:
        url = reverse("admin:common_user_changes", args=[obj.pk])
        return [
            *super().links_to_related_lists(request, obj),  # type: ignore[misc]
            {"title": _("What this person changed"), "list_url": url, "add_url": ""},
        ]

    def changes_by_view(self, request, object_id):
        person = self.get_object(request, unquote(object_id))
        if person is None:
            raise Http404
        if not self.has_view_or_change_permission(request, person):
            raise PermissionDenied
        number = page_number(request.GET.get("page", "1"))
        first = (number - 1) * CONTEXTS_PER_PAGE
        contexts = Context.objects.filter(metadata__user=person.pk).order_by("-created_at", "-pk")
        keys = list(contexts.values_list("pk", flat=True)[first : first + CONTEXTS_PER_PAGE + 1])
        entries = self._entries(request, keys[:CONTEXTS_PER_PAGE])
        return self._answer(
            request,
            "admin/person_changes.html",
            person,
            title=_("What this person changed"),
            entries=entries,
            newer=number - 1,
            older=number + 1 if len(keys) > CONTEXTS_PER_PAGE else 0,
        )

    def _entries(self, request, contexts: list[Any]):
        """Newest first; one query finds the events of all tables, two read those of each table."""
        sources = self._sources(request)
        arms = [
            source.event_model._default_manager.filter(pgh_context__in=contexts)
            .order_by("-pgh_id")
            .values_list("pgh_created_at", Value(place), "pgh_id")[:MOST_EVENTS]
            for place, source in enumerate(sources)
        ]
        if not contexts or not arms:
            return []
        found = sorted(arms[0].union(*arms[1:], all=True), reverse=True)[:MOST_EVENTS]
        entries = entries_of([(sources[place], key) for _at, place, key in found])
        return [self._with_page(entry) for entry in entries]

    def _sources(self, request) -> list[Source]:
        """The tables whose rows this reader may see at the desk."""
        sources = []
        for model, model_admin in self.admin_site._registry.items():
            if not model_admin.has_view_or_change_permission(request):
                continue
            title = str(capfirst(model._meta.verbose_name))
            sources += [Source(model, each, {}, title) for each in event_models(model)]
            for relation in model._meta.local_many_to_many:
                through: Any = relation.remote_field.through
                name = f"{title}: {capfirst(relation.verbose_name)}"
                if through._meta.auto_created:
                    sources += [Source(through, each, {}, name, relation) for each in event_models(through)]
        return list({source.event_model: source for source in sources}.values())

    def _with_page(self, entry):
        """With the address of the history of the row."""
        model = entry.source.relation.model if entry.source.relation is not None else entry.source.model
        if model not in self.admin_site._registry:
            return entry
        column = f"{entry.source.relation.m2m_field_name()}_id" if entry.source.relation is not None else "pgh_obj_id"
        key = getattr(entry.event, column, None)
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_history"
        return replace(entry, subject_url=reverse(name, args=[key]), subject=f"{entry.subject} {key}") if key else entry
