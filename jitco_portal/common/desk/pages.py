"""Pages of the desk that stand beside the form of a row, with what every page of the desk needs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse


def desk_page(model_admin: admin.ModelAdmin, request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
    """``template`` extends ``admin/_page.html``; it needs a ``title``."""
    request.current_app = model_admin.admin_site.name  # type: ignore[attr-defined]
    shared = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts}
    return TemplateResponse(request, template, {**shared, **context})
