"""Materials, and published questions with their answers, in the search of the whole site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from jitco_portal.common.languages import in_parentheses, listed
from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.groups import (
    MOST_COUNTED,
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
from materials.models import QuestionAnswer
from materials.queries import lists
from materials.queries.found_by import QUESTION_KIND
from materials.queries.lists import ListedMaterial
from materials.queries.looked_for import LookedFor
from organizations.languages import language_name

SHOWN = 5


def search_groups(words: str, user: Any, keys: Sequence[int] = ()) -> list[SearchGroup]:
    """What the reader may see, also by links for participants (``keys``); in at most six queries."""
    return [*_material_group(words, user, keys), *_question_group(words, user)]


def _material_group(words: str, user: Any, keys: Sequence[int]) -> list[SearchGroup]:
    """As the list of materials finds them, by titles and texts."""
    looked_for = LookedFor(words, user=user, keys=keys)
    if not looked_for.ids:
        return []
    rows = lists.with_row_values(lists.material_list(user=user, keys=keys, looked_for=looked_for), looked_for)
    found = lists.listed(rows.order_by(*lists.FOUND_ORDER)[:SHOWN], looked_for)
    number = len(looked_for.ids)
    return [
        SearchGroup(
            title=_("Materials"),
            anchor="materials",
            rows=[_material_row(row, looked_for.question) for row in found],
            count=min(number, MOST_COUNTED),
            count_is_exact=number <= MOST_COUNTED,
            more_url=f"{reverse('materials:material_list')}?{urlencode({'q': words})}",
        )
    ]


def _material_row(row: ListedMaterial, question: Question) -> FoundRow:
    material, found_by = row.material, row.found_by
    # A withdrawn one is found too, and says so at once.
    names = [head.name + in_parentheses(_withdrawn()) if head.state == "withdrawn" else head.name for head in row.heads]
    about = [str(material.get_kind_display()), listed(names) if names else _("known from a source; no file here")]
    label, text, language = "", _summary(row, question), ""
    if found_by and found_by.text:
        label = _("In the text in %(language)s") % {"language": language_name(found_by.language)}
        text, language = found_by.text, found_by.language
    return FoundRow(
        title=found_by.title if found_by else (Segment(material.title, False),),
        url=material.get_absolute_url(),
        about=" · ".join(about),
        label=label,
        text=text,
        language=language,
        is_close=bool(found_by and found_by.is_close),
    )


def _withdrawn() -> str:
    return pgettext("edition", "withdrawn")


def _summary(row: ListedMaterial, question: Question) -> tuple[Segment, ...]:
    return snippet(row.material.summary, question)


def _question_group(words: str, user: Any) -> list[SearchGroup]:
    search = Search(words, QUESTION_KIND)
    visible = QuestionAnswer.objects.visible_to(user)
    hits = hits_in_texts(search=search, allowed=visible)
    rows = visible.select_related("country").in_bulk([hit.object_id for hit in hits[:SHOWN]])
    found = [_question_row(rows[hit.object_id], search.question) for hit in hits[:SHOWN] if hit.object_id in rows]
    count, is_exact = counted(hits)
    if not found:
        return []
    more_url = f"{reverse('materials:question_list')}?{urlencode({'q': words})}"
    return [SearchGroup(_("Questions and answers"), "questions", found, count, is_exact, more_url)]


def _question_row(row: QuestionAnswer, question: Question) -> FoundRow:
    text, language = _answer(row, question)
    is_published = row.state == QuestionAnswer.State.PUBLISHED
    about = [
        str(row.get_topic_display()),
        row.country.name if row.country else "",
        "" if is_published else str(row.get_state_display()),
    ]
    return FoundRow(
        title=marked(row.question, question).segments,
        url=row.get_absolute_url(),
        about=" · ".join(each for each in about if each),
        text=text,
        language=language,
    )


def _answer(row: QuestionAnswer, question: Question) -> tuple[tuple[Segment, ...], str]:
    """The place that answers, in the reader's language before the other; else how the answer begins."""
    own = "ja" if get_language() == "ja" else "en"
    for language in (own, "en" if own == "ja" else "ja"):
        found = snippet(without_markdown(getattr(row, f"answer_{language}")), question)
        if is_answered(found):
            return found, "" if language == own else language
    return snippet(without_markdown(row.answer), question), ""
