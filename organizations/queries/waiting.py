"""What of the organizations waits for the Affairs Dept.: how many, and since when the oldest."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Model, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from jitco_portal.common.days import today
from jitco_portal.common.registry import Deed, Waiting
from organizations.models import Approval, Claim, DuplicatePair, ListImport, ListingApplication, Permit, ProfileProposal

# So long before its last day something is to be asked about.
ENDS_WITHIN = datetime.timedelta(days=60)
REQUESTS: list[tuple[type[Model], Any, int]] = [
    (
        ProfileProposal,
        ngettext_lazy(
            "Decide on %(number)d proposal for a profile", "Decide on %(number)d proposals for profiles", "number"
        ),
        10,
    ),
    (
        Claim,
        ngettext_lazy(
            "Decide on %(number)d claim to act for an organization",
            "Decide on %(number)d claims to act for an organization",
            "number",
        ),
        5,
    ),
    (
        ListingApplication,
        ngettext_lazy(
            "Decide on %(number)d application to be listed",
            "Decide on %(number)d applications to be listed",
            "number",
        ),
        10,
    ),
]


def _list_of(model: type[Model]) -> str:
    return reverse(f"admin:organizations_{model._meta.model_name}_changelist")


def waiting_requests(user: Any) -> list[Waiting]:
    """Only what this person may decide on."""
    found = []
    for model, sentence, days in REQUESTS:
        name = model._meta.model_name
        if not user.has_perm(f"organizations.change_{name}"):
            continue
        held = model.objects.open().aggregate(count=Count("pk"), oldest=Min("created_at"))  # type: ignore[attr-defined]
        found.append(
            Waiting(
                title=str(capfirst(model._meta.verbose_name_plural)),
                url=reverse(f"admin:organizations_{name}_changelist"),
                count=held["count"],
                oldest=held["oldest"],
                sentence=sentence % {"number": held["count"]},
                deed=Deed.DECIDE,
                target_days=days,
            )
        )
    return found


def waiting_lists(user: Any) -> list[Waiting]:
    """Imports of lists: to be gone through by whoever may, and to be approved by another than those who did."""
    found: list[Waiting] = []
    if not user.has_perm("organizations.view_listimport"):
        return found
    State = ListImport.State
    open_, submitted = Q(state__in=[State.ASKS, State.COMPARED]), Q(state=State.SUBMITTED)
    others = submitted & ~Q(uploaded_by=user) & ~Q(submitted_by=user)
    url = _list_of(ListImport)
    held = ListImport.objects.filter(open_ | submitted).aggregate(
        open=Count("pk", filter=open_),
        oldest_open=Min("uploaded_at", filter=open_),
        others=Count("pk", filter=others),
        oldest_others=Min("submitted_at", filter=others),
    )
    # A list is published on the day on which it comes, or on the next.
    if user.has_perm("organizations.change_listimport"):
        sentence = ngettext("Go through %(number)d list", "Go through %(number)d lists", held["open"])
        found.append(
            Waiting(
                title=_("Lists to be gone through"),
                url=f"{url}?{urlencode({'state__in': f'{State.ASKS.value},{State.COMPARED.value}'})}",
                count=held["open"],
                oldest=held["oldest_open"],
                sentence=sentence % {"number": held["open"]},
                deed=Deed.DECIDE,
                target_days=1,
            )
        )
    if user.has_perm("organizations.add_approval"):
        sentence = ngettext(
            "Approve %(number)d list of somebody else", "Approve %(number)d lists of others", held["others"]
        )
        found.append(
            Waiting(
                title=_("Lists to be approved"),
                url=f"{url}?{urlencode({'state__exact': State.SUBMITTED.value})}",
                count=held["others"],
                oldest=held["oldest_others"],
                sentence=sentence % {"number": held["others"]},
                deed=Deed.DECIDE,
                target_days=1,
            )
        )
    return found


def waiting_duplicates(user: Any) -> list[Waiting]:
    if not user.has_perm("organizations.add_merge"):
        return []
    held = DuplicatePair.objects.open().aggregate(count=Count("pk"), oldest=Min("found_at"))
    sentence = ngettext(
        "Compare %(number)d pair that may be one organization",
        "Compare %(number)d pairs that may be one organization",
        held["count"],
    )
    return [
        Waiting(
            title=str(capfirst(DuplicatePair._meta.verbose_name_plural)),
            url=_list_of(DuplicatePair),
            count=held["count"],
            oldest=held["oldest"],
            sentence=sentence % {"number": held["count"]},
            target_days=30,
        )
    ]


def waiting_endings(user: Any) -> list[Waiting]:
    """Approvals and permits whose last day comes within 60 days: asked about before it is there."""
    found = []
    # Compared as text: where a month is all that is known, it counts until that month begins.
    first, last = str(today()), str(today() + ENDS_WITHIN)
    if user.has_perm("organizations.change_approval"):
        ending = {"approved_until__gte": first, "approved_until__lte": last}
        held = Approval.objects.filter(**ending).aggregate(count=Count("pk"), next=Min("approved_until"))
        sentence = ngettext(
            "Ask about %(number)d approval that ends within 60 days",
            "Ask about %(number)d approvals that end within 60 days",
            held["count"],
        )
        url = f"{reverse('admin:organizations_approval_changelist')}?{urlencode(ending)}"
        found.append(_ending(_("Approvals that end within 60 days"), url, held, sentence))
    if user.has_perm("organizations.change_permit"):
        ending = {"valid_until__gte": first, "valid_until__lte": last}
        held = Permit.objects.filter(**ending).aggregate(count=Count("pk"), next=Min("valid_until"))
        sentence = ngettext(
            "Look for the renewal of %(number)d permit that ends within 60 days",
            "Look for the renewal of %(number)d permits that end within 60 days",
            held["count"],
        )
        url = f"{reverse('admin:organizations_permit_changelist')}?{urlencode(ending)}"
        found.append(_ending(_("Permits that end within 60 days"), url, held, sentence))
    return found


def _ending(title: str, url: str, held: dict[str, Any], sentence: str) -> Waiting:
    return Waiting(
        title=title,
        url=url,
        count=held["count"],
        oldest=None,
        sentence=sentence % {"number": held["count"]},
        next_on=held["next"] and held["next"].earliest,
    )
