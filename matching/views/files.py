"""Handing out a file of a match-up, to whom was decided before."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from jitco_portal.common.delivery import kept_file
from matching.models import MatchFile


def file_response(request: HttpRequest, row: MatchFile) -> HttpResponseBase:
    return kept_file(request, row.file, name=row.name, content_type=row.type)
