"""Seminars and tours in the search of the whole site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from jitco_portal.common.languages import localized
from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.groups import (
    FoundRow,
    SearchGroup,
    counted,
    hits_in_texts,
    is_answered,
    snippet,
    without_markdown,
)
from jitco_portal.common.search.marks import Segment, marked
from jitco_portal.common.search.questions import Question
from jitco_portal.common.shown_dates import shown_date
from seminars.models import Event
from seminars.queries import lists
from seminars.queries.found_by import KIND

SHOWN = 5


def search_groups(words: str, user: Any) -> list[SearchGroup]:
    """Events that the reader may see; in at most three queries."""
    search = Search(words, KIND)
    visible = Event.objects.visible_to(user)
    hits = hits_in_texts(search=search, allowed=visible)
    rows = visible.prefetch_related("countries").in_bulk([hit.object_id for hit in hits[:SHOWN]])
    found = [_row(rows[hit.object_id], search.question) for hit in hits[:SHOWN] if hit.object_id in rows]
    count, is_exact = counted(hits)
    if not found:
        return []
    # The list has two tabs: the one on which the best of them stands.
    query = {"q": words, **({"when": lists.PAST} if rows[hits[0].object_id].is_over else {})}
    more_url = f"{reverse('seminars:event_list')}?{urlencode(query)}"
    return [SearchGroup(_("Seminars and tours"), "events", found, count, is_exact, more_url)]


def _row(event: Event, question: Question) -> FoundRow:
    text, language = _snippet(event, question)
    about = [
        *(country.name for country in event.countries.all()),
        str(event.get_kind_display()),
        shown_date(event.starts_on),
        pgettext("event", "cancelled") if event.state == Event.State.CANCELLED else "",
        pgettext("event", "draft") if event.state == Event.State.DRAFT else "",
    ]
    return FoundRow(
        title=marked(event.title, question).segments,
        url=event.get_absolute_url(),
        about=" · ".join(each for each in about if each),
        text=text,
        language=language,
    )


def _snippet(event: Event, question: Question) -> tuple[tuple[Segment, ...], str]:
    """The place that answers, in the reader's language before the other; else how the summary begins."""
    own = "ja" if get_language() == "ja" else "en"
    for language in (own, "en" if own == "ja" else "ja"):
        for text in _texts(event, language):
            found = snippet(text, question)
            if is_answered(found):
                return found, "" if language == own else language
    return snippet(localized(event, "summary"), question), ""


def _texts(event: Event, language: str) -> list[str]:
    """What the page shows, as it shows it."""
    place = ", ".join(filter(None, [getattr(event, f"venue_{language}"), getattr(event, f"address_{language}")]))
    report = getattr(event, f"report_{language}") if event.report_published_at else ""
    return [
        getattr(event, f"summary_{language}"),
        without_markdown(getattr(event, f"text_{language}")),
        place,
        without_markdown(report),
    ]
