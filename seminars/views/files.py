"""Papers for participants and pictures of reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from jitco_portal.common.delivery import kept_file
from seminars.models import EventFile


@require_safe
def event_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """For whom is decided by the queryset; a stranger learns nothing."""
    row = get_object_or_404(EventFile.objects.visible_to(request.user), pk=file_pk, event=pk)
    return kept_file(request, row.file, name=row.name, content_type=row.type)
