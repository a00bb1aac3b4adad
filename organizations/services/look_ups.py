"""Look-ups that found nothing: reports of readers, and a count of words that says nothing of who asked."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from jitco_portal.common.days import today
from jitco_portal.common.folding import fold
from jitco_portal.common.models import User
from jitco_portal.common.networks import network_of
from organizations.models import MissedSearch, MissingReport
from organizations.models.look_ups import LONGEST_WORDS

# Reports from one address within a day.
MOST_REPORTS_A_DAY = 10
ADDRESS_KEPT = datetime.timedelta(days=180)
# Different words of one day; whoever fills the table with nonsense fills it no further.
MOST_WORDS_A_DAY = 1000
WORDS_KEPT = datetime.timedelta(days=180)
# Beyond this nobody types: the rest of a pasted text is not even read.
_LONGEST_READ = 1000
_DAY = 24 * 3600


class TooManyReports(Exception):
    """As many came from this address today as may."""


# Reports ----------------------------------------------------------------------------------------------


def report_missing(*, client_address: str, **values: Any) -> MissingReport:
    """Keep a report; raise TooManyReports where that address sent enough today. The address is kept nowhere."""
    _count_report(client_address)
    return MissingReport.objects.create(**values)


def _count_report(client_address: str) -> None:
    key = f"missing_report:{_hash_of_the_day(client_address)}"
    sent = cache.get(key, 0)
    if sent >= MOST_REPORTS_A_DAY:
        raise TooManyReports
    cache.set(key, sent + 1, _DAY)


def _hash_of_the_day(client_address: str) -> str:
    """Leads back to no address, and to another hash tomorrow."""
    told = f"{today()} {network_of(client_address)}"
    return salted_hmac("organizations.missing_report", told, algorithm="sha256").hexdigest()


@transaction.atomic
def settle_report(*, report: MissingReport, state: str, answer: str, by: User) -> MissingReport:
    """Staff say what became of it, or open it again."""
    held = MissingReport.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)
    held.answer = answer
    if held.state != state:
        is_open = state == MissingReport.State.OPEN
        held.state = state
        held.handled_at, held.handled_by = (None, None) if is_open else (timezone.now(), by)
    held.save(update_fields=["state", "answer", "handled_at", "handled_by"])
    return held


def forget_reporters() -> None:
    """Every night: 180 days after a report was handled nobody writes to whoever sent it."""
    settled = MissingReport.objects.filter(handled_at__lt=timezone.now() - ADDRESS_KEPT)
    settled.exclude(email="").update(email="")


# Words that found nothing -----------------------------------------------------------------------------

_COUNT = """
    INSERT INTO organizations_missedsearch (day, "where", words, language, times)
    SELECT %(day)s, %(where)s, %(words)s, %(language)s, 1
    WHERE EXISTS (SELECT 1 FROM organizations_missedsearch WHERE day = %(day)s AND words = %(words)s)
        OR (SELECT count(DISTINCT words) FROM organizations_missedsearch WHERE day = %(day)s) < %(most)s
    ON CONFLICT (day, "where", words, language) DO UPDATE SET times = organizations_missedsearch.times + 1
"""


def note_missed_search(*, words: str, where: str, language: str) -> None:
    """Count words that found nothing today, in one statement; nothing of who asked is known here."""
    kept = kept_words(words)
    if len(kept) < 2:
        return
    values: dict[str, Any] = {
        "day": today(),
        "where": MissedSearch.Where(where).value,
        "words": kept,
        "language": language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        "most": MOST_WORDS_A_DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)


def kept_words(words: str) -> str:
    """Folded, without control characters and without whose e-mail address it was."""
    text = fold("".join(_visible(character) for character in words[:_LONGEST_READ]))
    text = re.sub(r"\S*\s*@\s*", " ", text)
    return re.sub(r"\s+", " ", text).strip()[:LONGEST_WORDS].strip()


def _visible(character: str) -> str:
    """Marks that join or turn letters go without a gap; control characters and broken ones leave one."""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category.startswith("C") else character


def forget_old_words() -> None:
    """Every night."""
    MissedSearch.objects.filter(day__lt=today() - WORDS_KEPT).delete()
