"""Organizations in the search of the whole site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.groups import MOST_COUNTED, FoundRow, SearchGroup, counted
from organizations.models import Organization
from organizations.prefectures import prefecture_name
from organizations.queries.lists import UNSHOWN, further_names
from organizations.queries.search import explain, with_found_texts

SHOWN = 5
LISTS = {
    Organization.Kind.SENDING: "organizations:sending_list",
    Organization.Kind.SUPERVISING: "organizations:supervising_list",
}


def search_groups(words: str, user: Any) -> list[SearchGroup]:
    """Sending organizations, then supervising organizations; in at most five queries."""
    visible = Organization.objects.visible_to(user)
    searches = {kind: Search(words, kind.value) for kind in LISTS}
    hits = {
        kind: search.hits(limit=MOST_COUNTED + 1, allowed=visible.filter(kind=kind))
        for kind, search in searches.items()
    }
    first = {hit.object_id: hit for each in hits.values() for hit in each[:SHOWN]}
    rows = with_found_texts(visible.filter(pk__in=first)).annotate(former_names=further_names())
    by_pk = {row.pk: row for row in rows.select_related("country", "sending", "supervising").defer(*UNSHOWN)}
    groups = []
    for kind, search in searches.items():
        found = [by_pk[hit.object_id] for hit in hits[kind][:SHOWN] if hit.object_id in by_pk]
        for row in found:
            row.found_rank = first[row.pk].rank
        explain(organizations=found, question=search.question)
        count, is_exact = counted(hits[kind])
        if found:
            title = _("Sending organizations") if kind == Organization.Kind.SENDING else _("Supervising organizations")
            more_url = f"{reverse(LISTS[kind])}?{urlencode({'q': words})}"
            groups.append(SearchGroup(title, kind.value, [_row(row) for row in found], count, is_exact, more_url))
    return groups


def _row(organization: Any) -> FoundRow:
    found_by = organization.found_by
    place = _place(organization)
    return FoundRow(
        title=found_by.name,
        url=organization.get_absolute_url(),
        # Found by its country: that stands below already, with its mark.
        about="" if place == "".join(segment.text for segment in found_by.text) else place,
        original=found_by.other_names[0] if found_by.other_names else (),
        label=found_by.label,
        text=found_by.text,
        is_close=found_by.is_close,
    )


def _place(organization: Any) -> str:
    if organization.country:
        return organization.country.name
    code = organization.supervising.prefecture if hasattr(organization, "supervising") else ""
    return prefecture_name(code, get_language()) if code else ""
