"""The history at the desk: of a row and what is edited with it, of deleted rows; and a revert of each change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pgtrigger
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef
from django.forms.models import _get_foreign_key
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jitco_portal.common.history.context import because, event_models
from jitco_portal.common.history.reading import (
    ADDED,
    CHANGED,
    DELETED,
    LATEST,
    PER_PAGE,
    Entry,
    Names,
    Only,
    Source,
    entries_of,
    history_of,
    history_page,
    own_key,
    page_number,
    people_in_history,
    sources_of,
    with_predecessors,
)
from jitco_portal.common.history.revert import WHOLE_ROW, RevertRefused, Rights, plan_revert, revert_change

REASON = "_history_reason"


def given_reason(request) -> str:
    return request.POST.get(REASON, "").strip()[:300]


def reason_in_history(request):
    """What staff wrote as the reason goes beside who and when into every history event of this request."""
    return because(given_reason(request))


class HistoryAdmin(admin.ModelAdmin):
    """A page of the desk that tells every write to its row, and can take each back."""

    # Not where saving relations does more than write them, as telling a person of their groups.
    reverts_relations = True
    # Not where a write is one step of more than the row, as of a mail.
    is_reverted_here = True
    # What work goes on with beside the desk: an older state of it is none that could come back.
    not_reverted: tuple[str, ...] = ()

    def get_urls(self):
        info = self.opts.app_label, self.opts.model_name
        view = self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name="{}_{}_deleted".format(*info)),
            path(
                "<path:object_id>/history/<slug:table>/<int:event_id>/revert/",
                view(self.revert_view),
                name="{}_{}_revert".format(*info),
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """Leads to the deleted rows where the database lets rows of this kind go and keeps what they held."""
        extra_context = {"has_deleted_rows": self.keeps_deleted_rows(), **(extra_context or {})}
        return super().changelist_view(request, extra_context)

    def keeps_deleted_rows(self) -> bool:
        protects = any(
            isinstance(each, pgtrigger.Protect) and "DELETE" in str(each.operation)
            for each in getattr(self.model._meta, "triggers", ())
        )
        return bool(event_models(self.model)) and not protects

    def history_children(self, request, obj) -> list[tuple[type[models.Model], str]]:
        """The rows edited on the same page, with the column that holds the key of ``obj``."""
        children = []
        for inline in self.get_inline_instances(request, obj):
            foreign_key = _get_foreign_key(inline.parent_model, inline.model, fk_name=inline.fk_name)
            children.append((inline.model, foreign_key.attname))
        return children

    def latest_history(self, request, obj) -> tuple[list[Entry], bool]:
        """The newest entries for the page of the row, and whether there are older ones."""
        entries = history_of(obj, children=self.history_children(request, obj), last=LATEST + 1)
        return self._with_reverts(request, obj, entries[:LATEST]), len(entries) > LATEST

    def history_view(self, request, object_id, extra_context=None):
        """Every write to the row, from the triggers' history; the stock page knows only what was typed here."""
        obj = self._row_or_ghost(request, object_id)
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, unquote(object_id))
        children = self.history_children(request, obj)
        person = request.GET.get("person", "")
        only = Only(person=int(person) if person.isascii() and person.isdigit() and len(person) < 10 else None)
        only = replace(only, field=request.GET.get("field", ""))
        page = history_page(obj, children, request.GET.get("page", "1"), only)
        page = replace(page, entries=self._with_reverts(request, obj, page.entries))
        return self._answer(
            request,
            "admin/object_history.html",
            obj,
            title=_("History"),
            page=page,
            only=only,
            is_narrowed=only != Only(),
            people=people_in_history(obj, children),
            field_choices=field_choices(obj, children),
            is_deleted=obj._state.adding,
            **(extra_context or {}),
        )

    def deleted_view(self, request):
        """Rows that are no longer there, the newest first."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        number = page_number(request.GET.get("page", "1"))
        rows: list[dict[str, Any]] = []
        for source in self._own_sources():
            key = own_key(source.event_model)
            events = source.event_model._default_manager.filter(pgh_label=DELETED)
            events = events.filter(~Exists(self.model._base_manager.filter(pk=OuterRef(key)))).order_by("-pgh_id")
            keys = events.values_list("pgh_id", flat=True)[(number - 1) * PER_PAGE : number * PER_PAGE + 1]
            pairs = with_predecessors(source, keys)
            names = Names([(source, event, None) for event, _before in pairs.values()])
            for entry in entries_of([(source, found) for found in keys]):
                ghost = ghost_of(self.model, entry.event, names)
                url = reverse(self._url("history"), args=[ghost.pk])
                rows.append({"entry": entry, "name": name_of(ghost), "url": url})
        return self._answer(
            request,
            "admin/deleted_rows.html",
            None,
            title=_("Deleted rows"),
            rows=rows[:PER_PAGE],
            newer=number - 1,
            older=number + 1 if len(rows) > PER_PAGE else 0,
        )

    def revert_view(self, request, object_id, table, event_id):
        """Shows what a revert of one change would write; writes it when it is confirmed with a reason."""
        obj = self._row_or_ghost(request, object_id)
        if obj is None:
            raise Http404
        source, event, before = self._event(request, obj, table, event_id)
        rights = self._rights(request, source)
        if rights is None:
            raise PermissionDenied
        errors: list[str] = []
        if request.method == "POST":
            if reason := given_reason(request):
                also = request.POST.getlist("also")
                try:
                    revert_change(source=source, event=event, before=before, rights=rights, also=also, why=reason)
                except RevertRefused as refused:
                    errors = refused.sentences
                else:
                    messages.success(request, _("The change was reverted."))
                    return redirect(self._url("history"), object_id)
            else:
                errors = [_("Say why the change is reverted.")]
        plan = plan_revert(source=source, event=event, before=before, rights=rights)
        names = Names([(source, event, before), *([(source, plan.row, None)] if self._is_plain(source, plan) else [])])
        return self._answer(
            request,
            "admin/revert.html",
            obj,
            title=_("Revert a change"),
            entry=entries_of([(source, event.pk)])[0],
            plan=plan,
            lines=[
                {"line": line, "now": names.text(line.field, line.now), "back": names.text(line.field, line.back)}
                for line in plan.lines
            ],
            errors=errors,
            whole_row=WHOLE_ROW,
            reason_name=REASON,
            needs_reason=True,
            reason=given_reason(request),
            also=request.POST.getlist("also"),
        )

    # What belongs to whom ---------------------------------------------------------------------------

    @staticmethod
    def _is_plain(source: Source, plan) -> bool:
        return plan.row is not None and source.relation is None

    def _own_sources(self) -> list[Source]:
        return [Source(self.model, each, {}) for each in event_models(self.model)]

    def _row_or_ghost(self, request, object_id):
        """The row; one that was deleted as it last stood. Refused for whoever may not see it."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            obj = self._ghost(unquote(object_id))
        if obj is not None and not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        return obj

    def _ghost(self, object_id):
        try:
            key = self.model._meta.pk.to_python(object_id)
        except Exception:
            return None
        for event_model in event_models(self.model):
            events = event_model._default_manager.filter(**{own_key(event_model): key}, pgh_label=DELETED)
            event = events.order_by("-pgh_id").first()
            if event and not self.model._base_manager.filter(pk=key).exists():
                return ghost_of(self.model, event, Names([(Source(self.model, event_model, {}), event, None)]))
        return None

    def _event(self, request, obj, table: str, event_id: int):
        """The event, if it is one of the history of this very row."""
        for source in sources_of(obj, self.history_children(request, obj)):
            if source.event_model._meta.model_name == table and source.events().filter(pk=event_id).exists():
                event, before = with_predecessors(source, [event_id])[event_id]
                return source, event, before
        raise Http404

    # Who may revert what ----------------------------------------------------------------------------

    def _with_reverts(self, request, obj, entries: list[Entry]) -> list[Entry]:
        """With the address of the revert where this person may write such rows at all."""
        known: dict[tuple, bool] = {}
        writable: dict[Any, set[str]] = {}
        found = []
        for entry in entries:
            key = (entry.source.event_model, entry.event.pgh_label)
            if key not in known:
                known[key] = self._may_try(request, entry.source, entry.event.pgh_label, obj)
            if known[key] and self._is_writable(request, entry, obj, writable):
                table = entry.source.event_model._meta.model_name
                url = reverse(self._url("revert"), args=[obj.pk, table, entry.event.pk])
                entry = replace(entry, revert_url=url)
            found.append(entry)
        return found

    def _admin_of(self, source: Source):
        model = source.relation.model if source.relation is not None else source.model
        return self.admin_site._registry.get(model)

    def _may_try(self, request, source: Source, label: str, obj) -> bool:
        model_admin = self._admin_of(source)
        if model_admin is None or not getattr(model_admin, "is_reverted_here", True):
            return False
        # Of a row that hangs on this one only the kind is known here.
        row = obj if source.model is self.model else None
        if source.relation is not None or label == CHANGED:
            return model_admin.has_change_permission(request, row)
        if label == ADDED:
            return model_admin.has_delete_permission(request, row)
        return model_admin.has_add_permission(request)

    def _is_writable(self, request, entry: Entry, obj, known: dict[Any, set[str]]) -> bool:
        """Whether this person could write by hand any field that a change of a row of this page touched."""
        if (
            entry.event.pgh_label != CHANGED
            or entry.source.relation is not None
            or entry.source.model is not self.model
        ):
            return True
        if obj._state.adding:
            return True
        if self.model not in known:
            known[self.model] = set(self.get_form(request, obj, change=True).base_fields) - set(self.not_reverted)
        return not entry.fields or bool(known[self.model] & set(entry.fields))

    def _rights(self, request, source: Source) -> Rights | None:
        model_admin = self._admin_of(source)
        if model_admin is None or not getattr(model_admin, "is_reverted_here", True):
            return None
        change, add = model_admin.has_change_permission(request), model_admin.has_add_permission(request)
        if not (change or add or model_admin.has_delete_permission(request)):
            return None
        return Rights(
            may_add=add,
            may_change=partial(model_admin.has_change_permission, request),
            may_delete=partial(model_admin.has_delete_permission, request),
            form_fields=partial(_fields_to_revert, model_admin, request),
            hanging_on=lambda row: hanging_on(model_admin, request, row),
            save=lambda row, names, change: model_admin.save_model(request, row, Written(row, names), change),
            delete=lambda row: model_admin.delete_model(request, row),
            relates_here=model_admin.reverts_relations,
        )

    def _url(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _answer(self, request, template: str, obj, *, title: str, **context):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": name_of(obj) if obj is not None else None,
            "opts": self.opts,
            "object": obj,
            "object_name": name_of(obj) if obj is not None else "",
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, context)


@dataclass(frozen=True)
class Written:
    """What a page's ``save_model`` asks of the form that it saves."""

    instance: models.Model
    changed_data: list[str]


def _fields_to_revert(model_admin, request, row: models.Model | None) -> dict[str, Any]:
    fields = model_admin.get_form(request, row, change=row is not None).base_fields
    kept = getattr(model_admin, "not_reverted", ()) if row is not None else ()
    return {name: field for name, field in fields.items() if name not in kept}


def ghost_of(model: type[models.Model], event: Any, names: Names) -> Any:
    """A deleted row as it last stood, with the rows that it names as far as they are there."""
    held = {each.name for each in event._meta.fields}
    fields = [each for each in model._meta.concrete_fields if each.name in held]
    ghost = model(**{each.attname: getattr(event, each.attname) for each in fields})
    for each in fields:
        if each.is_relation and (row := names.rows.get(each.related_model, {}).get(getattr(event, each.attname))):
            setattr(ghost, each.name, row)
    return ghost


def name_of(row: models.Model) -> str:
    """The row's own name; where that rests on rows that are gone, its kind and key."""
    try:
        return str(row)
    except (ObjectDoesNotExist, FieldDoesNotExist, AttributeError):
        return f"{capfirst(row._meta.verbose_name)} {row.pk}"


def field_choices(obj: models.Model, children) -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields by which a history can be narrowed, under the kind of row they belong to."""
    groups = []
    for source in sources_of(obj, children):
        title = source.subject or str(capfirst(obj._meta.verbose_name))
        fields = [(source.field_key(each.name), str(capfirst(each.verbose_name))) for each in source.fields()]
        groups.append((title, [(source.field_key(""), title)] if source.relation is not None else fields))
    return groups


def hanging_on(model_admin, request, row: models.Model) -> tuple[list[str], list[str]]:
    """What forbids the deletion of a row, and what would go with it."""
    _found, counts, lacking, protected = model_admin.get_deleted_objects([row], request)
    against = [strip_tags(str(each)) for each in protected] + [str(each) for each in lacking]
    counts = {**counts, row._meta.verbose_name_plural: counts.get(row._meta.verbose_name_plural, 1) - 1}
    return against, [f"{capfirst(name)}: {count}" for name, count in counts.items() if count > 0]
