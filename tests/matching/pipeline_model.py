"""A simple model of the pipeline, kept beside the database: who acts, who consents, what was said to whom."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import connection

from countries.models import DataProtectionRegime
from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from matching.models import (
    Candidate,
    ContactView,
    Disclosure,
    Feedback,
    Introduction,
    MatchFile,
    MatchRequest,
    MatchStep,
    Message,
)
from matching.models.transitions import CANDIDATE_TRANSITIONS, EVENTS, REQUEST_TRANSITIONS
from matching.queries.contacts import open_contacts
from matching.queries.pairs import check_of
from organizations.models import Organization
from tests import factories as make
from tests.matching.match_world import make_candidate, make_match_request, make_match_world

AFFAIRS = "affairs@example.org"
R, C, S = "requester", "candidate", "staff"
# Written out once more: a line that is lost in the tables is missed here.
TOLD_OF_REQUEST = {
    "submit": {R, S},
    "take_up": {R},
    "return": {R},
    "propose": {R},
    "go_back": {R, S},
    "introduce": {R},
    "go_on": {R},
    "open_talks": {R, C},
    "agree": {R, C, S},
    "not_agree": {R, C, S},
    "withdraw": {R, S},
    "close": {R},
    "expire": {R, S},
}
TOLD_OF_CANDIDATE = {
    "offer": {C},
    "decline": {R, C},
    "lapse": {R, C},
    "hold": {C},
    "introduce": {C},
    "stop": {R, C, S},
    "take_out": {R, C},
    "end": {C},
    "interest": {S},
    "candidate_accepts": {R},
    "requester_accepts": set(),
    "wait": {R, C, S},
    "facts_asked": set(),
    "consent": set(),
    "consent_withdrawn": {R, C},
}
MEETING, OVER = ("introduced", "talks"), ("agreed", "not_agreed", "withdrawn", "expired")
LIVING = ("reserve", "interested", "offered", "introduced")

_MODELS = (MatchRequest, Candidate, MatchStep, Introduction, Disclosure, ContactView, Message, Feedback, MatchFile)
# Numbered: several processes of the database may answer the parts in any order.
_SUMS = (
    " UNION ALL ".join(
        f"SELECT {number} AS place, md5(coalesce(string_agg(t::text, '|' ORDER BY t.id), ''))"
        f" FROM {model._meta.db_table} t"
        for number, model in enumerate((*_MODELS, OutboxMessage))
    )
    + " ORDER BY place"
)


def all_rows() -> list:
    """Stands for every row that a step may touch."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMS)
        return cursor.fetchall()


@dataclass
class Member:
    user: Any
    organization_id: int
    role: str
    row: Any
    until: datetime.date | None = None

    @property
    def acts(self) -> bool:
        return (
            self.role in ("administrator", "editor")
            and (self.until is None or self.until >= today())
            and self.user.is_active
        )


class PipelineModel:
    """One organization that asks, four that may be candidates, three people in each, and some who do not belong."""

    def __init__(self):
        self.world = make_match_world(candidates=3)
        pair = self.world.pair
        self.requester = self.world.requester
        self.others = [*self.world.candidates, make_candidate(pair)]
        self.members: list[Member] = []
        for organization in (self.requester, *self.others):
            for role in ("administrator", "editor", "reader"):
                self.join(organization, role)
        # Answers for both sides.
        self.join(self.requester, "editor", self.of(self.others[1], "administrator"))
        self.outsiders = [make.make_user(), self.world.staff, make.make_staff()]
        self.consents: dict[tuple[int, str], Any] = {}
        # Read off the steps, in their order.
        self.states: dict[Any, str] = {}
        self.offered, self.interested, self.talked, self.introduced = set(), set(), set(), set()
        self.requester_accepted: set[int] = set()
        # When a candidacy, or the introduction that came of it, was over.
        self.ended_at: dict[int, datetime.datetime] = {}
        self.last_step = 0
        self.outcomes: dict[int, str] = {}
        self.seen: Counter = Counter()

    def join(self, organization, role, user=None):
        if user is None and role == "administrator" and organization.pk in self.world.people:
            user = self.world.people[organization.pk]
            row = user.memberships.get(organization=organization)
        else:
            row = make.make_membership(organization, user, role=role)
        self.members.append(Member(row.user, organization.pk, role, row))

    def of(self, organization, role):
        return next(each.user for each in self.members if each.organization_id == organization.pk and each.role == role)

    def acting(self, organization_id) -> list:
        return [each.user for each in self.members if each.organization_id == organization_id and each.acts]

    def people(self) -> list:
        return [*self.outsiders, *dict.fromkeys(each.user for each in self.members)]

    def acts(self, user, organization_id) -> bool:
        return user in self.acting(organization_id)

    def new_request(self, **values) -> MatchRequest:
        return make_match_request(
            self.requester,
            by=self.of(self.requester, "administrator"),
            pair=self.world.pair,
            is_on_board=True,
            **values,
        )

    # What the rules say now ----------------------------------------------------------------------------

    def outcome(self, candidate) -> str:
        """Asked once a step: it is most of the work, and facts change between steps only (`facts_changed`)."""
        if candidate.pk not in self.outcomes:
            check = check_of(candidate=fresh(candidate))
            self.outcomes[candidate.pk] = "holds" if check.may_be_introduced else "fails" if check.failing else "waits"
            if not self.listed(candidate):
                self.outcomes[candidate.pk] = "fails"
        return self.outcomes[candidate.pk]

    def facts_changed(self):
        self.outcomes.clear()

    def listed(self, candidate) -> bool:
        pks = [candidate.organization_id, candidate.request.organization_id]
        return Organization.objects.filter(pk__in=pks, is_published=True, merged_into=None).count() == 2

    def holds(self, candidate) -> bool:
        return self.outcome(candidate) == "holds"

    def fails(self, candidate) -> bool:
        return self.outcome(candidate) == "fails"

    # Contacts ------------------------------------------------------------------------------------------

    def consents_live(self, candidate) -> dict[str, bool]:
        organizations = {R: candidate.request.organization_id, C: candidate.organization_id}
        # The requester's contact goes abroad, the candidate's to Japan.
        may_go = {R: DataProtectionRegime.objects.filter(country=self.world.pair.country).exists(), C: True}
        given = {side: self.consents.get((candidate.pk, side)) for side in (R, C)}
        return {
            side: given[side] is not None and may_go[side] and self.acts(given[side], organizations[side])
            for side in (R, C)
        }

    def contacts_are_open(self, candidate) -> bool:
        request_state = self.states[candidate.request_id]
        alive = request_state in (*MEETING, "agreed") and self.states[("c", candidate.pk)] == "introduced"
        return candidate.pk in self.talked and alive and all(self.consents_live(candidate).values())

    def a_night_has_passed(self):
        """Who does not act for their side any more has no consent, where contacts may still be open."""
        for candidate_pk, side in list(self.consents):
            candidate = Candidate.objects.select_related("request", "introduction").get(pk=candidate_pk)
            organization_id = candidate.request.organization_id if side == R else candidate.organization_id
            may_be_open = candidate.introduction.outcome in ("", "agreed")
            if may_be_open and not self.acts(self.consents[(candidate_pk, side)], organization_id):
                del self.consents[(candidate_pk, side)]
                self.seen["consent ended by a night"] += 1

    # After every rule ----------------------------------------------------------------------------------

    def read_steps(self):
        """Replay what was written since the last look: only changes of the tables, each told once to whom it should."""
        steps = MatchStep.objects.filter(pk__gt=self.last_step).select_related("request", "candidate").order_by("pk")
        for step in steps:
            self.last_step = step.pk
            told = self._replay(step)
            self._assert_told(step, told)

    def _replay(self, step) -> set:
        """Follow one step in the model; the parties that should hear of it."""
        candidate = step.candidate
        own = ("c", candidate.pk) if candidate else None
        # One name stands in both tables: the candidate goes first.
        of_candidate = step.name in CANDIDATE_TRANSITIONS and (
            step.name not in REQUEST_TRANSITIONS or self.states.get(own, "reserve") == "offered"
        )
        if step.name in EVENTS:
            self.seen[f"event {step.name}"] += 1
            if step.name == "interest":
                self.states[own] = "interested"
                self.interested.add(candidate.pk)
            if step.name == "requester_accepts":
                self.requester_accepted.add(candidate.pk)
            if step.name == "candidate_accepts" and candidate.pk in self.requester_accepted:
                return set()
            return self._who_knows(TOLD_OF_CANDIDATE[step.name], candidate)
        row = (CANDIDATE_TRANSITIONS if of_candidate else REQUEST_TRANSITIONS)[step.name]
        key, begin = (own, "reserve") if of_candidate else (step.request_id, "draft")
        before = self.states.get(key, begin)
        assert before in row.sources, (step.name, before)
        assert step.by in row.by, (step.name, step.by)
        self.states[key] = row.target
        self.seen[f"{'candidate' if of_candidate else 'request'} {step.name}"] += 1
        self._assert_rules(step, of_candidate)
        if candidate and (row.target not in LIVING if of_candidate else step.name in ("agree", "not_agree")):
            self.ended_at[candidate.pk] = step.at
        if of_candidate:
            if step.name == "offer":
                self.offered.add(candidate.pk)
            if step.name == "introduce":
                self.introduced.add(candidate.pk)
            return self._who_knows(TOLD_OF_CANDIDATE[step.name], candidate)
        if step.name == "open_talks":
            self.talked.add(candidate.pk)
            assert all(self.consents_live(candidate).values())
        return TOLD_OF_REQUEST[step.name]

    def _assert_rules(self, step, of_candidate):
        """No rule was open when somebody was asked or introduced, when talks began or were agreed on."""
        asked = {"offer", "introduce"} if of_candidate else {"introduce", "open_talks", "agree"}
        if step.name in asked:
            assert self.holds(step.candidate), step.name
        if step.name == "stop":
            assert self.fails(step.candidate)

    def _who_knows(self, told, candidate) -> set:
        was_asked = candidate.pk in self.offered
        knows = {R: was_asked, C: was_asked or candidate.pk in self.interested, S: True}
        return {party for party in told if knows[party]}

    def _assert_told(self, step, told):
        organizations = {R: step.request.organization_id, C: step.candidate.organization_id if step.candidate else None}
        expected = {person.email for party in told - {S} for person in self.acting(organizations[party])}
        expected |= {AFFAIRS} if S in told else set()
        cause = f"match-up:{step.request_id}:step:{step.pk}"
        found = Counter(OutboxMessage.objects.filter(cause=cause).values_list("recipient", flat=True))
        assert found == Counter(expected), (step.name, found, expected)

    def assert_rows_agree(self):
        candidates = list(Candidate.objects.select_related("request"))
        requests = {each.pk: each for each in MatchRequest.objects.all()}
        assert {pk: each.state for pk, each in requests.items()} == {
            pk: self.states.get(pk, "draft") for pk in requests
        }
        for each in candidates:
            # In reserve without a step: staff chose it.
            self.states.setdefault(("c", each.pk), "reserve")
            assert each.state == self.states[("c", each.pk)]
        for request in requests.values():
            self._assert_one_course(request, [each for each in candidates if each.request_id == request.pk])
        introductions = {each.candidate_id: each for each in Introduction.objects.all()}
        assert set(introductions) == self.introduced
        for each in candidates:
            if introduction := introductions.get(each.pk):
                is_on = each.state == "introduced" and each.request.state in MEETING
                assert (introduction.ended_at is None) == is_on
                contacts = {R, C} if self.contacts_are_open(each) else set()
                assert set(open_contacts(introduction=introduction)) == contacts

    def _assert_one_course(self, request, candidates):
        states = Counter(each.state for each in candidates)
        if request.state in MEETING:
            assert (states["introduced"], states["offered"]) == (1, 0)
        elif request.state == "proposed":
            assert (states["introduced"], states["offered"] > 0) == (0, True)
        elif request.state in OVER:
            assert states["introduced"] == (1 if request.state in ("agreed", "not_agreed") else 0)
            assert states["reserve"] + states["interested"] + states["offered"] == 0
        else:
            assert states["introduced"] + states["offered"] == 0

    def assert_settled(self, request):
        """After the rules were asked: nobody stands who fails, nobody waits without a reason."""
        request = MatchRequest.objects.get(pk=request.pk)
        if request.state not in ("proposed", *MEETING):
            return
        for each in Candidate.objects.filter(request=request, state__in=("offered", "introduced")):
            assert not self.fails(each)
            if each.state == "offered":
                assert not (each.both_accepted and self.holds(each))
            if request.state == "introduced" and all(self.consents_live(each).values()):
                assert not self.holds(each)

    def assert_nobody_else_was_told(self):
        """Of reminders, questions for facts and messages too: nobody but who acts, and the desk."""
        able = {each.user.email for each in self.members if each.role in ("administrator", "editor")} | {AFFAIRS}
        told = set(OutboxMessage.objects.filter(cause__startswith="match-up:").values_list("recipient", flat=True))
        assert told <= able


def fresh(candidate) -> Candidate:
    rows = Candidate.objects.select_related("request__organization", "request__programme", "organization__country")
    return rows.get(pk=candidate.pk)
