"""The outbox at the desk: what was written to whom, what became of it, and what staff may still do about it."""

from __future__ import annotations

import datetime

import procrastinate.contrib.django.admin  # noqa: F401  it registers its pages, which are put away below
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Min
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from jitco_portal.common.desk.base import PortalModelAdmin, given_reason, reason_in_history
from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.desk.site import IndexGroup
from jitco_portal.common.mail import desk as outbox_desk
from jitco_portal.common.mail.kinds import ACCOUNT_PREFIX, MAIL_KINDS, UnknownMailKind, kinds_to_choose, mail_kind
from jitco_portal.common.mail.text import whole_text
from jitco_portal.common.models import OutboxMessage, Unsubscription

MAIL = IndexGroup(85, "mail", _("Mail"))
State = OutboxMessage.State
# Without a sign of life for so long, nobody sends mails.
_WORKER_IS_GONE = datetime.timedelta(minutes=2)

# What the worker has to do is no page of the desk: what becomes of a mail stands in the outbox.
admin.site.unregister(ProcrastinateJob)


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(kinds[0], title) for title, kinds in self._kinds_by_title().items()]

    def queryset(self, request, queryset):
        kinds = next((kinds for kinds in self._kinds_by_title().values() if kinds[0] == self.value()), [])
        if kinds == [ACCOUNT_PREFIX]:
            return queryset.filter(kind__startswith=ACCOUNT_PREFIX)
        return queryset.filter(kind__in=kinds) if self.value() else queryset

    def _kinds_by_title(self):
        """Kinds that are called the same are one choice."""
        found = {_title(ACCOUNT_PREFIX): [ACCOUNT_PREFIX]}
        for name in MAIL_KINDS:
            found.setdefault(_title(name), []).append(name)
        return found


class MessageForm(PortalForm):
    beside = {"message_once_per_recipient_and_cause": "recipient"}

    class Meta:
        model = OutboxMessage
        fields = ("recipient", "subject", "body")

    def _get_validation_exclusions(self):
        """With the cause, which stays: another message for it may be with the new recipient already."""
        return super()._get_validation_exclusions() - {"cause"}

    def clean_subject(self):
        return " ".join(self.cleaned_data["subject"].split())

    def clean(self):
        """Nobody sends it while it is written anew: the row is locked until the page is saved."""
        super().clean()
        try:
            locked = outbox_desk.lock(message=self.instance)
        except outbox_desk.MessageBeingSent as error:
            raise ValidationError(_REFUSALS[outbox_desk.MessageBeingSent]) from error
        if not outbox_desk.may_be_edited(locked):
            raise ValidationError(_REFUSALS[outbox_desk.MessageRefused])
        return self.cleaned_data


_REFUSALS = {
    outbox_desk.MessageBeingSent: _("The message is being sent right now; look again in a minute."),
    outbox_desk.MessageWiped: _("The text was wiped: nothing is left that could be sent."),
    outbox_desk.MessageRefused: _("The state of the message does not allow this; it may have changed a moment ago."),
}


@admin.register(OutboxMessage)
class OutboxMessageAdmin(PortalModelAdmin):
    index_group = MAIL
    form = MessageForm
    ordering = ("-pk",)
    list_display = ("subject", "recipient", "told_state", "age", "tries", "error", "about")
    list_filter = ("state", KindFilter, "language", "is_duty")
    search_fields = ("recipient", "subject", "cause", "last_error")
    readonly = (
        ("told_state", "tries"),
        ("last_error", "next_try_at"),
        ("told_kind", "cause"),
        ("user", "language", "time_zone"),
        ("is_duty", "is_secret"),
        ("created_at", "sent_at"),
    )
    # A mail that was sent is not unsent, and what became of one is the worker's to write.
    is_reverted_here = False
    actions = ("hold", "release", "cancel", "resend")
    change_list_template = "admin/common/outboxmessage/change_list.html"
    change_form_template = "admin/common/outboxmessage/change_form.html"

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request=None):
        """Nobody finds out by filters what a secret text holds."""
        return lookup.split("__")[0] not in ("body", "message_id") and super().lookup_allowed(lookup, value, request)

    # Columns --------------------------------------------------------------------------------------

    @admin.display(description=_("state"), ordering="state")
    def told_state(self, obj):
        return obj.get_state_display()

    @admin.display(description=_("kind"), ordering="kind")
    def told_kind(self, obj):
        return _title(obj.kind)

    @admin.display(description=_("kind, cause and language"), ordering="kind")
    def about(self, obj):
        return format_html(
            '{}<span class="quiet">{} · {}</span>', _title(obj.kind), obj.cause, obj.get_language_display()
        )

    @admin.display(description=_("age"), ordering="created_at")
    def age(self, obj):
        return timesince(obj.created_at, depth=1)

    @admin.display(description=_("last error"), ordering="last_error")
    def error(self, obj):
        return Truncator(obj.last_error).chars(80)

    @admin.display(description=_("text as it is sent"))
    def whole(self, obj):
        if not obj.is_readable and settings.MAIL_LEAVES:
            return _("Holds a link or code that logs in: not shown, and wiped once it is sent.")
        if not obj.is_readable and outbox_desk.is_personal(obj):
            return _("Holds a link that is its recipient's alone, as a ticket is: not shown.")
        if not obj.is_readable:
            return _("Holds a link or code that logs in: shown only to staff who may do all that its recipient may.")
        if obj.is_secret and not obj.body:
            return _("Wiped: it held a link or code that logs in.")
        if not obj.body:
            return _("Wiped: it is some time ago.")
        try:
            return whole_text(obj)
        except UnknownMailKind:
            return obj.body

    # The page of one message ----------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        """With whether this reader may read its text."""
        message = super().get_object(request, object_id, from_field)
        if message is not None:
            message.is_readable = outbox_desk.may_read(message, reader=request.user)
        return message

    def is_editable(self, request, obj):
        return obj is not None and self.has_change_permission(request, obj) and outbox_desk.may_be_edited(obj)

    def get_fieldsets(self, request, obj=None):
        text = ("recipient", "subject", "body") if self.is_editable(request, obj) else ("recipient", "subject", "whole")
        return [(None, {"fields": text}), (_("What became of it"), {"fields": self.readonly})]

    def get_readonly_fields(self, request, obj=None):
        fixed = [name for line in self.readonly for name in line]
        return fixed if self.is_editable(request, obj) else [*fixed, "recipient", "subject", "whole"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Who writes a message anew says why."""
        form_class = super().get_form(request, obj, change=change, **kwargs)
        if not self.is_editable(request, obj):
            return form_class

        class ReasonedForm(form_class):
            def clean(self):
                super().clean()
                if pressed_deed(request):
                    raise ValidationError(_("Save what you wrote first; nothing was done with the message yet."))
                if not given_reason(request):
                    raise ValidationError(_("Say at the foot of the page why you change the message."))
                return self.cleaned_data

        return ReasonedForm

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id:
            message = self.get_object(request, unquote(object_id))
            name = pressed_deed(request)
            if message and name:
                if not self.has_change_permission(request, message):
                    raise PermissionDenied
                if self.is_editable(request, message) and _is_written_anew(request, message):
                    # The page comes back with what was typed.
                    return super().changeform_view(request, object_id, form_url, extra_context)
                self._do(request, name, [message])
                return redirect(request.path)
            if message and self.has_change_permission(request, message) and not outbox_desk.may_be_edited(message):
                self.message_user(request, _REFUSALS[outbox_desk.MessageRefused], messages.ERROR)
                return redirect(request.path)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        """Only what was typed: what became of the message meanwhile is not this page's to write."""
        if form.changed_data:
            obj.save(update_fields=form.changed_data)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may = self.has_change_permission(request, obj)
        context["mail_leaves"] = settings.MAIL_LEAVES
        context["deeds"] = [each for each in _deeds(obj) if may]
        context["show_save"] = context["show_save_and_continue"] = self.is_editable(request, obj)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    # The list -------------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        waiting = OutboxMessage.objects.filter(state__in=[State.WAITING, State.SENDING])
        seen_at = worker_seen_at()
        summary = {
            "mail_leaves": settings.MAIL_LEAVES,
            "waiting": waiting.count(),
            "oldest": waiting.aggregate(at=Min("created_at"))["at"],
            "seen_at": seen_at,
            "worker_is_gone": seen_at is None or seen_at < timezone.now() - _WORKER_IS_GONE,
        }
        return super().changelist_view(request, {**summary, **(extra_context or {})})

    @admin.action(description=_("Hold back"), permissions=["change"])
    def hold(self, request, queryset):
        self._do(request, "hold", queryset)

    @admin.action(description=_("Let go"), permissions=["change"])
    def release(self, request, queryset):
        self._do(request, "release", queryset)

    @admin.action(description=_("Cancel the sending"), permissions=["change"])
    def cancel(self, request, queryset):
        self._do(request, "cancel", queryset)

    @admin.action(description=_("Send again"), permissions=["change"])
    def resend(self, request, queryset):
        self._do(request, "resend", queryset)

    def _do(self, request, name, chosen):
        """Each message for itself: one that is refused does not stop the others."""
        done, refusals = 0, set()
        with reason_in_history(request):
            for message in chosen:
                try:
                    getattr(outbox_desk, name)(message=message)
                except outbox_desk.MessageRefused as refusal:
                    refusals.add(_REFUSALS[type(refusal)])
                else:
                    done += 1
        if done:
            text = ngettext("%(count)d message: %(deed)s.", "%(count)d messages: %(deed)s.", done)
            self.message_user(request, text % {"count": done, "deed": _DONE[name]}, messages.SUCCESS)
        for said in refusals:
            self.message_user(request, said, messages.ERROR)


_DONE = {
    "hold": _("held back"),
    "release": _("let go"),
    "cancel": _("cancelled"),
    "resend": _("put in line to be sent again"),
}


def _deeds(message) -> list[dict]:
    """What can be done with a message in its state: the button's name, and its words."""
    possible = {
        "hold": message.state in outbox_desk.HOLDABLE,
        "release": outbox_desk.may_be_released(message),
        "resend": outbox_desk.may_be_resent(message),
        "cancel": message.state in outbox_desk.CANCELLABLE,
    }
    return [
        {"name": f"_{name}", "title": getattr(OutboxMessageAdmin, name).short_description}
        for name, may in possible.items()
        if may
    ]


def pressed_deed(request) -> str | None:
    return next((name for name in OutboxMessageAdmin.actions if f"_{name}" in request.POST), None)


def _is_written_anew(request, message) -> bool:
    """Whether fields of the page hold something else than the message; a browser ends lines in its own way."""
    fields = [name for name in MessageForm.Meta.fields if name in request.POST]
    return any(request.POST[name].split() != getattr(message, name).split() for name in fields)


def worker_seen_at() -> datetime.datetime | None:
    """When the worker was last alive; once it has ended, when it last finished something."""
    beat = ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True).first()
    done = ProcrastinateEvent.objects.filter(type="succeeded").order_by("-pk").values_list("at", flat=True).first()
    return max((each for each in (beat, done) if each), default=None)


def _title(kind: str) -> str:
    try:
        return capfirst(str(mail_kind(kind).title))
    except UnknownMailKind:
        return kind


class UnsubscriptionForm(PortalForm):
    beside = {"unsubscription_once": "address"}
    kind = forms.ChoiceField(label=_("kind"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            choices = kinds_to_choose(for_staff=True)
            self.fields["kind"].choices = [(name, capfirst(str(kind.title))) for name, kind in choices.items()]


@admin.register(Unsubscription)
class UnsubscriptionAdmin(PortalModelAdmin):
    """Also for those who ask by telephone to get no more mails."""

    index_group = MAIL
    form = UnsubscriptionForm
    list_display = ("address", "told_kind", "created_at")
    search_fields = ("address", "kind")
    readonly_fields = ("created_at",)

    @admin.display(description=_("kind"), ordering="kind")
    def told_kind(self, obj):
        return _title(obj.kind)
