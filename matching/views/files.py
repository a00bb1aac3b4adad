"""Handing out a file of a match-up, to whom was decided before."""

from django.http import HttpResponse

from jitco_portal.common.uploads import kept_file
from matching.models import MatchFile


def file_response(row: MatchFile) -> HttpResponse:
    return kept_file(row.file, name=row.name, content_type=row.type)
