"""A cart as its page shows it: today's prices, what is left, what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from jitco_portal.common.models import User
from materials.models import Edition, Order, OrderLine, OrderState, PrintedCopy
from materials.queries.orderable import newer_editions, orderable_copies, pays_as_member, price_of
from organizations.models import Organization

# Of an order to where it goes: proposed for the next one, and erased in time.
ADDRESS = ("recipient", "address", "postal_code", "telephone")


@dataclass(frozen=True)
class CartLine:
    """One edition in the cart, as it stands today."""

    line: OrderLine
    unit_price: int
    is_orderable: bool
    # What is to be used instead, and its copies where they can be ordered.
    newer: Edition | None
    newer_copy: PrintedCopy | None

    @property
    def copy(self) -> PrintedCopy:
        return self.line.copy

    @property
    def edition(self) -> Edition:
        return self.line.copy.edition

    @property
    def quantity(self) -> int:
        return self.line.quantity

    @property
    def amount(self) -> int:
        return self.quantity * self.unit_price

    @property
    def price_before(self) -> int | None:
        """The price on the day on which it was put into the cart, where it was another."""
        before = self.line.unit_price
        return None if before == self.unit_price else before

    @property
    def is_short(self) -> bool:
        """Fewer copies are left than the cart holds."""
        return self.is_orderable and self.copy.stock < self.quantity


@dataclass(frozen=True)
class CartPage:
    order: Order
    organization: Organization
    is_member: bool
    lines: Sequence[CartLine]

    @property
    def orderable(self) -> list[CartLine]:
        return [each for each in self.lines if each.is_orderable]

    @property
    def copies(self) -> int:
        return sum(each.quantity for each in self.orderable)

    @property
    def total(self) -> int:
        """Without postage, which is known when the order is confirmed."""
        return sum(each.amount for each in self.orderable)

    @property
    def grams(self) -> int:
        return grams_of((each.copy, each.quantity) for each in self.orderable)

    @property
    def weighs_more(self) -> bool:
        """Of some it is not known what they weigh."""
        return any(each.copy.grams is None for each in self.orderable)

    @property
    def seen(self) -> str:
        """What a reader of this page has read: what, how many, at which price."""
        return seen_of((each.copy.pk, each.quantity, each.unit_price) for each in self.lines)


def grams_of(copies: Iterable[tuple[PrintedCopy, int]]) -> int:
    return sum((copy.grams or 0) * quantity for copy, quantity in copies)


def seen_of(lines: Iterable[tuple[int, int, int]]) -> str:
    return ";".join(f"{copy}:{quantity}:{price}" for copy, quantity, price in sorted(lines))


def carts_of(*, user: User, organizations: Iterable[int]) -> QuerySet[Order]:
    """The person's own carts for these organizations."""
    return Order.objects.filter(created_by=user, state=OrderState.CART, organization__in=list(organizations))


def lines_of(order: Order) -> QuerySet[OrderLine]:
    return order.lines.select_related("copy__edition__material").order_by("pk")


def cart_page(*, order: Order, organization: Organization, user: User, keys: tuple[int, ...] = ()) -> CartPage:
    """In two queries, and two more where an edition of it is not the latest."""
    lines = list(lines_of(order))
    editions = [each.copy.edition for each in lines]
    newer = newer_editions(editions=editions, user=user, keys=keys) if editions else {}
    copies = [each.copy_id for each in lines]
    copies += [each.printed.pk for each in newer.values() if hasattr(each, "printed")]
    allowed = orderable_copies(user=user, organization=organization, keys=keys).filter(pk__in=copies).in_bulk()
    is_member = pays_as_member(organization)
    found = []
    for line in lines:
        edition = newer.get(line.copy.edition_id)
        copy = allowed.get(edition.printed.pk) if edition and hasattr(edition, "printed") else None
        price = price_of(line.copy, is_member=is_member)
        found.append(CartLine(line, price, line.copy_id in allowed, edition, copy))
    return CartPage(order, organization, is_member, found)


def proposed_address(*, order: Order) -> dict[str, str]:
    """What was entered for this cart already; else where the last order of the organization went.

    Else its own country, which is where most goes.
    """
    fields = (*ADDRESS, "country", "note")
    entered = {name: getattr(order, name) for name in fields}
    if any(entered.values()):
        return entered
    sent = Q(address_erased_at=None) & ~Q(state=OrderState.CART)
    before = Order.objects.filter(sent, organization=order.organization_id).order_by("-placed_at", "-pk").first()
    if before:
        # What the Affairs Dept. should know was about that order.
        return {name: getattr(before, name) for name in (*ADDRESS, "country")}
    organization = order.organization
    if organization.kind == Organization.Kind.SUPERVISING:
        return {"country": "JP"}
    return {"country": organization.country.code if organization.country else ""}
