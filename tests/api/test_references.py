import pytest

from tests.api.asking import ask
from tests.support.factories import QuestionFactory, RoleFactory, SkillGroupFactory
from tests.support.states import write
from translations.states import mark

pytestmark = pytest.mark.django_db

ALL_DONE = {"missing": 0, "draft": 0, "outdated": 0}


def test_coverage_tells_states_apart():
    role = RoleFactory(title="Host", summary="", source_language="fi")
    question = QuestionFactory(role=role, question="Why", answer="So", source_language="fi")
    write(question, question_fi="Miksi juuri", answer_pl="")
    mark(question, "answer", "nb", "draft", None)

    counted = ask("coverage")

    kinds = {kind["kind"]: kind for kind in counted["data"]}
    of_questions = {"texts": 2, "missing": 0, "draft": 0, "reviewed": 2, "outdated": 0}
    assert kinds["question"]["name"] == "questions"
    assert kinds["question"]["languages"] == {
        "en": of_questions | {"reviewed": 1, "outdated": 1},
        "fi": of_questions,
        "nb": of_questions | {"draft": 1, "reviewed": 0, "outdated": 1},
        "pl": of_questions | {"missing": 1, "reviewed": 0, "outdated": 1},
    }
    assert counted["data"][-1]["name"] == "All texts"
    assert counted["data"][-1]["kind"] is None
    everything = counted["data"][-1]["languages"]["nb"]
    assert (everything["draft"], everything["outdated"]) == (1, 1)
    assert counted["total"] == len(kinds)


def test_kinds_are_called_so_in_the_language_of_the_answer_or_in_all():
    SkillGroupFactory()

    assert ask("coverage?lang=fi")["data"][-1]["name"] == "Kaikki tekstit"
    assert ask("coverage?lang=all")["data"][-1]["name"]["nb"] == "Alle tekster"


def test_role_tells_the_states_of_its_texts_apart():
    role = RoleFactory(slug="host", title="Host", summary="", source_language="fi")
    question = QuestionFactory(role=role, question="Why", answer="So", source_language="fi")
    done = ask("roles/host")["data"]["translations"]
    assert done["nb"] == ALL_DONE | {"texts": done["fi"]["texts"], "reviewed": done["fi"]["texts"]}
    write(question, question_fi="Miksi juuri", answer_pl="")
    mark(question, "answer", "nb", "draft", None)

    found = ask("roles/host?fields=translations")["data"]["translations"]

    rest = done["fi"]["reviewed"] - 2
    assert found["fi"] == done["fi"]
    assert found["nb"] == done["nb"] | {"draft": 1, "outdated": 1, "reviewed": rest}
    assert found["pl"] == done["pl"] | {"missing": 1, "outdated": 1, "reviewed": rest}
    assert ask("roles/host?lang=all")["data"]["translations"] == found
