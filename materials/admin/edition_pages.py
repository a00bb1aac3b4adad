"""Pages beside the form of an edition: publish, withdraw, make the next one, remove a file of a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from jitco_portal.common.desk.base import REASON, reason_in_history
from jitco_portal.common.desk.pages import desk_page
from materials.forms.desk import WithdrawForm
from materials.models import Edition, EditionState
from materials.queries.publishable import head_of, may_publish, missing_of, seen_of
from materials.queries.readers import readers_of, readers_of_older
from materials.services import publishing
from materials.services.draft_files import NotADraft, remove_file

PAGES = "admin/materials/edition"


@dataclass(frozen=True)
class Deed:
    """A page to which the page of an edition leads."""

    title: str | Promise
    url: str
    is_next: bool = False


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    def at(name: str, view: Callable[..., HttpResponse]) -> URLPattern:
        def answered(request: HttpRequest, pk: int) -> HttpResponse:
            edition = _edition(model_admin, request, pk)
            with reason_in_history(request):
                return view(request, model_admin, edition)

        return path(f"<int:pk>/{name}/", model_admin.admin_site.admin_view(answered), name=f"materials_edition_{name}")

    def at_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
        edition = _edition(model_admin, request, pk)
        with reason_in_history(request):
            return _remove(request, model_admin, edition, file_pk)

    remove = path(
        "<int:pk>/files/<int:file_pk>/remove/",
        model_admin.admin_site.admin_view(at_file),
        name="materials_edition_remove_file",
    )
    return [at("publish", _publish), at("withdraw", _withdraw), at("next", _next), remove]


def deeds(request: HttpRequest, edition: Edition) -> list[Deed]:
    """What can be done with the edition now, by whoever looks."""
    user: Any = request.user
    found = []
    if may_publish(user) and edition.state == EditionState.DRAFT:
        found.append(Deed(_("Publish"), _page("publish", edition), is_next=not missing_stops(edition)))
    if user.has_perm("materials.add_edition") and edition.state != EditionState.DRAFT:
        found.append(Deed(_("Make the next edition"), _page("next", edition)))
    if may_publish(user) and edition.state == EditionState.PUBLISHED:
        found.append(Deed(pgettext("edition", "Withdraw"), _page("withdraw", edition)))
    return found


def missing_stops(edition: Edition) -> bool:
    return any(each.stops for each in missing_of(edition))


def _page(name: str, edition: Edition) -> str:
    return reverse(f"admin:materials_edition_{name}", args=[edition.pk])


def _edition(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> Edition:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    edition = model_admin.get_queryset(request).filter(pk=pk).first()
    if edition is None:
        raise Http404("no such edition")
    return edition


def _shown(
    model_admin: admin.ModelAdmin, request: HttpRequest, edition: Edition, page: str, **context: Any
) -> HttpResponse:
    own = {"subtitle": str(edition), "original": edition, "edition": edition, "reason_name": REASON}
    return desk_page(model_admin, request, f"{PAGES}/{page}.html", **{**own, **context})


def _back(edition: Edition) -> HttpResponse:
    return redirect("admin:materials_edition_change", edition.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def _publish(request: HttpRequest, model_admin: admin.ModelAdmin, edition: Edition) -> HttpResponse:
    """What is missing, what will happen, and the button where nothing stops it."""
    user: Any = request.user
    if not may_publish(user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            publishing.publish(edition=edition, by=user, seen=request.POST.get("seen"))
        except publishing.AlreadyThere:
            messages.warning(request, _("The edition is published already. Perhaps somebody did it a moment ago."))
            return _back(edition)
        except publishing.ChangedMeanwhile:
            messages.error(request, _("Somebody changed something meanwhile: see below what would be published now."))
            return redirect(request.path)
        except publishing.NotReady:
            messages.error(request, _("The edition was not published: something is missing."))
            return redirect(request.path)
        messages.success(request, _("The edition is published."))
        return _back(edition)
    if edition.state != EditionState.DRAFT:
        messages.warning(request, _("The edition is published already. Perhaps somebody did it a moment ago."))
        return _back(edition)
    missing = missing_of(edition)
    head = head_of(edition)
    return _shown(
        model_admin,
        request,
        edition,
        "publish",
        title=_("Publish an edition"),
        stops=[each for each in missing if each.stops],
        others=[each for each in missing if not each.stops],
        head=head,
        readers=readers_of_older(edition).count() if head else 0,
        files=list(edition.files.all()),
        seen=seen_of(edition),
        is_listed=edition.material.is_listed,
        access=edition.material.get_access_display(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def _withdraw(request: HttpRequest, model_admin: admin.ModelAdmin, edition: Edition) -> HttpResponse:
    user: Any = request.user
    if not may_publish(user):
        raise PermissionDenied
    form = WithdrawForm(request.POST if request.method == "POST" else None, edition=edition)
    gone = _("This edition cannot be withdrawn: it is a draft, or somebody withdrew it a moment ago.")
    if edition.state != EditionState.PUBLISHED:
        messages.warning(request, gone)
        return _back(edition)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.withdraw(edition=edition, by=user, **form.cleaned_data)
        except publishing.NotPublished:
            messages.warning(request, gone)
            return _back(edition)
        except publishing.BadSuccessor:
            form.add_error("successor", _("This edition is not published, or was withdrawn."))
        else:
            messages.success(request, _("The edition is withdrawn: its files are handed out no more."))
            return _back(edition)
    return _shown(
        model_admin,
        request,
        edition,
        "withdraw",
        title=_("Withdraw an edition"),
        form=form,
        readers=readers_of(edition).count(),
        is_head=not Edition.objects.with_newer().get(pk=edition.pk).has_newer,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def _next(request: HttpRequest, model_admin: admin.ModelAdmin, edition: Edition) -> HttpResponse:
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    drafts = Edition.objects.filter(material=edition.material, language=edition.language, state=EditionState.DRAFT)
    if request.method == "POST":
        made = publishing.make_next(edition=edition)
        messages.success(request, _("A draft was made. Check its version and date, and add its files."))
        return _back(made)
    return _shown(
        model_admin,
        request,
        edition,
        "next",
        title=_("Make the next edition"),
        drafts=list(drafts.select_related("material")),
        is_translation=edition.language != edition.material.original_language,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def _remove(request: HttpRequest, model_admin: admin.ModelAdmin, edition: Edition, file_pk: int) -> HttpResponse:
    user: Any = request.user
    if not user.has_perm("materials.delete_editionfile"):
        raise PermissionDenied
    file = edition.files.filter(pk=file_pk).first()
    if file is None:
        messages.warning(request, _("The file was removed already."))
        return _back(edition)
    if request.method == "POST" or edition.state != EditionState.DRAFT:
        try:
            remove_file(file=file)
        except NotADraft:
            messages.error(request, _("The edition is published: its files stay as they are."))
        else:
            messages.success(request, _("The file was removed."))
        return _back(edition)
    return _shown(model_admin, request, edition, "remove", title=_("Remove a file"), file=file)
