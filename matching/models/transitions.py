"""What may become of a match-up request and of a candidate: each step with who may, what it needs, whom it tells.

The two tables are all there is: services take these steps only, the database refuses any other change of state, and
the texts below are what people read in a mail and in the course of the match-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    UNDER_REVIEW = "under_review", _("under review")
    PROPOSED = "proposed", _("candidates proposed")
    INTRODUCED = "introduced", _("introduced")
    TALKS = "talks", _("in talks")
    AGREED = "agreed", _("agreed")
    NOT_AGREED = "not_agreed", _("not agreed")
    WITHDRAWN = "withdrawn", pgettext_lazy("match-up", "withdrawn or closed")
    EXPIRED = "expired", pgettext_lazy("match-up", "expired")


class CandidateState(models.TextChoices):
    RESERVE = "reserve", _("in reserve")
    # The organization saw the wish on the public board.
    INTERESTED = "interested", _("asked to be considered, not decided")
    OFFERED = "offered", _("asked")
    INTRODUCED = "introduced", _("introduced")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("not answered in time")
    STOPPED = "stopped", _("stopped by a rule")
    CLOSED = "closed", _("closed")


OPEN_STATES = (
    RequestState.SUBMITTED,
    RequestState.UNDER_REVIEW,
    RequestState.PROPOSED,
    RequestState.INTRODUCED,
    RequestState.TALKS,
)
# While one of these holds, the two organizations stand before each other.
MEETING = (RequestState.INTRODUCED, RequestState.TALKS)
ENDED = (RequestState.AGREED, RequestState.NOT_AGREED, RequestState.WITHDRAWN, RequestState.EXPIRED)
# The states in which an answer, an introduction or an end may still come.
LIVING = (CandidateState.RESERVE, CandidateState.INTERESTED, CandidateState.OFFERED, CandidateState.INTRODUCED)


class Party(models.TextChoices):
    """Who takes a step, and who is told of one."""

    REQUESTER = "requester", _("the organization that asked")
    CANDIDATE = "candidate", _("the candidate")
    STAFF = "staff", _("the Affairs Dept.")
    PORTAL = "portal", _("the portal")


class Need(models.TextChoices):
    """What must be so before a step is taken."""

    COMPLETE = "complete", _("the request says all that is needed")
    REASON = "reason", _("a reason")
    CANDIDATE_ASKED = "candidate_asked", _("a candidate for whom all rules hold")
    BOTH_ACCEPTED = "both_accepted", _("both sides have accepted")
    RULES_HOLD = "rules_hold", _("all rules hold today")
    TWO_CONSENTS = "two_consents", _("both sides agree that their contact is shown")
    CONTRACT = "contract", _("the day of the contract and the number of trainees planned")
    NO_CANDIDATE_LEFT = "no_candidate_left", _("no candidate is left")
    NEXT_CANDIDATE = "next_candidate", _("another candidate is asked")
    A_RULE_FAILS = "a_rule_fails", _("a rule does not hold")
    TIME_IS_UP = "time_is_up", _("its time is up")


@dataclass(frozen=True)
class Transition:
    """One row: from which states to which, by whom, under what conditions, and the sentence for whoever is told."""

    name: str
    title: Any
    sources: tuple[str, ...]
    target: str
    by: frozenset[str]
    needs: frozenset[str] = frozenset()
    tells: Mapping[str, Any] = field(default_factory=dict)


def _row(name, title, sources, target, by, needs=(), tells=None) -> Transition:
    return Transition(name, title, tuple(sources), target, frozenset(by), frozenset(needs), tells or {})


# By so many days after it came into a state the next step should be taken; see `services.daily`.
DUE_DAYS = {
    RequestState.SUBMITTED: 7,
    RequestState.UNDER_REVIEW: 21,
    RequestState.PROPOSED: 14,
    RequestState.INTRODUCED: 30,
    RequestState.TALKS: 180,
}
# So many days before that, whoever is asked to act is reminded once.
REMINDED_BEFORE = 3

R, C, P, N = RequestState, CandidateState, Party, Need

_REQUEST_ROWS = (
    _row("submit", _("Submitted to the Affairs Dept."), [R.DRAFT], R.SUBMITTED, [P.REQUESTER], [N.COMPLETE], {
        P.REQUESTER: _("Your request has reached the Affairs Dept., which looks at it next."),
        P.STAFF: _("A match-up request has come in."),
    }),
    _row("take_up", _("Review begun"), [R.SUBMITTED], R.UNDER_REVIEW, [P.STAFF], [], {
        P.REQUESTER: _("The Affairs Dept. has begun to review your request."),
    }),
    _row("return", _("Returned to be completed"), [R.SUBMITTED, R.UNDER_REVIEW], R.DRAFT, [P.STAFF], [N.REASON], {
        P.REQUESTER: _("The Affairs Dept. has returned your request. Its reason stands on the page of the request."),
    }),
    _row("propose", _("Candidates proposed"), [R.UNDER_REVIEW], R.PROPOSED, [P.STAFF], [N.CANDIDATE_ASKED], {
        P.REQUESTER: _("The Affairs Dept. proposes candidates to you. Please accept or decline each of them."),
    }),
    _row("go_back", _("Back to review: no candidate is left"), [R.PROPOSED, *MEETING], R.UNDER_REVIEW, [P.PORTAL],
         [N.NO_CANDIDATE_LEFT], {
        P.REQUESTER: _("No candidate is left. The Affairs Dept. looks for others."),
        P.STAFF: _("A match-up request has no candidate left."),
    }),
    _row("introduce", _("Introduced"), [R.PROPOSED], R.INTRODUCED, [P.PORTAL], [N.BOTH_ACCEPTED, N.RULES_HOLD], {
        P.REQUESTER: _(
            "You and a candidate have both accepted: you are introduced to each other. Your contacts open as soon as"
            " both sides agree to it."
        ),
    }),
    _row("go_on", _("The next candidate is asked"), [*MEETING], R.PROPOSED, [P.PORTAL],
         [N.A_RULE_FAILS, N.NEXT_CANDIDATE], {
        P.REQUESTER: _("The introduction has ended, and the next candidate is asked."),
    }),
    _row("open_talks", _("Contacts open, talks begin"), [R.INTRODUCED], R.TALKS, [P.PORTAL],
         [N.TWO_CONSENTS, N.RULES_HOLD], {
        P.REQUESTER: _("Both sides have agreed: the contacts are open to each other, and the talks begin."),
        P.CANDIDATE: _("Both sides have agreed: the contacts are open to each other, and the talks begin."),
    }),
    _row("agree", _("Agreed"), [R.TALKS], R.AGREED, [P.REQUESTER, P.CANDIDATE], [N.CONTRACT, N.RULES_HOLD], {
        P.REQUESTER: _("The talks have ended with an agreement."),
        P.CANDIDATE: _("The talks have ended with an agreement."),
        P.STAFF: _("A match-up has ended with an agreement."),
    }),
    _row("not_agree", _("Not agreed"), [*MEETING], R.NOT_AGREED, [P.REQUESTER, P.CANDIDATE], [N.REASON], {
        P.REQUESTER: _("The talks have ended without an agreement."),
        P.CANDIDATE: _("The talks have ended without an agreement."),
        P.STAFF: _("A match-up has ended without an agreement."),
    }),
    # A draft that was sent once is withdrawn, any other is deleted.
    _row("withdraw", _("Withdrawn by the organization that asked"), [R.DRAFT, *OPEN_STATES], R.WITHDRAWN, [P.REQUESTER],
         [N.REASON], {
        P.REQUESTER: _("Your organization has withdrawn its request."),
        P.STAFF: _("A match-up request was withdrawn."),
    }),
    _row("close", _("Closed by the Affairs Dept."), [*OPEN_STATES], R.WITHDRAWN, [P.STAFF], [N.REASON], {
        P.REQUESTER: _("The Affairs Dept. has closed your request. Its reason stands on the page of the request."),
    }),
    _row("expire", _("Expired"), [*OPEN_STATES], R.EXPIRED, [P.PORTAL], [N.TIME_IS_UP], {
        P.REQUESTER: _("The time of your request is up. You can begin a new one from it."),
        P.STAFF: _("A match-up request has expired."),
    }),
)  # fmt: skip

_CANDIDATE_ROWS = (
    _row("offer", _("Asked"), [C.RESERVE, C.INTERESTED], C.OFFERED, [P.STAFF, P.PORTAL], [N.RULES_HOLD], {
        P.CANDIDATE: _(
            "The Affairs Dept. proposes your organization for a match-up. Please accept, decline or ask."
        ),
    }),
    _row("decline", _("Declined"), [C.OFFERED], C.DECLINED, [P.REQUESTER, P.CANDIDATE], [N.REASON], {
        P.REQUESTER: _("A candidate was declined. Who declined and why stands on the page."),
        P.CANDIDATE: _("The match-up for which your organization was proposed was declined."),
    }),
    _row("lapse", _("Not answered in time"), [C.OFFERED], C.LAPSED, [P.PORTAL], [N.TIME_IS_UP], {
        P.REQUESTER: _("The time to answer on a candidate is up, and the proposal has ended."),
        P.CANDIDATE: _("The time to answer is up, and the proposal has ended."),
    }),
    _row("hold", _("Waits: another candidate is introduced first"), [C.OFFERED], C.RESERVE, [P.PORTAL], [], {
        P.CANDIDATE: _("Another candidate was introduced first. You are asked again if those talks come to nothing."),
    }),
    _row("introduce", _("Introduced"), [C.OFFERED], C.INTRODUCED, [P.PORTAL], [N.BOTH_ACCEPTED, N.RULES_HOLD], {
        P.CANDIDATE: _(
            "You and the organization that asked have both accepted: you are introduced to each other. Your contacts"
            " open as soon as both sides agree to it."
        ),
    }),
    _row("stop", _("Stopped: a rule does not hold"), [C.RESERVE, C.INTERESTED, C.OFFERED, C.INTRODUCED], C.STOPPED,
         [P.PORTAL], [N.A_RULE_FAILS], {
        P.REQUESTER: _("A candidate was stopped: a rule does not hold any more. The reason stands on the page."),
        P.CANDIDATE: _("The match-up was stopped: a rule does not hold any more. The reason stands on the page."),
        P.STAFF: _("A candidate of a match-up was stopped: a rule does not hold any more."),
    }),
    _row("take_out", _("Taken out by the Affairs Dept."), [C.RESERVE, C.INTERESTED, C.OFFERED], C.CLOSED, [P.STAFF],
         [N.REASON], {
        P.REQUESTER: _("The Affairs Dept. has taken a candidate out. Its reason stands on the page."),
        P.CANDIDATE: _("The Affairs Dept. has ended the proposal. Its reason stands on the page."),
    }),
    # Told are those who were asked, or asked to be considered.
    _row("end", _("Closed with the request"), [*LIVING], C.CLOSED, [P.PORTAL], [], {
        P.CANDIDATE: _("The request for which your organization was considered has ended. Thank you for your time."),
    }),
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """What happened without a change of state: told and kept in the course of the match-up all the same."""

    name: str
    title: Any
    tells: Mapping[str, Any] = field(default_factory=dict)


EVENTS = {
    event.name: event
    for event in (
        Event("interest", _("Asked to be considered"), {
            P.STAFF: _("An organization asks to be considered for a wish of the public board."),
        }),
        Event("candidate_accepts", _("Accepted by the candidate"), {
            P.REQUESTER: _("A candidate has accepted. Please answer as well."),
        }),
        Event("requester_accepts", _("Accepted by the organization that asked")),
        # The introduction waits: nobody knows whether a rule holds.
        Event("wait", _("Both have accepted; a fact is missing before they can be introduced"), {
            P.REQUESTER: _("Both sides have accepted. Before you can be introduced, a fact is missing: see the page."),
            P.CANDIDATE: _("Both sides have accepted. Before you can be introduced, a fact is missing: see the page."),
            P.STAFF: _("A match-up waits for a fact that is missing."),
        }),
        Event("facts_asked", _("Asked for facts that are missing")),
        Event("consent", _("Agreed that the contact is shown")),
        Event("consent_withdrawn", _("Took back that the contact is shown"), {
            P.REQUESTER: _("A consent was taken back: the contacts are closed to both sides."),
            P.CANDIDATE: _("A consent was taken back: the contacts are closed to both sides."),
        }),
    )
}  # fmt: skip

REQUEST_TRANSITIONS = {row.name: row for row in _REQUEST_ROWS}
CANDIDATE_TRANSITIONS = {row.name: row for row in _CANDIDATE_ROWS}


def changes_of_state(rows: Mapping[str, Transition]) -> list[tuple[str, str]]:
    """Every pair that the database lets pass, once and in a fixed order."""
    return sorted({(str(source), str(row.target)) for row in rows.values() for source in row.sources})
