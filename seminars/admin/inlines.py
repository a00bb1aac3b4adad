"""Rows edited on the page of their event."""

from jitco_portal.common.desk.base import PortalStackedInline, PortalTabularInline
from seminars.admin.clocks import SaysTheClock
from seminars.forms.desk import FigureForm, GroupForm, QuestionForm, SessionForm, StopForm, TermForm
from seminars.models import (
    AttendanceFigure,
    CancellationTerm,
    EventGroup,
    EventQuestion,
    EventSession,
    TourStop,
)
from seminars.queries.publishable import may_promise


class Promised:
    """What an announced event promised, publishers change."""

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and may_promise(request.user, event=obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_promise(request.user, event=obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_promise(request.user, event=obj)


class GroupInline(Promised, PortalTabularInline):
    model = EventGroup
    form = GroupForm
    readonly_fields = ("held_people", "held_organizations")
    show_change_link = False
    max_num = 2


class TermInline(Promised, PortalTabularInline):
    model = CancellationTerm
    form = TermForm
    show_change_link = False


class SessionInline(SaysTheClock, PortalStackedInline):
    model = EventSession
    form = SessionForm
    classes = ["collapse"]
    show_change_link = False
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("starts_at", "ends_at", "room"),
                    ("title_en", "title_ja"),
                    ("speakers_en", "speakers_ja"),
                )
            },
        ),
    )


class StopInline(PortalStackedInline):
    model = TourStop
    form = StopForm
    classes = ["collapse"]
    show_change_link = False
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("day", "position", "organization"),
                    ("place_en", "place_ja"),
                    ("text_en", "text_ja"),
                )
            },
        ),
    )


class QuestionInline(PortalStackedInline):
    model = EventQuestion
    form = QuestionForm
    classes = ["collapse"]
    show_change_link = False
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("about", "form", "is_required", "position"),
                    ("text_en", "text_ja"),
                    ("choices_en", "choices_ja"),
                )
            },
        ),
    )


class FigureInline(PortalTabularInline):
    model = AttendanceFigure
    form = FigureForm
    classes = ["collapse"]
    show_change_link = False
    max_num = 3
