"""Pages of an import: upload, progress, answers, comparison, and the second person's look."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from jitco_portal.common.desk.pages import desk_page
from jitco_portal.common.exports import asked_format, batches_of, export
from jitco_portal.common.pagination import paginate
from organizations.admin.list_import_deeds import deed_view, may_approve, row_view
from organizations.forms.list_imports import AnswersForm, UploadForm
from organizations.forms.reasons import ReasonForm
from organizations.models import ListImport, ListRow, ListWork
from organizations.queries.list_imports import pages as queries
from organizations.queries.list_imports.preview import read_stored
from organizations.queries.list_imports.shapes import ReadList
from organizations.services import list_imports as services

PAGES = "admin/organizations/listimport"
WORK = "admin:organizations_listimport_work"
State = ListImport.State
ANSWERABLE = (State.ASKS, State.COMPARED, State.REFUSED)
DEEDS = {
    State.ASKS: gettext_lazy("Answer the questions"),
    State.COMPARED: gettext_lazy("Decide about the rows"),
    State.SUBMITTED: gettext_lazy("Look through and approve"),
}


def page_urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    def page(view: Any) -> Any:
        """With the import of the address, for those who may see imports at all."""

        def shown(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
            if not model_admin.has_view_permission(request):
                raise PermissionDenied
            list_import = model_admin.get_queryset(request).filter(pk=pk).first()
            if list_import is None:
                raise Http404("no such import")
            request.current_app = model_admin.admin_site.name  # type: ignore[attr-defined]
            shared = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts}
            return view(request, list_import, shared, **more)

        return model_admin.admin_site.admin_view(shown)

    name = "organizations_listimport"
    return [
        path("<int:pk>/steps/", page(work), name=f"{name}_work"),
        path("<int:pk>/steps/progress/", page(progress), name=f"{name}_progress"),
        path("<int:pk>/steps/answers/", page(answers), name=f"{name}_answers"),
        path("<int:pk>/steps/rows/", page(rows_file), name=f"{name}_rows"),
        path("<int:pk>/steps/rows/<int:row_pk>/", page(row_view), name=f"{name}_row"),
        path("<int:pk>/steps/<slug:deed>/", page(deed_view), name=f"{name}_deed"),
    ]


def deed_of(list_import: ListImport) -> Any:
    """What a person does next with it."""
    return DEEDS.get(State(list_import.state), gettext_lazy("Look at it"))


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest, model_admin: admin.ModelAdmin) -> HttpResponse:
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        list_import = services.receive(
            words=form.words,
            source=values["source"],
            source_url=values["source_url"],
            file=values["upload"],
            by=request.user,
        )
        messages.success(request, _("The list has come in and is being read. You may close this page meanwhile."))
        return redirect(WORK, list_import.pk)
    return desk_page(model_admin, request, f"{PAGES}/upload.html", title=_("Bring in a list"), form=form)


@require_GET
def work(request: HttpRequest, list_import: ListImport, shared: dict[str, Any]) -> HttpResponse:
    """By its state: how far it is, what it asks, its rows to decide or to approve, what can be taken back."""
    result = request.GET.get("result", "")
    result = result if result in ListRow.Result.values else ""
    only_open = request.GET.get("open") == "1"
    tallies = queries.tallies(list_import=list_import)
    rows = queries.rows_of(list_import=list_import, result=result, only_open=only_open)
    page = paginate(request, rows, order=queries.ROW_ORDER)
    is_editor = request.user.has_perm("organizations.change_listimport")
    context = {
        "title": str(list_import),
        "list_import": list_import,
        "is_at_work": list_import.state in ListImport.AT_WORK,
        **_progress(list_import),
        "message": queries.sentences(list_import.message.get("parts")),
        "questions": queries.sentences(list_import.questions),
        "tallies": tallies,
        "doubtful_count": sum(each.open for each in tallies if each.result == ListRow.Result.DOUBTFUL),
        "open_count": sum(each.open for each in tallies),
        "result": result,
        "only_open": only_open,
        "page": page,
        "rows": queries.shown(rows=page),
        "may_answer": is_editor and list_import.state in ANSWERABLE,
        "may_decide": is_editor and list_import.state == State.COMPARED,
        "may_approve": may_approve(request, list_import),
        "is_own": request.user.pk in (list_import.uploaded_by_id, list_import.submitted_by_id),
        "may_undo": request.user.has_perm(services.APPROVES) and list_import.state == State.APPLIED,
        "may_withdraw": is_editor and list_import.state in (*ANSWERABLE, State.SUBMITTED),
        "reason_form": ReasonForm(auto_id="id_reason_%s"),
        "kept": queries.kept_changes(list_import=list_import) if list_import.state == State.UNDONE else (),
    }
    return TemplateResponse(request, f"{PAGES}/work.html", {**shared, **context})


@require_GET
def progress(request: HttpRequest, list_import: ListImport, shared: dict[str, Any]) -> HttpResponse:
    """Sent to htmx alone; when the work has ended, the whole page is asked for again."""
    context = {"list_import": list_import, **_progress(list_import)}
    response = TemplateResponse(request, f"{PAGES}/_progress.html", context)
    if list_import.state not in ListImport.AT_WORK:
        response["HX-Refresh"] = "true"
    return response


def _progress(list_import: ListImport) -> dict[str, int]:
    held = ListWork.objects.filter(list_import=list_import).first()
    return {"done": held.done, "total": held.total} if held else {"done": 0, "total": 0}


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, list_import: ListImport, shared: dict[str, Any]) -> HttpResponse:
    """The file as it is understood, with everything that may be said about it."""
    if not request.user.has_perm("organizations.change_listimport"):
        raise PermissionDenied
    if list_import.state not in ANSWERABLE:
        messages.warning(request, _("This list is not to be answered any more."))
        return redirect(WORK, list_import.pk)
    read = read_stored(list_import=list_import)
    is_read = isinstance(read, ReadList)
    form = AnswersForm(
        request.POST if request.method == "POST" else None,
        kind=list_import.kind,
        sheets=read.sheets if is_read else (),
        columns=read.columns if is_read else (),
        initial=list_import.answers,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(list_import=list_import, answers=form.answers, by=request.user)
        except services.ImportRefused as refused:
            messages.error(request, str(refused.text))
        else:
            messages.success(request, _("Your answers are kept; the list is read again."))
        return redirect(WORK, list_import.pk)
    asked = [*read.asks, *read.questions] if is_read else [*read.questions, *read.message]
    context = {
        "title": _("How this list is read"),
        "list_import": list_import,
        "form": form,
        "read": read if is_read else None,
        "first_rows": queries.first_rows(read) if isinstance(read, ReadList) else [],
        "questions": queries.sentences([vars(each) for each in asked]),
    }
    return TemplateResponse(request, f"{PAGES}/answers.html", {**shared, **context})


@require_GET
def rows_file(request: HttpRequest, list_import: ListImport, shared: dict[str, Any]) -> HttpResponse:
    """All rows with what was decided, as a file."""
    fmt = asked_format(request) if request.GET.get("format") in ("csv", "xlsx") else "csv"
    rows = queries.rows_of(list_import=list_import)
    return export(
        fmt=fmt or "csv",
        name=f"list-{list_import.pk}",
        day=timezone.localdate(),
        columns=queries.EXPORT_COLUMNS,
        batches=batches_of(rows, order=queries.ROW_ORDER),
    )
