"""What assistive technology gets of a page, and the rules of accessibility that it breaks."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTRAST = ["color-contrast"]


def violations(
    page: Page, rules: list[str] = RULES, *, colours: bool = True, sheets: bool = True
) -> list[str]:
    """What axe finds, each with the element it is about.

    It reads the style `sheets` too, and cannot where one imports another, as admin's for forms
    does: it looks for that one in the wrong place, and the policy stops what it puts into the page.
    """
    options = {
        "runOnly": rules,
        "resultTypes": ["violations"],
        "preload": sheets,
        "rules": {"color-contrast": {"enabled": colours}},
    }
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    broken_rules = page.evaluate("options => axe.run(options).then(run => run.violations)", options)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in broken_rules
        for node in violation["nodes"]
    ]


def table_parts(page: Page) -> list[str]:
    """What of tables is told to assistive technology, in the order of the page."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    return [role for role in roles if role in ("table", "row", "columnheader", "rowheader", "cell")]
