"""An organization's own pages: its profile to edit, section by section, and what it proposed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jitco_portal.common.pagination import paginate
from organizations.forms.proposals import section_form
from organizations.models import Organization, ProfileProposal
from organizations.queries.members import memberships_of
from organizations.queries.proposals import pages
from organizations.queries.proposals.parts import section_of, sections_of
from organizations.queries.proposals.shown import shown_changes
from organizations.services.proposals.errors import (
    AlreadyProposed,
    InvalidChange,
    MayNotPropose,
    NotEditable,
    NothingChanged,
    NothingToWithdraw,
)
from organizations.services.proposals.proposing import confirm_profile, propose, withdraw


@require_safe
@login_required
def profile_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    organization = _edited(request, public_id)
    waiting = pages.open_by_section(pages.open_changes(organization=organization))
    sections = [{"section": each, "waiting": waiting[each.slug]} for each in sections_of(kind=organization.kind)]
    context = {"organization": organization, "sections": sections, "waiting": waiting.total()}
    return render(request, "organizations/proposals/profile_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile_edit_section(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    organization = _edited(request, public_id)
    section = section_of(kind=organization.kind, slug=slug)
    if section is None:
        raise Http404("no such section")
    form = section_form(request.POST if request.method == "POST" else None, organization=organization, section=section)
    if request.method == "POST" and "add" in request.POST and section.table:
        form.add_row()
    elif request.method == "POST" and form.is_valid():
        try:
            proposal = propose(
                organization=organization,
                author=request.user,
                entries=[entry for entry, _form, _name in form.entries()],
                comment=form.cleaned_data["comment"],
            )
        except (MayNotPropose, NotEditable) as error:
            raise Http404("not this organization's to change") from error
        except InvalidChange as error:
            form.add_problems((problem.index, problem.text) for problem in error.problems)
        except NothingChanged:
            messages.info(request, _("Nothing was changed: all of it stands there already. No proposal was made."))
            return redirect("profile_edit", public_id)
        except AlreadyProposed:
            messages.info(request, _("This is proposed already and waits for the Affairs Dept."))
            return redirect("proposal_list", public_id)
        else:
            messages.success(request, _sent(proposal))
            return redirect("profile_edit", public_id)
    context = {
        "organization": organization,
        "section": section,
        "form": form,
        "has_fields": not section.table or form.can_add or form.all_rows,
        "errors": form.summary if section.table else form,
        "waiting": pages.open_in_section(organization=organization, section=section),
        "template": f"organizations/proposals/_{'table' if section.table else 'fields'}.html",
    }
    return render(request, "organizations/proposals/profile_edit_section.html", context)


@require_POST
@login_required
def profile_confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    organization = _edited(request, public_id)
    confirm_profile(organization=organization, by=request.user)
    messages.success(request, _("Thank you. The profile now says that you confirmed it today."))
    return redirect("profile_edit", public_id)


@require_safe
@login_required
def proposal_list(request: HttpRequest, public_id: str) -> HttpResponse:
    member, organization = _member(request, public_id)
    proposals = pages.proposal_list(user=request.user, organization=organization)
    page = paginate(request, proposals, order=["-pk"])
    context = {"organization": organization, "member": member, "page": page}
    return render(request, "organizations/proposals/proposal_list.html", context)


@require_safe
@login_required
def proposal_detail(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    member, organization = _member(request, public_id)
    proposal = get_object_or_404(
        pages.proposal_list(user=request.user, organization=organization).prefetch_related("changes"), pk=pk
    )
    context = {
        "organization": organization,
        "member": member,
        "proposal": proposal,
        "changes": shown_changes(organization=organization, changes=list(proposal.changes.all())),
        "may_withdraw": member.may_edit and proposal.open_changes,
    }
    return render(request, "organizations/proposals/proposal_detail.html", context)


@require_POST
@login_required
def proposal_withdraw(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    organization = _edited(request, public_id)
    proposal = get_object_or_404(ProfileProposal.objects.visible_to(request.user), organization=organization, pk=pk)
    try:
        withdraw(proposal=proposal, by=request.user)
    except NothingToWithdraw:
        messages.info(request, _("Nothing was left to withdraw: all of it is decided."))
    else:
        messages.success(request, _("What was still open is withdrawn."))
    return redirect("proposal_detail", public_id, pk)


def _member(request: HttpRequest, public_id: str):
    """The reader's membership in this organization, with the organization; whoever has none gets 404."""
    member = next((each for each in memberships_of(request.user) if each.public_id == public_id), None)
    if member is None:
        raise Http404("no such organization of yours")
    rows = Organization.objects.select_related("country", "sending", "supervising")
    return member, get_object_or_404(rows, pk=member.organization_id)


def _edited(request: HttpRequest, public_id: str) -> Organization:
    """The organization whose profile the reader may change; readers and strangers get 404."""
    member, organization = _member(request, public_id)
    if not member.may_edit:
        raise Http404("no such organization of yours to edit")
    return organization


def _sent(proposal: ProfileProposal) -> str:
    if not proposal.published_at_once:
        return _("Your changes were sent to the Affairs Dept. as proposal %(number)s.") % {"number": proposal.pk}
    left = proposal.changes.filter(state="open").count()
    if not left:
        return _("Your changes are published. The Affairs Dept. reads them afterwards.")
    return ngettext(
        "Your changes are published, but for %(left)s that somebody else changed meanwhile: "
        "the Affairs Dept. decides on it.",
        "Your changes are published, but for %(left)s that somebody else changed meanwhile: "
        "the Affairs Dept. decides on them.",
        left,
    ) % {"left": left}
