"""What readers ask of a large database: drawn from its own names, from a fixed seed."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench.dataset import Made, organizations
from tests.search import spoiling

A_KIND = 25
KANJI = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True)
class Question:
    kind: str
    words: str
    of: str  # the kind of organization whose list is asked


def questions(number_of_organizations: int) -> list[Question]:
    """Twenty-five of each kind, over all the organizations that there are."""
    dice = random.Random("questions")
    found: dict[tuple[str, str], Question] = {}
    # Blocks from everywhere; the same ones for every size would miss what came later.
    starts = [dice.randrange(0, max(1, number_of_organizations - 400)) for _start in range(6)]
    pool = [made for start in starts for made in organizations(first=start, last=start + 400)]
    for kind, draw in DRAWS.items():
        drawn = 0
        for made in dice.sample(pool, len(pool)):
            words = draw(dice, made)
            if drawn == A_KIND or not words or (kind, words) in found:
                continue
            found[kind, words] = Question(kind, words, "sending" if made.is_sending else "supervising")
            drawn += 1
    return [*found.values(), *_common()]


def _common() -> Iterator[Question]:
    """Words that stand in a large part of all names, alone and two together."""
    words = (
        *("international", "human resources", "service", "trading", "manpower", "co ltd", "jsc", "company", "labour"),
        *("công ty", "quốc tế", "thương mại", "cổ phần", "international service", "trading service", "indonesia"),
        *("インターナショナル", "国际", "有限公司", "अन्तर्राष्ट्रिय", "golden", "asia", "hanoi", "vietnam", "jakarta"),
    )
    yield from (Question("common words", word, "sending") for word in words)
    yield from (
        Question("common words", word, "supervising")
        for word in (
            "協同組合",
            "事業協同組合",
            "国際",
            "人材",
            "東京",
            "建設",
            "事業",
            "キョウドウクミアイ",
            "cooperative",
            "business",
        )
    )


def _two_letters(dice: random.Random, made: Made) -> str:
    return made.name.proper.replace(" ", "")[:2] if made.name.proper.isascii() else ""


def _two_kanji(dice: random.Random, made: Made) -> str:
    runs = KANJI.findall(made.name.japanese or made.name.local)
    if not runs:
        return ""
    run = dice.choice(runs)
    place = dice.randrange(len(run) - 1)
    return run[place : place + 2]


def _two_of_other_scripts(dice: random.Random, made: Made) -> str:
    local = made.name.local
    return local[:2] if local and not local[0].isascii() and made.country not in {"CN", "VN", "UZ"} else ""


def _prefix(dice: random.Random, made: Made) -> str:
    name = made.name.english or made.name.japanese
    return name[: dice.randint(3, 8)].strip()


def _whole(dice: random.Random, made: Made) -> str:
    return dice.choice([name for name in (made.name.local, made.name.english, made.name.japanese) if name])


def _proper(dice: random.Random, made: Made) -> str:
    return made.name.proper


def _mistyped(errors: int) -> Callable[[random.Random, Made], str]:
    def draw(dice: random.Random, made: Made) -> str:
        name = spoiling.core_as_written(made.name.english)
        return spoiling.mistyped(dice, name, errors) if len(name) > 12 and name.isascii() else ""

    return draw


def _mistyped_proper(dice: random.Random, made: Made) -> str:
    proper = made.name.proper
    return spoiling.mistyped(dice, proper, 1) if len(proper) > 6 and proper.isascii() else ""


def _katakana(dice: random.Random, made: Made) -> str:
    return made.name.reading if made.is_sending and made.country != "CN" else ""


def _number(dice: random.Random, made: Made) -> str:
    numbers = [each.number for each in made.approvals] + [number for _kind, number, *_days in made.permits]
    return dice.choice(numbers) if numbers else ""


def _telephone(dice: random.Random, made: Made) -> str:
    return made.phone.replace("-", " ")


def _web(dice: random.Random, made: Made) -> str:
    return spoiling.host_of(made.website)


def _nothing(dice: random.Random, made: Made) -> str:
    """What no organization is called."""
    return "".join(dice.choice("qxzwjkvfy") + dice.choice("aeiou") for _pair in range(4))


DRAWS: dict[str, Callable[[random.Random, Made], str]] = {
    "two letters": _two_letters,
    "two kanji": _two_kanji,
    "two of other scripts": _two_of_other_scripts,
    "prefix": _prefix,
    "whole name": _whole,
    "proper name": _proper,
    "one error": _mistyped(1),
    "two errors": _mistyped(2),
    "proper name, one error": _mistyped_proper,
    "katakana": _katakana,
    "number": _number,
    "telephone": _telephone,
    "web": _web,
    "nothing": _nothing,
}
