"""Taking in a government's list: comparing, deciding, publishing and taking back."""

from organizations.services.list_imports.comparing import compare_import
from organizations.services.list_imports.deciding import (
    APPROVES,
    approve,
    decide,
    decide_all,
    match_by_hand,
    send_back,
    submit,
    undo,
    withdraw,
)
from organizations.services.list_imports.errors import (
    AlreadyApplied,
    ComparisonIsOld,
    ImportRefused,
    NotDecided,
    SamePerson,
    StillDoubtful,
    WrongState,
)
from organizations.services.list_imports.publishing import apply_by_operator, apply_import
from organizations.services.list_imports.receiving import answer, receive
from organizations.services.list_imports.undoing import undo_by_operator, undo_import

__all__ = [
    "APPROVES",
    "AlreadyApplied",
    "ComparisonIsOld",
    "ImportRefused",
    "NotDecided",
    "SamePerson",
    "StillDoubtful",
    "WrongState",
    "answer",
    "apply_by_operator",
    "apply_import",
    "approve",
    "compare_import",
    "decide",
    "decide_all",
    "match_by_hand",
    "receive",
    "send_back",
    "submit",
    "undo",
    "undo_by_operator",
    "undo_import",
    "withdraw",
]
