"""What axe finds wrong on a page for people who do not see it, or use no mouse."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def serious_problems(tab: Page) -> list[tuple[str, list[str]]]:
    """Rules that the page breaks in a way that keeps somebody out, with the elements in question."""
    found = Axe().run(tab).response["violations"]
    serious = [each for each in found if each["impact"] in {"serious", "critical"}]
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in serious]
