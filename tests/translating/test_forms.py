import pytest

from translating.forms import BoardForm

pytestmark = pytest.mark.django_db


def test_languages_are_those_of_the_person():
    form = BoardForm({"language": "fi"}, ["nb"])

    assert form.fields["language"].choices == [("nb", "Norsk bokmål")]
    assert form.value("language") is None


def test_one_wrong_filter_leaves_the_others():
    form = BoardForm({"state": "missing", "since": "yesterday"}, ["nb"])

    assert (form.value("state"), form.value("since")) == ("missing", None)
