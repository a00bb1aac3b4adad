"""What an organization states of itself on the portal bears itself as source, and is known again by its public id."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.utils.translation import gettext, gettext_noop, override

from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.sources import Sourced
from organizations.models import Organization

_TITLE = gettext_noop("Statement of %(name)s (%(public_id)s) on the portal")
# The English source is the key: ours to write, and the same in whatever language somebody reads it.
_STATED = re.compile(r"Statement of .*\((?P<public_id>[a-z]{2}-\d{4,})\) on the portal", re.DOTALL)
# A source holds 300 characters, and a name may have as many.
_LONGEST_NAME = 200


def statement_source(*, organization: Organization, day: datetime.date) -> dict[str, Any]:
    """The columns of a source: the organization itself, in both languages, on the day on which it says so."""
    titles = {}
    for language in ("en", "ja"):
        with override(language):
            words = {"name": organization.name[:_LONGEST_NAME], "public_id": organization.public_id}
            titles[language] = (_TITLE if language == "en" else gettext(_TITLE)) % words
    return {
        "source": titles["en"],
        "source_ja": titles["ja"],
        "source_url": "",
        "source_on": PartialDate.of(day),
        "checked_on": day,
    }


def stated_by(row: Sourced) -> str:
    """The public id of the organization whose own word a row is; blank where another source speaks."""
    found = _STATED.fullmatch(row.source)
    return found["public_id"] if found else ""
