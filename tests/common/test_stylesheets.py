import re

import brotli
import pytest
from django.conf import settings

from jitco_portal.common import stylesheets

STATIC = settings.BASE_DIR / "static"
OWN_SOURCES = sorted((STATIC / "css").glob("*.css"))


def test_every_source_is_joined_into_a_stylesheet():
    joined = {source for sources in stylesheets.STYLESHEETS.values() for source in sources}

    assert {f"css/{path.name}" for path in OWN_SOURCES} == {source for source in joined if source.startswith("css/")}


def test_build_writes_the_same_bytes_again_and_leaves_the_date_alone(tmp_path):
    first = [(path, path.read_bytes(), path.stat().st_mtime_ns) for path in stylesheets.build_stylesheets(tmp_path)]

    again = [(path, path.read_bytes(), path.stat().st_mtime_ns) for path in stylesheets.build_stylesheets(tmp_path)]

    assert again == first
    assert [path.name for path, *_ in first] == ["portal.css", "portal-admin.css"]


def test_build_writes_anew_what_has_changed(tmp_path):
    portal, _ = stylesheets.build_stylesheets(tmp_path)
    portal.write_text("old", encoding="utf-8")

    stylesheets.build_stylesheets(tmp_path)

    assert portal.read_text(encoding="utf-8") == stylesheets.join_stylesheet("portal.css")


@pytest.mark.parametrize("name", stylesheets.STYLESHEETS)
def test_licence_notes_stay_and_nothing_points_outside(name):
    css = stylesheets.join_stylesheet(name)

    assert re.findall(r"url\((?!\"?data:)", css) == []
    assert "@import" not in css
    assert ("Licensed under MIT" in css) == (name == "portal.css")


def test_stylesheet_and_script_leave_room_for_the_page_in_100_kilobytes():
    css = stylesheets.join_stylesheet("portal.css").encode()
    script = (STATIC / "vendor" / "htmx.min.js").read_bytes()

    assert len(brotli.compress(css)) + len(brotli.compress(script)) < 60_000


@pytest.mark.parametrize(
    "path", [path for path in OWN_SOURCES if path.name != "tokens.css"], ids=lambda path: path.name
)
def test_colours_come_from_the_tokens_alone(path):
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    values = re.findall(r":\s*([^;{}]+);", css)

    assert [value for value in values if re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", value)] == []
    assert re.findall(r"var\(--color-[^)]+\)", css) == []


@pytest.mark.parametrize("path", OWN_SOURCES, ids=lambda path: path.name)
def test_every_variable_is_defined(path):
    known = set(re.findall(r"(--[\w-]+)\s*:", stylesheets.join_stylesheet("portal.css")))
    css = path.read_text(encoding="utf-8")

    assert set(re.findall(r"var\((--[\w-]+)\)", css)) - known == set()


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _colour(role: str) -> str:
    css = stylesheets.join_stylesheet("portal-admin.css")
    value = re.search(rf"{role}:\s*([^;]+);", css)[1]
    while name := re.match(r"var\((--[\w-]+)\)", value):
        value = re.search(rf"{name[1]}:\s*([^;]+);", css)[1]
    return value


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (text, ground)
        for text in ("--text", "--text-quiet", "--accent", "--standing-yes", "--standing-no", "--standing-unknown")
        for ground in ("--ground", "--ground-quiet")
    ]
    + [("--on-dark", "--accent"), ("--accent-hover", "--accent-ground"), ("--text-quiet", "--ground-marked")],
)
def test_text_stands_out_seven_to_one(text, ground):
    lighter, darker = sorted([_luminance(_colour(text)), _luminance(_colour(ground))], reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 7
