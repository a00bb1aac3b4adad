"""What a country's page shows of its sending organizations."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Func
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from countries.models import Country, Programme
from jitco_portal.common.registry import Panel
from organizations.models import Organization
from organizations.models.verdicts import Verdict, verdict_of
from organizations.queries.profiles import MAIN_PROGRAMME
from organizations.queries.standing_annotation import with_standing

NAMED = 5


class _FirstOf(Func):
    """The first elements of an array, so that the database sends no more than a page shows."""

    template = f"(%(expressions)s)[1:{NAMED}]"


def country_panel(country: Country, day: datetime.date, user: Any) -> Panel | None:
    """How many organizations are held per verdict on the day, and the first of them by name; two queries."""
    at_hand = country.programmes_at_hand or Programme.objects.filter(code=MAIN_PROGRAMME)
    programme = next((each for each in at_hand if each.code == MAIN_PROGRAMME), None)
    if programme is None:
        return None
    order = "sort_ja" if get_language() == "ja" else "sort_en"
    row = JSONObject(
        sort=order, public_id="public_id", name_en="name_en", name_ja="name_ja", name_local="name_local", kind="kind"
    )
    organizations = with_standing(
        Organization.objects.visible_to(user).sending().filter(country=country), programme=programme, day=day
    )
    groups = (
        organizations.order_by()
        .values("standing_reason")
        .annotate(number=Count("pk"), first=_FirstOf(ArrayAgg(row, order_by=[order, "pk"])))
    )
    numbers: Counter[Verdict] = Counter()
    first = []
    for group in groups:
        verdict = verdict_of(group["standing_reason"])
        numbers[verdict] += group["number"]
        first += [{"verdict": verdict, **each} for each in group["first"]]
    named = sorted(first, key=lambda each: (each["sort"], each["public_id"]))[:NAMED]
    for each in named:
        names = {
            key: value
            for key, value in each.items()
            if key in ("public_id", "name_en", "name_ja", "name_local", "kind")
        }
        each["organization"] = Organization(**names)
    total = numbers.total()
    return Panel(
        title=_("Sending organizations"),
        anchor="organizations",
        template="organizations/_country_panel.html",
        context={
            "country": country,
            "programme": programme,
            "day": day,
            "total": total,
            "more": total - len(named),
            "numbers": [(verdict, numbers[verdict]) for verdict in Verdict if verdict in numbers],
            "rows": named,
            "url": f"{reverse('organizations:sending_list')}?country={country.code.lower()}&on={day.isoformat()}",
        },
    )
