"""What axe finds wrong on a page for people who do not see it, or use no mouse."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_SCRIPT = Axe().axe_script
# All rules; what is preloaded by default serves only rules about the turning of screens, which are off by default.
_RUN = """axe.run({resultTypes: ["violations"], preload: false}).then(found => found.violations
    .filter(each => ["serious", "critical"].includes(each.impact))
    .map(each => [each.id, each.nodes.map(node => node.html.slice(0, 120))]))"""


def serious_problems(tab: Page) -> list[tuple[str, list[str]]]:
    """Rules that the page breaks in a way that keeps somebody out, with the elements in question."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(_SCRIPT)
    return [(rule, nodes) for rule, nodes in tab.evaluate(_RUN)]
