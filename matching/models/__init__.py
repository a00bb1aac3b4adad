"""Models of match-ups, by subject."""

from matching.models.candidates import Candidate, MatchStep
from matching.models.confirmations import Confirmation
from matching.models.introductions import ContactView, Disclosure, Feedback, Introduction, Message
from matching.models.requests import MatchFile, MatchRequest
from matching.models.transitions import CandidateState, Party, RequestState

__all__ = [
    "Candidate",
    "CandidateState",
    "Confirmation",
    "ContactView",
    "Disclosure",
    "Feedback",
    "Introduction",
    "MatchFile",
    "MatchRequest",
    "MatchStep",
    "Message",
    "Party",
    "RequestState",
]
