"""Who changed a row, why and from where: added to every history event that a request, command or job causes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

from jitco_portal.common.request_id import current_request_id


class HistoryMiddleware(BaseHistoryMiddleware):
    """pghistory's user and address, and the request id that finds the log lines of the same request."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "request_id": current_request_id()}


def event_models(model: type[models.Model]) -> list[type[models.Model]]:
    """The tables that hold the history of a model, once each.

    Triggers on a table that Django or a library made hang on a proxy of it, so its proxies are asked too.
    """
    return list(
        dict.fromkeys(
            event_model
            for each in (model, *model.__subclasses__())
            if each is model or each._meta.proxy
            for event_model in getattr(each, "pgh_event_models", {}).values()
        )
    )
