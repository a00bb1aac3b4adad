"""Who changed a row, from where: added to every history event that a request causes."""

from typing import Any

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

from jitco_portal.common.request_id import current_request_id


class HistoryMiddleware(BaseHistoryMiddleware):
    """pghistory's user and address, and the request id that finds the log lines of the same request."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "request_id": current_request_id()}
