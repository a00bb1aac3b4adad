"""The page on which papers and pictures of an event are added: a scanner may take its time there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jitco_portal.common.virus_scan import InfectedFile, ScannerUnavailable, TooLargeToScan
from seminars.forms.desk import FileForm
from seminars.models import Event
from seminars.services.files import NotAPicture, add_file

REFUSALS = {
    NotAPicture: gettext_lazy("This is no picture that can be read. Choose a JPEG or PNG file."),
    InfectedFile: InfectedFile.text,
    ScannerUnavailable: ScannerUnavailable.text,
    TooLargeToScan: TooLargeToScan.text,
}


@require_http_methods(["GET", "HEAD", "POST"])
def files_view(request: HttpRequest, event: Event) -> HttpResponse | dict[str, Any]:
    """The answer to what was sent; or what the page shows."""
    user: Any = request.user
    may_add = user.has_perm("seminars.add_eventfile")
    if not user.has_perm("seminars.view_eventfile") or (request.method == "POST" and not may_add):
        raise PermissionDenied
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_file(event=event, **form.cleaned_data)
        except tuple(REFUSALS) as error:
            form.add_error("upload", str(REFUSALS[type(error)]))
        else:
            messages.success(request, _("The file is added."))
            return redirect(request.path)
    return {
        "title": _("Papers and pictures"),
        "files": list(event.files.all()),
        "form": form,
        "may_add": may_add,
    }
