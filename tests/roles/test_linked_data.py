import json

import pytest
from django.utils import translation

from roles.details import read_details
from roles.linked_data import occupation_json_ld
from roles.models import Role
from sources.identifiers import identifiers_of
from sources.models import Identifier
from tests.support.factories import (
    AlternativeTitleFactory,
    PayRangeFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    add_items,
)

ADDRESS = "https://example.org/en/roles/lead/"


def described(role: Role, language: str = "en") -> dict:
    with translation.override(language):
        return json.loads(occupation_json_ld(role, ADDRESS, language))


@pytest.mark.django_db
def test_role_is_described_with_all_that_the_vocabulary_can_say():
    role = RoleFactory(slug="lead", title="Lead", summary="Leads", experience="Two years")
    AlternativeTitleFactory(role=role, title="Head")
    AlternativeTitleFactory(role=role, title="Hed", shown=False)
    AlternativeTitleFactory(role=role, title="Vetäjä", language="fi")
    ResponsibilityFactory(role=role, title="Leading")
    RoleSkillFactory(role=role, skill__slug="listening", skill__title="Listening")
    PayRangeFactory(
        role=role,
        place="Austin",
        audience="Agents",
        currency="USD",
        period="month",
        minimum=2000,
        maximum=7500,
    )

    assert described(role) == {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": "Lead en",
        "alternateName": ["Head"],
        "description": "Leads en",
        "mainEntityOfPage": {"@type": "WebPage", "@id": ADDRESS, "inLanguage": "en"},
        "responsibilities": ["Leading en"],
        "skills": [
            {
                "@type": "DefinedTerm",
                "name": "Listening en",
                "url": "https://example.org/en/skills/listening/",
                "inDefinedTermSet": "https://example.org/en/skills/",
            }
        ],
        "experienceRequirements": "Two years en",
        "estimatedSalary": [
            {
                "@type": "MonetaryAmountDistribution",
                "name": "Austin en, Agents en",
                "currency": "USD",
                "duration": "P1M",
                "minValue": 2000,
                "maxValue": 7500,
            }
        ],
    }


@pytest.mark.django_db
def test_confirmed_identifiers_are_codes_of_their_classifications():
    role = RoleFactory(slug="lead")
    esco = "http://data.europa.eu/esco/occupation/1"
    for scheme, value, is_confirmed in (
        ("ISCO-08", "5244", True),
        ("ESCO", esco, True),
        ("ESCO", f"{esco}2", False),
    ):
        Identifier.objects.create(about=role, scheme=scheme, value=value, is_confirmed=is_confirmed)
    Identifier.objects.create(about=RoleFactory(), scheme="ISCO-08", value="1")

    with translation.override("en"):
        found = json.loads(occupation_json_ld(role, ADDRESS, "en", identifiers_of(role)))

    assert found["occupationalCategory"] == [
        {
            "@type": "CategoryCode",
            "codeValue": esco,
            "inCodeSet": {"@type": "CategoryCodeSet", "name": "ESCO"},
            "url": esco,
        },
        {
            "@type": "CategoryCode",
            "codeValue": "5244",
            "inCodeSet": {"@type": "CategoryCodeSet", "name": "ISCO-08"},
        },
    ]


@pytest.mark.django_db
def test_what_the_role_does_not_say_is_not_there():
    found = described(RoleFactory(title="Lead"), "fi")

    assert found == {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": "Lead fi",
        "mainEntityOfPage": {"@type": "WebPage", "@id": ADDRESS, "inLanguage": "fi"},
    }


@pytest.mark.django_db
def test_description_costs_no_query_once_the_role_is_loaded(django_assert_num_queries):
    role = add_items(RoleFactory())
    read_details(role)

    with django_assert_num_queries(0):
        assert described(role)["@type"] == "Occupation"


@pytest.mark.django_db
def test_text_cannot_end_the_script_it_stands_in():
    role = RoleFactory(title_en="</script><script>alert('&')//<!--")

    markup = occupation_json_ld(role, ADDRESS, "en")

    assert not set("<>&") & set(markup)
    assert json.loads(markup)["name"] == "</script><script>alert('&')//<!--"
