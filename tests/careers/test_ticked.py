import pytest

from careers.ticked import in_order_of_names, is_named, name_in_address
from skills.models import Skill
from skills.short_ids import short_id_of_slug
from tests.support.factories import SkillFactory

pytestmark = pytest.mark.django_db


def test_skills_are_named_by_short_id_or_slug_in_any_case_and_in_the_order_of_the_address():
    a, b, _ = (SkillFactory(slug=slug) for slug in "abc")
    names = [short_id_of_slug("b").upper(), "A", "b", "nothing", ".aaaaaaaa"]

    named = [*Skill.objects.filter(is_named(Skill, names))]

    assert sorted(named, key=lambda skill: skill.pk) == [a, b]
    assert in_order_of_names(named, names) == ([b, a], ["nothing", ".aaaaaaaa"])


def test_addresses_name_skills_by_their_short_ids():
    assert name_in_address(SkillFactory(slug="a")) == short_id_of_slug("a")
