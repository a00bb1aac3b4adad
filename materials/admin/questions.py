"""The desk of questions and answers: written beside the thread they come from, published, checked, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from jitco_portal.common.desk.base import PortalModelAdmin
from jitco_portal.common.languages import listed
from materials.admin.groups import ENQUIRIES
from materials.admin.saving import LockedWhileSaved
from materials.forms.questions import QuestionForm
from materials.models import Enquiry, QuestionAnswer
from materials.queries.enquiries_desk import thread_of
from materials.queries.enquiries_waiting import questions_to_check
from materials.services import questions as services

State = QuestionAnswer.State


class BoardFilter(admin.SimpleListFilter):
    title = gettext_lazy("what to do")
    parameter_name = "board"

    def lookups(self, request, model_admin):
        return [("check", _("to be checked again"))]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=questions_to_check().values("pk")) if self.value() == "check" else queryset


@admin.register(QuestionAnswer)
class QuestionAnswerAdmin(LockedWhileSaved, PortalModelAdmin):
    index_group = ENQUIRIES
    form = QuestionForm
    change_form_template = "admin/materials/questionanswer/change_form.html"
    # What is published is decided by publishers, and not by going back to what stood once.
    is_reverted_here = False
    list_display = ("question_en", "question_ja", "topic", "country", "state", "checked_on")
    list_filter = (BoardFilter, "state", "topic", "country", "programme")
    list_select_related = ("country", "programme")
    search_fields = ("question_en", "question_ja", "answer_en", "answer_ja")
    readonly_fields = ("state", "published_at", "checked_on", "is_sample")
    fieldsets = (
        (None, {"fields": ("topic", ("country", "programme"), "enquiry")}),
        (pgettext_lazy("question and answer", "Question"), {"fields": (("question_en", "question_ja"),)}),
        (pgettext_lazy("question and answer", "Answer"), {"fields": (("answer_en", "answer_ja"),)}),
        (gettext_lazy("Source"), {"fields": (("source", "source_ja", "source_url"),)}),
        (gettext_lazy("State"), {"fields": (("state", "published_at", "checked_on", "is_sample"),)}),
    )

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def get_autocomplete_fields(self, request):
        return [name for name in super().get_autocomplete_fields(request) if name != "enquiry"]

    def get_fieldsets(self, request, obj=None):
        """Where it comes from is said once: it may not be changed to have its names pass."""
        if obj is None:
            return [each for each in self.fieldsets if "state" not in str(each[1]["fields"])]
        first, *others = self.fieldsets
        return [(first[0], {"fields": first[1]["fields"][:2]}), *others]

    # Who may ---------------------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        """Editors write; what everybody reads only publishers change."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.state != State.PUBLISHED or services.may_publish(request.user))

    def has_delete_permission(self, request, obj=None):
        """What was published once is taken back, never deleted."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    def get_actions(self, request):
        return {name: each for name, each in super().get_actions(request).items() if name != "delete_selected"}

    # Beside the thread ------------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        enquiry = obj.enquiry if obj else self._asked(request)
        reads = request.user.has_perm("materials.view_enquiry") and request.user.has_perm(
            "materials.view_enquirymessage"
        )
        if enquiry and reads:
            context |= {"enquiry": enquiry, "thread": thread_of(enquiry)}
        if obj:
            context |= {"deeds": _deeds(request, obj), "deed_url": self._url_of("deed", obj)}
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def _asked(self, request: HttpRequest) -> Enquiry | None:
        key = request.POST.get("enquiry") or request.GET.get("enquiry", "")
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        return Enquiry.objects.visible_to(request.user).select_related("organization").filter(pk=key).first()

    # Deeds -------------------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.deed))
        return [path("<int:pk>/deed/", view, name="materials_questionanswer_deed"), *super().get_urls()]

    def deed(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.get_queryset(request).filter(pk=pk).first()
        do, user = request.POST.get("do", ""), request.user
        if question is None or do not in _DO:
            raise Http404("no such question, or deed")
        if not self.has_view_permission(request, question):
            raise PermissionDenied
        service, told = _DO[do]
        try:
            service(question=question, by=user)
        except services.NotAllowed as error:
            raise PermissionDenied from error
        except services.WrongState:
            messages.info(request, _("Somebody was quicker: see its state."))
        except services.NotAnonymous as error:
            words = {each.words for traces in error.traces.values() for each in traces}
            refused = _("Not published: these words lead to somebody: %(words)s. Write the texts without them.")
            messages.error(request, refused % {"words": listed(sorted(words))})
        else:
            messages.success(request, told)
        return redirect("admin:materials_questionanswer_change", pk)

    def _url_of(self, name: str, question: QuestionAnswer) -> str:
        return reverse(f"admin:materials_questionanswer_{name}", args=[question.pk])


_DO: dict[str, tuple[Any, Any]] = {
    "publish": (services.publish, gettext_lazy("The question and its answer are published.")),
    "withdraw": (services.withdraw, gettext_lazy("Taken back: nobody but staff reads it any more.")),
    "confirm": (services.confirm, gettext_lazy("Kept: checked today.")),
}


def _deeds(request: HttpRequest, question: QuestionAnswer) -> list[tuple[str, str]]:
    """What can be done with it now, by whoever looks."""
    if not services.may_publish(request.user):
        return []
    if question.state != State.PUBLISHED:
        return [("publish", _("Publish"))]
    return [("confirm", _("It still holds: checked today")), ("withdraw", _("Take it back"))]
