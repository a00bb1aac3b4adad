"""What a registration costs, what was paid, and the papers on it. Payment itself stays outside the portal."""

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from seminars.models.registrations import Registration


@pgtrigger.register(
    pgtrigger.Protect(name="charge_stays", operation=pgtrigger.Update | pgtrigger.Delete),
)
@pghistory.track()
class Charge(models.Model):
    """One line of what a registration owes; their sum is what it costs. A mistake is mended by another line."""

    class Kind(models.TextChoices):
        PLACES = "places", _("places")
        RELEASED = "released", _("places given up")
        CANCELLATION = "cancellation", _("charge for a late cancellation")
        CORRECTION = "correction", _("correction by the Affairs Dept.")

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="charges", verbose_name=_("registration")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    people = models.PositiveSmallIntegerField(_("people"), default=0)
    # Yen, with tax; below nought for what is taken back.
    amount = models.IntegerField(_("amount (yen, with tax)"))
    percent = models.PositiveSmallIntegerField(_("per cent of the price"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("charge of a registration")
        verbose_name_plural = _("charges of registrations")
        ordering = ["registration", "pk"]
        constraints = [
            models.CheckConstraint(
                name="charge_signs",
                condition=Q(kind="places", amount__gte=0)
                | Q(kind="released", amount__lte=0)
                | Q(kind="cancellation", amount__gt=0, percent__isnull=False)
                | (Q(kind="correction") & ~Q(reason="")),
            )
        ]

    def __str__(self):
        return f"{self.registration_id} {self.kind} {self.amount}"


@pgtrigger.register(pgtrigger.Protect(name="payment_stays", operation=pgtrigger.Update | pgtrigger.Delete))
@pghistory.track()
class Payment(models.Model):
    """Money that came in or went back, as staff saw it on the account, or as a provider told.

    A payment provider writes rows with its own ``provider`` and ``reference``; told twice, it stands once.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received", _("received")
        REFUNDED = "refunded", _("paid back")

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="payments", verbose_name=_("registration")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.RECEIVED)
    amount = models.PositiveIntegerField(_("amount (yen)"), validators=[MinValueValidator(1)])
    paid_on = models.DateField(_("day on the account"), default=today)
    provider = models.CharField(_("way"), max_length=20, default="transfer")
    reference = models.CharField(_("reference on the statement"), max_length=100, blank=True)
    note = models.CharField(pgettext_lazy("payment", "note"), max_length=300, blank=True)
    marked_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    marked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("payment for a registration")
        verbose_name_plural = _("payments for registrations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="payment_amount", condition=Q(amount__gt=0)),
            models.UniqueConstraint(
                fields=["provider", "reference", "kind"], condition=~Q(reference=""), name="payment_once",
                violation_error_message=_("A payment with this reference is entered already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.registration_id} {self.amount}"


@pgtrigger.register(pgtrigger.Protect(name="paper_stays", operation=pgtrigger.Update | pgtrigger.Delete))
@pghistory.track()
class Paper(models.Model):
    """An invoice or a receipt as it was issued; a change issues another one that names the one it replaces."""

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("invoice")
        RECEIPT = "receipt", _("receipt")
        # What the law calls 適格返還請求書.
        RETURN = "return", _("note on a return")

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="papers", verbose_name=_("registration")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    number = models.CharField(_("number"), max_length=20, unique=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    recipient = models.CharField(_("made out to"), max_length=300)
    issuer_name = models.CharField(_("issued in the name of"), max_length=300, blank=True)
    # Blank: the paper is no qualified invoice, and says so.
    issuer_number = models.CharField(_("registration number of the issuer"), max_length=14, blank=True)
    issued_on = models.DateField(_("issued on"), default=today)
    supplied_on = models.CharField(_("day of the service"), max_length=10, blank=True)
    due_on = models.DateField(_("to be paid by"), null=True, blank=True)
    # [{"kind": "places", "en": …, "ja": …, "people": 2, "unit": 5000, "amount": 10000, "is_taxed": true}]
    lines = models.JSONField(_("lines"))
    total = models.IntegerField(_("total (yen, with tax)"))
    tax_percent = models.PositiveSmallIntegerField(_("consumption tax in per cent"))
    # Rounded down once for each paper and rate, as the law asks.
    tax = models.IntegerField(_("of it consumption tax"))
    issued_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )

    class Meta:
        verbose_name = _("invoice or receipt")
        verbose_name_plural = _("invoices and receipts")
        ordering = ["-pk"]

    def __str__(self):
        return self.number
