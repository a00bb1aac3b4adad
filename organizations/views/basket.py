"""The basket of organizations to compare: for everybody, in a cookie that holds public ids alone."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jitco_portal.common.htmx import is_htmx
from organizations.models import Organization
from organizations.queries.basket import COOKIE, Basket, as_cookie, basket_of
from organizations.queries.comparison import MOST
from organizations.views.ways_back import way_back

KEPT = datetime.timedelta(days=30)


@require_POST
@never_cache
def basket_add(request: HttpRequest) -> HttpResponse:
    organization = _asked(request)
    basket = basket_of(request)
    if organization.public_id in basket:
        told = _("%(name)s is among the organizations to compare already.")
    elif basket.is_full:
        told = _("At most %(most)s organizations can be compared. Take one out to add %(name)s.")
        return _answer(request, basket, told % {"most": MOST, "name": organization.name}, level=messages.WARNING)
    else:
        basket = Basket([*basket.organizations, organization])
        told = _("%(name)s is now among the organizations to compare.")
    return _answer(request, basket, told % {"name": organization.name}, changed=organization)


@require_POST
@never_cache
def basket_remove(request: HttpRequest) -> HttpResponse:
    """Also what is not in it any more: a page may be old."""
    organization = _asked(request)
    kept = [each for each in basket_of(request).organizations if each != organization]
    told = _("%(name)s is no longer among the organizations to compare.") % {"name": organization.name}
    return _answer(request, Basket(kept), told, changed=organization)


@require_POST
@never_cache
def basket_clear(request: HttpRequest) -> HttpResponse:
    return _answer(request, Basket([]), _("No organization is chosen for the comparison any more."))


def _asked(request: HttpRequest) -> Organization:
    rows = Organization.objects.visible_to(request.user).sending()
    names = rows.only("public_id", "kind", "name_en", "name_local", "name_ja")
    return get_object_or_404(names, public_id=request.POST.get("public_id", "").replace("\x00", ""))


def _answer(
    request: HttpRequest,
    basket: Basket,
    told: str,
    *,
    changed: Organization | None = None,
    level: int = messages.SUCCESS,
) -> HttpResponse:
    """Back to where one was, with a message; htmx gets the basket alone, and the button that was pressed."""
    back = way_back(request, reverse("organizations:sending_list"))
    if is_htmx(request):
        context = {"basket": basket, "next": back, "told": told}
        if changed:
            context |= {"changed": changed, "is_in": changed.public_id in basket}
        response = render(request, "organizations/basket/_basket.html", context)
        patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    else:
        messages.add_message(request, level, told)
        response = redirect(back)
    if basket.organizations:
        response.set_cookie(
            COOKIE,
            as_cookie(basket.public_ids),
            max_age=KEPT,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
