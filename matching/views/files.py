"""Handing out a file of a match-up, to whom was decided before."""

from django.http import Http404, HttpResponse

from jitco_portal.common.uploads import private_file
from matching.models import MatchFile


def file_response(row: MatchFile) -> HttpResponse:
    try:
        file = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("the file is gone") from error
    return private_file(file=file, name=row.name, content_type=row.type)
