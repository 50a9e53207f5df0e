import pytest

from skills.models import Skill
from skills.vocabulary import vocabulary
from tests.support.factories import DraftFactory, RoleSkillFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_terms_in_use_are_counted_and_sorted_as_the_reader_sorts(language):
    oil = SkillFactory(**{f"title_{language}": "Ölj", "title": "", "source_language": language})
    zoo = SkillFactory(**{f"title_{language}": "Zoo", "title": "", "source_language": language})
    for skill in (zoo, zoo, oil):
        RoleSkillFactory(skill=skill)
    RoleSkillFactory(role=DraftFactory())

    terms = vocabulary(Skill)

    assert terms.role_counts == {zoo.pk: 2, oil.pk: 1}
    expected = [oil, zoo] if language in ("en", "pl") else [zoo, oil]
    assert list(terms.order(language).items) == [skill.pk for skill in expected]


def test_vocabulary_has_the_traits_of_used_skills():
    use = RoleSkillFactory(skill=SkillFactory(kind="knowledge", reuse="transversal"))
    SkillFactory()

    assert vocabulary(Skill).traits == {
        use.skill_id: (use.skill.group_id, "knowledge", "transversal")
    }


def test_traits_that_several_skills_have_are_held_once():
    uses = [RoleSkillFactory(skill=SkillFactory(kind="knowledge", group=None)) for _ in range(2)]

    first, second = (vocabulary(Skill).traits[use.skill_id] for use in uses)

    assert first is second


def test_traits_follow_edits_of_skills():
    first, second = (RoleSkillFactory(skill=SkillFactory(kind="knowledge")) for _ in range(2))
    before = vocabulary(Skill)
    assert before.trait_counts.total() == len(before.traits) == 2

    first.skill.kind = "skill"
    first.skill.save()
    second.delete()

    after = vocabulary(Skill)
    assert after.traits == {first.skill_id: (first.skill.group_id, "skill", first.skill.reuse)}
    assert after.trait_counts == {after.traits[first.skill_id]: 1}
    assert before.traits.keys() == {first.skill_id, second.skill_id}  # a page may still read it


def test_new_titles_of_skills_leave_their_traits_and_counts():
    skill = RoleSkillFactory().skill
    before = vocabulary(Skill)
    counts = before.trait_counts
    skill.title_en = "Zeal"
    skill.save()

    after = vocabulary(Skill)

    assert after is not before
    assert after.trait_counts is counts
