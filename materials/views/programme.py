"""What the programmes are, and what changes for whom by when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jitco_portal.common.days import today
from materials.models import ProgrammeStep
from materials.queries.programme import ASKED, compared_in, comparisons, programme_page


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """All steps, or with ``?group=`` those of one group; what is no group asks for all."""
    asked = request.GET.get("group", "")
    group = asked if asked in ASKED else ""
    address = reverse("materials:programme")
    tabs = [{"name": _("All groups"), "url": f"{address}#steps", "is_here": not group}]
    tabs += [
        {"name": ProgrammeStep.Group(each).label, "url": f"{address}?group={each}#steps", "is_here": group == each}
        for each in ASKED
    ]
    context = {
        "shown": programme_page(user=request.user, group=group, today=today()),
        "comparisons": comparisons(),
        "compared_in": compared_in(),
        "group": ProgrammeStep.Group(group).label if group else "",
        "tabs": tabs,
        "today": today(),
        "sections": [
            {"id": "what", "name": _("The programmes in plain words")},
            {"id": "steps", "name": _("Who does what by when")},
            {"id": "not-known", "name": _("What is not known")},
            {"id": "days", "name": _("Days of the programmes")},
            {"id": "more", "name": _("Read on, or ask")},
        ],
    }
    return render(request, "materials/programme.html", context)
