"""Orders of printed copies: those of one's organizations, and each of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jitco_portal.common.languages import listed
from jitco_portal.common.pagination import paginate
from materials.forms.orders import CancelForm
from materials.models import Order
from materials.queries.carts import carts_of
from materials.queries.orderable import organizations_to_order_for
from materials.queries.orders import CANCELLED_BY_ORGANIZATION, order_page, orders_to_read, own_orders, with_sums
from materials.services import carts, orders
from materials.services.order_erasure import ADDRESS_KEPT_DAYS
from materials.services.order_refusals import NotAllowed, WrongState
from materials.views.carts import cart_address
from materials.views.reader import shared_keys
from organizations.queries.members import memberships_of
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post


@require_safe
@login_required
def order_list(request: HttpRequest) -> HttpResponse:
    """Of all organizations that the person belongs to."""
    able = organizations_to_order_for(user=request.user)
    keys = [each.organization_id for each in able]
    held = with_sums(carts_of(user=person(request), organizations=keys)).select_related("organization")
    context = {
        "page": paginate(request, own_orders(user=request.user), order=("-pk",)),
        "carts": [(each, cart_address(each.organization.public_id)) for each in held if each.copies],  # type: ignore[attr-defined]
        "has_several": len(memberships_of(request.user)) > 1,
        "belongs": bool(memberships_of(request.user)),
        "may_order": bool(able),
    }
    return render(request, "materials/order_list.html", context)


@require_safe
@login_required
def order_detail(request: HttpRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(orders_to_read().visible_to(request.user), pk=pk)  # type: ignore[attr-defined]
    context = {"page": order_page(order=order, user=request.user), "order": order, "kept_days": ADDRESS_KEPT_DAYS}
    return render(request, "materials/order_detail.html", context)


def _editable(request: HttpRequest, pk: int) -> Order:
    """An order that the person may act on; everybody else finds none."""
    return get_object_or_404(orders_to_read().editable_by(request.user), pk=pk)  # type: ignore[attr-defined]


@get_and_post
@login_required
def order_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    order = _editable(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if order.state not in CANCELLED_BY_ORGANIZATION:
        messages.info(request, _("The order cannot be cancelled here any more. Please ask the Affairs Dept."))
        return redirect(order)
    if request.method == "POST" and form.is_valid():
        try:
            orders.cancel(order=order, by=person(request), reason=form.cleaned_data["reason"])
        except WrongState:
            messages.info(request, _("The order cannot be cancelled here any more. Please ask the Affairs Dept."))
        except NotAllowed as error:
            raise Http404("not theirs") from error
        else:
            messages.success(request, _("The order is cancelled."))
        return redirect(order)
    return render(request, "materials/order_cancel.html", {"order": order, "form": form})


@get_and_post
@login_required
def order_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The same once more: into the cart, where it is read before it is sent."""
    order = _editable(request, pk)
    if request.method != "POST":  # the log-in was asked for in between
        return redirect(order)
    try:
        again = carts.order_again(order=order, by=person(request), keys=shared_keys(request))
    except NotAllowed as error:
        raise Http404("not theirs") from error
    if again.left_out:
        titles = listed(again.left_out)
        messages.info(request, _("These cannot be ordered any more: %(titles)s.") % {"titles": titles})
    if not again.added:
        return redirect(order)
    messages.success(request, _("The same is in your cart again. Nothing is sent yet."))
    return redirect(cart_address(order.organization.public_id))
