"""A match-up that can go all its way: who asks, two candidates for whom all rules hold, people on each side."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.models import LegalText
from matching.models import MatchRequest, Party
from matching.queries.contacts import contact_notice
from matching.services import answers, introductions, requests, review
from organizations.models import Role
from tests import factories as make
from tests.matching.world import Pair, make_pair

REASONS = "Sends to the prefecture already, and trains for this work."


@dataclass
class MatchWorld:
    pair: Pair
    requester: Any
    candidates: list[Any]
    # By organization: who administers it.
    people: dict[int, Any]
    staff: Any
    request: MatchRequest | None = None
    offered: list[Any] = field(default_factory=list)

    def person(self, organization) -> Any:
        return self.people[organization.pk]

    def submitted(self) -> MatchRequest:
        self.request = make_match_request(self.requester, by=self.person(self.requester), pair=self.pair)
        requests.submit(request=self.request, by=self.person(self.requester))
        return self.request

    def proposed(self, *organizations) -> MatchRequest:
        """Reviewed, with these candidates asked (all, unless said); the others in reserve."""
        self.submitted()
        review.take_up(request=self.request)
        chosen = {
            each.pk: review.choose(request=self.request, organization=each, reasons=REASONS) for each in self.candidates
        }
        asked = [chosen[each.pk] for each in organizations or self.candidates]
        self.offered = list(chosen.values())
        review.propose(request=self.request, candidates=asked)
        return self.request

    def candidate(self, organization) -> Any:
        return self.request.candidates.get(organization=organization)

    def accept(self, organization, *sides) -> Any:
        candidate = self.candidate(organization)
        for side in sides or (Party.REQUESTER, Party.CANDIDATE):
            by = self.person(self.requester if side == Party.REQUESTER else organization)
            answers.accept(candidate=candidate, side=side, by=by)
        return self.candidate(organization)

    def introduced(self) -> Any:
        """The first candidate, introduced."""
        self.proposed()
        return self.accept(self.candidates[0])

    def consent(self, candidate, side) -> Any:
        by = self.person(self.requester if side == Party.REQUESTER else candidate.organization)
        notice = contact_notice(side=side, candidate=candidate, language="en")
        return introductions.give_consent(
            candidate=candidate, side=side, by=by, phone="00-0000", language="en", shown=introductions.words_of(notice)
        )

    def in_talks(self) -> Any:
        candidate = self.introduced()
        for side in (Party.REQUESTER, Party.CANDIDATE):
            self.consent(candidate, side)
        return self.candidate(candidate.organization)

    def recheck(self) -> None:
        """What a minute does: the rules asked of all who stand before each other."""
        introductions.ask_rules_again(request=self.request)


def make_match_world(candidates: int = 2, code: str = "XW") -> MatchWorld:
    """All rules hold today for the supervising organization and each candidate."""
    pair = make_pair(code)
    day = today()
    make.Confirmation.objects.update(confirmed_on=day, checked_on=day)
    make.Approval.objects.update(confirmed_on=str(day), checked_on=day)
    others = [make_candidate(pair) for _number in range(candidates - 1)]
    organizations = [pair.supervising, pair.sending, *others]
    make.make_regime(pair.country)
    if not LegalText.objects.filter(kind=LegalText.Kind.INTRODUCTION).exists():
        make.make_legal_text(kind=LegalText.Kind.INTRODUCTION)
    people = {
        each.pk: make.make_membership(each, make.make_user(second_factor=True), role=Role.ADMINISTRATOR).user
        for each in organizations
    }
    staff = make.make_staff(is_superuser=True)
    return MatchWorld(pair, pair.supervising, [pair.sending, *others], people, staff)


def make_candidate(pair: Pair) -> Any:
    """One more sending organization of the country for which all rules hold today."""
    other = make.make_organization(pair.country)
    day = today()
    make.make_approval(other, pair.office, pair.programme, confirmed_on=str(day), checked_on=day)
    make.make_fee(other, pair.programme, amount=3000, currency="USD")
    return other


def make_match_request(organization, *, by, pair: Pair, **values) -> MatchRequest:
    """A draft that says all that is needed."""
    given = {
        "programme": pair.programme,
        "people": 6,
        "valid_until": today() + datetime.timedelta(days=90),
        "languages": ["en"],
        **values,
    }
    request = MatchRequest.objects.create(organization=organization, created_by=by, **given)
    request.operations.set([pair.operation])
    return request


def suspend(organization) -> Any:
    """From today: may not accept."""
    return make.make_measure(organization, kind="suspension", from_on=str(timezone.localdate()))
