import json

import pytest

from roles.models import Role
from roles.related import relate_all
from tests.api.asking import ask, refused
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PositionFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    add_items,
)
from translations.languages import language_codes

pytestmark = pytest.mark.django_db


def test_positions_are_walked_through(monkeypatch):
    monkeypatch.setattr("api.careers.PAGE_SIZE", 2)
    for letter in "dcba":
        PositionFactory(slug=letter, title=letter)
    PositionFactory(role=DraftFactory(slug="hush"))

    first = ask("positions?lang=fi")
    PositionFactory._meta.model.objects.get(slug="b").delete()
    second = ask(first["next"].partition("/api/v1/")[2])

    answers = (first, second)
    assert [one["slug"] for answer in answers for one in answer["data"]] == [*"abcd"]
    assert second["next"] is None


def test_position_has_its_moves():
    role = RoleFactory(slug="lead")
    PositionFactory(slug="lead", role=role)
    upper = PositionFactory(slug="chief")
    CareerStepFactory(role=role, positions=[upper], order=2, advice="Study")

    data = ask("positions/lead")["data"]

    [move] = data["onward"]
    assert (move["position"]["slug"], move["is_upward"]) == ("chief", True)
    assert move["advice"]["text"] == "Study en"
    assert ask("positions/chief")["data"]["incoming"][0]["position"]["slug"] == "lead"


def test_comparison_has_a_cell_for_each_role():
    skill = SkillFactory(slug="empathy")
    for slug in ("a", "b"):
        RoleSkillFactory(role=RoleFactory(slug=slug), skill=skill)

    data = ask("compare?role=b&role=a")["data"]

    assert [role["slug"] for role in data["roles"]] == ["b", "a"]
    assert all(len(row["cells"]) == 2 for part in data["sections"] for row in part["rows"])
    assert data["pairs"][0]["skills"] == {"shared": 1, "total": 1}
    differing = ask("compare?role=b&role=a&show=differences")["data"]["sections"]
    assert not any(part["id"] == "skills" for part in differing)


@pytest.mark.parametrize(
    "query", ["", "role=a", "role=a&role=gone", "role=a&role=hush", "role=a&role=old&lang=pl"]
)
def test_comparison_of_what_cannot_be_compared_is_refused(query):
    RoleFactory(slug="a")
    DraftFactory(slug="hush")
    RoleFactory(slug="old", status=Role.Status.RETIRED)

    assert list(refused(f"compare?{query}")) == ["role"]


def test_comparison_in_all_languages_has_the_rows_of_one(content):
    roles = "compare?role=customer-support-team-lead&role=customer-service-manager"
    everything = ask(f"{roles}&lang=all")["data"]

    for code in language_codes():
        one = ask(f"{roles}&lang={code}")["data"]
        assert {s["id"]: in_one(s["title"], code) for s in everything["sections"]} == {
            s["id"]: s["title"] for s in one["sections"]
        }
        assert sorted(row_texts(everything, code)) == sorted(row_texts(one, code))
        if code == "en":
            assert row_texts(everything, code) == row_texts(one, code)


def in_one(text, code):
    """A text of an answer, in all languages or in one."""
    if text is None or isinstance(text, str):
        return text
    return text.get("text") or text.get(code)


def row_texts(data, code):
    """The texts of each row of a comparison."""
    return [
        json.dumps(
            [
                in_one(row["heading"], code),
                row["differs"],
                [
                    [(in_one(e["text"], code), in_one(e["note"], code)) for e in c]
                    for c in row["cells"]
                ],
            ]
        )
        for section in data["sections"]
        for row in section["rows"]
    ]


def test_text_of_a_comparison_is_only_in_the_languages_that_it_is_written_in():
    skill = SkillFactory(title_fi="Taito", title_en="", title_nb="", title_pl="")
    for slug in "ab":
        RoleSkillFactory(role=RoleFactory(slug=slug), skill=skill)

    sections = ask("compare?role=a&role=b&lang=all")["data"]["sections"]

    [row] = next(section["rows"] for section in sections if section["id"] == "skills")
    assert row["heading"] == {"fi": "Taito"}
    assert row["cells"][0][0]["text"].keys() == {"en", "fi", "nb", "pl"}


def test_move_says_what_carries_over_and_what_is_new():
    known, new = SkillFactory(slug="known"), SkillFactory(slug="new")
    before, after = RoleFactory(slug="before"), RoleFactory(slug="after")
    RoleSkillFactory(role=before, skill=known)
    for skill in (known, new):
        RoleSkillFactory(role=after, skill=skill)
    add_items(after)

    data = ask("move?from=before&to=after&lang=all")["data"]

    assert [item["skill"]["slug"] for item in data["skills"]["carried"]] == ["known"]
    assert "new" in [item["skill"]["slug"] for item in data["skills"]["new"]]
    assert data["origin"]["title"].keys() == {"en", "fi", "nb", "pl"}
    alone = ask("move?to=after&skill=known")["data"]
    assert alone["origin"] is None
    assert [item["skill"]["slug"] for item in alone["skills"]["carried"]] == ["known"]


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("", ["to"]),
        ("to=after", ["from"]),
        ("to=after&from=after", ["from"]),
        ("to=after&from=hush", ["from"]),
        ("to=hush&from=after", ["to"]),
        ("to=after&skill=nothing", ["skill"]),
    ],
)
def test_move_that_cannot_be_planned_is_refused(query, parameters):
    RoleFactory(slug="after")
    DraftFactory(slug="hush")

    assert list(refused(f"move?{query}")) == parameters


def test_roles_that_fit_come_with_reasons():
    use = RoleSkillFactory(skill__slug="empathy", requirement="essential")
    RoleSkillFactory(role=use.role, skill__slug="patience", requirement="essential")
    relate_all()

    answer = ask("find?skill=empathy")

    [fit] = answer["data"]
    assert fit["role"]["slug"] == use.role.slug
    assert fit["essential"] == {"known": 1, "all": 2}
    assert [skill["slug"] for skill in fit["missing"]] == ["patience"]
    assert (answer["total"], answer["page"], answer["pages"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("", ["skill"]),
        ("role=hush", ["role"]),
        ("skill=nothing", ["skill"]),
        ("tool=.aaaaaaaa", ["tool"]),
        ("skill=empathy&page=0", ["page"]),
        ("skill=empathy&page=11", ["page"]),
        ("skill=empathy&page=%D9%A1", ["page"]),
    ],
)
def test_finding_by_what_is_not_there_is_refused(query, parameters):
    RoleSkillFactory(skill__slug="empathy")
    DraftFactory(slug="hush")

    assert list(refused(f"find?{query}")) == parameters
