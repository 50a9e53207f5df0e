import pytest
from django.http import QueryDict
from django.utils import translation

from skills.forms import SkillsForm


def test_filters_and_the_beginning_of_the_page_are_read():
    form = SkillsForm(QueryDict("group=talk&kind=knowledge&reuse=transversal&after=tact"))

    assert form.chosen == {
        "group": "talk", "kind": "knowledge", "reuse": "transversal", "after": "tact",
        "before": "", "last": "", "letter": "",
    }  # fmt: skip
    assert form.is_understood
    assert set(form.fields) == set(SkillsForm.names)


@pytest.mark.parametrize("query", ["kind=art", "reuse=never", "letter=aa", "after=two+words"])
def test_value_that_is_not_understood_is_ignored(query):
    assert SkillsForm(QueryDict(query)).ignored == [query.replace("+", " ")]


def test_letters_are_those_of_the_active_language():
    with translation.override("fi"):
        assert SkillsForm(QueryDict("letter=Ö")).chosen["letter"] == "Ö"
    with translation.override("en"):
        assert SkillsForm(QueryDict("letter=Ö")).ignored == ["letter=Ö"]
