"""What of consultation support waits for the Affairs Dept.: how many, and since when the oldest."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jitco_portal.common.days import today
from jitco_portal.common.registry import Deed, Waiting
from materials.models import Enquiry, QuestionAnswer

# What was published is looked at again after so long.
CHECKED_EVERY = datetime.timedelta(days=365)


def waiting_enquiries(user: Any) -> list[Waiting]:
    """What this person may act on; one query for enquiries, one for questions and answers."""
    found = []
    if user.has_perm("materials.change_enquiry"):
        late = Q(due_on__lt=today())
        held = Enquiry.objects.open().aggregate(
            count=Count("pk"),
            oldest=Min("waiting_since"),
            late=Count("pk", filter=late),
            oldest_late=Min("waiting_since", filter=late),
        )
        url = reverse("admin:materials_enquiry_changelist")
        said = ngettext("Answer %(number)d enquiry", "Answer %(number)d enquiries", held["count"])
        said %= {"number": held["count"]}
        title = _("Enquiries to be answered")
        # Five working days are a week.
        found.append(Waiting(title, url, held["count"], held["oldest"], said, Deed.ANSWER, target_days=7))
        url = f"{url}?{urlencode({'board': 'overdue'})}"
        said = ngettext(
            "Answer %(number)d enquiry whose day has passed",
            "Answer %(number)d enquiries whose day has passed",
            held["late"],
        )
        said %= {"number": held["late"]}
        title = _("Enquiries that are overdue")
        found.append(Waiting(title, url, held["late"], held["oldest_late"], said, Deed.ANSWER, target_days=7))
    if user.has_perm("materials.change_questionanswer"):
        old = questions_to_check().aggregate(count=Count("pk"), oldest=Min("checked_on"))
        since = old["oldest"] and datetime.datetime.combine(
            old["oldest"], datetime.time(), tzinfo=timezone.get_default_timezone()
        )
        url = f"{reverse('admin:materials_questionanswer_changelist')}?{urlencode({'board': 'check'})}"
        said = ngettext(
            "Check %(number)d published answer again", "Check %(number)d published answers again", old["count"]
        )
        said %= {"number": old["count"]}
        found.append(Waiting(_("Questions and answers to be checked again"), url, old["count"], since, said))
    return found


def questions_to_check(*, day: datetime.date | None = None) -> QuerySet[QuestionAnswer]:
    """Published, and nobody made sure for a year that they still hold."""
    return QuestionAnswer.objects.published().filter(checked_on__lt=(day or today()) - CHECKED_EVERY)
