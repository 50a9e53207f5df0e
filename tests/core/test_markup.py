from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from core.markup import html, html_join


def test_values_are_escaped_unless_they_are_markup():
    markup = html("<p>{}{}{}{}</p>", "R&D <b>", Markup("<i>"), mark_safe("<u>"), 7)

    assert markup == "<p>R&amp;D &lt;b&gt;<i><u>7</p>"
    assert isinstance(markup, Markup)


def test_text_that_is_looked_up_late_is_escaped():
    assert html("{}", gettext_lazy("<Role>")) == "&lt;Role&gt;"


def test_rows_are_joined():
    markup = html_join(", ", '<a href="{}">{}</a>', [("#1", "<"), ("#2", Markup("<b>"))])

    assert markup == '<a href="#1">&lt;</a>, <a href="#2"><b></a>'
    assert isinstance(markup, Markup)


def test_no_row_is_nothing():
    assert html_join(", ", "{}", []) == ""
