import pytest

from sources.models import Citation, Identifier, Source
from tests.support.editing import change_page, complaints, desk
from tests.support.factories import RoleFactory, SkillFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db

CITATIONS = "sources-citation-content_type-object_id"
IDENTIFIERS = "sources-identifier-content_type-object_id"


@pytest.fixture
def editor():
    return desk("Editor")


def test_text_of_a_role_is_given_a_source(editor):
    role, source = RoleFactory(), SourceFactory()

    editor.add(role, CITATIONS, {"source": source.pk, "field": "introduction"})

    citation = Citation.objects.get()
    assert (citation.about, citation.source, citation.field) == (role, source, "introduction")


def test_what_is_cited_is_one_of_the_texts_or_all_of_it(editor):
    role = RoleFactory()
    inlines = editor.opened(change_page(role))["inline_admin_formsets"]
    [form] = [one.formset.empty_form for one in inlines if one.formset.prefix == CITATIONS]

    assert [name for name, _ in form.fields["field"].choices] == [
        "",
        "title",
        "summary",
        "introduction",
        "conclusion",
        "experience",
        "growth",
        "pay_note",
    ]


def test_source_that_is_cited_twice_for_one_thing_is_refused_in_words(editor):
    citation = cite(RoleFactory(), SourceFactory(), "title")
    row = {"source": citation.source_id, "field": "title"}

    response = editor.add(citation.about, CITATIONS, row)

    assert complaints(response) == {
        f"{CITATIONS}-1-__all__": ["This source is already cited here."]
    }


def test_source_may_be_cited_for_two_things(editor):
    citation = cite(RoleFactory(), SourceFactory(), "title")

    editor.add(citation.about, CITATIONS, {"source": citation.source_id, "field": ""})

    assert set(Citation.objects.values_list("field", flat=True)) == {"title", ""}


def test_skill_is_given_the_name_it_has_elsewhere(editor):
    skill = SkillFactory()
    row = {"scheme": "ESCO", "version": "1.2", "value": "c1a2", "match": "close"}

    editor.add(skill, IDENTIFIERS, row)

    found = Identifier.objects.get()
    assert (found.about, str(found), found.match) == (skill, "ESCO c1a2", "close")


def test_identifier_that_is_given_twice_is_refused_in_words(editor):
    row = {"scheme": "ESCO", "version": "1.2", "value": "c1a2", "match": "close"}

    response = editor.add(SkillFactory(), IDENTIFIERS, row, row | {"match": "exact"})

    assert complaints(response) == {f"{IDENTIFIERS}-1-__all__": ["This identifier already exists."]}


def test_source_that_is_updated_before_it_is_published_is_refused_in_words(editor):
    source = SourceFactory()

    response = editor.save(source, published_on="2026-02-01", updated_on="2026-01-01")

    assert complaints(response) == {
        "__all__": ["A source cannot have been updated before it was published."]
    }


def test_source_is_added(editor):
    sent = editor.filled_in("/admin/sources/source/add/")
    sent |= {"title": "Työ ja ura", "slug": "tyo-ja-ura", "language": "fi", "publisher": "P"}

    response = editor.post("/admin/sources/source/add/", sent)

    source = Source.objects.get()
    assert (response.status_code, source.title, source.kind) == (302, "Työ ja ura", "article")


def test_opening_costs_the_same_for_1_and_3_citations(editor, count_queries):
    skill = SkillFactory()
    cite(skill, SourceFactory())
    one = count_queries(lambda: editor.get(change_page(skill)))
    for _ in range(2):
        cite(skill, SourceFactory())

    assert count_queries(lambda: editor.get(change_page(skill))) == one


def proposed(**values):
    about = RoleFactory(title="Lead")
    identifier = {"scheme": "ESCO", "value": "http://x.org/1", "match": "close", **values}
    return Identifier.objects.create(about=about, is_confirmed=False, **identifier)


def test_proposed_match_is_confirmed_from_the_list(editor):
    one, other = proposed(), proposed(value="http://x.org/2")
    action = {"action": "confirm", "_selected_action": [one.pk]}
    response = editor.post("/admin/sources/identifier/", action, follow=True)

    assert "1 match was confirmed." in response.content.decode()
    found = Identifier.objects.order_by("value").values_list("value", "match", "is_confirmed")
    assert list(found) == [("http://x.org/1", "exact", True), (other.value, "close", False)]


def test_list_of_identifiers_leads_to_objects_and_to_concepts(editor):
    identifier = proposed()
    page = editor.get("/admin/sources/identifier/?is_confirmed__exact=0").content.decode()

    assert f'href="{change_page(identifier.about)}"' in page
    assert 'href="http://x.org/1"' in page


def test_translator_confirms_nothing():
    identifier = proposed()
    action = {"action": "confirm", "_selected_action": [identifier.pk]}
    desk("Translator").post("/admin/sources/identifier/", action)

    assert not Identifier.objects.get().is_confirmed


def test_deleting_a_source_says_how_many_citations_go_with_it():
    source = SourceFactory(title="A data set")
    for _ in range(3):
        cite(SkillFactory(), source)

    page = desk("Publisher").get(change_page(source).replace("/change/", "/delete/")).text

    assert "<li>Citations: 3</li>" in page
    assert "<li>A data set</li>" in page


def test_publisher_deletes_a_source_with_its_citations():
    source = SourceFactory()
    cite(SkillFactory(), source)

    desk("Publisher").post(change_page(source).replace("/change/", "/delete/"), {"post": "yes"})

    assert not Source.objects.exists()
    assert not Citation.objects.exists()
