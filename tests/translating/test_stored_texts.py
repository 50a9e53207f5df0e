import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.models import Question, Role
from skills.models import SkillGroup
from tests.support.factories import QuestionFactory, RoleFactory, SkillGroupFactory, add_items
from translating.stored_texts import read_fields
from translations.coverage import translated_models

pytestmark = pytest.mark.django_db


def titles(chosen):
    return {
        (field.owner, field.model, field.pk, field.texts["nb"], field.source)
        for field in read_fields(chosen)
        if field.name in ("title", "question")
    }


def test_texts_are_those_of_objects_and_their_parts():
    role = RoleFactory(title="Host", source_language="fi")
    question = QuestionFactory(role=role, question="Why", source_language="pl")
    group = SkillGroupFactory(title="Group")
    RoleFactory(), SkillGroupFactory()
    key = ("roles.role", role.pk)

    assert titles({Role: [role.pk], SkillGroup: [group.pk]}) == {
        (key, Role, role.pk, "Host nb", "fi"),
        (key, Question, question.pk, "Why nb", "pl"),
        (("skills.skillgroup", group.pk), SkillGroup, group.pk, "Group nb", "en"),
    }


def test_all_objects_have_the_texts_that_some_have():
    roles = [add_items(RoleFactory()), RoleFactory(status="retired")]
    some = [*read_fields({Role: [role.pk for role in roles]})]

    assert sorted(read_fields({Role: None}), key=repr) == sorted(some, key=repr)
    assert {field.owner for field in some} == {("roles.role", roles[0].pk)}


def test_texts_of_all_kinds_take_one_query():
    chosen = {model: [1] for model in translated_models() if not model.part_of}

    with CaptureQueriesContext(connection) as queries:
        assert [*read_fields(chosen)] == []

    assert len(queries) == 1
