"""What of match-ups waits for the Affairs Dept.: how many, and since when the oldest."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jitco_portal.common.registry import Deed, Waiting
from matching.models import MatchRequest, Message, Party

# So many requests with a question are named in the address of their list; the oldest first.
MOST_LISTED = 50


def waiting_match_ups(user: Any) -> list[Waiting]:
    """Requests and questions, for whoever may act on them."""
    if not user.has_perm("matching.change_matchrequest"):
        return []
    held = MatchRequest.objects.waiting_for_staff().aggregate(count=Count("pk"), oldest=Min("state_since"))
    asked = list(unanswered_questions().values_list("candidate__request", "created_at"))
    requests = list(dict.fromkeys(key for key, _at in asked))[:MOST_LISTED]
    # The list shows what waits for staff, unless it is asked for all; a question may be about any.
    listed = urlencode({"board": "all", "pk__in": ",".join(str(key) for key in requests or [0])})
    board, oldest = reverse("admin:matching_matchrequest_changelist"), asked[0][1] if asked else None
    return [
        Waiting(
            title=_("Match-up requests"),
            url=board,
            count=held["count"],
            oldest=held["oldest"],
            sentence=ngettext(
                "Go on with %(number)d match-up request", "Go on with %(number)d match-up requests", held["count"]
            )
            % {"number": held["count"]},
            deed=Deed.DECIDE,
            target_days=5,
        ),
        Waiting(
            title=_("Questions in match-ups"),
            url=f"{board}?{listed}",
            count=len(asked),
            oldest=oldest,
            sentence=ngettext(
                "Answer %(number)d question in a match-up", "Answer %(number)d questions in match-ups", len(asked)
            )
            % {"number": len(asked)},
            deed=Deed.ANSWER,
            target_days=3,
        ),
    ]


def unanswered_questions() -> QuerySet[Message]:
    """The newest message of each conversation with the Affairs Dept. alone, where it is not theirs; the oldest first.

    A message whose text was taken for its age asks nothing any more.
    """
    newer = Message.objects.filter(candidate=OuterRef("candidate"), thread=OuterRef("thread"), pk__gt=OuterRef("pk"))
    rows = Message.objects.exclude(thread=Message.Thread.BOTH).exclude(side=Party.STAFF).exclude(text="")
    return rows.filter(~Exists(newer)).order_by("pk")
