"""How often materials are downloaded, for everybody to read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jitco_portal.common.days import today
from jitco_portal.common.exports import Column, asked_format, export
from materials.queries import download_figures as figures
from materials.views.reader import shared_keys

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@require_safe
def download_figures(request: HttpRequest) -> HttpResponseBase:
    """A month on the page; as a file all months, by title or (``?table=countries``) by country."""
    fmt = asked_format(request)
    keys = shared_keys(request)
    if fmt:
        if request.GET.get("table") == "countries":
            return _exported(fmt, "downloads-by-country", figures.COUNTRY_COLUMNS, figures.by_country())
        return _exported(fmt, "downloads", figures.TITLE_COLUMNS, figures.by_title(user=request.user, keys=keys))
    months = figures.months_with_figures(user=request.user, keys=keys)
    month = _asked_month(request) or (months[0] if months else None)
    context = {
        "months": months,
        "month": month,
        "titles": figures.by_title(user=request.user, keys=keys, month=month) if month else [],
        "countries": figures.by_country(month=month) if month else [],
        "fewest": figures.FEWEST,
    }
    return render(request, "materials/figures.html", context)


def _exported(fmt: str, name: str, columns: Sequence[Column], rows: Sequence[Any]) -> HttpResponseBase:
    return export(fmt=fmt, name=name, day=today(), columns=columns, batches=[rows])


def _asked_month(request: HttpRequest) -> datetime.date | None:
    given = request.GET.get("month", "")
    if not given:
        return None
    found = _MONTH.fullmatch(given)
    if found is None:
        raise Http404("no month")
    return datetime.date(int(found[1]), int(found[2]), 1)
