"""Merging two organizations at the desk: side by side, with a plan first, and undone in the same way."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jitco_portal.common.desk.base import ToLookAtOnly
from jitco_portal.common.desk.pages import desk_page
from organizations.admin.groups import WAITING
from organizations.forms.merging import MergeForm, TwoForm
from organizations.forms.reasons import ReasonForm
from organizations.models import Merge, MergeMove, Organization
from organizations.queries.merging.moves import left_as_it_is
from organizations.queries.merging.plan import blank_ones, later_merges, plan_merge
from organizations.queries.merging.readings import effect_of_merging
from organizations.queries.merging.relations import Fate
from organizations.services import merging

PAGES = "admin/organizations/merge"
# The button that writes; its value says what was looked at.
WRITES = "write"


@admin.register(Merge)
class MergeAdmin(ToLookAtOnly):
    index_group = WAITING
    change_form_template = f"{PAGES}/change_form.html"
    change_list_template = f"{PAGES}/change_list.html"
    list_display = ("__str__", "merged_by", "merged_at", "undone_by", "undone_at")
    list_select_related = ("kept__country", "absorbed__country", "merged_by", "undone_by")
    search_fields = ("kept__public_id", "absorbed__public_id", "kept__name_en", "absorbed__name_en")
    fields = ("kept", "absorbed", "merged_by", "merged_at", "undone_by", "undone_at", "written")
    readonly_fields = ("merged_at", "written")

    @admin.display(description=gettext_lazy("rows that were written"))
    def written(self, obj: Merge) -> str:
        return _listed(_written(obj))

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organizations.change_merge")

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organizations.add_merge")

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(
            request, {**(extra_context or {}), "may_merge": self.has_merge_permission(request)}
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        left = MergeMove.objects.filter(merge=object_id, kept__isnull=False) if object_id.isdecimal() else ()
        told = [_told(move, request.user) for move in left] if self.has_view_permission(request) else []
        more = {**(extra_context or {}), "may_undo": self.has_undo_permission(request), "not_put_back": told}
        return super().change_view(request, object_id, form_url, more)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("begin/", wrap(self.begin_view), name="organizations_merge_begin"),
            path("<int:pk>/undo/", wrap(self.undo_view), name="organizations_merge_undo"),
            *super().get_urls(),
        ]

    def begin_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_merge_permission(request):
            raise PermissionDenied
        return _begin(request, self)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_undo_permission(request):
            raise PermissionDenied
        made = self.get_queryset(request).select_related("kept", "absorbed").filter(pk=pk).first()
        if made is None:
            raise Http404("no such merge")
        return _undo(request, self, made)


@require_http_methods(["GET", "HEAD", "POST"])
def _begin(request: HttpRequest, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Which two; then what they say side by side, what will happen, and the button that merges them."""
    title = _("Merge two organizations")
    asked = {"kept", "absorbed"} & set(request.GET)
    two = TwoForm(request.GET if asked else None)
    if not (asked and two.is_valid()):
        return _shown(model_admin, request, "begin", title=title, form=two)
    kept, absorbed = two.cleaned_data["kept"], two.cleaned_data["absorbed"]
    plan = plan_merge(kept=kept, absorbed=absorbed, take=blank_ones(kept=kept, absorbed=absorbed))
    fields = [line.name for line in plan.lines if line.may_be_taken]
    form = MergeForm(request.POST if request.method == "POST" else None, fields=fields, initial={"take": plan.take})
    if request.method == "POST" and form.is_valid():
        made = _merged(request, form, kept, absorbed)
        if made is not None:
            return redirect("admin:organizations_merge_change", made.pk)
        plan = plan_merge(kept=kept, absorbed=absorbed, take=form.cleaned_data["take"])
    taken = form["take"].value() or []
    effect = effect_of_merging(plan=plan) if plan.is_possible else None
    context = {
        "form": form,
        "plan": plan,
        "lines": [(line, line.name in taken) for line in plan.lines],
        "told": [_row(request, each) for each in plan.rows if each.why],
        "effect": effect,
        "may_merge": plan.is_possible,
    }
    return _shown(model_admin, request, "plan", title=title, **context)


def _merged(request: HttpRequest, form: MergeForm, kept: Organization, absorbed: Organization) -> Merge | None:
    values = {
        "take": form.cleaned_data["take"],
        "digest": request.POST.get(WRITES, ""),
        "why": form.cleaned_data["why"],
    }
    try:
        made = merging.merge(kept=kept, absorbed=absorbed, by=request.user, **values)  # type: ignore[arg-type]
    except merging.PlanChanged:
        messages.warning(request, _("Nothing was written: the two have changed since you looked. Please look again."))
    except merging.MergeRefused as refused:
        messages.error(request, _("Nothing was written: the two cannot be merged as they are. The reasons are below."))
        for why in refused.args[0]:
            messages.error(request, why)
    except OperationalError:
        messages.error(request, _busy())
    else:
        messages.success(request, _("The two are merged. This can be undone on this page."))
        return made
    return None


def _row(request: HttpRequest, planned: Any) -> dict[str, Any]:
    """A row that should be read of: its text only for whoever may view it, and where to correct it."""
    row = planned.row
    may_view = _may_view(type(row), request.user)
    return {
        "title": planned.relation.title,
        "text": str(row) if may_view else "",
        "fate": Fate(planned.fate),
        "why": planned.why,
        "url": _page_of(row) if may_view and planned.fate == Fate.REFUSED else "",
    }


def _page_of(row: models.Model) -> str:
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
def _undo(request: HttpRequest, model_admin: admin.ModelAdmin, made: Merge) -> HttpResponse:
    if made.undone_at is not None:
        messages.warning(request, _("This merge is undone already."))
        return redirect("admin:organizations_merge_change", made.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    later = list(later_merges(made))
    if request.method == "POST" and not later and form.is_valid():
        try:
            left = merging.undo(merge=made, by=request.user, why=form.cleaned_data["why"])  # type: ignore[arg-type]
        except merging.UndoneAlready:
            messages.warning(request, _("This merge is undone already."))
        except merging.LaterMerges:
            messages.warning(request, _("Nothing was written: undo the later merges first."))
        except OperationalError:
            messages.error(request, _busy())
        else:
            text = _("The merge is undone: both organizations stand again.")
            text_left = _("The merge is undone. What somebody changed since is as they left it; it is listed below.")
            messages.success(request, text_left if left else text)
        return redirect("admin:organizations_merge_change", made.pk)
    context = {
        "title": _("Undo a merge"),
        "original": made,
        "form": form,
        "later": later,
        "rows": _written(made),
        "left": [] if later else [_told(move, request.user) for move in left_as_it_is(merge=made)],
    }
    return _shown(model_admin, request, "undo", **context)


def _busy() -> str:
    """Of two who wait for each other, as a merge and a list that is taken back, the database ends one."""
    return _("Nothing was written: somebody else was writing the same rows. Please try again.")


def _written(made: Merge) -> list[str]:
    """How many rows of each kind it wrote."""
    counts = Counter(made.moves.values_list("model", flat=True))
    return [f"{apps.get_model(label)._meta.verbose_name_plural} {count}" for label, count in counts.items()]


def _told(move: MergeMove, user: Any) -> str:
    """A row in words, where it still stands, and its number alone for whoever may not view it."""
    model = apps.get_model(move.model)
    row = model._base_manager.filter(pk=move.object_pk).first() if _may_view(model, user) else None
    return f"{model._meta.verbose_name}: {row or move.object_pk}"


def _may_view(model: Any, user: Any) -> bool:
    return bool(user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"))


def _listed(texts: list[str]) -> str:
    return " · ".join(texts) or "–"


def _shown(model_admin: admin.ModelAdmin, request: HttpRequest, page: str, **context: Any) -> HttpResponse:
    return desk_page(model_admin, request, f"{PAGES}/{page}.html", writes=WRITES, **context)
