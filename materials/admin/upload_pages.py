"""Pages by which staff bring files into a draft: small ones at once, large ones part by part.

Large files follow tus 1.0 where it speaks of going on (HEAD tells what has arrived, PATCH brings what follows), and
plain forms do the same for whoever has no script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from jitco_portal.common.file_refusals import FileRefused
from jitco_portal.common.templatetags.portal import number
from jitco_portal.common.virus_scan import ScannerUnavailable
from materials.forms.uploads import BeginForm, PartForm, SmallFileForm
from materials.models import Edition, EditionState, Upload
from materials.queries.publishable import may_publish
from materials.queries.taken_files import (
    LARGEST_AT_ONCE,
    LARGEST_PIECE,
    MATERIAL_FILES,
    PIECE,
    REFUSALS,
    says_unscanned,
    uploads_of,
    why_refused,
)
from materials.services import resumable, uploads

# What stands against a beginning, and beside which field it is said.
_BEGIN_REFUSALS: dict[type[Exception], tuple[str | None, Any]] = {
    resumable.TooLarge: ("size", gettext_lazy("No file may be larger than 1 GB. Divide it.")),
    resumable.TooManyUploads: (None, gettext_lazy("You have 20 files on their way. Finish or stop one of them first.")),
    resumable.NoRoom: ("size", gettext_lazy("There is not enough room for this file. Tell the system administrator.")),
    uploads.NotADraft: (None, REFUSALS["not_a_draft"]),
}


def upload_urls(admin_view: Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]) -> list[URLPattern]:
    """Under the addresses of editions."""
    return [
        path("<int:pk>/upload/", admin_view(upload), name="materials_edition_upload"),
        path("<int:pk>/upload/begin/", admin_view(upload_begin), name="materials_edition_upload_begin"),
        path("<int:pk>/upload/<uuid:key>/", admin_view(upload_parts), name="materials_edition_upload_parts"),
        path("<int:pk>/upload/<uuid:key>/stop/", admin_view(upload_stop), name="materials_edition_upload_stop"),
        path("<int:pk>/upload/<uuid:key>/check/", admin_view(upload_check), name="materials_edition_upload_check"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a small file; what is on its way."""
    edition = _edition(request, pk)
    form = SmallFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        checked = values.pop("upload")
        try:
            uploads.receive(edition=edition, by=_person(request), checked=checked, **values)
        except FileRefused as error:
            form.add_error("upload", error.text)
        except ScannerUnavailable:
            form.add_error("upload", str(ScannerUnavailable.text))
        except uploads.SameFile:
            form.add_error("upload", str(REFUSALS["same_file"]))
        except uploads.NotADraft:
            form.add_error(None, str(REFUSALS["not_a_draft"]))
        else:
            messages.success(request, _("The file is added."))
            return redirect(request.path)
    return _page(request, edition, form=form, begin_form=BeginForm())


@require_POST
def upload_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """A large file is announced; scripts are told the address for its bytes, people are led there."""
    edition = _edition(request, pk)
    form = BeginForm(request.POST)
    wants_json = request.headers.get("Accept") == "application/json"
    if form.is_valid():
        try:
            begun = resumable.begin(edition=edition, by=_person(request), **form.cleaned_data)
        except tuple(_BEGIN_REFUSALS) as error:
            field, text = _BEGIN_REFUSALS[type(error)]
            form.add_error(field, str(text))
        else:
            address = _address("parts", begun)
            if wants_json:
                return JsonResponse({"address": address}, status=201)
            return redirect(address)
    if wants_json:
        return JsonResponse({"errors": [each for errors in form.errors.values() for each in errors]}, status=400)
    return _page(request, edition, form=SmallFileForm(), begin_form=form)


@require_http_methods(["GET", "HEAD", "POST", "PATCH"])
def upload_parts(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """How far a large file is, and its next part; after the edition was published, what became of it."""
    edition = _edition(request, pk, is_draft=False)
    held = _upload(edition, key)
    is_theirs = held.created_by == request.user
    if request.method in ("POST", "PATCH") and not is_theirs:
        # Its bytes are whose name stands by them.
        raise PermissionDenied
    if request.method == "PATCH":
        return _piece(request, held)
    if request.method == "HEAD":
        return _told(held, HttpResponse(status=200))
    form = PartForm(initial={"offset": held.received})
    if request.method == "POST":
        form = PartForm(request.POST, request.FILES)
        if form.is_valid() and _part(request, held, form):
            return redirect(request.path)
        held.refresh_from_db()
    return _shown(
        request,
        edition,
        "upload_parts",
        title=_("A large file on its way") if held.state == Upload.State.OPEN else _("A large file"),
        upload=held,
        form=form,
        is_open=held.state == Upload.State.OPEN,
        is_theirs=is_theirs,
        may_stop=_may_stop(request, held),
        is_draft=edition.state == EditionState.DRAFT,
        is_whole=held.received == held.size,
        why=why_refused(held) if held.state == Upload.State.REFUSED else "",
        percent=held.received * 100 // held.size,
        next_part=held.received // LARGEST_AT_ONCE + 1,
        settings=_script_settings(edition, held),
    )


@require_POST
def upload_stop(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    edition = _edition(request, pk, is_draft=False)
    held = _upload(edition, key)
    if not _may_stop(request, held):
        raise PermissionDenied
    try:
        resumable.stop(upload=held)
    except resumable.Closed:
        pass
    else:
        messages.success(request, _("What had arrived is deleted."))
    if edition.state != EditionState.DRAFT:
        return redirect("admin:materials_edition_change", edition.pk)
    return redirect("admin:materials_edition_upload", edition.pk)


@require_POST
def upload_check(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """Once more, where a worker died over it or the scanner did not answer for long."""
    edition = _edition(request, pk, is_draft=False)
    held = _upload(edition, key)
    if not _may_stop(request, held):
        raise PermissionDenied
    try:
        resumable.check_again(upload=held)
    except resumable.Closed:
        messages.info(request, _("It was checked already."))
    else:
        messages.success(request, _("It is checked once more."))
    return redirect(_address("parts", held))


def _part(request: HttpRequest, held: Upload, form: PartForm) -> bool:
    """A part in a plain form; whether to go on with the page of its upload."""
    part, offset = form.cleaned_data["part"], form.cleaned_data["offset"]
    # Whoever takes a later part for the next one would learn of it when everything has come.
    wanted = min(LARGEST_AT_ONCE, held.size - offset)
    if held.size > LARGEST_AT_ONCE and offset == held.received and part.size < wanted:
        told = _("The next part has exactly %(wanted)s bytes, this one %(size)s. Is it the right one?")
        form.add_error("part", told % {"wanted": number(wanted), "size": number(part.size)})
        return False
    try:
        resumable.append(upload=held, offset=offset, data=part.chunks())
    except resumable.OffsetConflict:
        messages.warning(request, _("This part has arrived already, or another one did. See which comes next."))
    except resumable.Closed:
        messages.info(request, _("Nothing more is needed of this file."))
    except resumable.MoreThanSaid:
        form.add_error("part", _("This is more than the file was said to have. Is it the right part?"))
        return False
    else:
        messages.success(request, _("The part has arrived."))
    return True


def _piece(request: HttpRequest, held: Upload) -> HttpResponse:
    """The answer to PATCH, as tus 1.0 has it. What came of a piece before the line broke is kept."""
    offset, length = request.headers.get("Upload-Offset", ""), request.META.get("CONTENT_LENGTH") or ""
    if request.content_type != "application/offset+octet-stream":
        return HttpResponse(status=415)
    if not offset.isdecimal() or len(offset) > 15:
        return HttpResponse(status=400)
    if not length.isdecimal():
        return HttpResponse(status=411)
    if int(length) > LARGEST_PIECE or int(offset) + int(length) > held.size:
        return _told(held, HttpResponse(status=413))
    # Before the bytes are read, so that a second tab sends none in vain.
    if int(offset) != held.received:
        return _told(held, HttpResponse(status=409))
    if not connection.in_atomic_block:
        # A slow line must hold no connection while its bytes come.
        connection.close()
    pieces = list(_bytes_of(request))
    try:
        held = resumable.append(upload=held, offset=int(offset), data=pieces)
    except resumable.OffsetConflict as error:
        held.received = error.received
        return _told(held, HttpResponse(status=409))
    except resumable.Closed:
        return HttpResponse(status=410)
    except resumable.MoreThanSaid:
        return _told(held, HttpResponse(status=413))
    return _told(held, HttpResponse(status=204))


def _bytes_of(request: HttpRequest) -> Iterator[bytes]:
    try:
        while piece := request.read(256 * 1024):
            yield piece
    except UnreadablePostError:
        # The line broke: what has come so far is taken, and asked for no more.
        return


def _told(held: Upload, response: HttpResponse) -> HttpResponse:
    response["Tus-Resumable"] = "1.0.0"
    response["Upload-Offset"] = str(held.received)
    response["Upload-Length"] = str(held.size)
    response["Upload-State"] = held.state
    response["Cache-Control"] = "no-store"
    return response


def _edition(request: HttpRequest, pk: int, *, is_draft: bool = True) -> Edition:
    """A draft for whoever may add files to it; whoever may not does not learn that it is there.

    Without ``is_draft`` also what was published meanwhile: whoever sent something to it is told so.
    """
    user: Any = request.user
    if not (user.has_perm("materials.add_editionfile") and user.has_perm("materials.view_edition")):
        raise Http404("may not add files")
    rows = Edition.objects.select_related("material")
    return get_object_or_404(rows.filter(state=EditionState.DRAFT) if is_draft else rows, pk=pk)


def _upload(edition: Edition, key: UUID) -> Upload:
    return get_object_or_404(edition.uploads.select_related("created_by", "file"), key=key)


def _may_stop(request: HttpRequest, held: Upload) -> bool:
    """Whoever sends it; publishers, where nobody sends it any more."""
    return held.created_by == request.user or may_publish(request.user)


def _person(request: HttpRequest) -> Any:
    return request.user


def _address(name: str, held: Upload) -> str:
    return reverse(f"admin:materials_edition_upload_{name}", args=[held.edition_id, held.key])


def _script_settings(edition: Edition, held: Upload | None) -> dict[str, Any]:
    return {
        "begin": reverse("admin:materials_edition_upload_begin", args=[edition.pk]),
        "upload": {"address": _address("parts", held), "name": held.name, "size": held.size} if held else None,
        "isChecked": bool(held and held.received == held.size and held.state == Upload.State.OPEN),
        "atOnce": LARGEST_AT_ONCE,
        "largest": max(MATERIAL_FILES.largest.values()),
        "piece": PIECE,
        "texts": {
            "sending": _("It is being sent. Leave this page open; you can go on later, also on another day."),
            "paused": _("Paused."),
            "waiting": _("The line is broken. It goes on by itself as soon as there is one."),
            "loggedOut": _("The portal takes nothing more: log in again in another tab, then press “Go on”."),
            "closed": _("This file is on its way no more. Load the page again."),
            "otherFile": _("This is another file: choose “%(name)s” with %(size)s bytes."),
            "changedFile": _("This file was changed since its first part was sent. Stop this upload and begin anew."),
            "tooLarge": _("No file may be larger than 1 GB. Divide it."),
            "progress": _("%(received)s of %(size)s MB (%(percent)s %%)"),
            "failed": _("It could not begin. Load the page again."),
        },
    }


def _page(request: HttpRequest, edition: Edition, *, form: SmallFileForm, begin_form: BeginForm) -> HttpResponse:
    return _shown(
        request,
        edition,
        "upload",
        title=_("Add files"),
        form=form,
        begin_form=begin_form,
        opens_parts=form.has_error("upload", "too_large_at_once"),
        files=list(edition.files.all()),
        uploads=[
            {"row": each, "address": _address("parts", each), "percent": each.received * 100 // each.size}
            for each in uploads_of(edition)
        ],
        limits=[(kind.label, most) for kind, most in MATERIAL_FILES.largest.items()],
        is_unscanned=says_unscanned(),
        settings=_script_settings(edition, None),
    )


def _shown(request: HttpRequest, edition: Edition, page: str, **context: Any) -> HttpResponse:
    return TemplateResponse(
        request,
        f"admin/materials/{page}.html",
        {**admin.site.each_context(request), "opts": Edition._meta, "edition": edition, **context},
    )
