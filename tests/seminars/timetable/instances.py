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


def make_instance(
    sending: int = 2, supervising: int = 2, slots: int = 3, tables: int = 2, **over: Any
) -> dict[str, Any]:
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


def make_odd_instance(seed: int, *, most: int = 3, slots: int = 3, pairs: int = 6) -> dict[str, Any]:
    """A very small day in which anything may come together that the format allows, contradictions among it.

    ``pairs``: the most that are wished, so that all timetables can be gone through.
    """
    dice = random.Random(f"odd {seed}")
    # Where everything is odd hardly anybody meets, and nothing is left to be decided.
    oddity = dice.choice([0.1, 0.3, 0.3, 1.0])
    day = make_slots(
        dice.randint(1 if oddity == 1.0 else slots - 1, slots),
        pauses=tuple(place for place in range(1, slots) if dice.random() < 0.2),
    )
    ids = [slot["id"] for slot in day]
    languages = ["ja", "vi", "en"]

    def some(values: list[Any], chance: float) -> list[Any]:
        return [value for value in values if dice.random() < chance]

    def limits() -> dict[str, Any]:
        return {
            "unavailable": some(ids, 0.12),
            "max_meetings": dice.randint(0, 3) if dice.random() < oddity / 2 else dice.choice([None, None, 3, 2, 1]),
            "max_run": dice.choice([None, None, None, 2, 1]),
        }

    def party(id: str) -> dict[str, Any]:
        return {"id": id, "languages": spoken(), **limits()}

    def spoken() -> list[str]:
        if dice.random() < oddity:
            return dice.sample(languages, dice.choice([0, 1, 1, 1, 2]))
        return dice.choice([["ja"], ["ja"], ["ja", "vi"], ["vi"]])

    fewest = 1 if oddity == 1.0 else most - 1
    sending = [party(f"A{number + 1}") for number in range(dice.randint(fewest, most))]
    supervising = [party(f"B{number + 1}") for number in range(dice.randint(fewest, most))]
    interpreters = [
        {
            "id": f"I{number + 1}",
            "pairs": [dice.sample(languages, 2) if dice.random() < oddity else ["vi", "ja"]],
            **limits(),
        }
        for number in range(dice.choice([0, 1, 1, 2] if oddity == 1.0 else [1, 2]))
    ]
    every = [(one["id"], other["id"]) for one in sending for other in supervising]
    wished = dice.sample(every, min(len(every), dice.randint(0 if oddity == 1.0 else pairs - 2, pairs)))
    answers = ["must", "would", "would", "would", None, None]
    wishes = [
        make_wish(*pair, dice.choice([*answers, "no"] if dice.random() < oddity else answers), dice.choice(answers))
        for pair in wished
    ]

    def placements(chance: float) -> list[dict[str, Any]]:
        rows = [pair for pair in every if dice.random() < chance]
        return [{"sending": pair[0], "supervising": pair[1], "slot": dice.choice(ids)} for pair in rows]

    absent = [one["id"] for one in [*sending, *supervising] if dice.random() < 0.1]
    previous = placements(0.5) if dice.random() < 0.5 else []
    pinned = placements(0.12) if dice.random() < oddity else []
    forbidden: list[dict[str, Any]] = []
    if dice.random() < oddity:
        row = {"sending": dice.choice(sending)["id"], "supervising": dice.choice(supervising)["id"]}
        forbidden = [{**row, "slot": dice.choice([None, *ids])}]
        for name in some(["sending", "supervising"], 0.3):
            forbidden[0][name] = None
    points = make_points()
    if dice.random() < 0.3:
        points = make_points(
            wish={"must": dice.randint(5, 12), "would": dice.randint(1, 5), "none": dice.randint(-1, 1)},
            nth_meeting=[dice.randint(-1, 6) for _ in range(dice.randint(0, 4))],
            change={"dropped": dice.randint(0, 9), "moved": dice.randint(-1, 9), "new": dice.randint(-1, 9)},
            unmet_must_penalty=dice.choice([0, 5, 50]),
        )
    is_absent = [wish for wish in wishes if {wish["sending"], wish["supervising"]} & set(absent)]
    return make_instance() | {
        "name": f"odd_{seed}",
        "slots": day,
        "tables": [
            f"T{number + 1}" for number in range(dice.choice([0, 1, 2, 3] if oddity == 1.0 else [1, 2, 2, 3, 3]))
        ],
        "sending": sending,
        "supervising": supervising,
        "interpreters": interpreters,
        "wishes": [wish for wish in wishes if wish not in is_absent],
        "pinned": [row for row in pinned if not {row["sending"], row["supervising"]} & set(absent)],
        "forbidden": forbidden,
        "frozen_slots": some(ids, 0.15) if dice.random() < oddity else [],
        "previous": previous,
        "absent": absent,
        "rules": {"must_is_hard": dice.random() < 0.4},
        "points": points,
    }
