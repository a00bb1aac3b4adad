"""The home page, the search of the whole site, and what search engines ask for.

With urls.py the only code that may look at every app.
"""

import unicodedata
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from countries.models import Country, Notice
from countries.queries.lists import country_tiles, tile_legend
from jitco_portal.common import registry
from jitco_portal.common.days import today
from jitco_portal.common.htmx import is_htmx
from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.groups import SearchGroup
from jitco_portal.common.search.questions import LONGEST_QUESTION, read_question
from materials.models import Edition, EditionState, Material, QuestionAnswer
from materials.queries.lists import newest_materials
from materials.queries.search_groups import search_groups as material_groups
from materials.views.reader import shared_keys
from organizations.models import MissedSearch, Organization
from organizations.queries.search import NEAREST, nearest
from organizations.services.look_ups import note_missed_search
from seminars.models import Event
from seminars.queries.lists import next_events

# What the two papers are, question by question; from the JITCO and MHLW pages named in the sources of the countries.
PAPERS = [
    {
        "question": _("Between whom?"),
        "rd": _("JITCO and an office of the sending government"),
        "moc": _("the governments of Japan and of the sending country"),
    },
    {"question": _("Since when?"), "rd": _("1991 (China)"), "moc": _("6 June 2017 (Vietnam)")},
    {
        "question": _("What does it do?"),
        "rd": _("JITCO gives and gets information, holds regular consultations and helps to prevent trouble."),
        "moc": _("From a stated day, only organizations that the sending government approved may be used."),
    },
    {
        "question": _("Who lists organizations?"),
        "rd": _("Under the old system JITCO published the accredited organizations."),
        "moc": _("The sending government approves; OTIT publishes the list."),
    },
    {
        "question": _("May it change?"),
        "rd": _("A new R/D may replace it, as for Vietnam in 2017 and 2019."),
        "moc": _("There is one for each programme: TITP, SSW, and ESD later."),
    },
]
NEWEST_NOTICES = 5
NEXT_EVENTS = 3
NEWEST_MATERIALS = 3
# Without them words of Sinhala, Bengali or Persian are written wrongly.
JOINERS = "\u200c\u200d"


@require_GET
def home(request):
    day = today()
    notices = Notice.objects.visible_to(request.user).select_related("country")
    context = {
        "day": day,
        "tiles": country_tiles(day=day),
        "legend": tile_legend(),
        "papers": PAPERS,
        "notices": notices.exclude(country__is_sample=True).newest_first()[:NEWEST_NOTICES],
        "events": next_events(user=request.user, number=NEXT_EVENTS),
        "materials": newest_materials(user=request.user, keys=shared_keys(request), number=NEWEST_MATERIALS),
    }
    return render(request, "home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything that can be found, grouped; what is not found is counted, without who asked."""
    words = _typed_words(request)
    groups = _groups(words, request) if words else []
    context = {
        "words": words,
        "title": _("Search for “%(words)s”") % {"words": words} if words else _("Search"),
        "longest": LONGEST_QUESTION,
        "groups": groups,
        "count": sum(group.count for group in groups),
        "count_is_exact": all(group.count_is_exact for group in groups),
        "nearest": [],
        "is_fragment": is_htmx(request),
    }
    if not groups and not read_question(words).is_empty:
        context["nearest"] = _nearest_organizations(words, request.user)
        note_missed_search(words=words, where=MissedSearch.Where.SITE, language=get_language())
    template = "search/_results.html" if context["is_fragment"] else "search/search.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def _groups(words: str, request: HttpRequest) -> list[SearchGroup]:
    """Materials are asked apart: they know a reader also by the links for participants that were opened."""
    groups = [group for function in registry.search_groups for group in function(words, request.user)]
    groups += material_groups(words, request.user, shared_keys(request))
    # Rows come best first: where the first is only like the words, the group holds nothing with them.
    return sorted(groups, key=lambda group: group.rows[0].is_close)


def _typed_words(request: HttpRequest) -> str:
    """What was typed, as far as anybody types, without signs that nobody sees."""
    return "".join(map(_seen, request.GET.get("q", "")[:LONGEST_QUESTION])).strip()


def _seen(letter: str) -> str:
    """Joiners shape the letters beside them; other marks of no width part no word, controls and wide spaces do."""
    if letter.isprintable() or letter in JOINERS:
        return letter
    return "" if unicodedata.category(letter) == "Cf" else " "


def _nearest_organizations(words: str, user: Any) -> list[Organization]:
    found: list[Organization] = []
    for kind in (Organization.Kind.SENDING, Organization.Kind.SUPERVISING):
        if len(found) < NEAREST:
            found += nearest(search=Search(words, kind.value), user=user)
    return found[:NEAREST]


@require_safe
def search_order(request: HttpRequest) -> HttpResponse:
    return render(request, "search/order.html")


@require_GET
def robots(request):
    """Pages for readers may be found; lists under a filter and the desk are no use to a search engine."""
    lines = ["User-agent: *", "Disallow: /*?"]
    lines += [f"Disallow: /{language}/{part}/" for part in ("admin", "account") for language in ("en", "ja")]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class _BothLanguages(Sitemap):
    i18n = True
    alternates = True


class PageSitemap(_BothLanguages):
    """The home page and the lists."""

    def items(self):
        return [
            "home",
            "countries:country_list",
            "organizations:sending_list",
            "organizations:supervising_list",
            "matching:home",
            "matching:wish_list",
            "seminars:event_list",
            "materials:material_list",
            "materials:material_grid",
            "materials:programme",
            "materials:question_list",
            "search_order",
        ]

    def location(self, item):
        return reverse(item)


class CountrySitemap(_BothLanguages):
    def items(self):
        return Country.objects.real().order_by("pk")


class OrganizationSitemap(_BothLanguages):
    """Profiles that a stranger may see; fictional ones are no use to a search engine."""

    # In two languages with their alternates one page is large enough.
    limit = 1000

    def items(self):
        visible = Organization.objects.visible_to(AnonymousUser()).filter(is_sample=False)
        return visible.only("public_id", "kind").order_by("pk")


class EventSitemap(_BothLanguages):
    """What everybody sees of events, to come and past."""

    limit = 1000

    def items(self):
        visible = Event.objects.visible_to(AnonymousUser()).filter(is_sample=False)
        return visible.only("revised_at").order_by("pk")

    def lastmod(self, item):
        return item.revised_at


class MaterialSitemap(_BothLanguages):
    """What everybody may read; what is for members or shared by a link stands in no sitemap."""

    limit = 1000

    def items(self):
        return Material.objects.visible_to(AnonymousUser()).filter(is_sample=False).only("changed_at").order_by("pk")

    def lastmod(self, item):
        return item.changed_at


class EditionSitemap(_BothLanguages):
    """The latest edition in each language; earlier ones have their address but are no answer to a search."""

    limit = 1000

    def items(self):
        visible = Edition.objects.visible_to(AnonymousUser()).heads()
        current = visible.filter(state=EditionState.PUBLISHED, material__is_sample=False)
        return current.only("published_at").order_by("pk")

    def lastmod(self, item):
        return item.published_at


class QuestionSitemap(_BothLanguages):
    limit = 1000

    def items(self):
        published = QuestionAnswer.objects.visible_to(AnonymousUser()).filter(is_sample=False)
        return published.only("changed_at").order_by("pk")

    def lastmod(self, item):
        return item.changed_at


SITEMAPS = {
    "pages": PageSitemap,
    "countries": CountrySitemap,
    "organizations": OrganizationSitemap,
    "events": EventSitemap,
    "materials": MaterialSitemap,
    "editions": EditionSitemap,
    "questions": QuestionSitemap,
}
