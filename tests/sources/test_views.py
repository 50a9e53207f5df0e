import pytest

from tests.support.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_sources_stand_by_language_and_title_with_all_that_is_known(visit):
    SourceFactory(language="pl", title="Artykuł", publisher="Wydawca")
    SourceFactory(language="fi", title="Zeta", publisher="Z", published_on="2024-03-05")
    SourceFactory(
        language="fi",
        title="Alfa & beta",
        publisher="A",
        published_on="2024-03-05",
        updated_on="2024-12-06",
        licence="CC BY 4.0",
        acknowledgement="Thanks.",
        address="https://example.org/alfa",
    )

    page = visit("/en/sources/")

    items = page.all("li", inside=page.find("ol", "source-list"))
    assert page.texts("li", inside=page.find("ol", "source-list")) == [
        "Alfa & beta, A, 5 March 2024, updated 6 December 2024. Language: Finnish. CC BY 4.0. "
        "Thanks. en",
        "Zeta (published by: Z; web address unknown), 5 March 2024. Language: Finnish.",
        "Artykuł (published by: Wydawca; web address unknown). Language: Polish.",
    ]
    assert [page.find("cite", inside=item).get("lang") for item in items] == ["fi", "fi", "pl"]
    assert page.find("a", href="https://example.org/alfa").get("rel") == "noopener"


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("fi", "5. maaliskuuta 2024"),
        ("nb", "5. mars 2024"),
        ("pl", "5 marca 2024"),
    ],
)
def test_days_are_written_as_the_reader_writes_them(visit, language, day):
    address = "https://example.org"
    SourceFactory(title="A", publisher="B", published_on="2024-03-05", address=address)

    page = visit(f"/{language}/sources/")

    assert page.text("ol", "source-list").startswith(f"A, B, {day}.")


@pytest.mark.parametrize(
    ("language", "published"),
    [
        ("fi", "A (julkaisija: B; verkko-osoite ei tiedossa)."),
        ("nb", "A (utgiver: B; nettadresse ukjent)."),
        ("pl", "A (wydawca: B; adres internetowy nieznany)."),
    ],
)
def test_source_without_an_address_says_where_it_was_published(visit, language, published):
    SourceFactory(title="A", publisher="B")

    page = visit(f"/{language}/sources/")

    assert page.text("ol", "source-list").startswith(published)


def test_data_set_stands_once_with_its_lists_of_which_each_can_be_cited(visit):
    for language, name in (("fi", "Suomi"), ("en", "English"), ("pl", "Polski")):
        SourceFactory(
            slug=f"x-{language}",
            kind="data-set",
            language=language,
            title=f"Occupations ({name})",
            publisher="X",
            acknowledgement_en="Thanks.",
            is_adapted=language == "fi",
        )
    SourceFactory(slug="article", language="en", title="Article", publisher="A")

    page = visit("/en/sources/")

    items = page.find("ol", "source-list")
    assert page.texts("li", inside=items) == [
        "Article (published by: A; web address unknown). Language: English.",
        "Occupations (published by: X; web address unknown). Languages: English, "
        "Finnish (adapted), Polish. Thanks.",
    ]
    assert {"source-article", "source-x-en", "source-x-pl"} <= set(page.ids)


@pytest.mark.parametrize("number", [1, 3])
def test_sources_cost_one_query_beside_that_for_the_version(client, number, count_queries):
    SourceFactory.create_batch(number)

    assert count_queries(lambda: client.get("/en/sources/")) == 2
