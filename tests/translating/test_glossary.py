import pytest

from roles.models import Role
from search.models import Synonym
from skills.models import Skill
from tests.support.factories import (
    AlternativeTitleFactory,
    MetricFactory,
    RoleFactory,
    SkillFactory,
    SkillTitleFactory,
    ToolCategoryFactory,
    ToolFactory,
)
from translating.glossary import agreed_translations, glossary, is_term

pytestmark = pytest.mark.django_db


def terms_in(text: str, language: str = "en") -> list[str]:
    return [text[one.start : one.end] for one in glossary(language).find(text)]


def test_glossary_has_titles_of_roles_skills_tools_and_metrics():
    RoleFactory(title_en="Team lead")
    SkillFactory(title_en="Empathy")
    ToolCategoryFactory(title_en="Ticketing")
    ToolFactory(name="Zendesk")
    MetricFactory(title_en="Response time")

    text = "A team lead uses Zendesk for ticketing, with empathy, for a short response time."
    assert terms_in(text) == ["team lead", "Zendesk", "ticketing", "empathy", "response time"]


def test_each_language_has_its_own_terms():
    SkillFactory(title_en="Empathy", title_fi="Myötäeläminen")

    assert terms_in("Myötäelämistä ja empathy", "fi") == ["Myötäelämistä"]


def test_retired_skills_are_no_terms():
    SkillFactory(title_en="Empathy", is_retired=True)

    assert terms_in("Empathy") == []


def test_title_that_is_the_same_everywhere_is_a_name():
    SkillFactory(title_en="Salt (tools)", title_fi="Salt (työkalut)", title_nb="", title_pl="")

    assert terms_in("Salt on salt") == ["Salt"]


def test_glossary_follows_changes():
    skill = SkillFactory(title_en="Empathy")
    other = SkillFactory(title_en="Patience")
    assert terms_in("Empathy, kindness, patience") == ["Empathy", "patience"]

    skill.title_en = "Kindness"
    skill.save()
    other.delete()
    assert terms_in("Empathy, kindness, patience") == ["kindness"]

    Skill.objects.update(title_en="Patience")
    assert terms_in("Empathy, kindness, patience") == ["patience"]


def test_agreed_translation_is_the_title_and_all_other_titles_will_do():
    role = RoleFactory(title_fi="Tiiminvetäjä")
    AlternativeTitleFactory(role=role, language="fi", title="Tiimiesihenkilö")
    AlternativeTitleFactory(role=role, language="nb", title="Teamleder")
    skill = SkillFactory(title_fi="Empatia")
    SkillTitleFactory(skill=skill, language="fi", title="Myötäeläminen")
    metric = MetricFactory(title_fi="Asiakastyytyväisyys", abbreviation="CSAT")
    tool = ToolFactory(name="Zendesk")
    keys = [
        ("roles.role", role.pk), ("skills.skill", skill.pk),
        ("skills.metric", metric.pk), ("skills.tool", tool.pk),
    ]  # fmt: skip

    assert agreed_translations(keys, "fi") == {
        keys[0]: ["Tiiminvetäjä", "Tiimiesihenkilö"],
        keys[1]: ["Empatia", "Myötäeläminen"],
        keys[2]: ["Asiakastyytyväisyys", "CSAT"],
        keys[3]: ["Zendesk"],
    }


def test_what_search_takes_for_a_title_will_do():
    metric = MetricFactory(title_fi="Asiakastyytyväisyys", abbreviation="")
    Synonym.objects.create(
        language="fi", phrase="tyytyväiset asiakkaat", meaning="Asiakastyytyväisyys"
    )
    Synonym.objects.create(language="en", phrase="joy", meaning="Asiakastyytyväisyys")

    assert agreed_translations([("skills.metric", metric.pk)], "fi") == {
        ("skills.metric", metric.pk): ["Asiakastyytyväisyys", "tyytyväiset asiakkaat"]
    }


def test_title_that_is_not_translated_has_no_agreed_translation():
    role = RoleFactory(title_en="Team lead", title_fi="")

    assert agreed_translations([("roles.role", role.pk)], "fi") == {}


def test_terms_are_of_few_kinds():
    assert is_term((Role._meta.label_lower, 1))
    assert not is_term(("roles.responsibility", 1))
