import pytest
from django.http import QueryDict

from careers.forms import CompareForm
from careers.ticked import Ticked, in_order_of_names, name_in_address, named, ticked_in
from skills.models import Skill
from skills.short_ids import short_id_of_slug
from tests.support.factories import SkillFactory, ToolFactory

pytestmark = pytest.mark.django_db


def test_skills_are_named_by_short_id_or_slug_in_any_case_and_in_the_order_of_the_address():
    a, b, _ = (SkillFactory(slug=slug) for slug in "abc")
    names = [short_id_of_slug("b").upper(), "A", "b", "nothing", ".aaaaaaaa"]

    assert named(Skill, names) == {"ids": [b.pk], "slugs": ["A", "a", "b", "nothing"]}
    assert named(Skill, names, others=[7])["ids"] == [7, b.pk]
    assert in_order_of_names([a, b], names) == ([b, a], ["nothing", ".aaaaaaaa"])


def test_addresses_name_skills_by_their_short_ids():
    assert name_in_address(SkillFactory(slug="a")) == short_id_of_slug("a")


def test_form_keeps_what_is_ticked_by_short_ids_and_names_what_is_not_there(count_queries):
    skill, tool = SkillFactory(slug="a"), ToolFactory(slug="z")
    SkillFactory(slug="old", is_retired=True)
    form = CompareForm(QueryDict("role=b&skill=A&skill=old&skill=.aaaaaaaa&tool=z&tool=none"))

    ticked = ticked_in(form)

    assert ticked == Ticked([skill], [tool])
    assert form.query == {"role": ["b"]} | ticked.parameters
    assert form.ignored == ["skill=old", "skill=.aaaaaaaa", "tool=none"]
    assert ticked.encoded == f"skill={short_id_of_slug('a')}&tool={short_id_of_slug('z')}"


def test_nothing_ticked_costs_nothing(count_queries):
    assert count_queries(lambda: ticked_in(CompareForm(QueryDict("role=b")))) == 0
    assert not Ticked()
    assert Ticked().encoded == ""
