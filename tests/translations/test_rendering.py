from datetime import UTC, datetime
from datetime import date as Date

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from tests.support.factories import ResponsibilityFactory, RoleFactory, SkillFactory
from tests.support.markup import spoken
from translations.hyphenation import SOFT_HYPHEN
from translations.interface import gettext as _
from translations.rendering import LONGEST_KEPT, _softened, date, inline, locale, meter
from translations.texts import Text


def shown(helper: str, reader: str = "en", second: str = "", **names: object) -> str:
    """What a helper writes on a page for `reader`, in two languages if there is a second."""
    template = engines["jinja2"].from_string("{{ " + helper + " }}")
    with translation.override(reader):
        context = {"language": reader, "second": second, **names}
        return template.render(context).replace("\u00ad", "")


def test_title_is_escaped():
    assert inline(Text("R&D <lead>", "en", "en")) == "R&amp;D &lt;lead&gt;"


def test_title_in_the_pages_language_is_plain_text():
    assert inline(Text("Team lead", "en", "en")) == "Team lead"


def test_long_text_is_not_kept_with_its_soft_hyphens():
    word = "Asiakaspalvelu"
    for letters, kept in ((LONGEST_KEPT, 1), (LONGEST_KEPT + 1, 0)):
        _softened.cache_clear()
        assert SOFT_HYPHEN in inline(Text(word.ljust(letters, "."), "fi", "fi"))
        assert _softened.cache_info().currsize == kept


def test_title_in_another_language_says_which():
    with translation.override("en"):
        assert inline(Text("Lider <zespołu>", "pl", "en")).replace("\u00ad", "") == (
            '<span lang="pl">Lider &lt;zespołu&gt;</span> '
            '<span class="tag lang"><span class="vh">shown in: </span>'
            '<span lang="pl">Polski</span></span>'
        )


@pytest.fixture
def item(db):
    """A responsibility with a text of two paragraphs that is not there in Finnish."""
    return ResponsibilityFactory(
        title="Leading",
        title_fi="",
        description="One <first>\n\nTwo",
        description_fi="",
        tasks="Plan\nTrain",
        tasks_fi="",
    )


def test_title_on_a_page_in_one_language(item):
    assert shown("title(item)", item=item) == "Leading en"


def test_title_on_a_page_in_two_languages_stands_beside_the_second(item):
    assert shown("title(item)", second="pl", item=item) == (
        '<span class="pair"><span lang="en">Leading en</span>'
        '<span lang="pl">Leading pl</span></span>'
    )


def test_title_that_is_missing_in_the_second_language_says_so_in_the_first(item):
    assert shown("title(item)", second="fi", item=item) == (
        '<span class="pair"><span lang="en">Leading en</span>'
        '<span lang="en">Not translated yet.</span></span>'
    )


def test_prose_is_paragraphs(item):
    assert shown("prose(item, 'description')", item=item) == (
        "<p>One &lt;first&gt; en</p><p>Two en</p>"
    )


def test_prose_may_have_a_class(item):
    markup = shown("prose(item, 'description', 'lead')", item=item)

    assert markup == '<p class="lead">One &lt;first&gt; en</p><p class="lead">Two en</p>'


def test_prose_in_another_language_stands_under_a_note(item):
    with translation.override("fi"):
        note = "Ei vielä käännetty"
    markup = shown("prose(item, 'description')", reader="fi", item=item)

    assert markup.startswith('<div class="fallback"><p>' + note)
    assert markup.endswith(
        'englanti.</p><div lang="en"><p>One &lt;first&gt; en</p><p>Two en</p></div></div>'
    )


def test_prose_stands_paragraph_by_paragraph_beside_the_second_language(item):
    item.description_pl = "Jeden"

    assert shown("prose(item, 'description', 'lead')", second="pl", item=item) == (
        '<p class="pair lead"><span lang="en">One &lt;first&gt; en</span>'
        '<span lang="pl">Jeden</span></p>'
        '<p class="pair lead"><span lang="en">Two en</span>'
        '<span lang="en">Not translated yet.</span></p>'
    )


def test_no_line_ends_after_a_leading_hyphen_in_either_of_two_languages(item):
    item.description_en = "Reports and -calls"
    item.description_pl = "Raporty i -rozmowy"
    markup = shown("prose(item, 'description')", second="pl", item=item)

    assert "and -\u2060calls" in markup
    assert "i -\u2060rozmowy" in markup


def test_fallback_beside_a_second_language_still_says_which_it_is(item):
    markup = shown("prose(item, 'description')", reader="fi", second="pl", item=item)

    tag = f'<span class="vh">{spoken("fi", "shown in:")} </span><span lang="en">English</span>'
    assert f'<span lang="en">One &lt;first&gt; en <span class="tag lang">{tag}</span>' in markup
    assert markup.count('class="tag lang"') == 1
    assert 'class="fallback"' not in markup


def test_fallback_of_nothing_but_spaces_is_nothing_beside_a_second_language(item):
    item.description_en = " "

    assert shown("prose(item, 'description')", reader="fi", second="pl", item=item) != ""


@pytest.mark.django_db
def test_chip_says_nothing_of_a_second_language_that_is_missing():
    item = SkillFactory(title_fi="Kuuntelu", title_pl="")

    assert shown("title(item, is_chip=true)", reader="fi", second="pl", item=item) == "Kuuntelu"
    assert shown("title(item)", reader="fi", second="pl", item=item) != "Kuuntelu"


def test_text_that_is_nowhere_leaves_nothing(item):
    skill = SkillFactory()

    assert shown("prose(item, 'description')", item=skill) == ""
    assert shown("lines(item, 'tasks')", item=ResponsibilityFactory()) == ""


def test_lines_are_a_list(item):
    assert shown("lines(item, 'tasks')", item=item) == (
        '<ul class="ticks"><li>Plan en</li><li>Train en</li></ul>'
    )


def test_lines_in_another_language_stand_under_a_note(item):
    markup = shown("lines(item, 'tasks')", reader="fi", item=item)

    assert markup.startswith('<div class="fallback"><p>')
    assert markup.endswith(
        '<div lang="en"><ul class="ticks"><li>Plan en</li><li>Train en</li></ul></div></div>'
    )


@pytest.mark.parametrize(("reader", "is_outdated"), [("en", False), ("nb", True), ("fi", False)])
def test_lines_of_a_translation_from_before_its_source_changed_say_so(reader, is_outdated, item):
    item.source_language, item.tasks_en = "en", "Plan\nTrain\nReport"
    item.tasks_fi = "Suunnittelee\nKouluttaa\n\nRaportoi"  # as many, with an empty line

    markup = shown("lines(item, 'tasks')", reader=reader, item=item)

    with translation.override(reader):
        note = _("This translation is out of date: the original has changed.")
    assert (f'<div class="fallback"><p>{note}</p><ul class="ticks">' in markup) == is_outdated


def test_lines_stand_line_by_line_beside_the_second_language(item):
    assert shown("lines(item, 'tasks')", second="nb", item=item) == (
        '<ul class="ticks"><li><span class="pair"><span lang="en">Plan en</span>'
        '<span lang="nb">Plan nb</span></span></li>'
        '<li><span class="pair"><span lang="en">Train en</span>'
        '<span lang="nb">Train nb</span></span></li></ul>'
    )


def test_text_in_just_one_language_is_empty_where_it_is_missing(item):
    assert shown("in_language(item, 'title', 'pl')", item=item) == "Leading pl"
    assert shown("in_language(item, 'title', 'fi')", item=item) == ""


def test_note_names_the_language_that_is_shown(language, db):
    text = RoleFactory(title_pl="Lider").shown_text("title", language)
    markup = shown("not_translated(text)", reader=language, text=Text(text.value, "pl", language))

    names = {"en": "Polish", "fi": "puola", "nb": "polsk", "pl": "polski"}
    assert markup.endswith(f" {names[language]}.")


@pytest.mark.parametrize(
    ("reader", "written"),
    [("en", "1 May 2026"), ("fi", "1. toukokuuta 2026"), ("pl", "1 maja 2026")],
)
def test_day_is_written_as_the_reader_writes_it(reader, written):
    evening_before = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)

    with translation.override(reader):
        assert date(Date(2026, 5, 1)) == date(evening_before) == written
    assert date(evening_before, "Y-m-d") == "2026-05-01"


def rendered(helper: str, path: str, **names: object) -> str:
    template = engines["jinja2"].from_string("{{ " + helper + " }}")
    with translation.override(path[1:3]):
        return template.render(names, RequestFactory().get(path))


def test_page_links_to_itself_in_every_language_without_its_query():
    assert rendered("page_links()", "/fi/tools/?x=1").splitlines() == [
        '<link rel="canonical" href="http://testserver/fi/tools/">',
        '<link rel="alternate" hreflang="en" href="http://testserver/en/tools/">',
        '<link rel="alternate" hreflang="fi" href="http://testserver/fi/tools/">',
        '<link rel="alternate" hreflang="nb" href="http://testserver/nb/tools/">',
        '<link rel="alternate" hreflang="pl" href="http://testserver/pl/tools/">',
        '<link rel="alternate" hreflang="x-default" href="http://testserver/en/tools/">',
    ]


def test_page_links_to_the_languages_it_is_written_in():
    markup = rendered("page_links()", "/fi/roles/lead/", page_languages=["nb", "pl"])

    assert markup.splitlines() == [
        '<link rel="canonical" href="http://testserver/nb/roles/lead/">',
        '<link rel="alternate" hreflang="nb" href="http://testserver/nb/roles/lead/">',
        '<link rel="alternate" hreflang="pl" href="http://testserver/pl/roles/lead/">',
        '<link rel="alternate" hreflang="x-default" href="http://testserver/nb/roles/lead/">',
    ]


@pytest.mark.parametrize(("reader", "canonical"), [("fi", "nb"), ("en", "nb"), ("pl", "pl")])
def test_page_that_a_language_is_left_out_of_is_a_copy_of_one_that_is_not(reader, canonical):
    path = f"/{reader}/roles/lead/?with=nb"

    address = rendered("page_address()", path, page_languages=["nb", "pl"])

    assert address == f"http://testserver/{canonical}/roles/lead/"


def test_canonical_address_of_a_page_has_no_query():
    assert rendered("page_address()", "/pl/roles/?stage=lead") == "http://testserver/pl/roles/"


@pytest.mark.parametrize(
    ("code", "name"), [("en", "en_GB"), ("fi", "fi_FI"), ("nb", "nb_NO"), ("pl", "pl_PL")]
)
def test_language_is_named_with_its_region(code, name):
    assert locale(code) == name


def test_language_without_a_region_is_named_alone():
    assert locale("sv") == "sv"


def test_page_that_is_written_in_no_language_links_to_itself_only():
    markup = rendered("page_links()", "/fi/roles/lead/", page_languages=[])

    assert markup == '<link rel="canonical" href="http://testserver/fi/roles/lead/">'


@pytest.mark.parametrize(
    ("value", "whole", "width"), [(0, 4, "0.0"), (1, 3, "33.3"), (4, 4, "100.0"), (0, 0, "0.0")]
)
def test_meter_is_as_long_as_the_share(value, whole, width):
    assert f'class="fg" width="{width}"' in meter(value, whole)
