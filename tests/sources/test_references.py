import pytest

from sources.references import references
from tests.support.factories import SourceFactory

pytestmark = pytest.mark.django_db


def data_set(language="en", name="English", **fields):
    shared = {"kind": "data-set", "publisher": "X", "acknowledgement_en": "Thanks."}
    return SourceFactory(**(shared | {"language": language, "title": f"Jobs ({name})"} | fields))


def found(*sources):
    return [(one.title, one.lists) for one in references(sources)]


def test_lists_of_a_data_set_are_one_reference_where_the_first_stands():
    english, finnish = data_set(), data_set("fi", "Suomi", is_adapted=True)
    article = SourceFactory(title="Article")

    assert found(english, article, finnish) == [
        ("Jobs", [english, finnish]),
        ("Article", [article]),
    ]


def test_data_set_in_one_language_keeps_its_whole_title():
    english = data_set()

    assert found(english) == [("Jobs (English)", [english])]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Jobs 1.2 (Suomi)"},
        {"title": "Jobs (English)"},
        {"publisher": "Y"},
        {"licence": "CC0"},
        {"published_on": "2024-03-05"},
        {"acknowledgement_en": "Many thanks."},
    ],
)
def test_lists_that_differ_in_more_than_their_language_are_other_references(other):
    english, finnish = data_set(), data_set("fi", "Suomi", **other)

    assert [lists for _, lists in found(english, finnish)] == [[english], [finnish]]


def test_articles_are_never_put_together():
    articles = [SourceFactory(title="Same", publisher="A") for _ in range(2)]

    assert found(*articles) == [("Same", [article]) for article in articles]
