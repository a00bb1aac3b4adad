"""The cart: what is in it, where it goes, all of it once more, and sending it to the Affairs Dept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from materials.forms.orders import NOT_ORDERABLE, AddForm, AddressForm, QuantitiesForm, not_enough, too_many
from materials.models import Order, OrderState, PrintedCopy
from materials.queries.carts import CartPage, cart_page, carts_of, proposed_address
from materials.queries.orderable import organizations_to_order_for
from materials.queries.orders import with_sums
from materials.services import carts, orders
from materials.services.order_erasure import ADDRESS_KEPT_DAYS
from materials.services.order_refusals import (
    CartChanged,
    CartEmpty,
    LinesRefused,
    NotAllowed,
    NotEnough,
    NotOrderable,
    OrderRefused,
    TooMany,
    WrongState,
)
from materials.views.reader import shared_keys
from organizations.models import Organization
from organizations.queries.members import Membered, membership_by_id
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post


def cart_address(public_id: str) -> str:
    return f"{reverse('materials:cart')}?{urlencode({'organization': public_id})}"


@get_and_post
@login_required
def cart_add(request: HttpRequest) -> HttpResponse:
    """From the button of an edition; asked back where it is not clear for whom, or how many."""
    able = organizations_to_order_for(user=request.user)
    if request.method != "POST":  # the log-in was asked for in between
        return redirect("materials:cart")
    if not able:
        raise Http404("acts for no organization")
    keys, number = shared_keys(request), request.POST.get("copy", "")
    rows = PrintedCopy.objects.visible_to(request.user, keys).select_related("edition__material")
    copy = get_object_or_404(rows, pk=number if number.isdecimal() and len(number) < 18 else None)
    form = AddForm(request.POST, memberships=able)
    if "organization" in form.fields and "organization" not in request.POST:
        # Not a mistake of theirs: the button does not ask it.
        form = AddForm(memberships=able)
        form.initial = {"quantity": request.POST.get("quantity", "")}
    elif form.is_valid():
        chosen = form.chosen
        organization = _organization(chosen)
        quantity = form.cleaned_data["quantity"]
        try:
            carts.add_to_cart(copy=copy, organization=organization, by=person(request), quantity=quantity, keys=keys)
        except TooMany as error:
            form.add_error("quantity", too_many(error.most, held=error.held))
        except NotOrderable:
            form.add_error(None, _("It cannot be ordered for this organization."))
        except NotAllowed as error:
            raise Http404("not theirs") from error
        else:
            put = ngettext(
                "In the cart: %(number)d copy of %(title)s.", "In the cart: %(number)d copies of %(title)s.", quantity
            )
            messages.success(request, put % {"number": quantity, "title": copy.edition})
            return redirect(cart_address(chosen.public_id))
    return render(request, "materials/cart_add.html", {"form": form, "copy": copy, "edition": copy.edition})


@get_and_post
@login_required
def cart(request: HttpRequest) -> HttpResponse:
    able = organizations_to_order_for(user=request.user)
    if not able:
        return render(request, "materials/cart_impossible.html")
    if "organization" in request.GET:
        chosen = membership_by_id(request.user, request.GET["organization"])
        if chosen is None or not chosen.may_edit:
            raise Http404("not theirs to order for")
    elif len(able) == 1:
        [chosen] = able
    else:
        return _choose(request, able)
    return _Cart(request, chosen).answer()


def _choose(request: HttpRequest, able: list[Membered]) -> HttpResponse:
    held = with_sums(carts_of(user=person(request), organizations=[each.organization_id for each in able]))
    copies = {each.organization_id: each.copies for each in held}  # type: ignore[attr-defined]
    rows = [(each.organization, cart_address(each.public_id), copies.get(each.organization_id, 0)) for each in able]
    return render(request, "materials/cart_choose.html", {"rows": rows})


def _organization(membership: Membered) -> Organization:
    return Organization.objects.select_related("supervising", "country").get(pk=membership.organization_id)


def _told(refused: OrderRefused) -> str | Promise:
    """Why a line was refused, in the reader's words."""
    if isinstance(refused, TooMany):
        return too_many(refused.most)
    return not_enough(refused.left) if isinstance(refused, NotEnough) else NOT_ORDERABLE


class _Cart:
    """The page of a cart, through its clicks until it is sent; ``do`` says which button was pressed."""

    def __init__(self, request: HttpRequest, chosen: Membered) -> None:
        self.request, self.user, self.keys = request, person(request), shared_keys(request)
        self.address_of_page = cart_address(chosen.public_id)
        self.organization = _organization(chosen)
        self.do, _colon, self.key = request.POST.get("do", "").partition(":")
        self.order = carts_of(user=self.user, organizations=[self.organization.pk]).first()
        if self.order:
            self.order.organization = self.organization

    def answer(self) -> HttpResponse:
        if self.request.method != "POST" and self.order:
            return self._page()
        if self.order is None or self._was_sent():
            return self._without_cart()
        try:
            return self._act()
        except (NotAllowed, WrongState, CartEmpty):
            # Sent or emptied in another window a moment ago: shown as it is now.
            messages.info(self.request, _("The cart has changed in another window. This is how it is now."))
            return redirect(self.address_of_page)

    def _act(self) -> HttpResponse:
        if self.do == "remove" and self.key.isdecimal():
            carts.remove_line(cart=self._held, by=self.user, line=int(self.key))
            return self._page(kept=True)
        if self.do == "newer" and self.key.isdecimal():
            return self._take_newer()
        if self.do in ("summary", "send"):
            return self._summary()
        if self.do == "update":
            self._read()
            if self.quantities.is_valid():
                self._save_quantities()
                messages.success(self.request, _("The quantities are changed."))
                return self._page(kept=True)
            return self._render("materials/cart.html")
        return self._page(kept=True)

    @property
    def _held(self) -> Order:
        if self.order is None:
            raise CartEmpty
        return self.order

    # What is on the page ---------------------------------------------------------------------------

    def _read(self, *, kept: bool = False) -> None:
        """The cart as it is now, with what was typed: to be judged, or only ``kept``."""
        data = self.request.POST if self.request.method == "POST" else None
        self.cart = self._cart_now()
        judged = not kept and data is not None
        self.quantities = QuantitiesForm(data, cart=self.cart, check=judged)
        self.address = AddressForm(
            data,
            check=judged and self.do in ("summary", "send"),
            initial=None if data is not None and "recipient" in data else proposed_address(order=self._held),
        )

    def _cart_now(self) -> CartPage:
        return cart_page(order=self._held, organization=self.organization, user=self.user, keys=self.keys)

    def _page(self, *, kept: bool = False) -> HttpResponse:
        self._read(kept=kept)
        return self._render("materials/cart.html")

    def _without_cart(self) -> HttpResponse:
        if self._was_sent():
            sent = get_object_or_404(Order.objects.filter(created_by=self.user), pk=int(self.request.POST["cart"]))
            messages.info(self.request, _("The order is sent already: this is it."))
            return redirect(sent)
        return render(self.request, "materials/cart_empty.html", {"organization": self.organization})

    def _was_sent(self) -> bool:
        """The button was pressed twice, or in two windows: the order that came of it is shown."""
        number = self.request.POST.get("cart", "")
        if self.do != "send" or not number.isdecimal() or len(number) > 17:
            return False
        rows = Order.objects.filter(pk=int(number), created_by=self.user, organization=self.organization.pk)
        return rows.exclude(state=OrderState.CART).exists()

    def _render(self, template: str, **more: Any) -> HttpResponse:
        context = {
            "cart": self.cart,
            "organization": self.organization,
            "quantities": self.quantities,
            "address": self.address,
            "judged": [self.quantities, self.address],
            "address_of_page": self.address_of_page,
            "kept_days": ADDRESS_KEPT_DAYS,
            **more,
        }
        if not self.cart.lines:
            return render(self.request, "materials/cart_empty.html", context)
        return render(self.request, template, context)

    # What its buttons do ---------------------------------------------------------------------------

    def _take_newer(self) -> HttpResponse:
        try:
            newer = carts.take_newer(cart=self._held, by=self.user, line=int(self.key), keys=self.keys)
        except (NotOrderable, TooMany):
            messages.info(self.request, _("The newer edition cannot be put into the cart. Please look at its page."))
        else:
            if newer:
                messages.success(self.request, _("In the cart instead: %(title)s.") % {"title": newer})
        return self._page(kept=True)

    def _save_quantities(self) -> None:
        carts.set_quantities(cart=self._held, by=self.user, quantities=self.quantities.quantities)
        self.cart = self.quantities.cart = self._cart_now()

    def _summary(self) -> HttpResponse:
        self._read()
        right = [self.quantities.is_valid(), self.address.is_valid()]
        if right[0]:
            self._save_quantities()
            right.append(self.quantities.check_stock())
        if not all(right):
            return self._render("materials/cart.html")
        address = self.address.cleaned_data
        carts.keep_address(cart=self._held, by=self.user, values=address)
        if self.do == "send":
            try:
                sent = orders.place(
                    cart=self._held,
                    by=self.user,
                    address=address,
                    seen=self.request.POST.get("seen", ""),
                    keys=self.keys,
                )
            except LinesRefused as error:
                return self._refused(error)
            except CartChanged:
                return self._shown_again(has_changed=True)
            messages.success(
                self.request,
                _("The order is sent to the Affairs Dept. Its number is %(number)s.") % {"number": sent.pk},
            )
            return redirect(sent)
        return self._shown_again()

    def _shown_again(self, *, has_changed: bool = False) -> HttpResponse:
        """What was typed is the cart's by now, so it is read anew."""
        self.cart = self._cart_now()
        return self._render("materials/cart_summary.html", has_changed=has_changed)

    def _refused(self, error: LinesRefused) -> HttpResponse:
        self._read()
        self.quantities.is_valid()
        for line, why in error.lines.items():
            self.quantities.refuse(line, _told(why))
        return self._render("materials/cart.html")
