"""Line breaks of a template's source are not on the page, but words stay apart."""

import pytest
from jinja2 import Environment

from core.template_whitespace import LineBreaks

ENGINE = Environment(extensions=["jinja2.ext.i18n", LineBreaks], autoescape=True)
ENGINE.install_null_translations()
ENGINE.policies["ext.i18n.trimmed"] = True


def rendered(source: str, **values: object) -> str:
    return ENGINE.from_string(source).render(values)


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>\n  {{ a }}\n</p>", "<p>A</p>"),
        ("<a\n  href='x'\n  class='y'\n>\n  a\n</a>", "<a href='x' class='y'>a</a>"),
        ("<input\n  name='x'\n>\n<b>a</b>", "<input name='x'><b>a</b>"),
        ("<svg\n  class='x'\n/>\n", "<svg class='x'/>"),
        ("{% if a %}\n  <b>a</b>\n{% endif %}\n<i>b</i>", "<b>a</b><i>b</i>"),
        ("{{ a }}\n{% if a %}\n  , b\n{% endif %}\n", "A, b"),
        ("a\n<p>b</p>\nc", "a<p>b</p>c"),
        ("<{{ h }}>\n  a\n</{{ h }}>\nb", "<h2>a</h2>b"),
    ],
)
def test_line_break_is_dropped_where_it_is_layout(source, page):
    assert rendered(source, a="A", h="h2") == page


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("one\n  two", "one two"),
        ("{{ a }}\n  {{ a }}", "A A"),
        ("{{ a }}\n<a>b</a>\nc", "A <a>b</a> c"),
        ("a\n<input>\nb", "a <input> b"),
        ("{% trans %}a{% endtrans %}\n{{ a }}", "a A"),
        ("a\n{% trans %}b{% endtrans %}", "a b"),
    ],
)
def test_line_break_between_words_and_inline_elements_is_a_space(source, page):
    assert rendered(source, a="A") == page


def test_space_is_written_where_it_would_be_dropped():
    assert rendered('<a>a</a>{{ " " }}\n<a>b</a>') == "<a>a</a> <a>b</a>"
    assert rendered('a\n{{ " " }}\nb') == "a b"


def test_whitespace_without_a_line_break_stays():
    assert rendered("<p> a  <b>b</b> <i>c</i></p>") == "<p> a  <b>b</b> <i>c</i></p>"


@pytest.mark.parametrize("name", ["pre", "textarea", "script", "style"])
def test_text_that_is_shown_or_run_as_it_stands_is_left_alone(name):
    source = f"<{name}\n  id='x'\n>\n  a < b\n\n  c\n</{name}>\n<p>d</p>"

    assert rendered(source) == f"<{name} id='x'>\n  a < b\n\n  c\n</{name}><p>d</p>"


@pytest.mark.parametrize(("on", "page"), [(True, '<td class="x" id="y">'), (False, '<td id="y">')])
def test_attribute_may_hang_on_a_condition_on_its_own_line(on, page):
    source = '<td\n  {% if on %} class="x"{% endif %}\n  id="{{ id }}"\n>'

    assert rendered(source, on=on, id="y") == page


def test_quotation_marks_of_an_attribute_hold_what_looks_like_a_tag():
    assert rendered("<a title='>'\n  href=\"<\"\n>\n  a\n</a>") == "<a title='>' href=\"<\">a</a>"


def test_text_to_translate_is_the_engines_own_to_trim():
    source = "<p>\n{% trans a=a %}\n  {{ a }} b\n  c\n{% endtrans %}\n</p>"

    assert rendered(source, a="A") == "<p>A b c</p>"
    [(_, _, message)] = ENGINE.extract_translations(source)
    assert message == "%(a)s b c"


def test_line_numbers_of_errors_stay():
    with pytest.raises(ZeroDivisionError) as error:
        rendered("<p>\n\n  {{ 1 // 0 }}\n</p>")

    assert error.traceback[-1].lineno + 1 == 3
