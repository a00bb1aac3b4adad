"""Orders of printed copies: what, how many, to where, and how far it is."""

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.models import User
from materials.models.editions import PrintedCopy
from organizations.models import Organization
from organizations.models.members import ActedForQuerySet
from organizations.models.merges import refuse_other_organization


class OrderState(models.TextChoices):
    CART = "cart", pgettext_lazy("order", "not sent yet")
    PLACED = "placed", pgettext_lazy("order", "waits for the Affairs Dept.")
    CONFIRMED = "confirmed", pgettext_lazy("order", "confirmed")
    PACKED = "packed", pgettext_lazy("order", "packed")
    SENT = "sent", pgettext_lazy("order", "on its way")
    CANCELLED = "cancelled", pgettext_lazy("order", "cancelled")


class OrderQuerySet(ActedForQuerySet):
    hidden_from_staff = Q(state=OrderState.CART)

    def waiting_for_staff(self):
        return self.filter(state__in=(OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED))


@pgtrigger.register(
    pgtrigger.FSM(
        name="order_goes_one_way",
        field="state",
        transitions=[
            ("cart", "placed"),
            ("placed", "confirmed"),
            ("placed", "cancelled"),
            ("confirmed", "packed"),
            ("confirmed", "cancelled"),
            ("packed", "sent"),
            ("packed", "cancelled"),
        ],
    ),
    pgtrigger.ReadOnly(name="order_stays", fields=["created_at"]),
    refuse_other_organization(),
    pgtrigger.Protect(
        name="placed_order_is_kept", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__state="cart")
    ),
)
# Where it goes and who takes it there is personal, and goes with time: not in the history. By its number the carrier
# says whose a parcel was.
@pghistory.track(exclude=["changed_at", "recipient", "address", "postal_code", "telephone", "note", "parcel_number"])
class Order(models.Model):
    """Copies in print for an organization, to be sent to an address in any country."""

    State = OrderState

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="material_orders", verbose_name=_("organization")
    )
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="material_orders", verbose_name=_("ordered by")
    )
    state = models.CharField(_("state"), max_length=10, choices=OrderState, default=OrderState.CART)
    recipient = models.CharField(_("to whom"), max_length=200, blank=True, help_text=_("Department or person."))
    address = models.TextField(_("address"), blank=True, max_length=500)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, validators=[RegexValidator(r"^[A-Z]{2}$")],
        help_text=_("ISO 3166-1 alpha-2"),
    )  # fmt: skip
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    note = models.TextField(_("what should the Affairs Dept. know?"), blank=True, max_length=2000)
    # Fixed when it is placed.
    is_member = models.BooleanField(_("at the price for JITCO supporting members"), default=False)
    # Yen; entered when it is confirmed.
    postage = models.PositiveIntegerField(_("postage (yen)"), null=True, blank=True)
    parcel_number = models.CharField(_("number of the parcel"), max_length=100, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("Of a cancellation; the organization reads it."))
    placed_at = models.DateTimeField(_("sent to JITCO at"), null=True, blank=True, editable=False)
    state_since = models.DateTimeField(_("in this state since"), null=True, blank=True, editable=False)
    address_erased_at = models.DateTimeField(_("address erased at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of printed copies", "order")
        verbose_name_plural = pgettext_lazy("of printed copies", "orders")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "created_by"], condition=Q(state="cart"), name="order_one_cart"
            ),
            models.CheckConstraint(
                name="order_placed_is_complete",
                condition=Q(state="cart")
                | Q(address_erased_at__isnull=False)
                | (Q(placed_at__isnull=False) & ~Q(recipient="") & ~Q(address="") & ~Q(country="")),
            ),
            models.CheckConstraint(
                name="order_cancelled_with_reason", condition=~Q(state="cancelled") | ~Q(reason=""),
                violation_error_message=_("Say why it is cancelled."),
            ),
            models.CheckConstraint(
                name="order_confirmed_with_postage",
                condition=Q(state__in=["cart", "placed", "cancelled"]) | Q(postage__isnull=False),
                violation_error_message=_("Enter the postage; 0 where none is asked."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "state_since"], name="order_waiting")]

    def __str__(self):
        return str(_("Order %(number)s") % {"number": self.pk})

    def get_absolute_url(self):
        return reverse("materials:order_detail", args=[self.pk])


@pghistory.track()
class OrderLine(models.Model):
    """So many copies of one edition, at the price of the day on which the order was placed."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", verbose_name=_("order"))
    copy = models.ForeignKey(PrintedCopy, on_delete=models.PROTECT, related_name="lines", verbose_name=_("edition"))
    quantity = models.PositiveIntegerField(_("copies"), validators=[MinValueValidator(1)])
    # Yen with tax, fixed when the order is placed; in a cart the price of the day on which it was put there, by which a
    # change since is seen.
    unit_price = models.PositiveIntegerField(_("price of a copy (yen, with tax)"), null=True, blank=True)

    class Meta:
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of orders")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "copy"], name="orderline_once"),
            models.CheckConstraint(name="orderline_some", condition=Q(quantity__gt=0)),
        ]

    def __str__(self):
        return f"{self.copy} × {self.quantity}"
