import pytest

from tests.api.asking import ask, refused
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("colour=red&size=1", ["colour", "size"]),
        ("stage=boss", ["stage"]),
        ("stage=", ["stage"]),
        ("sort=name&sort=stage", ["sort"]),
        ("fields=title,shoe", ["fields"]),
        ("fields=", ["fields"]),
        ("lang=de", ["lang"]),
        ("text=%00", ["text"]),
        ("text=%ff", ["text"]),
        ("family=nowhere", ["family"]),
        ("skill=a%00b", ["skill"]),
        ("cursor=x", ["cursor"]),
        ("cursor=%00", ["cursor"]),
        ("cursor=" + "a" * 5_000, ["cursor"]),
        ("view=table", ["view"]),
        ("&".join(f"skill=s{number}" for number in range(30)), ["skill"]),
    ],
)
def test_parameter_that_is_not_understood_is_refused_by_name(query, parameters):
    assert list(refused(f"roles?{query}")) == parameters


def test_refusal_is_said_in_the_language_of_the_answer_or_of_the_reader():
    english = refused("roles?colour=red")["colour"]

    assert english == "Unknown parameter."
    assert refused("roles?colour=red&lang=fi")["colour"] != english
    polish = refused("roles?colour=red", accept_language="pl")["colour"]
    assert polish == refused("roles?colour=red&lang=pl")["colour"] != english
    assert ask("roles?colour=red&lang=nb", 422)["language"] == "nb"


def test_refusal_shows_a_short_piece_of_what_was_sent():
    problem = ask("roles?" + "x" * 500 + "=1&stage=%00" + "y" * 500, 422)

    assert all(len(error["parameter"]) <= 60 for error in problem["errors"])
    assert all(len(error["value"]) <= 60 for error in problem["errors"])
    assert "\0" not in problem["errors"][0]["value"]


def test_number_of_refusals_is_bounded():
    problem = ask("roles?" + "&".join(f"p{number}=1" for number in range(50)), 422)

    assert len(problem["errors"]) == 20


def test_fields_are_chosen_and_the_name_is_always_there():
    RoleFactory(slug="lead")

    assert ask("roles?fields=stage")["data"] == [{"slug": "lead", "stage": None}]
    assert ask("roles/lead?fields=stage,title")["data"].keys() == {"slug", "stage", "title"}
