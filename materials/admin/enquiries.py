"""The desk of consultation support: what waits, the first due first, and the page on which staff answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from countries.models import Country
from jitco_portal.common.days import today
from jitco_portal.common.desk.base import PortalModelAdmin
from jitco_portal.common.shown_dates import shown_date
from materials.admin.groups import ENQUIRIES
from materials.forms.enquiries_desk import AnswerForm, AssignForm, CloseForm, NoteForm, SortForm
from materials.models import Enquiry, EnquiryState
from materials.queries.enquiries import is_overdue
from materials.queries.enquiries_desk import enquiry_at_desk, may_act
from materials.queries.enquiries_files import LaidFile, laid_away, ticket_for
from materials.services import enquiries_desk as services
from materials.services.enquiries import TextsErased
from materials.services.enquiry_files import TooManyFiles
from materials.views.enquiry_files import files_of
from organizations.admin.groups import organization_named

REFUSALS = {
    services.NotAllowed: gettext_lazy("You may not do this."),
    services.NewerMessage: gettext_lazy(
        "The organization wrote something meanwhile: read it below, and send what you wrote if it still fits."
    ),
    services.ReasonMissing: gettext_lazy("Nobody answered yet: say to the organization why the enquiry is closed."),
    services.NobodyToAnswer: gettext_lazy("This colleague may not answer enquiries."),
    TextsErased: gettext_lazy("The texts of this enquiry were erased with their time; nothing is added to it."),
    TooManyFiles: gettext_lazy("So many files cannot be sent at once."),
}


class BoardFilter(admin.SimpleListFilter):
    """What waits for an answer comes first, unless another filter leads to a list, as that of one organization."""

    title = gettext_lazy("what to do")
    parameter_name = "board"

    def __init__(self, request, params, model, model_admin):
        self.user = request.user
        self.is_led = bool(set(request.GET) - {"o", "p", "q", "division", self.parameter_name})
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [
            ("overdue", _("overdue")),
            ("mine", _("given to me")),
            ("nobody", _("given to nobody")),
            ("answered", _("answered")),
            ("closed", _("closed")),
            ("all", _("all")),
        ]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [{**first, "display": _("to be answered"), "selected": first["selected"] and not self.is_led}, *others]

    def queryset(self, request, queryset):
        if self.value() is None and self.is_led:
            return queryset
        if self.value() in ("answered", "closed"):
            return queryset.filter(state=self.value())
        waiting = queryset.filter(state=EnquiryState.OPEN)
        narrowed = {
            "overdue": waiting.filter(due_on__lt=today()),
            "mine": waiting.filter(assigned_to=self.user),
            "nobody": waiting.filter(assigned_to=None),
            "all": queryset,
        }
        return narrowed.get(self.value() or "", waiting)


class DivisionFilter(admin.SimpleListFilter):
    """Of no division in particular is for both."""

    title = gettext_lazy("responsible division")
    parameter_name = "division"

    def lookups(self, request, model_admin):
        return Country.Division.choices

    def queryset(self, request, queryset):
        return queryset.filter(division__in=(self.value(), "")) if self.value() else queryset


@admin.register(Enquiry)
class EnquiryAdmin(PortalModelAdmin):
    """Lists name no question: words of a thread stand on its page alone."""

    index_group = ENQUIRIES
    # A state is a step of more than the row.
    is_reverted_here = False
    list_display = ("__str__", "organization", "topic", "country", "of_division", "assigned_to", "state", "due")
    list_filter = (BoardFilter, DivisionFilter, "topic", "organization__kind")
    list_select_related = ("organization", "country", "assigned_to")
    search_fields = ("organization__public_id",)
    further_searches = (organization_named("organization"),)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Of the row itself: what an organization asked is changed by nobody else. See ``may_act``."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_ordering(self, request):
        return (F("due_on").asc(nulls_last=True), "pk")

    @admin.display(description=gettext_lazy("division"), ordering="division")
    def of_division(self, enquiry):
        return enquiry.get_division_display() or _("both divisions")

    @admin.display(description=gettext_lazy("answer by"), ordering="due_on")
    def due(self, enquiry):
        if not enquiry.due_on:
            return "–"
        day = shown_date(enquiry.due_on)
        return _("%(day)s – late") % {"day": day} if is_overdue(enquiry) else day

    # One enquiry ------------------------------------------------------------------------------------

    def change_view(self, request: HttpRequest, object_id, form_url="", extra_context=None) -> HttpResponse:
        user: Any = request.user
        rows = self.get_queryset(request).select_related(
            "organization__country", "created_by", *self.list_select_related
        )
        found = self.get_object(request, unquote(object_id))
        if found is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        acts = may_act(user)
        if not self.has_view_permission(request, found) or (request.method == "POST" and not acts):
            raise PermissionDenied
        enquiry = rows.get(pk=found.pk)
        bound: dict[str, Any] = {}
        files: list[LaidFile] = []
        if request.method == "POST":
            done, bound, files = _act(request, enquiry)
            if done:
                messages.success(request, done)
                return redirect(request.path)
            enquiry = rows.get(pk=found.pk)
        shown = enquiry_at_desk(enquiry=enquiry, user=user)
        history, has_older_history = self.latest_history(request, enquiry)
        context = {
            **self.admin_site.each_context(request),
            "title": str(enquiry),
            "subtitle": str(enquiry.organization),
            "opts": self.opts,
            "original": enquiry,
            "enquiry": enquiry,
            "shown": shown,
            "may_act": acts and enquiry.texts_erased_at is None,
            "may_sort": acts,
            "may_publish": user.has_perm("materials.add_questionanswer") and enquiry.texts_erased_at is None,
            "reads_messages": user.has_perm("materials.view_enquirymessage"),
            "reads_files": user.has_perm("materials.view_enquiryfile"),
            "failed": bound,
            "files": files,
            "ticket": ticket_for(files, by=user),
            "answer_form": _seen(bound.get("answer"), AnswerForm, shown.seen),
            "note_form": bound.get("note") or NoteForm(prefix="note"),
            "assign_form": bound.get("assign") or AssignForm(enquiry=enquiry, prefix="assign"),
            "sort_form": bound.get("sort") or SortForm(enquiry=enquiry, prefix="sort"),
            "close_form": _seen(bound.get("close"), CloseForm, shown.seen),
            "view_on_site_url": enquiry.get_absolute_url(),
            "history": history,
            "has_older_history": has_older_history,
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/materials/enquiry/review.html", context)


def _seen(bound: Any, form: type[AnswerForm | CloseForm], number: int) -> Any:
    """The page shows the newest message: what is sent from it was written in its sight."""
    prefix = "answer" if form is AnswerForm else "close"
    if bound is None:
        return form(prefix=prefix, initial={"seen": number})
    bound.data = bound.data.copy()
    bound.data[f"{prefix}-seen"] = str(number)
    return bound


# Acting -----------------------------------------------------------------------------------------------


def _act(request: HttpRequest, enquiry: Enquiry) -> tuple[str, dict[str, Any], list[LaidFile]]:
    """What was done, in a sentence; or nothing, the form with what is wrong, and the files that are kept."""
    do = request.POST.get("do", "")
    if do not in _DO:
        raise Http404("no such action")
    user: Any = request.user
    files: list[LaidFile] = []
    form = _form(do, request, enquiry)
    if isinstance(form, AnswerForm):
        files = files_of(form, by=user)
    if form.is_valid():
        try:
            return _DO[do](enquiry, user, form.cleaned_data, files), {}, []
        except tuple(REFUSALS) as error:
            form.add_error(None, REFUSALS[type(error)])
    return "", {do: form, "form": form, "do": do}, files


def _form(do: str, request: HttpRequest, enquiry: Enquiry) -> forms.Form:
    user: Any = request.user
    if do == "answer":
        laid = laid_away(request.POST.get("ticket", ""), by=user)
        return AnswerForm(request.POST, request.FILES, laid=laid, prefix=do)
    if do == "assign":
        return AssignForm(request.POST, enquiry=enquiry, prefix=do)
    if do == "sort":
        return SortForm(request.POST, enquiry=enquiry, prefix=do)
    return NoteForm(request.POST, prefix=do) if do == "note" else CloseForm(request.POST, prefix=do)


def _answer(enquiry: Enquiry, user: Any, values: dict[str, Any], files: list[LaidFile]) -> str:
    services.answer(enquiry=enquiry, by=user, text=values["text"], seen=values["seen"] or 0, files=files)
    return _("The answer is sent: by mail to whoever asked and wrote, and on the page of the enquiry.")


def _note(enquiry: Enquiry, user: Any, values: dict[str, Any], files: list[LaidFile]) -> str:
    services.note(enquiry=enquiry, by=user, text=values["text"])
    return _("The note is kept.")


def _assign(enquiry: Enquiry, user: Any, values: dict[str, Any], files: list[LaidFile]) -> str:
    services.assign(enquiry=enquiry, to=values["colleague"], by=user)
    if values["colleague"] is None:
        return _("The enquiry is given to nobody in particular.")
    return _("The enquiry is given to %(name)s.") % {"name": values["colleague"].name or values["colleague"].email}


def _sort(enquiry: Enquiry, user: Any, values: dict[str, Any], files: list[LaidFile]) -> str:
    services.sort(enquiry=enquiry, by=user, **values)
    return _("Topic, country and division are kept.")


def _close(enquiry: Enquiry, user: Any, values: dict[str, Any], files: list[LaidFile]) -> str:
    services.close_at_desk(enquiry=enquiry, by=user, text=values["text"], seen=values["seen"] or 0)
    return _("The enquiry is closed.")


_DO: dict[str, Callable[[Enquiry, Any, dict[str, Any], list[LaidFile]], str]] = {
    "answer": _answer,
    "note": _note,
    "assign": _assign,
    "sort": _sort,
    "close": _close,
}
