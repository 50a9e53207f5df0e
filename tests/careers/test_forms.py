import pytest
from django.http import QueryDict

from careers.find import MAX_PAGES
from careers.forms import CareersForm, CompareForm, FindForm, MoveForm


def test_compare_form_reads_roles_in_order_and_a_choice_of_rows():
    form = CompareForm(QueryDict("role=b&role=a&skill=.aaaaaaaa&show=shared&format=csv"))

    assert form.chosen == {
        "role": ["b", "a"], "skill": [".aaaaaaaa"], "tool": [],
        "show": "shared", "q": "", "format": "csv",
    }  # fmt: skip
    assert form.is_understood


def test_move_form_reads_both_ends_though_from_is_a_keyword():
    form = MoveForm(QueryDict("from=a&to=b&from_q=agent&tool=jira"))

    assert form.chosen == {
        "from": "a", "to": "b", "skill": [], "tool": ["jira"], "from_q": "agent", "to_q": "",
    }  # fmt: skip
    assert set(form.fields) == set(MoveForm.names)


def test_careers_form_reads_where_the_page_begins():
    assert CareersForm(QueryDict("after=lead")).chosen == {"after": "lead"}


def test_find_form_reads_skills_tools_and_a_role():
    form = FindForm(QueryDict("skill=a&skill=b&tool=z&role=lead&page=2"))

    assert form.chosen == {
        "skill": ["a", "b"], "tool": ["z"], "role": "lead", "q": "", "role_q": "", "page": 2,
    }  # fmt: skip


def test_find_form_begins_at_the_first_page():
    assert FindForm(QueryDict("")).chosen["page"] == 1


@pytest.mark.parametrize("page", ["0", str(MAX_PAGES + 1), "x"])
def test_find_form_ignores_a_page_that_is_not_offered(page):
    form = FindForm(QueryDict(f"page={page}"))

    assert form.chosen["page"] == 1
    assert form.ignored == [f"page={page}"]


@pytest.mark.parametrize(
    ("form", "query"),
    [(CompareForm, "show=all+of+it"), (CompareForm, "format=pdf"), (MoveForm, "from=two+words")],
)
def test_value_that_is_not_understood_is_ignored(form, query):
    assert not form(QueryDict(query)).is_understood
