"""The Atom feed of events, one in each language."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from jitco_portal.common.plain_text import one_line
from seminars.models import Event
from seminars.queries import feed

# Of an empty feed: a time that stays, so that it reads the same each time.
_BEFORE_ALL = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime.datetime:
        return max((item["updateddate"] for item in self.items), default=_BEFORE_ALL)


class EventFeed(Feed):
    """Entries keep their id for ever: what changed replaces what a program has, and says when."""

    feed_type = _Atom

    def title(self) -> str:
        return _("Seminars and tours")

    def subtitle(self) -> str:
        return _("Joint seminars, meetings and inspection tours for sending and supervising organizations.")

    def link(self) -> str:
        return settings.SITE_URL + reverse("seminars:event_list")

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("seminars:event_feed")

    def feed_guid(self) -> str:
        return self.feed_url()

    def author_name(self) -> str:
        return "JITCO"

    def items(self) -> list[Event]:
        return feed.feed_events()

    def item_title(self, item: Event) -> str:
        return one_line(feed.feed_title(item))

    def item_description(self, item: Event) -> str:
        return format_html_join("", "<p>{}</p>", ((one_line(line),) for line in feed.feed_lines(item)))

    def item_link(self, item: Event) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Event) -> str:
        """The two languages are two texts of one event: a reader of both feeds keeps both."""
        return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:event-{item.pk}-{get_language()}"

    def item_pubdate(self, item: Event) -> datetime.datetime:
        return item.published_at or item.created_at

    def item_updateddate(self, item: Event) -> datetime.datetime:
        return feed.updated_at(item)

    def item_categories(self, item: Event) -> list[str]:
        return feed.feed_categories(item)


event_feed = require_safe(conditional_page(EventFeed()))
