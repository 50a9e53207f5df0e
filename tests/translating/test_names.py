import pytest

from skills.models import Skill
from sources.models import Source
from tests.support.factories import SkillFactory
from translating.names import names_of, title_field, title_of

pytestmark = pytest.mark.django_db


def test_objects_are_named_and_those_that_are_gone_are_left_out():
    skill = SkillFactory(title="Listening")
    keys = [("skills.skill", skill.pk), ("skills.skill", skill.pk + 1)]

    found = names_of(keys)

    assert {key: str(title_of(item)) for key, item in found.items()} == {keys[0]: "Listening en"}


def test_name_is_the_title_or_the_only_text():
    assert (title_field(Skill), title_field(Source)) == ("title", "acknowledgement")
