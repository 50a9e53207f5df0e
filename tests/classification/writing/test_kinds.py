import pytest

from classification.concepts import ConceptGroup, OccupationConcept, SkillConcept
from classification.writing.kinds import FAMILIES, KINDS, ROLES, SKILLS
from translations.languages import language_codes

TEXTS = {"title": "roofer", "description": "Roofers cover roofs. They use tar."}


def test_description_of_an_occupation_is_the_introduction_and_its_first_sentence_the_summary():
    assert ROLES.texts(TEXTS) == {
        "title": "roofer",
        "summary": "Roofers cover roofs.",
        "introduction": "Roofers cover roofs. They use tar.",
    }


@pytest.mark.parametrize("kind", [FAMILIES, SKILLS])
def test_texts_of_groups_and_skills_have_the_same_names(kind):
    assert kind.texts(TEXTS) == TEXTS


def test_references_of_a_concept_are_by_field():
    skill = SkillConcept("http://x.org/2", group="analysis", kind="knowledge", reuse="transversal")

    assert FAMILIES.references(ConceptGroup("http://x.org/1")) == {}
    assert SKILLS.references(skill) == {
        "group": "analysis",
        "kind": "knowledge",
        "reuse": "transversal",
    }
    assert ROLES.references(OccupationConcept("http://x.org/3", group="g")) == {"family": "g"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_names_fields_of_its_models(kind):
    columns = {field.name for field in kind.model._meta.get_fields()}

    assert {f"{name}_{code}" for name in kind.fields for code in language_codes()} <= columns
    assert set(kind.texts(TEXTS)) == set(kind.fields)
    if kind.titles:
        owner = kind.titles._meta.get_field(kind.owner)
        assert owner.related_model is kind.model
        assert owner.remote_field.related_name == kind.titles_relation
