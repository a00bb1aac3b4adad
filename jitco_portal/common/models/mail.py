"""The outbox: a message is a row before it is sent, and says what became of it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.models.addresses import same_address
from jitco_portal.common.models.people import User


class MessageQuerySet(models.QuerySet):
    def at_address(self, address):
        return self.filter(same_address("recipient", address))


class UnsubscriptionQuerySet(models.QuerySet):
    def at_address(self, address):
        return self.filter(same_address("address", address))


# The text of a message may hold what only its recipient should read; what became of it is the history.
@pghistory.track(exclude=["body"])
class OutboxMessage(models.Model):
    """One mail to one recipient for one cause."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be sent")
        HELD = "held", _("held back by staff")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        KEPT = "kept", _("kept: no mail leaves this installation")
        FAILED = "failed", _("failed")
        UNWANTED = "unwanted", _("not sent: the recipient unsubscribed")
        CANCELLED = "cancelled", _("cancelled by staff")

    kind = models.CharField(_("kind"), max_length=50, help_text=_("The template that it was written from."))
    cause = models.CharField(
        _("cause"), max_length=200, help_text=_("What it is about; one mail per recipient and cause.")
    )
    recipient = models.EmailField(_("recipient"))
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages", verbose_name=_("person")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    time_zone = models.CharField(_("time zone"), max_length=50)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    is_duty = models.BooleanField(
        _("duty"), default=False, help_text=_("Sent also to those who unsubscribed: security, decisions, invitations.")
    )
    is_secret = models.BooleanField(
        _("secret"),
        default=False,
        help_text=_("Holds a link or code that logs in: staff do not read it, and it is wiped."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    next_try_at = models.DateTimeField(_("next try at"), null=True, blank=True)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # The same at every try, so that a server that got it twice can tell.
    message_id = models.CharField(max_length=200, unique=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("recipient"),
                "cause",
                name="message_once_per_recipient_and_cause",
                violation_error_message=_("This recipient has a message for this cause."),
            ),
            models.CheckConstraint(name="message_sent_at", condition=~Q(state="sent") | Q(sent_at__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="message_to_do", condition=Q(state__in=["waiting", "sending"])),
        ]

    def __str__(self):
        return f"{self.subject} → {self.recipient}"


@pghistory.track()
class Unsubscription(models.Model):
    """An address that wants no more mails of a kind; duties reach it all the same."""

    address = models.EmailField(_("e-mail address"))
    kind = models.CharField(_("kind"), max_length=50)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = UnsubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsubscription")
        verbose_name_plural = _("unsubscriptions")
        ordering = ["address", "kind"]
        constraints = [models.UniqueConstraint(Lower("address"), "kind", name="unsubscription_once")]

    def __str__(self):
        return f"{self.address}: {self.kind}"
