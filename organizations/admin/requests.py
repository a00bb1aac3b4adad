"""Claims and applications to be listed: what waits, oldest first, and the page on which staff decide."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jitco_portal.common.desk.base import PortalModelAdmin
from organizations.admin.groups import MEMBERS, organization_named
from organizations.forms.request_review import ApplicationReviewForm, ClaimReviewForm, ListedAsForm
from organizations.models import Claim, ListingApplication, RequestState
from organizations.queries.requests import candidates, claim_review, days_left
from organizations.services.members import claims, listing, requests

REFUSALS = {
    requests.AlreadyDecided: gettext_lazy(
        "Somebody else decided on this meanwhile, or it was withdrawn or has expired."
    ),
    requests.OwnRequest: gettext_lazy("This is your own request: somebody else decides on it."),
    claims.OrganizationGone: gettext_lazy("The organization was merged into another meanwhile."),
    claims.RoleRaised: gettext_lazy("The role can be lowered, not raised."),
    listing.OtherKind: gettext_lazy("That organization is of the other kind."),
}


class StateFilter(admin.SimpleListFilter):
    """What waits comes first: staff open the list to work it off."""

    title = gettext_lazy("state")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        closed = [state for state in RequestState if state != RequestState.OPEN]
        return [*((state.value, state.label) for state in closed), ("all", _("all"))]

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield {**choice, "display": _("waiting")} if choice["query_string"] == "?" else choice

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.filter(state=self.value() or RequestState.OPEN)


class RequestAdmin(PortalModelAdmin):
    index_group = MEMBERS
    review_form: type[ClaimReviewForm]
    review_template = ""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Of the row itself: what was asked and answered is taken back by no revert. See ``may_decide``."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_decide(self, request) -> bool:
        return request.user.has_perm(f"organizations.change_{self.opts.model_name}")

    def get_ordering(self, request):
        """What waits, the oldest first; then what was decided last."""
        return (F("decided_at").desc(nulls_first=True), "created_at")

    @admin.display(description=gettext_lazy("waits since"), ordering="created_at")
    def waits_since(self, asked):
        return timesince(asked.created_at, depth=1) if asked.state == RequestState.OPEN else "–"

    @admin.display(description=gettext_lazy("days left"), ordering="expires_at")
    def days_left(self, asked):
        return days_left(asked.expires_at) if asked.state == RequestState.OPEN else "–"

    def change_view(self, request: HttpRequest, object_id, form_url="", extra_context=None) -> HttpResponse:
        asked = self.get_object(request, unquote(object_id))
        if asked is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        may_decide = self.may_decide(request)
        if not self.has_view_permission(request, asked) or (request.method == "POST" and not may_decide):
            raise PermissionDenied
        form = self.review_form(request.POST if request.method == "POST" else None, asked=asked)
        if request.method == "POST" and form.is_valid():
            try:
                told = self.decide(request, asked, form)
            except tuple(REFUSALS) as error:
                form.add_error(None, REFUSALS[type(error)])
                asked.refresh_from_db()
            else:
                messages.success(request, told)
                return redirect(request.path)
        history, has_older_history = self.latest_history(request, asked)
        is_open, is_own = asked.state == RequestState.OPEN, asked.user_id == request.user.pk
        context = {
            **self.admin_site.each_context(request),
            "title": str(self.opts.verbose_name).capitalize(),
            "subtitle": str(asked),
            "opts": self.opts,
            "original": asked,
            "form": form,
            "may_decide": may_decide and is_open and not is_own,
            "is_own": is_open and is_own,
            "view_on_site_url": self.get_view_on_site_url(asked),
            "history": history,
            "has_older_history": has_older_history,
            **self.review_context(request, asked),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.review_template, context)

    def review_context(self, request, asked) -> dict:
        raise NotImplementedError

    def decide(self, request, asked, form) -> str:
        raise NotImplementedError


@admin.register(Claim)
class ClaimAdmin(RequestAdmin):
    page_path = "organization"
    review_form = ClaimReviewForm
    review_template = "admin/organizations/claim/review.html"
    list_display = ("user", "organization", "role", "state", "waits_since", "days_left")
    list_filter = (StateFilter, "role", "organization__kind")
    list_select_related = ("user", "organization")
    search_fields = ("user__email", "user__name", "organization__public_id")
    further_searches = (organization_named("organization"),)

    def review_context(self, request, asked):
        return {"review": claim_review(claim=asked)}

    def decide(self, request, asked, form):
        if form.cleaned_data["do"] == "refuse":
            claims.refuse_claim(claim=asked, by=request.user, reason=form.cleaned_data["reason"])
            return _("The request is refused, and the person is told why.")
        claims.accept_claim(claim=asked, by=request.user, role=form.cleaned_data["role"])
        return _("The request is accepted: the person acts for the organization from today, and is told.")


@admin.register(ListingApplication)
class ListingApplicationAdmin(RequestAdmin):
    review_form = ApplicationReviewForm
    review_template = "admin/organizations/listingapplication/review.html"
    list_display = ("__str__", "kind", "country", "user", "state", "waits_since", "days_left")
    list_filter = (StateFilter, "kind", "country")
    list_select_related = ("user", "country", "organization", "found")
    search_fields = ("name_en", "name_local", "name_ja", "name_kana", "number", "user__email", "user__name")

    def view_on_site(self, obj):
        """The organization that it became, or that it may be; before that its country."""
        about = obj.organization or obj.found or obj.country
        return about.get_absolute_url() if about else None

    def review_context(self, request, asked):
        looked_for = ListedAsForm(request.GET if "public_id" in request.GET else None, asked=asked)
        named = looked_for.cleaned_data["public_id"] if looked_for.is_bound and looked_for.is_valid() else None
        return {"candidates": candidates(application=asked), "looked_for": looked_for, "named": named}

    def decide(self, request, asked, form):
        values = form.cleaned_data
        if values["do"] == "refuse":
            listing.refuse_application(application=asked, by=request.user, reason=values["reason"])
            return _("The application is refused, and the person is told why.")
        if values["do"] == "accept_for":
            found = listing.accept_application_for(
                application=asked, organization=values["organization"], by=request.user
            )
            return _("The person administers %(name)s from today, and is told.") % {"name": found}
        made = listing.accept_application(application=asked, by=request.user)
        return _("%(name)s is listed, and the person administers it from today.") % {"name": made}
