"""What staff read of files beside “ready”: those that are bad, and whether the checks keep to their time."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Q

from materials.models import FileCare


def readiness(user: Any) -> dict[str, Any]:
    """One query; nothing for who may not see the care of files."""
    if not user.has_perm("materials.view_filecare"):
        return {}
    bad = ~Q(found=FileCare.Found.WHOLE)
    found = FileCare.objects.aggregate(
        files=Count("pk"), bad=Count("pk", filter=bad), bad_since=Min("bad_since"), oldest_check=Min("checked_at")
    )
    return {
        "files": {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in found.items()}
    }
