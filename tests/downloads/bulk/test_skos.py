"""The concepts, read with a library for RDF."""

from collections.abc import Iterator

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS

from downloads.bulk.records import Exported
from downloads.bulk.skos import turtle
from downloads.bulk.statements import Statements
from sources.models import Identifier
from tests.support.factories import (
    AlternativeTitleFactory,
    DraftFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillTitleFactory,
)

BASE = "http://localhost/en/"
ROLE, SKILL = URIRef(f"{BASE}roles/lead/#concept"), URIRef(f"{BASE}skills/empathy/#concept")
ESCO = "http://data.europa.eu/esco/occupation/1"


def graph() -> Graph:
    exported = Exported()
    text = "".join(turtle(exported, Statements(exported), ["Thanks to “ESCO”."]))
    return Graph().parse(data=text, format="turtle")


def texts(found: Iterator) -> set[tuple[str, str]]:
    return {(str(literal), literal.language) for literal in found}


@pytest.mark.django_db
def test_role_is_a_concept_with_its_labels_family_skills_and_matches():
    family = RoleFamilyFactory(slug="support", parent=RoleFamilyFactory(slug="service"))
    role = RoleFactory(
        slug="lead", family=family, title="Lead", title_pl="", summary='He said "hi" \\ and\nleft'
    )
    AlternativeTitleFactory(role=role, language="en", title="Lead en")
    AlternativeTitleFactory(role=role, language="en", title="Boss")
    AlternativeTitleFactory(role=role, language="fi", title="Vetäjä", shown=False)
    RoleSkillFactory(role=role, skill=SkillFactory(slug="empathy"))
    for scheme, value, match in (
        ("ESCO", ESCO, "exact"),
        ("ISCO-08", "5244", "broad"),
        ("ESCO code", "5244.1", "exact"),
        ("ESCO", f"{ESCO}2", "close"),
    ):
        Identifier.objects.create(about=role, scheme=scheme, value=value, match=match)
    Identifier.objects.create(about=role, scheme="ESCO", value=f"{ESCO}3", is_confirmed=False)

    found = graph()

    assert (ROLE, RDF.type, SKOS.Concept) in found
    assert texts(found.objects(ROLE, SKOS.prefLabel)) == {
        ("Lead en", "en"), ("Lead fi", "fi"), ("Lead nb", "nb")
    }  # fmt: skip
    assert texts(found.objects(ROLE, SKOS.altLabel)) == {("Boss", "en")}
    assert texts(found.objects(ROLE, SKOS.hiddenLabel)) == {("Vetäjä", "fi")}
    assert ('He said "hi" \\ and en\nleft en', "en") in texts(found.objects(ROLE, SKOS.definition))
    [support] = found.objects(ROLE, SKOS.broader)
    [service] = found.objects(support, SKOS.broader)
    assert "family=service" in service
    assert SKILL in found.objects(ROLE, SKOS.related)
    assert set(found.objects(ROLE, SKOS.exactMatch)) == {URIRef(ESCO)}
    assert set(found.objects(ROLE, SKOS.closeMatch)) == {URIRef(f"{ESCO}2")}
    assert set(found.objects(ROLE, SKOS.broadMatch)) == {
        URIRef("http://data.europa.eu/esco/isco/C5244")
    }
    assert [str(one) for one in found.objects(ROLE, DCTERMS.identifier)] == ["ESCO code 5244.1"]
    [scheme] = found.subjects(RDF.type, SKOS.ConceptScheme)
    assert (ROLE, SKOS.inScheme, scheme) in found
    assert "Thanks to “ESCO”." in map(str, found.objects(scheme, DCTERMS.rights))


@pytest.mark.django_db
def test_skill_is_a_concept_below_its_group():
    skill = SkillFactory(slug="empathy", title="Empathy", group__slug="people")
    SkillTitleFactory(skill=skill, language="pl", title="Współczucie")
    DraftFactory(slug="draft")

    found = graph()

    assert ("Empathy fi", "fi") in texts(found.objects(SKILL, SKOS.prefLabel))
    assert texts(found.objects(SKILL, SKOS.altLabel)) == {("Współczucie", "pl")}
    [group] = found.objects(SKILL, SKOS.broader)
    assert (group, RDF.type, SKOS.Concept) in found
    assert not [one for one in found.subjects(RDF.type, SKOS.Concept) if "draft" in one]


@pytest.mark.django_db
def test_identifier_that_is_no_address_breaks_nothing():
    role = RoleFactory(slug="lead")
    for value in ("http://example.org/<x>", 'a "b"', "http://example.org/a b"):
        Identifier.objects.create(about=role, scheme="X", value=value)

    assert set(map(str, graph().objects(ROLE, DCTERMS.identifier))) == {
        "X http://example.org/<x>", 'X a "b"', "X http://example.org/a b"
    }  # fmt: skip


@pytest.mark.usefixtures("content")
def test_shipped_content_keeps_the_rules_of_skos():
    found = graph()

    concepts = set(found.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 20
    for concept in concepts:
        labels = [texts(found.objects(concept, kind))
                  for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]  # fmt: skip
        languages = [language for _text, language in labels[0]]
        assert len(languages) == len(set(languages)) == 4
        assert len(set.union(*labels)) == sum(map(len, labels))
        linked = {*found.objects(concept, SKOS.broader), *found.objects(concept, SKOS.related)}
        assert linked <= concepts
        assert not {*found.objects(concept, SKOS.exactMatch)} & {
            *found.objects(concept, SKOS.broadMatch)
        }
