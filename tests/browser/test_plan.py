from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations

pytestmark = pytest.mark.browser

PLAN = "/{}/move/?from=customer-service-manager&to=customer-support-team-lead"


def test_line_of_a_plan_is_ticked_and_stays_so_in_every_language(page):
    page.goto(PLAN.format("en"))
    assert page.evaluate("localStorage.length") == 0
    box = page.locator("#learn").get_by_role("checkbox", name="Customer orientation")
    box.check()
    assert violations(page) == []

    page.goto(PLAN.format("fi"))
    box = page.locator("#learn").get_by_role("checkbox", name="Asiakaslähtöisyys")
    expect(box).to_be_checked()
    assert page.locator(".tick:checked").count() == 1
    box.uncheck()
    assert page.evaluate("localStorage.length") == 0


def test_plan_of_another_move_has_ticks_of_its_own(page):
    page.goto(PLAN.format("pl"))
    page.locator("#learn .tick").first.check()

    page.goto("/pl/move/?from=customer-service-administrator&to=customer-support-team-lead")
    expect(page.locator(".tick").first).not_to_be_checked()


def test_headings_of_a_plan_and_of_a_role_skip_no_level(same_page):
    for address in (PLAN.format("fi"), "/fi/roles/customer-support-team-lead/", "/fi/find/"):
        same_page.goto(address)
        levels = same_page.locator("main :is(h1, h2, h3, h4)").evaluate_all(
            "all => all.map(it => Number(it.tagName[1]))"
        )
        assert levels[0] == 1
        steps = [below - above for above, below in pairwise(levels)]
        assert max(steps, default=0) <= 1, address
