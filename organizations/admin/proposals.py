"""Proposals of organizations for their profiles: the list of what waits, and the page on which staff decide."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jitco_portal.common.desk.base import PortalModelAdmin, PortalTabularInline
from jitco_portal.common.history.reading import LATEST, history_of
from organizations.admin.groups import WAITING, organization_named
from organizations.forms.proposal_review import GIVE_REASON, SEEN_OTHERWISE, ReviewForm
from organizations.models import ProfileProposal, ProposedChange
from organizations.queries.proposals.pages import is_ones_own, review, with_open_changes
from organizations.services.proposals.deciding import Decision, decide_changes, mark_reviewed, undo_changes
from organizations.services.proposals.errors import (
    AlreadyDecided,
    ChangedMeanwhile,
    InvalidChange,
    NotPublished,
    OwnProposal,
    ProposalError,
    ReasonMissing,
    StillOpen,
)

TEXTS = {
    OwnProposal: gettext_lazy(
        "You proposed this yourself or act for the organization, so somebody else decides on it and reads it."
    ),
    AlreadyDecided: gettext_lazy("Somebody else decided on this meanwhile, or it was withdrawn."),
    NotPublished: gettext_lazy("This is not published, or was undone already."),
    ReasonMissing: GIVE_REASON,
    ChangedMeanwhile: SEEN_OTHERWISE,
    StillOpen: gettext_lazy("Decide on what is open first."),
}
UNDO_REFUSED = gettext_lazy(
    "Something else was written there since. Look at the organization's page and put it right there."
)


class StateFilter(admin.SimpleListFilter):
    """What waits comes first: staff open the list to work it off."""

    title = gettext_lazy("state")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [("decided", _("decided")), ("withdrawn", _("withdrawn")), ("all", _("all"))]

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield {**choice, "display": _("waiting")} if choice["query_string"] == "?" else choice

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(state=self.value() or ProfileProposal.State.OPEN)


class ReadOnly:
    """Proposals are written by those who propose and by the services that decide."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ProposedChangeInline(ReadOnly, PortalTabularInline):
    """Here for the history: the page itself shows the changes as sentences."""

    model = ProposedChange

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(ProfileProposal)
class ProfileProposalAdmin(ReadOnly, PortalModelAdmin):
    index_group = WAITING
    page_path = "organization"
    inlines = (ProposedChangeInline,)
    ordering = ("pk",)
    list_display = ("number", "organization", "author", "waits_for", "open_fields", "what")
    list_filter = (StateFilter, "published_at_once", "organization__kind")
    list_select_related = ("organization", "author")
    search_fields = ("organization__public_id", "author__name", "author__email")
    further_searches = (organization_named("organization"),)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return with_open_changes(super().get_queryset(request))

    def get_readonly_fields(self, request, obj=None):
        """A state is the outcome of decisions, of which the author is told; nobody sets it, nor reverts it."""
        return [field.name for field in self.opts.fields]

    @admin.display(description=gettext_lazy("proposal"), ordering="pk")
    def number(self, proposal):
        return _("Proposal %(number)s") % {"number": proposal.pk}

    @admin.display(description=gettext_lazy("what to do"))
    def what(self, proposal):
        if proposal.state != ProfileProposal.State.OPEN:
            return proposal.get_state_display()
        return _("read what was published") if proposal.published_at_once else _("decide")

    @admin.display(description=gettext_lazy("waiting for"), ordering="created_at")
    def waits_for(self, proposal):
        if proposal.state != ProfileProposal.State.OPEN:
            return "–"
        return timesince(proposal.created_at, depth=1)

    @admin.display(description=gettext_lazy("open fields"))
    def open_fields(self, proposal):
        return _("%(open)s of %(all)s") % {"open": proposal.open_changes, "all": proposal.all_changes}

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        proposal = self.get_object(request, unquote(object_id))
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, proposal):
            raise PermissionDenied
        may_decide = self.has_change_permission(request, proposal)
        if request.method == "POST" and not may_decide:
            raise PermissionDenied
        why_not = TEXTS[OwnProposal] if may_decide and is_ones_own(proposal=proposal, user=request.user) else ""
        form = ReviewForm(request.POST if request.method == "POST" else None, review=review(proposal=proposal))
        if request.method == "POST" and form.is_valid() and self._done(request, proposal, form):
            return redirect(request.path)
        return self._page(request, proposal, form, may_decide=may_decide and not why_not, why_not=why_not)

    def _page(self, request, proposal, form, **allowed) -> HttpResponse:
        # What became of the changes stands above, in words; their own events are on the page of the whole history.
        entries = history_of(proposal, last=LATEST + 1)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Proposal %(number)s") % {"number": proposal.pk},
            "subtitle": str(proposal.organization),
            "opts": self.opts,
            "original": proposal,
            "form": form,
            "review": form.review,
            **allowed,
            "view_on_site_url": self.get_view_on_site_url(proposal),
            "history": entries[:LATEST],
            "has_older_history": True,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/organizations/profileproposal/review.html", context)

    def _done(self, request, proposal, form) -> bool:
        """Do what was chosen; where a service refuses, the form says it and keeps what was typed."""
        try:
            if form.action == "mark":
                mark_reviewed(proposal=proposal, by=request.user)
                messages.success(request, _("The proposal is marked as read."))
            elif form.action == "undo":
                reasons = {shown.change.pk: form.reason(shown) for shown in form.undone()}
                undo_changes(proposal=proposal, reasons=reasons, by=request.user)
                text = ngettext(
                    "%(number)s change was undone, and its author is told.",
                    "%(number)s changes were undone, and their author is told.",
                    len(reasons),
                )
                messages.success(request, text % {"number": len(reasons)})
            else:
                self._decide(request, proposal, form)
        except InvalidChange as error:
            keys = list(self._decisions(form))
            changes = {shown.change.pk: shown.change for shown in form.review.open}
            for problem in error.problems:
                form.in_words([changes[keys[problem.index]]], problem.text)
        except ChangedMeanwhile as error:
            form.in_words(error.changes, str(UNDO_REFUSED if form.action == "undo" else SEEN_OTHERWISE))
        except ProposalError as error:
            form.in_words(getattr(error, "changes", []), str(TEXTS[type(error)]))
        return not form.errors

    def _decide(self, request, proposal, form) -> None:
        decisions = self._decisions(form)
        decide_changes(proposal=proposal, decisions=decisions, by=request.user)
        accepted = sum(decision.accept for decision in decisions.values())
        text = _("Published: %(accepted)s. Refused: %(refused)s. Left open: %(left)s. The author is told.")
        left = len(form.review.open) - len(decisions)
        values = {"accepted": accepted, "refused": len(decisions) - accepted, "left": left}
        messages.success(request, text % values)

    def _decisions(self, form) -> dict[int, Decision]:
        accepted = [] if form.action == "refuse_all" else form.accepted()
        decisions = {
            shown.change.pk: Decision(accept=True, overwrite=bool(form.value("overwrite", shown))) for shown in accepted
        }
        return decisions | {
            shown.change.pk: Decision(accept=False, reason=form.reason(shown)) for shown in form.refused()
        }


@admin.register(ProposedChange)
class ProposedChangeAdmin(ReadOnly, PortalModelAdmin):
    """To search through; decided on the page of the proposal."""

    index_group = WAITING
    list_display = ("part", "field", "proposal", "state", "decided", "decided_by")
    list_display_links = ("part", "field")
    list_filter = ("state", "part")
    list_select_related = ("proposal__organization", "proposal__author", "decided_by")
    search_fields = ("field", "proposal__organization__public_id")
    further_searches = (organization_named("proposal__organization"),)

    @admin.display(description=gettext_lazy("decided at"), ordering="decided_at")
    def decided(self, change):
        """As the proposal beside it says its time: in Japan."""
        if change.decided_at is None:
            return "–"
        return f"{timezone.localtime(change.decided_at, timezone.get_default_timezone()):%Y-%m-%d %H:%M}"

    def has_change_permission(self, request, obj=None):
        return False
