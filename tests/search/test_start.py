from datetime import timedelta

import pytest

from search.start import examples, other_language, title_examples
from tests.support.factories import QuestionFactory, RoleFactory, RoleSkillFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_site_without_roles_has_no_examples():
    assert examples("en") == []


def test_examples_are_of_the_role_that_changed_last():
    old = RoleFactory(title="Old")
    role = RoleFactory(title="Lead", updated_at=old.updated_at + timedelta(days=1))
    RoleSkillFactory(role=role, skill=SkillFactory(title="Tact"))
    QuestionFactory(role=role, question="What does a lead do?")

    assert examples("fi") == [
        ("Lead fi", "fi"),
        ("Tact fi", "fi"),
        ("Lead pl", "pl"),
        ("What does a lead do? fi", "fi"),
    ]


def test_texts_that_are_not_written_in_the_language_are_left_out():
    roles = [RoleFactory(title="Lead"), RoleFactory(title="Coach", title_fi="")]

    assert title_examples(roles, "fi") == [("Lead fi", "fi")]


def test_other_language_is_another_one_of_the_site(monkeypatch):
    assert other_language("en") == "pl"
    assert other_language("pl") == "nb"
    monkeypatch.setattr("search.start.language_codes", lambda: ["en"])
    assert other_language("en") == "en"
