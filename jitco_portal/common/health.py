"""Two questions a machine asks: does the process answer, and may readers be sent to it?"""

import logging
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import Error as DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jitco_portal.common.registry import readiness_details

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has every migration of this code, else 503 with the reason.

    Staff read beside it how the installation does; that changes nothing of the answer itself.
    """
    try:
        missing = unapplied_migrations()
    except DatabaseError:
        return _not_ready(database="unreachable")
    if missing:
        return _not_ready(database="ok", migrations="unapplied", unapplied=len(missing))
    return JsonResponse({"status": "ok", "database": "ok", "migrations": "ok", **_details_for(request)})


def _details_for(request: HttpRequest) -> dict[str, Any]:
    """What staff may see; nothing for machines and strangers, who have no session and are asked for none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    try:
        with transaction.atomic():
            user: Any = request.user
            if not (user.is_active and user.is_staff):
                return {}
            details = {name: value for function in readiness_details for name, value in function(user).items()}
    except Exception:
        logger.exception("Details beside the readiness could not be told")
        return {}
    return {"details": details} if details else {}


def unapplied_migrations() -> list[tuple[str, str]]:
    """Migrations of this code that the database does not have yet, as (app label, name)."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(
        key
        for key, migration in _migrations_of_the_code().items()
        if key not in applied
        # A squashed migration also counts as applied when all that it replaces are.
        and not (migration.replaces and all(tuple(old) in applied for old in migration.replaces))
    )


@lru_cache(maxsize=1)
def _migrations_of_the_code() -> dict:
    return MigrationLoader(None).disk_migrations


def _not_ready(**facts: str | int) -> JsonResponse:
    return JsonResponse({"status": "not ready", **facts}, status=503)
