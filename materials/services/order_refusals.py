"""Why something with carts and orders is refused: each reason has its name, so that a page can say it in its words."""

from __future__ import annotations

from collections.abc import Mapping


class OrderRefused(Exception):
    """Above all of them."""


class NotAllowed(OrderRefused):
    """The person does not act for the organization, the cart is another's, or they are no staff who may."""


class WrongState(OrderRefused):
    """The order is not where the step begins: somebody was quicker, or the button was pressed twice."""


class NotOrderable(OrderRefused):
    """The edition was withdrawn, its copies are not ordered any more, or it is not for this organization."""


class TooMany(OrderRefused):
    """More copies than one order may have; ``most`` says how many, ``held`` how many are in the cart already."""

    def __init__(self, most: int, *, held: int = 0) -> None:
        super().__init__(most)
        self.most, self.held = most, held


class NotEnough(OrderRefused):
    """Fewer copies are left; ``left`` says how many."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class LinesRefused(OrderRefused):
    """Some lines of the cart cannot be ordered as they are; ``lines`` says why, by their number."""

    def __init__(self, lines: Mapping[int, OrderRefused]) -> None:
        super().__init__(lines)
        self.lines = dict(lines)


class CartChanged(OrderRefused):
    """A price, a quantity or a line is another than the reader has read."""


class CartEmpty(OrderRefused):
    """There is nothing to order."""
