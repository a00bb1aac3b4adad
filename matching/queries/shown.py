"""What of a request and of its course is shown, in the same words on every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jitco_portal.common.days import today
from jitco_portal.common.languages import listed
from jitco_portal.common.shown_dates import shown_date
from matching.models import Candidate, MatchRequest, MatchStep, RequestState
from matching.models.transitions import CANDIDATE_TRANSITIONS, EVENTS, REQUEST_TRANSITIONS
from organizations.languages import language_name
from organizations.prefectures import prefecture_name

MOVED_ON = gettext_lazy("Somebody was quicker, or the match-up has moved on. This is how it stands now.")
NOT_YET = gettext_lazy("Nothing was done yet, because you had to log in first. Please press the button again.")
# Steps that say nothing to a reader beside what stands next to them.
_UNTOLD = {"end", "facts_asked"}


def who_asks(request: MatchRequest, *, named: bool) -> str:
    """The name, or of what kind and where it is: as much as a wish without a name says."""
    if named:
        return request.organization.name
    if request.asks_for_sending:
        prefecture = request.organization.supervising.prefecture if hasattr(request.organization, "supervising") else ""
        words = {"prefecture": prefecture_name(prefecture, "ja" if get_language() == "ja" else "en")}
        text = _("A supervising organization in %(prefecture)s") if prefecture else _("A supervising organization")
        return text % words
    country = request.organization.country
    return _("A sending organization in %(country)s") % {"country": country.name if country else ""}


def request_facts(request: MatchRequest, *, texts: bool = True) -> list[dict[str, Any]]:
    """What it asks, as names and values; without ``texts`` nothing that somebody wrote freely."""
    weighed = [
        {"name": _("Programme"), "value": request.programme.name if request.programme else ""},
        *_countries(request),
        {"name": _("Operations"), "value": _operations(request)},
        {"name": _("Number of trainees"), "value": request.people},
        {"name": _("Arrival"), "value": _arrival(request)},
        {"name": _("Japanese before departure"), "value": request.get_japanese_level_display() or _("left open")},
        {"name": _("Hours of training"), "value": request.training_hours or _("left open")},
        {
            "name": _("Languages of the talks"),
            "value": _joined(language_name(code) for code in request.languages) or _("left open"),
        },
    ]
    asks = request.asks_for_sending
    if texts:
        weighed += [
            {"name": name, "value": value}
            for name, value in (
                (_("What the training should hold") if asks else _("What the training holds"), request.training_wishes),
                (_("Work, wages and housing") if asks else _("What is offered and looked for"), request.conditions),
            )
            if value
        ]
    return [*weighed, {"name": _("Valid until"), "value": shown_date(request.valid_until)}]


def _countries(request: MatchRequest) -> list[dict[str, Any]]:
    """Supervising organizations are in Japan: for them nobody chooses a country."""
    if not request.asks_for_sending:
        return []
    return [{"name": _("Countries"), "value": _joined(request.countries.all()) or _("the Affairs Dept. advises")}]


def _operations(request: MatchRequest) -> str:
    return _joined(f"{each.category.name}: {each.name}" for each in request.operations.all())


def _joined(names: Iterable[Any]) -> str:
    words = [each.name if hasattr(each, "name") else str(each) for each in names]
    return listed(words)


def _arrival(request: MatchRequest) -> str:
    first, last = shown_date(request.arrive_from), shown_date(request.arrive_until)
    if first and last and first != last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    return first or last or _("left open")


def missing_of(request: MatchRequest) -> list[tuple[str, str]]:
    """What a draft still needs before it can be sent: the page on which it is entered, and what it is."""
    found = [
        ("wishes", _("the programme")) if request.programme_id is None else None,
        None if request.operations.exists() else ("wishes", _("at least one operation")),
        ("wishes", _("the number of trainees")) if not request.people else None,
        ("conditions", _("the day until which the request is valid"))
        if request.valid_until is None or request.valid_until < today()
        else None,
    ]
    return [each for each in found if each]


@dataclass(frozen=True)
class ShownStep:
    step: MatchStep
    title: Any
    # The candidate's name, on the page of the request.
    about: str = ""


def course_of(*, request: MatchRequest, candidate: Candidate | None = None) -> list[ShownStep]:
    """What happened, in order; of a candidate only what concerns it."""
    rows = MatchStep.objects.filter(request=request).select_related("candidate__organization").order_by("at", "pk")
    if candidate:
        rows = rows.filter(candidate=candidate)
    shown: list[ShownStep] = []
    for step in rows:
        if step.name in _UNTOLD or (candidate is None and step.candidate and not _is_shown(step.candidate)):
            continue
        # Whom else somebody talks to is no matter of the candidate that was stopped.
        if candidate and step.name == "go_on":
            continue
        last = shown[-1].step if shown else None
        # The request and its candidate take one step together.
        if last and (last.name, last.candidate_id) == (step.name, step.candidate_id):
            continue
        about = step.candidate.organization.name if step.candidate and candidate is None else ""
        shown.append(ShownStep(step, title_of(step), about))
    return shown


def sent_back_because(request: MatchRequest) -> str:
    """Why the Affairs Dept. sent a draft back; blank for one that never was sent."""
    if request.state != RequestState.DRAFT or request.submitted_at is None:
        return ""
    step = MatchStep.objects.filter(request=request, name="return").order_by("-pk").first()
    return step.reason if step else ""


def title_of(step: MatchStep) -> Any:
    tables = (REQUEST_TRANSITIONS, CANDIDATE_TRANSITIONS, EVENTS)
    return next((table[step.name].title for table in tables if step.name in table), step.name)


def _is_shown(candidate: Candidate) -> bool:
    """Whether the organization that asked may see it."""
    return candidate.offered_at is not None
