"""Shortlists: what the members of an organization keep in sight together."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jitco_portal.common.days import OnDayForm
from jitco_portal.common.exports import asked_format, export
from organizations.forms.shortlists import NoteForm, RenameForm, SaveForm, ShortlistForm
from organizations.models import Organization, Shortlist, ShortlistEntry
from organizations.queries.members import membership_in, memberships_of
from organizations.queries.shortlist_columns import SHORTLIST
from organizations.queries.shortlists import own_editable, own_shortlists, shown_shortlist
from organizations.services import shortlists
from organizations.views.members import get_and_post
from organizations.views.ways_back import way_back

NAME_TAKEN = gettext_lazy("Your organization has a list of this name already.")
GONE = gettext_lazy("Somebody deleted this list meanwhile.")


@require_safe
@login_required
def shortlist_list(request: HttpRequest) -> HttpResponse:
    groups = own_shortlists(user=request.user)
    context = {"groups": groups, "may_create": any(group.membership.may_edit for group in groups)}
    return render(request, "organizations/shortlists/shortlist_list.html", context)


@get_and_post
@login_required
def shortlist_create(request: HttpRequest) -> HttpResponse:
    memberships = [each for each in memberships_of(request.user) if each.may_edit]
    if not memberships:
        raise Http404("edits for no organization")
    form = ShortlistForm(request.POST or None, memberships=memberships)
    if request.method == "POST" and form.is_valid():
        try:
            made = shortlists.create_shortlist(
                organization=form.chosen_organization, name=form.cleaned_data["name"], by=request.user
            )
        except shortlists.NameTaken:
            form.add_error("name", NAME_TAKEN)
        except shortlists.TooManyShortlists:
            form.add_error(None, _too_many_lists())
        else:
            messages.success(request, _("The list is there. Put organizations on it from their pages."))
            return redirect("organizations:shortlist_detail", made.pk)
    return render(request, "organizations/shortlists/shortlist_create.html", {"form": form})


@require_safe
@login_required
def shortlist_detail(request: HttpRequest, pk: int) -> HttpResponse:
    shortlist = _found(request, pk)
    form = OnDayForm(request.GET)
    fmt = asked_format(request)
    shown = shown_shortlist(shortlist=shortlist, user=request.user, day=form.day)
    if fmt:
        return export(fmt=fmt, name=f"shortlist-{pk}", day=form.day, columns=SHORTLIST, batches=[shown.entries])
    me = membership_in(request.user, shortlist.organization)
    context = {"shortlist": shortlist, "shown": shown, "form": form, "day": form.day}
    context["may_edit"] = me is not None and me.may_edit
    return render(request, "organizations/shortlists/shortlist_detail.html", context)


@get_and_post
@login_required
def shortlist_rename(request: HttpRequest, pk: int) -> HttpResponse:
    shortlist = _own(request, pk)
    form = RenameForm(request.POST or None, initial={"name": shortlist.name})
    if request.method == "POST" and form.is_valid():
        try:
            shortlists.rename_shortlist(shortlist=shortlist, name=form.cleaned_data["name"])
        except shortlists.NameTaken:
            form.add_error("name", NAME_TAKEN)
        except shortlists.ShortlistGone as error:
            raise Http404("gone") from error
        else:
            messages.success(request, _("The list has its new name."))
            return redirect("organizations:shortlist_detail", pk)
    context = {"shortlist": shortlist, "form": form}
    return render(request, "organizations/shortlists/shortlist_rename.html", context)


@get_and_post
@login_required
def shortlist_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, on a page of its own."""
    shortlist = _own(request, pk)
    if request.method == "POST":
        shortlists.delete_shortlist(shortlist=shortlist)
        messages.success(request, _("The list “%(name)s” is deleted.") % {"name": shortlist.name})
        return redirect("organizations:shortlist_list")
    context = {"shortlist": shortlist, "entry_count": shortlist.entries.count()}
    return render(request, "organizations/shortlists/shortlist_delete.html", context)


@get_and_post
@login_required
def shortlist_entry_add(request: HttpRequest) -> HttpResponse:
    """The organization that is named goes on a list; without scripts from a page of its own."""
    values = request.POST if request.method == "POST" else request.GET
    public_id = values.get("public_id", "").replace("\x00", "")
    listed = get_object_or_404(Organization.objects.visible_to(request.user), public_id=public_id)
    groups = own_editable(user=request.user, listed=listed)
    if not groups:
        raise Http404("edits for no organization")
    back = way_back(request, "")
    form = SaveForm(request.POST or None, groups=groups, initial={"public_id": listed.public_id, "next": back})
    if request.method == "POST" and form.is_valid():
        saved = _save(request, form, listed)
        if saved is not None:
            return redirect(back or reverse("organizations:shortlist_detail", args=[saved.pk]))
    holding = [each for group in groups for each in group.shortlists if each.holds]
    context = {"form": form, "listed": listed, "holding": holding}
    return render(request, "organizations/shortlists/entry_add.html", context)


def _save(request: HttpRequest, form: SaveForm, listed: Organization) -> Shortlist | None:
    """The list that holds it now; None where an error stands in the form."""
    shortlist = form.chosen
    told = _("%(organization)s is on the list “%(name)s” now.")
    try:
        if shortlist is None:
            shortlist = shortlists.create_shortlist_with(
                organization=form.new_of, name=form.cleaned_data["name"], listed=listed, by=request.user
            )
        else:
            shortlists.add_entry(shortlist=shortlist, listed=listed, by=request.user)
    except shortlists.NameTaken:
        form.add_error("name", NAME_TAKEN)
        return None
    except shortlists.TooManyShortlists:
        form.add_error(None, _too_many_lists())
        return None
    except shortlists.TooManyEntries:
        full = _("This list holds %(number)s organizations, the most that it may.")
        form.add_error("shortlist", full % {"number": shortlists.MOST_ENTRIES})
        return None
    except shortlists.ShortlistGone:
        form.add_error("shortlist", GONE)
        return None
    except shortlists.AlreadyListed:
        told = _("%(organization)s was on the list “%(name)s” already.")
    messages.success(request, told % {"organization": listed.name, "name": shortlist.name})
    return shortlist


@get_and_post
@login_required
def shortlist_entry_note(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    shortlist = _own(request, pk)
    entry = _entry(shortlist, entry_pk)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"note": entry.note})
    if request.method == "POST" and form.is_valid():
        shortlists.write_note(entry=entry, note=form.cleaned_data["note"])
        messages.success(request, _("The note is kept."))
        return redirect("organizations:shortlist_detail", pk)
    listed = Organization.objects.visible_to(request.user).filter(pk=entry.listed_id).first()
    context = {"shortlist": shortlist, "entry": entry, "listed": listed, "form": form}
    return render(request, "organizations/shortlists/entry_note.html", context)


@require_POST
@login_required
def shortlist_entry_remove(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    shortlist = _own(request, pk)
    shortlists.remove_entry(entry=_entry(shortlist, entry_pk))
    messages.success(request, _("The organization is taken off the list."))
    return redirect("organizations:shortlist_detail", pk)


def _found(request: HttpRequest, pk: int) -> Shortlist:
    return get_object_or_404(Shortlist.objects.visible_to(request.user).select_related("organization"), pk=pk)


def _own(request: HttpRequest, pk: int) -> Shortlist:
    return get_object_or_404(Shortlist.objects.editable_by(request.user).select_related("organization"), pk=pk)


def _entry(shortlist: Shortlist, pk: int) -> ShortlistEntry:
    return get_object_or_404(ShortlistEntry.objects.select_related("shortlist"), shortlist=shortlist, pk=pk)


def _too_many_lists() -> str:
    told = _("Your organization keeps %(number)s lists, the most that it may. Delete one first.")
    return told % {"number": shortlists.MOST_LISTS}
