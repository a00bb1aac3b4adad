"""Members of an organization: who they are, inviting, roles, leaving."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jitco_portal.common.accounts.log_in import AFTER_LOG_IN
from organizations.forms.members import EndForm, InvitationForm, RoleForm
from organizations.models import Invitation, Membership, Role
from organizations.queries.members import (
    Membered,
    members_before,
    members_now,
    membership_by_id,
    open_invitations,
)
from organizations.services.members import invitations, memberships

LAST_ADMINISTRATOR = gettext_lazy(
    "The organization would have no administrator. Make another member its administrator first; "
    "if there is nobody, ask JITCO's Affairs Dept."
)
OTHERS_CANNOT_ACT = gettext_lazy(
    "The other administrators have no second factor yet, and can do nothing without one. Ask them to log in and "
    "to set one up first; if they cannot, ask JITCO's Affairs Dept."
)
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def member_list(request: HttpRequest, public_id: str) -> HttpResponse:
    me = _member(request, public_id)
    context = {"me": me, "organization": me.organization, "members": members_now(organization=me.organization)}
    if me.administers:
        context["invitations"] = open_invitations(organization=me.organization)
        context["past"] = members_before(organization=me.organization)
    return render(request, "organizations/members/member_list.html", context)


@get_and_post
@login_required
def member_invite(request: HttpRequest, public_id: str) -> HttpResponse:
    me = _administrator(request, public_id)
    form = InvitationForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(organization=me.organization, by=request.user, **form.cleaned_data)
        except invitations.AlreadyMember:
            form.add_error("email", _("Whoever has this address is a member already."))
        except invitations.AlreadyInvited:
            form.add_error("email", _("This address has an open invitation. You can send it again from the list."))
        except invitations.TooManyInvitations:
            form.add_error(None, _too_many())
        except memberships.NotAdministrator as error:
            raise Http404 from error
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % form.cleaned_data)
            return redirect("member_list", public_id)
    context = {"organization": me.organization, "form": form}
    return render(request, "organizations/members/member_invite.html", context)


@require_POST
@login_required
def invitation_withdraw(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    invitation = _invitation(request, public_id, pk)
    if invitations.withdraw_invitation(invitation=invitation):
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
    else:
        messages.info(request, _("This invitation was answered or withdrawn already."))
    return redirect("member_list", public_id)


@require_POST
@login_required
def invitation_resend(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    invitation = _invitation(request, public_id, pk)
    try:
        invitations.resend_invitation(invitation=invitation, by=request.user)
    except invitations.InvitationClosed:
        messages.info(request, _("This invitation was answered or withdrawn already."))
    except invitations.TooManyInvitations:
        messages.error(request, _too_many())
    except memberships.NotAdministrator as error:
        raise Http404 from error
    else:
        sent = _("A new letter is on its way to %(email)s; the link of the old one no longer works.")
        messages.success(request, sent % {"email": invitation.email})
    return redirect("member_list", public_id)


@get_and_post
@login_required
def member_edit(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Another member's role, and the end of their membership; one's own role may be lowered here."""
    me = _administrator(request, public_id)
    rows = Membership.objects.visible_to(request.user).current().select_related("user")
    member = get_object_or_404(rows, pk=pk, organization=me.organization_id)
    asked = request.POST.get("do", "")
    role_form = RoleForm(request.POST if asked == "role" else None, initial={"role": member.role}, prefix="role")
    end_form = EndForm(request.POST if asked == "end" else None, prefix="end")
    try:
        if asked == "role" and role_form.is_valid():
            memberships.change_role(membership=member, role=role_form.cleaned_data["role"], by=request.user)
            messages.success(request, _("The role is changed."))
            return redirect("member_list", public_id)
        if asked == "end" and end_form.is_valid():
            last_day = end_form.cleaned_data["last_day"]
            memberships.end_membership(membership=member, by=request.user, last_day=last_day)
            messages.success(request, _("The end is noted.") if last_day else _("The membership has ended."))
            return redirect("member_list", public_id)
        if asked == "keep":
            memberships.keep_membership(membership=member, by=request.user)
            messages.success(request, _("The end is taken back."))
            return redirect("member_list", public_id)
    except memberships.LastAdministrator as error:
        (role_form if asked == "role" else end_form).add_error(None, _why_it_stays(error))
    except memberships.DayBeforeStart:
        end_form.add_error("last_day", _("Enter today or a day to come."))
    except memberships.AnotherFollows:
        end_form.add_error("last_day", _("Another membership of this person begins before that day."))
    except (memberships.NotAdministrator, memberships.OwnRoleRaised, memberships.MembershipOver) as error:
        raise Http404 from error
    context = {"organization": me.organization, "member": member, "role_form": role_form, "end_form": end_form}
    context["is_self"] = member.user_id == request.user.pk
    return render(request, "organizations/members/member_edit.html", context)


@get_and_post
@login_required
def member_leave(request: HttpRequest, public_id: str) -> HttpResponse:
    me = _member(request, public_id)
    error = ""
    if request.method == "POST":
        own = Membership.objects.filter(user=request.user, organization=me.organization_id).current()
        try:
            memberships.end_membership(membership=get_object_or_404(own), by=request.user)
        except memberships.LastAdministrator as last:
            error = _why_it_stays(last)
        except memberships.MembershipOver as over:
            raise Http404 from over
        else:
            left = _("You no longer act for %(name)s.")
            messages.success(request, left % {"name": me.organization.name})
            return redirect("account_overview")
    context = {"organization": me.organization, "me": me, "error": error}
    context["others_cannot_act"] = error == OTHERS_CANNOT_ACT
    return render(request, "organizations/members/member_leave.html", context)


@get_and_post
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """Where a letter leads. The token stands in the query, which no log keeps.

    Whoever has confirmed the address needs no letter: their own page leads here with the number of the invitation.
    """
    values = request.POST if request.method == "POST" else request.GET
    token, number = values.get("token", "")[:100], values.get("invitation", "")[:9]
    by_number = not token and number.isascii() and number.isdigit()
    query = urlencode({"invitation": number} if by_number else {"token": token})
    here = f"{reverse('invitation_accept')}?{query}"
    if by_number and not request.user.is_authenticated:
        return redirect_to_login(here)
    try:
        if by_number:
            invitation = invitations.own_invitation(number=int(number), user=request.user)
        else:
            invitation = invitations.open_invitation(token=token)
        if request.method == "POST":
            if not request.user.is_authenticated:
                return redirect_to_login(here)
            try:
                if by_number:
                    membership = invitations.accept_own_invitation(number=int(number), by=request.user)
                else:
                    membership = invitations.accept_invitation(token=token, by=request.user)
            except invitations.AlreadyMember as error:
                return _already_member(request, error.membership)
            except invitations.OtherAddress:
                pass  # the page says so
            else:
                words = {"name": invitation.organization.name, "role": membership.get_role_display()}
                messages.success(request, _("You now act for %(name)s. Your role: %(role)s.") % words)
                return redirect("member_list", invitation.organization.public_id)
    except invitations.InvitationUnknown as error:
        # Somebody else logged in, in the browser in which a letter was opened.
        return redirect("account_overview") if by_number else _closed(request, error)
    except invitations.InvitationClosed as error:
        return _closed(request, error)
    is_for = request.user.is_authenticated and invitations.is_for(invitation=invitation, user=request.user)
    if is_for:
        request.session.pop(AFTER_LOG_IN, None)
    elif not request.user.is_authenticated:
        # By its number: the token stands in the letter only.
        request.session[AFTER_LOG_IN] = f"{reverse('invitation_accept')}?{urlencode({'invitation': invitation.pk})}"
    context = {"invitation": invitation, "token": token, "is_for": is_for}
    context["needs_factor"] = invitation.role == Role.ADMINISTRATOR
    context["login_query"] = urlencode({"next": here})
    context["signup_query"] = urlencode({"next": here, "email": invitation.email})
    return render(request, "organizations/members/invitation_accept.html", context)


def _why_it_stays(error: memberships.LastAdministrator) -> str:
    return str(OTHERS_CANNOT_ACT if isinstance(error, memberships.OthersCannotAct) else LAST_ADMINISTRATOR)


def _already_member(request: HttpRequest, membership: Membership) -> HttpResponse:
    told = _("You are a member of %(name)s already, as %(role)s. Your role stays; its administrators can change it.")
    words = {"name": membership.organization.name, "role": membership.get_role_display()}
    messages.info(request, told % words)
    return redirect("account_overview")


def _closed(request: HttpRequest, error: invitations.InvitationClosed) -> HttpResponse:
    """Says what became of the letter, and nothing of whom or what it was for."""
    state = type(error).__name__.removeprefix("Invitation").lower()
    status = 404 if isinstance(error, invitations.InvitationUnknown) else 410
    return render(request, "organizations/members/invitation_closed.html", {"state": state}, status=status)


def _member(request: HttpRequest, public_id: str) -> Membered:
    me = membership_by_id(request.user, public_id)
    if me is None:
        raise Http404("no member of it")
    return me


def _administrator(request: HttpRequest, public_id: str) -> Membered:
    me = _member(request, public_id)
    if not me.administers:
        raise Http404("no administrator of it")
    return me


def _invitation(request: HttpRequest, public_id: str, pk: int) -> Invitation:
    me = _administrator(request, public_id)
    rows = Invitation.objects.visible_to(request.user)
    return get_object_or_404(rows, pk=pk, organization=me.organization_id)


def _too_many() -> str:
    told = _("Your organization has sent %(number)s invitations today, the most that it may. Send others tomorrow.")
    return told % {"number": invitations.MOST_A_DAY}
