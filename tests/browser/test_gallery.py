"""Each component in each of its states, as a browser shows it.

The site that is read has no gallery, as it is not in debug mode: the tests' own process makes the
page, and the browser gets it in the place of the site's, with the site's style sheets and scripts.
"""

import pytest

from tests.browser.accessibility import CONTRAST, violations
from tests.browser.windows import DESKTOP, NARROWEST, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ADDRESS = "/en/about/components/"


@pytest.fixture
def gallery(same_page, client, settings):
    settings.DEBUG = True
    markup = client.get(ADDRESS).content.decode()
    pattern = f"**{ADDRESS}"
    same_page.route(pattern, lambda route: route.fulfill(body=markup, content_type="text/html"))
    yield same_page
    same_page.unroute(pattern)


def test_components_are_accessible_in_light_and_dark_and_on_the_narrowest_window(gallery):
    gallery.set_viewport_size(DESKTOP)
    gallery.emulate_media(color_scheme="light")
    gallery.goto(ADDRESS)
    assert violations(gallery) == [], "light"

    gallery.emulate_media(color_scheme="dark")
    assert violations(gallery, CONTRAST) == [], "dark"

    gallery.set_viewport_size(NARROWEST)
    assert violations(gallery, colours=False) == [], "narrowest"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_components_need_no_sideways_scroll(gallery, scheme):
    gallery.emulate_media(color_scheme=scheme)
    gallery.set_viewport_size(NARROWEST)
    gallery.goto(ADDRESS)

    assert overflow(gallery) == 0


def test_every_component_is_seen(gallery):
    gallery.set_viewport_size(DESKTOP)
    gallery.goto(ADDRESS)

    sections = gallery.locator("[data-component]")
    unseen = [
        section.get_attribute("data-component")
        for section in sections.all()
        if (section.bounding_box() or {"height": 0})["height"] < 60
    ]
    assert (unseen, sections.count() > 20) == ([], True)
