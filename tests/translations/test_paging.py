import pytest

from skills.models import SkillGroup
from tests.factories import SkillGroupFactory
from translations.paging import page_after

pytestmark = pytest.mark.django_db
ORDERS = [("order", "pk"), ("-order", "pk"), ("-order", "-pk"), ("pk",)]


@pytest.fixture
def groups():
    """Seven groups, of which several share a place."""
    return [SkillGroupFactory(order=order) for order in (3, 1, 3, 3, 2, 1, 3)]


def read_through(order, size):
    """The slugs of all pages, one after another; of too many if there is no end to them."""
    found, last = [], None
    for _ in range(10):
        page = page_after(SkillGroup.objects.all(), order, last, size)
        found.append([group.slug for group in page.items])
        if not page.following:
            break
        last = SkillGroup.objects.get(slug=page.following)
    return found


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_show_every_item_once_and_in_order(groups, order, size):
    pages = read_through(order, size)

    wanted = [group.slug for group in SkillGroup.objects.order_by(*order)]
    assert [slug for page in pages for slug in page] == wanted
    assert {len(page) for page in pages[:-1]} <= {size}


def test_last_page_that_is_full_has_nothing_after_it(groups):
    page = page_after(SkillGroup.objects.all(), ("pk",), None, 7)

    assert page.following == ""


def test_empty_list_is_one_empty_page():
    assert read_through(("pk",), 3) == [[]]


def test_page_costs_one_query(groups, django_assert_num_queries):
    with django_assert_num_queries(1):
        page_after(SkillGroup.objects.all(), ("order", "pk"), groups[4], 3)
