import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from roles.forms import BrowseForm
from roles.pay import PayBar
from roles.rendering import cells, pay_range, range_bar, title_suffixes
from skills.mix import MixRow
from skills.rendering import knit
from tests.support.factories import PayRangeFactory, RoleFactory, SkillGroupFactory
from translations.rendering import meter
from translations.texts import Text

GROUP = SkillGroupFactory.build()


def test_ornaments_are_not_read_aloud():
    for markup in (knit(), cells(MixRow(GROUP, 2)), meter(1, 2)):
        assert 'aria-hidden="true" focusable="false"' in markup


def test_row_of_cells_is_filled_in_the_middle():
    markup = cells(MixRow(GROUP, 2))

    assert markup.count('class="on"') == 3
    assert markup.count('class="off"') == 6


@pytest.mark.django_db
def test_titles_that_clash_have_beside_them_what_is_not_there_yet():
    first, second = (RoleFactory(title="Same", family__title=title) for title in ("A", "<B>"))
    twins = [RoleFactory(title="Twin", title_nb=nb, family=first.family) for nb in ("En", "To")]
    alone = RoleFactory(title="Alone")

    with translation.override("en"):
        assert title_suffixes([first, second, alone]) == {
            first.pk: " <small>· A en</small>",
            second.pk: " <small>· &lt;B&gt; en</small>",
            alone.pk: "",
        }
        after_family = title_suffixes([first, second, *twins], after_family=True)
    assert (after_family[first.pk], after_family[second.pk]) == ("", "")
    assert [text in after_family[role.pk] for role, text in zip(twins, ("En", "To"), strict=True)]


def shown(helper: str, query: str) -> str:
    request = RequestFactory().get(f"/en/roles/?{query}")
    template = engines["jinja2"].from_string("{{ " + helper + " | safe }}")
    return template.render({"form": BrowseForm(request.GET)}, request)


@pytest.mark.parametrize(
    ("helper", "query", "address"),
    [
        ("query(sort='stage')", "", "/en/roles/?sort=stage"),
        ("query(sort='stage')", "tool=a&tool=b", "/en/roles/?tool=a&tool=b&sort=stage"),
        ("query(sort=None)", "sort=stage", "/en/roles/"),
        ("query(sort='stage')", "before=x&letter=A", "/en/roles/?sort=stage"),
        ("query(letter='B')", "after=x&skill=a", "/en/roles/?skill=a&letter=B"),
        ("query(view='table')", "after=x&skill=a", "/en/roles/?skill=a&after=x&view=table"),
        ("query(view='table')", "utm=1&stage=chief", "/en/roles/?view=table"),
        ("query_without('tool', 'a')", "tool=a&tool=b", "/en/roles/?tool=b"),
        ("query_without('tool', 'a')", "tool=a&after=x", "/en/roles/"),
        ("query_without('tool', 'c')", "tool=a&sort=stage", "/en/roles/?tool=a&sort=stage"),
    ],
)
def test_link_keeps_what_was_understood_and_changes_one_thing(helper, query, address):
    assert shown(helper, query) == address


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "USD\xa030,000–70,000"),
        ("fi", "30\xa0000–70\xa0000\xa0USD"),
        ("nb", "30\xa0000–70\xa0000\xa0USD"),
        ("pl", "30\xa0000–70\xa0000\xa0USD"),
    ],
)
def test_range_of_pay_names_its_currency_once_where_the_reader_writes_it(language, written):
    pay = PayRangeFactory.build(role=None, minimum=30_000, maximum=70_000, currency="USD")
    with translation.override(language):
        assert pay_range(pay) == written


def test_bar_stands_at_its_place_on_the_scale():
    markup = range_bar(PayBar(pay=None, start=20, width=55.5, grid=[0, 50, 100]))

    assert 'class="fill" x="20.00" y="5" width="55.50"' in markup
    assert markup.count('class="grid"') == 3
    assert "style" not in markup


def box(**context: object) -> str:
    """The box to tick, on a page in English."""
    template = engines["jinja2"].from_string("{{ pick('lead', label) }}")
    with translation.override("en"):
        return template.render(context | {"language": "en"})


def test_box_to_tick_says_what_it_is_for_and_belongs_to_the_bar():
    assert box(label=Text("Lead & co", "en", "en")) == (
        '<label class="pick"><input type="checkbox" name="role" value="lead" form="compare" '
        'autocomplete="off"><span aria-hidden="true">Compare</span>'
        '<span class="vh">Compare: <span lang="en">Lead &amp; co</span></span></label>'
    )


def test_box_is_ticked_for_what_the_page_has_ticked_and_says_its_languages():
    markup = box(label=Text("Vetäjä", "fi", "en"), compared={"lead"})

    assert ' checked><span aria-hidden="true">Compare</span>' in markup
    assert 'Compare: <span lang="fi">Vetäjä</span>' in markup
