"""Files, pictures of their pages, and archives. Querysets decide who may; a stranger gets 404 by every address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jitco_portal.common.archives import ArchiveTooLarge
from jitco_portal.common.delivery import NotWhole, Source, deliver, deliver_small
from materials.models import Edition, EditionFile
from materials.queries import handed_out
from materials.services import counting
from materials.templatetags.materials import file_size
from materials.views.reader import shared_keys

_NUMBER = re.compile(r"[0-9]{1,18}")
# What the page of a material is told of the boxes (``ticked``).
NOTHING, NOT_ALL = "nothing", "not_all"


@require_safe
def file_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The permanent address of a file."""
    keys = shared_keys(request)
    file = handed_out.file_for(user=request.user, keys=keys, pk=pk)
    if file is None:
        edition = handed_out.withdrawn_edition_of(user=request.user, keys=keys, file_pk=pk)
        if edition is None:
            raise Http404("no file for this reader")
        return _withdrawn(request, edition)
    return _deliver(request, [file], lambda: handed_out.stored(file))


@require_safe
def file_preview(request: HttpRequest, pk: int, page: int) -> HttpResponseBase:
    """The picture of a page; not counted."""
    preview = handed_out.preview_for(user=request.user, keys=shared_keys(request), file_pk=pk, page=page)
    if preview is None:
        raise Http404("no preview for this reader")
    try:
        return _named_by_nobody(deliver_small(request, handed_out.stored_preview(preview)))
    except NotWhole as error:
        raise Http404("the preview is gone") from error


@require_safe
def latest_file(request: HttpRequest, pk: int, language: str) -> HttpResponseBase:
    """Leads to the permanent address of what is the latest today: its bytes never become others on the way."""
    edition = handed_out.latest_edition(
        user=request.user, keys=shared_keys(request), material_pk=pk, language=language
    )  # fmt: skip
    if edition is None:
        raise Http404("no edition for this reader")
    if edition.is_withdrawn:
        return _withdrawn(request, edition)
    files = list(edition.files.all())
    if not files:
        raise Http404("an edition without files")
    if len(files) == 1:
        answer = redirect("materials:file_download", files[0].pk)
    else:
        answer = redirect("materials:edition_archive", edition.pk)
    if "key" in request.GET:
        answer["Location"] += "?" + urlencode({"key": request.GET["key"]})
    answer["Cache-Control"] = "no-cache"
    return _named_by_nobody(answer)


@require_safe
def edition_archive(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All files of an edition."""
    files = handed_out.files_of_edition(user=request.user, keys=shared_keys(request), edition_pk=pk)
    if not files:
        raise Http404("no edition for this reader")
    return _deliver_archive(request, files)


@require_safe
def archive(request: HttpRequest) -> HttpResponseBase:
    """Chosen files, ``?file=1&file=2``; one that the reader may not have, and there is no archive.

    ``of`` is the material on whose page they were ticked: there is what to do about it.
    """
    asked = request.GET.getlist("file")
    if not asked:
        return _to_be_ticked(request, NOTHING)
    if not all(_NUMBER.fullmatch(each) for each in asked):
        return _to_be_ticked(request, NOT_ALL)
    try:
        files = handed_out.files_for_archive(
            user=request.user, keys=shared_keys(request), pks=[int(each) for each in asked]
        )
    except ArchiveTooLarge:
        return _too_large(request, None)
    if files is None:
        return _to_be_ticked(request, NOT_ALL)
    return _deliver_archive(request, files)


def _to_be_ticked(request: HttpRequest, why: str) -> HttpResponse:
    """Says nothing of any file: neither which one it is, nor whether there is one."""
    of = request.GET.get("of", "")
    if not _NUMBER.fullmatch(of):
        raise Http404("not all of these files are for this reader")
    query = {"ticked": why}
    if "key" in request.GET:
        query["key"] = request.GET["key"]
    answer = redirect(f"{reverse('materials:material_detail', args=[int(of)])}?{urlencode(query)}#languages")
    answer["Cache-Control"] = "no-store"
    return _named_by_nobody(answer)


def _deliver_archive(request: HttpRequest, files: Sequence[EditionFile]) -> HttpResponseBase:
    try:
        return _deliver(request, files, lambda: handed_out.archive_of(files))
    except ArchiveTooLarge:
        return _too_large(request, files)


def _deliver(request: HttpRequest, files: Sequence[EditionFile], source: Callable[[], Source]) -> HttpResponseBase:
    try:
        return _named_by_nobody(deliver(request, source(), started=partial(_count, request, files)))
    except (handed_out.NotAsCheckedIn, NotWhole):
        return _not_whole(request, files)


def _count(request: HttpRequest, files: Sequence[EditionFile]) -> None:
    # What a browser fetches because it might be clicked is no download.
    if "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", ""):
        return
    reader = counting.Reader(
        user=request.user,
        address=get_adapter().get_client_ip(request) or "",
        agent=request.headers.get("User-Agent", "")[:500],
        keys=shared_keys(request),
    )
    counting.count_download(files=files, reader=reader)


def _named_by_nobody(answer: HttpResponseBase) -> HttpResponseBase:
    """The address may carry a key: nothing that is opened from here learns it, and no index holds a file."""
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


# Pages in the place of a file -----------------------------------------------------------------------------


def _withdrawn(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "title": _("This edition was withdrawn"),
        "lead": edition.withdrawn_because,
        "next": _("Its page says which edition takes its place, where there is one."),
        "editions": [edition],
        "successor": edition.successor,
    }
    return _page(request, context, status=410)


def _not_whole(request: HttpRequest, files: Sequence[EditionFile]) -> HttpResponse:
    context = {
        "title": _("This file cannot be handed out at the moment"),
        "lead": _(
            "Its bytes are not those that were checked in, so we hand out none of them. The Affairs Dept. sees it "
            "on its desk and puts the file back from a copy."
        ),
        "next": _("Try again tomorrow, or take another file or edition meanwhile."),
        "editions": _editions(files),
    }
    return _page(request, context, status=503)


def _too_large(request: HttpRequest, files: Sequence[EditionFile] | None) -> HttpResponse:
    size = file_size(sum(file.size for file in files)) if files else ""
    context = {
        "title": _("These files are too large for one archive"),
        "lead": _("Together they have %(size)s; an archive has 2 GB and 500 files at most.") % {"size": size}
        if size
        else _("An archive has 2 GB and 500 files at most."),
        "next": _("Download the files one by one, or fewer of them at a time."),
        "editions": _editions(files or []),
    }
    return _page(request, context, status=413)


def _editions(files: Sequence[EditionFile]) -> list[Edition]:
    return list({file.edition_id: file.edition for file in files}.values())


def _page(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    answer = render(request, "materials/not_handed_out.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store"
    return answer
