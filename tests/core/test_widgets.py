import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.forms.renderers import DjangoTemplates, get_default_renderer

from core.widgets import WidgetRenderer


class DateForm(forms.Form):
    title = forms.CharField(help_text="<b>short</b>")
    text = forms.CharField(widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("a", "A & B"), ("c", "C")])
    day = forms.DateField(widget=AdminDateWidget)


def words(html: str) -> list[str]:
    return html.replace(">", " > ").split()


@pytest.mark.parametrize("data", [None, {"title": "<i>", "text": "x\ny", "kind": "z"}])
def test_fields_are_rendered_as_django_would(data):
    ours = DateForm(data, renderer=WidgetRenderer())
    django = DateForm(data, renderer=DjangoTemplates())

    assert "&lt;i&gt;" in str(ours) or data is None
    assert words(str(ours)) == words(str(django))


def test_all_forms_are_rendered_by_it():
    assert isinstance(get_default_renderer(), WidgetRenderer)
