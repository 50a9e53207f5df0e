import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills import short_ids as module
from skills.models import Skill, Tool
from skills.short_ids import MARK, PATTERN, ShortIds, short_id_of_slug, short_ids
from tests.support.factories import SkillFactory, ToolFactory

SLUGS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=100)


def test_short_id_depends_on_the_slug_only_so_that_it_outlives_an_export():
    assert short_id_of_slug("active-listening") == ".t5qo5322"


@given(SLUGS)
def test_short_id_has_its_pattern_and_is_no_slug(slug):
    assert re.fullmatch(PATTERN, short_id_of_slug(slug))
    assert MARK not in slug


@given(st.sets(SLUGS))
def test_every_object_is_found_by_its_short_id_in_small_letters_or_capitals(slugs):
    ids = ShortIds((slug, pk) for pk, slug in enumerate(slugs))

    for pk, slug in enumerate(slugs):
        assert ids.pk(ids.of(slug)) == ids.pk(ids.of(slug).upper()) == pk


@given(st.from_regex(PATTERN, fullmatch=True))
def test_short_id_of_nothing_is_nothing(short_id):
    assert ShortIds([("active-listening", 7)]).pk(short_id) in (None, 7)
    assert ShortIds([]).pk(short_id) is None


def test_objects_that_would_share_a_short_id_go_by_their_slugs(monkeypatch):
    monkeypatch.setattr(module, "_digest", lambda slug: slug[0].encode() * module.BYTES)
    short_id_of_slug.cache_clear()

    ids = ShortIds([("ab", 1), ("ac", 2), ("ad", 3), ("b", 4)])

    assert [ids.of(slug) for slug in ("ab", "ac", "ad")] == ["ab", "ac", "ad"]
    assert ids.pk(short_id_of_slug("ab")) is None
    assert ids.pk(ids.of("b")) == 4
    short_id_of_slug.cache_clear()


@pytest.mark.django_db
def test_skills_and_tools_have_their_own(count_queries):
    skill, tool = SkillFactory(slug="same"), ToolFactory(slug="same")

    assert short_ids(Skill).pk(short_id_of_slug("same")) == skill.pk
    assert short_ids(Tool).pk(short_id_of_slug("same")) == tool.pk
    assert count_queries(lambda: short_ids(Skill).of("same")) == 1
