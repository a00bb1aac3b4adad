"""Long texts are told by what differs, in both scripts."""

import pytest

from jitco_portal.common.history.differences import short_difference


def shown(before, after):
    marks = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in short_difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("It opens at eight.", "It opens at nine.", "It opens at [-eight-][+nine+]."),
        ("費用は三千ドルです。", "費用は四千ドルです。", "費用は[-三-][+四+]千ドルです。"),
        ("One two", "One two three", "One two[+ three+]"),
        ("One two three", "One three", "One [-two -]three"),
        ("The fee is 3,600 dollars", "The fee is 3,000 dollars", "The fee is [-3,600-][+3,000+] dollars"),
    ],
)
def test_only_what_differs_is_marked(before, after, expected):
    assert shown(before, after) == expected


def test_two_texts_that_share_little_are_told_one_after_the_other():
    assert shown("Job fairs twice a year; advice.", "We help returnees find work here.") == (
        "[-Job fairs twice a year; advice-][+We help returnees find work here+]."
    )


def test_what_stayed_is_shortened():
    text = "A sentence that stays as it is. " * 10

    difference = shown(f"{text}old {text}", f"{text}new {text}")

    assert (difference.count("[-old-][+new+]"), len(difference) < 120, difference[0], difference[-1]) == (
        1,
        True,
        "…",
        "…",
    )


def test_texts_that_share_nothing_take_no_time():
    before, after = " ".join(map(str, range(20_000))), " ".join(map(str, range(20_000, 40_000)))

    pieces = short_difference(before, after)

    assert [(piece.kind, len(piece.text)) for piece in pieces] == [("gone", 401), ("new", 401)]
