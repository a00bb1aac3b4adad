"""The desk for orders of printed copies: those that wait, the page on which they go on, and the packing list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from jitco_portal.common.desk.base import PortalModelAdmin
from jitco_portal.common.territories import territory_name
from materials.admin.groups import ENQUIRIES
from materials.forms.orders_desk import ParcelForm, PostageForm, ReasonForm
from materials.models import Order, OrderState
from materials.queries.orders import order_page, with_sums
from materials.queries.packing_list import packing_list
from materials.services import orders
from materials.services.order_erasure import ADDRESS_KEPT_DAYS
from materials.services.order_refusals import NotAllowed, OrderRefused, WrongState
from organizations.admin.groups import organization_named

CHANGE = "materials.change_order"
REFUSALS = {
    NotAllowed: gettext_lazy("You may not do this."),
    WrongState: gettext_lazy("The order is not where this begins: somebody was quicker, or it was cancelled."),
}
# Where the copies are to be packed, or were: before that there is nothing to enclose a list with.
PACKED = (OrderState.CONFIRMED, OrderState.PACKED, OrderState.SENT)


class BoardFilter(admin.SimpleListFilter):
    """What waits for the Affairs Dept. comes first."""

    title = pgettext_lazy("order", "state")
    parameter_name = "board"

    def lookups(self, request, model_admin):
        states = [(state.value, state.label) for state in OrderState if state != OrderState.CART]
        return [*states, ("all", _("all"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [{**first, "display": _("what waits")}, *others]

    def queryset(self, request, queryset):
        if self.value() in OrderState.values:
            return queryset.filter(state=self.value())
        return queryset if self.value() == "all" else queryset.waiting_for_staff()


@admin.register(Order)
class OrderAdmin(PortalModelAdmin):
    index_group = ENQUIRIES
    list_display = ("__str__", "who", "to_country", "state", "state_since", "copies", "price")
    list_filter = (BoardFilter,)
    list_select_related = ("organization",)
    search_fields = ("pk", "organization__public_id", "parcel_number")
    further_searches = (organization_named("organization"),)
    # A step moves copies and tells people: taking back the row alone would leave those.
    is_reverted_here = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Of the row itself: what an organization ordered is changed by nobody else. See ``_act``."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """A cart is its person's affair until it is sent."""
        return with_sums(super().get_queryset(request).exclude(state=OrderState.CART))

    def get_ordering(self, request):
        """What waits, the oldest first; of all others the newest."""
        board = request.GET.get("board", "")
        ends = board == "all" or board in (OrderState.SENT, OrderState.CANCELLED)
        return ("-pk",) if ends else ("state_since", "pk")

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.packing_list_view))
        return [path("<int:pk>/packing-list/", view, name="materials_order_packing_list"), *super().get_urls()]

    @admin.display(description=gettext_lazy("organization"), ordering="organization")
    def who(self, order):
        return order.organization

    @admin.display(description=gettext_lazy("country"))
    def to_country(self, order):
        return territory_name(order.country)

    @admin.display(description=pgettext_lazy("of a printed edition", "copies"))
    def copies(self, order):
        return order.copies

    @admin.display(description=gettext_lazy("price (yen)"))
    def price(self, order):
        return order.price

    # One order -------------------------------------------------------------------------------------

    def change_view(self, request: HttpRequest, object_id, form_url="", extra_context=None) -> HttpResponse:
        order = self.get_object(request, unquote(object_id))
        if order is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, order):
            raise PermissionDenied
        bound: dict[str, Any] = {}
        if request.method == "POST":
            done, bound = _act(request, order)
            if done:
                messages.success(request, done)
                return redirect(request.path)
            order.refresh_from_db()
        user: Any = request.user
        history, has_older_history = self.latest_history(request, order)
        may_act = user.has_perm(CHANGE)
        context = {
            **self.admin_site.each_context(request),
            "title": str(order),
            "subtitle": str(order.organization),
            "opts": self.opts,
            "original": order,
            "order": order,
            "page": order_page(order=order, user=user),
            "kept_days": ADDRESS_KEPT_DAYS,
            "is_packed": order.state in PACKED,
            "failed": bound,
            "deeds": [each for each in _deeds(order, bound) if may_act],
            "history": history,
            "has_older_history": has_older_history,
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/materials/order/review.html", context)

    def packing_list_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        order = self.get_queryset(request).filter(pk=pk, state__in=PACKED).first()
        if order is None:
            raise Http404("no such order, or nothing of it is packed")
        context = {"packing": packing_list(order=order), "order": order}
        return TemplateResponse(request, "materials/packing_list.html", context)


# Acting -----------------------------------------------------------------------------------------------


class Deed:
    """What can be done with an order now: its button, what it asks, what follows."""

    def __init__(self, do: str, title: str, note: str, form: forms.Form, *, is_next: bool = False) -> None:
        self.do, self.title, self.note, self.form, self.is_next = do, title, note, form, is_next


def _deeds(order: Order, bound: dict[str, Any]) -> list[Deed]:
    def form(do: str, **initial: Any) -> forms.Form:
        return bound.get(do) or _FORMS[do](prefix=do, initial=initial)

    confirm = Deed(
        "confirm",
        _("Confirm the order"),
        _("The organization is told the postage and the sum, and can still cancel until the copies are packed."),
        form("confirm"),
        is_next=True,
    )
    pack = Deed(
        "pack",
        _("The copies are packed"),
        _("The organization is told, and cannot cancel any more."),
        form("pack"),
        is_next=True,
    )
    send = Deed(
        "send",
        _("The copies are sent"),
        _("The organization is told the number of the parcel."),
        form("send"),
        is_next=True,
    )
    correct = Deed(
        "correct",
        _("Correct the postage"),
        _("The organization is told the new sum."),
        form("correct", postage=order.postage),
    )
    cancel = Deed(
        "cancel",
        _("Cancel the order"),
        _("The copies go back to the stock. The organization is told, and reads the reason on the page of the order."),
        form("cancel"),
    )
    return {
        OrderState.PLACED: [confirm, cancel],
        OrderState.CONFIRMED: [pack, correct, cancel],
        OrderState.PACKED: [send, correct, cancel],
    }.get(OrderState(order.state), [])


_FORMS: dict[str, type[forms.Form]] = {
    "confirm": PostageForm,
    "correct": PostageForm,
    "pack": forms.Form,
    "send": ParcelForm,
    "cancel": ReasonForm,
}


def _act(request: HttpRequest, order: Order) -> tuple[str, dict[str, Any]]:
    """What was done, in a sentence; or nothing, and the form with what is wrong."""
    do = request.POST.get("do", "")
    if do not in _DO:
        raise Http404("no such action")
    user: Any = request.user
    if not user.has_perm(CHANGE):
        raise PermissionDenied
    form = _FORMS[do](request.POST, prefix=do)
    if form.is_valid():
        try:
            return _DO[do](order, user, form.cleaned_data), {}
        except ValidationError as error:
            known = {name: told for name, told in getattr(error, "error_dict", {}).items() if name in form.fields}
            form.add_error(None, known or error.messages)
        except OrderRefused as error:
            form.add_error(None, REFUSALS.get(type(error), _("This cannot be done any more.")))
    return "", {do: form, "form": form, "do": do}


def _confirm(order: Order, user: Any, values: dict[str, Any]) -> str:
    orders.confirm(order=order, by=user, postage=values["postage"])
    return _("The order is confirmed, and the organization is told what it comes to.")


def _correct(order: Order, user: Any, values: dict[str, Any]) -> str:
    orders.correct_postage(order=order, by=user, postage=values["postage"])
    return _("The postage is corrected, and the organization is told.")


def _pack(order: Order, user: Any, values: dict[str, Any]) -> str:
    orders.mark_packed(order=order, by=user)
    return _("The copies are packed, and the organization is told.")


def _send(order: Order, user: Any, values: dict[str, Any]) -> str:
    orders.mark_sent(order=order, by=user, parcel_number=values["parcel_number"])
    return _("The copies are on their way, and the organization is told.")


def _cancel(order: Order, user: Any, values: dict[str, Any]) -> str:
    orders.cancel_by_staff(order=order, by=user, reason=values["reason"])
    return _("The order is cancelled, and the organization is told.")


_DO: dict[str, Callable[[Order, Any, dict[str, Any]], str]] = {
    "confirm": _confirm,
    "correct": _correct,
    "pack": _pack,
    "send": _send,
    "cancel": _cancel,
}
