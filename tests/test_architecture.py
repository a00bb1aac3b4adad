"""Apps look down only, also where a relation is written as text and no import shows it."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent


def layers() -> dict[str, int]:
    """Height of each app, as the import contract in pyproject.toml states it; siblings share one."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    rows = next(contract["layers"] for contract in contracts if contract["name"] == "Apps look down only")
    heights = {}
    for height, row in enumerate(reversed(rows)):
        for name in row.replace(":", "|").split("|"):
            heights[name.strip(" ()")] = height
    return heights


HEIGHTS = layers()


def relations():
    """(model, field, model it points to) for every relation that starts in one of our apps."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_config.name in HEIGHTS:
            for field in model._meta.get_fields():
                if field.is_relation and field.related_model and not field.auto_created:
                    yield model, field, field.related_model
            for parent in model._meta.parents:
                yield model, model._meta.pk, parent


def test_no_relation_looks_up_or_sideways():
    wrong = []
    for model, field, other in relations():
        here, there = model._meta.app_config.name, other._meta.app_config.name
        if there not in HEIGHTS or here == there:
            continue
        if HEIGHTS[there] >= HEIGHTS[here]:
            wrong.append(f"{model._meta.label}.{field.name} → {other._meta.label}")

    assert wrong == []


def test_history_tables_are_walked_too():
    """Else a relation that only an event model has would go unseen."""
    walked = {model._meta.label for model, _, _ in relations()}

    tracked = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    assert tracked
    with_relations = [model for model in tracked if model._meta.app_config.name in HEIGHTS]
    assert {model._meta.label for model in with_relations} <= walked


@pytest.mark.parametrize(("lower", "upper"), [("jitco_portal.common", "countries"), ("countries", "organizations")])
def test_the_heights_are_those_of_the_design(lower, upper):
    assert HEIGHTS[lower] < HEIGHTS[upper] < HEIGHTS["seminars"] == HEIGHTS["matching"] == HEIGHTS["materials"]


def test_every_app_of_ours_has_a_height():
    paths = {config.name: Path(config.path) for config in apps.get_app_configs()}
    ours = {name for name, path in paths.items() if path.is_relative_to(ROOT) and ".venv" not in path.parts}

    assert ours <= set(HEIGHTS)
