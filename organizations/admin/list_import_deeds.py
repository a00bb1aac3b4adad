"""What people do with an import: decide about rows, submit, approve, send back, take back, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from organizations.forms.list_imports import MatchForm
from organizations.forms.reasons import ReasonForm
from organizations.models import ListImport, ListRow
from organizations.queries.list_imports import pages as queries
from organizations.services import list_imports as services

PAGES = "admin/organizations/listimport"
WORK = "admin:organizations_listimport_work"
State = ListImport.State


def may_approve(request: HttpRequest, list_import: ListImport) -> bool:
    """Another publisher than those who uploaded and submitted it."""
    is_own = request.user.pk in (list_import.uploaded_by_id, list_import.submitted_by_id)
    return request.user.has_perm(services.APPROVES) and list_import.state == State.SUBMITTED and not is_own


@require_http_methods(["GET", "HEAD", "POST"])
def row_view(request: HttpRequest, list_import: ListImport, shared: dict[str, Any], *, row_pk: int) -> HttpResponse:
    """One row with all that is known of it; matched by hand, accepted or left out."""
    row = queries.rows_of(list_import=list_import).filter(pk=row_pk).first()
    if row is None:
        raise Http404("no such row; another comparison may have written it anew")
    may_decide = request.user.has_perm("organizations.change_listimport") and list_import.state == State.COMPARED
    deed = request.POST.get("deed", "")
    form = MatchForm(request.POST if deed == "match" else None)
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        if deed in ("accept", "skip", "open"):
            return _done(request, list_import, lambda: services.decide(row=row, decision=deed, by=request.user))
        if deed == "new":
            return _done(
                request, list_import, lambda: services.match_by_hand(row=row, organization=None, by=request.user)
            )
        if deed == "match" and form.is_valid():
            chosen = form.cleaned_data["public_id"]
            return _done(
                request, list_import, lambda: services.match_by_hand(row=row, organization=chosen, by=request.user)
            )
    context = {
        "title": _("Row %(row)s") % {"row": row},
        "list_import": list_import,
        "each": queries.shown(rows=[row])[0],
        "form": form,
        "may_decide": may_decide,
    }
    return TemplateResponse(request, f"{PAGES}/row.html", {**shared, **context})


@require_POST
def deed_view(request: HttpRequest, list_import: ListImport, shared: dict[str, Any], *, deed: str) -> HttpResponse:
    """Deeds of the whole import; each says which comparison was read, and most say why."""
    if deed not in _DEEDS:
        raise Http404("no such deed")
    permission, needs_reason, act, done = _DEEDS[deed]
    if not request.user.has_perm(permission):
        raise PermissionDenied
    form = ReasonForm(request.POST if needs_reason else {"why": "-"})
    if not form.is_valid():
        messages.error(request, _("Nothing was done: say why."))
        return redirect(WORK, list_import.pk)
    version = request.POST.get("version", "")
    read = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else -1
    return _done(request, list_import, lambda: act(request, list_import, form.cleaned_data["why"], read), done)


def _decide_all(request: HttpRequest, list_import: ListImport, _why: str, _version: int) -> None:
    result, decision = request.POST.get("result", ""), request.POST.get("decision", "")
    if result not in ("new", "changed", "gone", "doubtful") or decision not in ListRow.Decision.values:
        raise Http404("no such decision")
    services.decide_all(list_import=list_import, results=[result], decision=decision, by=request.user)


def _submit(request: HttpRequest, list_import: ListImport, _why: str, version: int) -> None:
    services.submit(list_import=list_import, version=version, by=request.user)


def _approve(request: HttpRequest, list_import: ListImport, _why: str, version: int) -> None:
    services.approve(list_import=list_import, version=version, by=request.user)


def _send_back(request: HttpRequest, list_import: ListImport, why: str, _version: int) -> None:
    services.send_back(list_import=list_import, because=why, by=request.user)


def _undo(request: HttpRequest, list_import: ListImport, why: str, _version: int) -> None:
    services.undo(list_import=list_import, because=why, by=request.user)


def _withdraw(request: HttpRequest, list_import: ListImport, _why: str, _version: int) -> None:
    services.withdraw(list_import=list_import, by=request.user)


CHANGE = "organizations.change_listimport"
# The right, whether a reason is asked, the deed, and what is said afterwards.
_DEEDS: dict[str, tuple[str, bool, Callable[[HttpRequest, ListImport, str, int], None], Any]] = {
    "decide-all": (CHANGE, False, _decide_all, gettext_lazy("Your decision is kept.")),
    "submit": (CHANGE, False, _submit, gettext_lazy("The list waits for a second person now.")),
    "approve": (services.APPROVES, False, _approve, gettext_lazy("Approved: the list is being published.")),
    "send-back": (services.APPROVES, True, _send_back, gettext_lazy("The list is sent back, with your reason.")),
    "undo": (services.APPROVES, True, _undo, gettext_lazy("The list is being taken back.")),
    "withdraw": (CHANGE, False, _withdraw, gettext_lazy("The list is withdrawn. Nothing of it was published.")),
}


def _done(request: HttpRequest, list_import: ListImport, act: Callable[[], Any], done: Any = None) -> HttpResponse:
    """The deed, or in words why it was not done; then the list again, where the reader was."""
    try:
        act()
    except services.ImportRefused as refused:
        messages.error(request, str(refused.text))
    else:
        messages.success(request, done or _("Your decision is kept."))
    response = redirect(WORK, list_import.pk)
    result = request.POST.get("back", "")
    if result in ListRow.Result.values:
        response["Location"] += f"?result={result}"
    return response
