import pytest

from skills.models import Skill
from skills.vocabulary import vocabulary
from tests.factories import DraftFactory, RoleSkillFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_words_in_use_are_counted_and_sorted_as_the_reader_sorts(language):
    oil = SkillFactory(**{f"title_{language}": "Ölj", "title": "", "source_language": language})
    zoo = SkillFactory(**{f"title_{language}": "Zoo", "title": "", "source_language": language})
    for skill in (zoo, zoo, oil):
        RoleSkillFactory(skill=skill)
    RoleSkillFactory(role=DraftFactory())

    words = vocabulary(Skill)

    assert words.role_counts == {zoo.pk: 2, oil.pk: 1}
    expected = [oil, zoo] if language in ("en", "pl") else [zoo, oil]
    assert list(words.order(language).items) == [skill.pk for skill in expected]


def test_most_used_words_come_first_and_equals_by_name():
    skills = [SkillFactory(title=title) for title in ("B", "A", "C")]
    for skill in (*skills, skills[2]):
        RoleSkillFactory(skill=skill)

    words = vocabulary(Skill)

    assert words.most_used("en", 2) == [skills[2].pk, skills[1].pk]
    assert vocabulary(Skill) is words


def test_traits_of_the_skills_in_use_are_known():
    use = RoleSkillFactory(skill=SkillFactory(kind="knowledge", reuse="transversal"))
    SkillFactory()

    assert vocabulary(Skill).traits == {
        use.skill_id: (use.skill.group_id, "knowledge", "transversal")
    }
