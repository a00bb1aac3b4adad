"""Days to be planned: usual and large ones that look like life, and small ones that have every oddity."""

import random
from typing import Any

LANGUAGES = {"VN": "vi", "PH": "en", "ID": "id", "MM": "my", "KH": "km", "NP": "ne"}


def make_points(**over: Any) -> dict[str, Any]:
    return {
        "wish": {"must": 10, "would": 3, "none": 0},
        "nth_meeting": [6, 3, 1],
        "unmet_must_penalty": 50,
        "change": {"dropped": 8, "moved": 3, "new": 1},
        **over,
    }


def make_slots(number: int, *, pauses: tuple[int, ...] = ()) -> list[dict[str, Any]]:
    """``pauses``: the places before which a pause lies."""
    found = []
    for place in range(number):
        start = 10 * 60 + 30 * place + 30 * sum(pause <= place for pause in pauses)
        found.append(
            {
                "id": f"S{place + 1:02}",
                "start": f"{start // 60:02}:{start % 60:02}",
                "end": f"{(start + 25) // 60:02}:{(start + 25) % 60:02}",
                "break_before": place in pauses,
            }
        )
    return found


def make_party(id: str, **over: Any) -> dict[str, Any]:
    return {"id": id, "languages": ["ja"], "unavailable": [], "max_meetings": None, "max_run": None, **over}


def make_wish(sending: str, supervising: str, mine: str | None = "would", theirs: str | None = None) -> dict[str, Any]:
    return {"sending": sending, "supervising": supervising, "from_sending": mine, "from_supervising": theirs}


def make_instance(sending: int = 2, supervising: int = 2, slots: int = 3, tables: int = 2, **over: Any) -> dict[str, Any]:
    """Everybody speaks Japanese and nobody wishes anything, unless told."""
    return {
        "name": "made",
        "slots": make_slots(slots),
        "tables": [f"T{number + 1:02}" for number in range(tables)],
        "interpreters": [],
        "sending": [make_party(f"A{number + 1:02}") for number in range(sending)],
        "supervising": [make_party(f"B{number + 1:02}") for number in range(supervising)],
        "wishes": [],
        "pinned": [],
        "forbidden": [],
        "frozen_slots": [],
        "previous": [],
        "absent": [],
        "rules": {"must_is_hard": False},
        "points": make_points(),
        **over,
    }


def make_day(
    seed: int,
    *,
    sending: int = 30,
    supervising: int = 60,
    slots: int = 12,
    tables: int = 30,
    interpreters: int = 6,
    wishes: float = 8.0,
    musts: float = 0.12,
    must_is_hard: bool = False,
    speak_japanese: float = 0.6,
    max_meetings: tuple[int, int] = (6, 10),
    with_runs: float = 0.5,
    busy: float = 0.25,
) -> dict[str, Any]:
    """A day as it may come: who speaks what, who comes late, whom a few wish to see and many would.

    ``wishes``: how many meetings an organization of the larger side asks for, on average.
    """
    dice = random.Random(f"day {seed}")
    day = make_slots(slots, pauses=(slots // 2,) if slots > 4 else ())
    ids = [slot["id"] for slot in day]
    countries = list(LANGUAGES)

    def limits() -> dict[str, Any]:
        unavailable: list[str] = []
        if dice.random() < busy:
            late = dice.randint(1, max(1, slots // 4))
            unavailable = ids[:late] if dice.random() < 0.5 else ids[-late:]
        run = dice.choice([3, 4]) if dice.random() < with_runs else None
        return {"unavailable": unavailable, "max_meetings": dice.randint(*max_meetings), "max_run": run}

    abroad = []
    for number in range(sending):
        country = countries[min(dice.randrange(6), dice.randrange(6))]
        languages = [LANGUAGES[country]] + (["ja"] if dice.random() < speak_japanese else [])
        abroad.append({"id": f"A{number + 1:02}", "country": country, "languages": languages, **limits()})
    home = []
    for number in range(supervising):
        languages = ["ja"]
        if dice.random() < 0.3:
            languages.append(dice.choice(["vi", "en", "en", "id"]))
        home.append({"id": f"B{number + 1:02}", "languages": languages, **limits()})
    spoken = ["vi", "en", "id", "my", "km", "ne"]
    people = [
        {
            "id": f"I{number + 1}",
            "pairs": [[word, "ja"] for word in dict.fromkeys((spoken[number % 6], dice.choice(spoken[:3])))],
            "unavailable": dice.sample(ids, dice.choice([0, 0, 1])),
            "max_meetings": dice.choice([None, slots - 2]),
            "max_run": dice.choice([None, 3, 4]),
        }
        for number in range(interpreters)
    ]
    fame = {row["id"]: dice.uniform(0.3, 2.0) for row in [*abroad, *home]}
    said: dict[tuple[str, str], dict[str, Any]] = {}
    for mine, theirs, field, share in (
        (abroad, home, "from_sending", 0.6 * wishes * supervising / sending),
        (home, abroad, "from_supervising", 0.6 * wishes),
    ):
        for row in mine:
            number = min(len(theirs), max(1, round(dice.gauss(share, share / 4))))
            weights = [fame[other["id"]] for other in theirs]
            chosen = dict.fromkeys(dice.choices([other["id"] for other in theirs], weights, k=number))
            for other in chosen:
                pair = (row["id"], other) if field == "from_sending" else (other, row["id"])
                wish = said.setdefault(pair, make_wish(*pair, None, None))
                wish[field] = "must" if dice.random() < musts else "would"
    for wish in said.values():
        if dice.random() < 0.04:
            silent = "from_supervising" if wish["from_supervising"] is None else "from_sending"
            wish[silent] = "no"
    return make_instance() | {
        "name": f"day_{sending}x{supervising}_{seed}",
        "slots": day,
        "tables": [f"T{number + 1:02}" for number in range(tables)],
        "sending": abroad,
        "supervising": home,
        "interpreters": people,
        "wishes": [said[pair] for pair in sorted(said)],
        "rules": {"must_is_hard": must_is_hard},
    }
