import pytest

from benchmarks import words
from benchmarks.generate import GeneratedClassification
from roles.models import AlternativeTitle, Role, RoleFamily, RoleSkill
from skills.models import Skill
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def small():
    return GeneratedClassification(roles=100, skills=50, levels=[2, 4], skills_per_role=8)


def test_rows_are_as_many_as_wanted():
    small().write()

    assert RoleFamily.objects.filter(parent=None).count() == 2
    assert RoleFamily.objects.exclude(parent=None).count() == 4
    assert (Role.objects.count(), Skill.objects.count()) == (100, 50)
    assert Role.objects.filter(status=Role.Status.DRAFT).count() == 1
    assert AlternativeTitle.objects.count() == 100 * 6
    assert 4 < RoleSkill.objects.count() / 100 < 12


def test_rows_are_the_same_in_each_run():
    first, second = small(), small()

    assert list(first.role_rows()) == list(second.role_rows())


def test_rows_come_after_those_in_the_database():
    role = RoleFactory()
    small().write()

    assert Role.objects.count() == 101
    assert Role.objects.order_by("pk").first() == role


def test_every_word_is_in_each_language():
    lists = (words.RANKS, words.FIELDS, words.JOBS, words.DEEDS, words.OBJECTS)

    assert {len(word) for words_of_a_kind in lists for word in words_of_a_kind} == {
        len(words.LANGUAGES)
    }
