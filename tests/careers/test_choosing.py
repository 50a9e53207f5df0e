import pytest

from careers.choosing import MAX_OFFERED, find_by_title, match_slugs, suggest_roles
from roles.models import Role
from tests.support.factories import AlternativeTitleFactory, DraftFactory, RoleFactory

pytestmark = pytest.mark.django_db


def near(role: Role, other: Role, nearness: float = 0.5) -> None:
    role.related.create(other=other, nearness=nearness, share=nearness, shared_skills=1)


def slugs(roles: list[Role]) -> list[str]:
    return [role.slug for role in roles]


def test_named_roles_stand_in_the_order_they_were_named_in():
    for slug in "abc":
        RoleFactory(slug=slug)

    named = match_slugs(["c", "a"])

    assert (named.slugs, named.retired, named.missing) == (["c", "a"], [], [])
    assert named.can_be_compared


def test_draft_is_missing_as_what_is_not_there_at_all():
    DraftFactory(slug="draft")
    RoleFactory(slug="a")
    RoleFactory(slug="b")

    named = match_slugs(["a", "draft", "nobody", "b"])

    assert (named.slugs, named.missing) == (["a", "b"], ["draft", "nobody"])
    assert not named.can_be_compared


def test_retired_role_leads_to_its_successor_if_readers_may_see_that():
    public, draft = RoleFactory(slug="new"), DraftFactory()
    for slug, successor in (("a", public), ("b", draft), ("c", None)):
        RoleFactory(slug=slug, status="retired", replaced_by=successor)

    named = match_slugs(["a", "b", "c"])

    assert [retired.role.slug for retired in named.retired] == ["a", "b", "c"]
    assert [retired.successor for retired in named.retired] == [public, None, None]
    assert (named.roles, named.missing, named.can_be_compared) == ([], [], False)


@pytest.mark.parametrize(
    ("number", "can_be_compared"), [(1, False), (2, True), (4, True), (5, False)]
)
def test_two_to_four_roles_can_be_compared(number, can_be_compared):
    found = [RoleFactory().slug for _ in range(number)]

    assert match_slugs(found).can_be_compared is can_be_compared


def test_roles_are_found_by_all_words_of_their_titles_in_the_readers_order():
    RoleFactory(slug="lead", title_fi="Asiakastuen vetäjä")
    RoleFactory(slug="chief", title_fi="Vetäjä, asiakastuki")
    RoleFactory(slug="other", title_fi="Asiakastuki")
    DraftFactory(title_fi="Asiakastuen vetäjä")
    RoleFactory(status="retired", title_fi="Asiakastuen vetäjä")

    assert slugs(find_by_title("vetäjä asiakas", "fi")) == ["lead", "chief"]
    assert slugs(find_by_title("vetäjä lead", "fi")) == []


def test_roles_called_so_come_before_those_with_such_another_name_in_the_readers_language():
    for slug, code in (("any", "nb"), ("other", "fi")):
        role = RoleFactory(slug=slug, title_fi=f"Alku {slug}")
        AlternativeTitleFactory(role=role, title="Vetäjä", language=code)
    RoleFactory(slug="own", title_fi="Vetäjä")
    RoleFactory(slug="translated", title_fi="Zzz", title_pl="Vetäjä")

    assert slugs(find_by_title("vetäjä", "fi")) == ["own", "other", "any", "translated"]


@pytest.mark.parametrize(
    "text", ["äänitarkkailija", "ÄÄNITARKKAILIJA", "Äänitark", "aanitark", "tarkkailija"]
)
def test_letters_are_found_in_small_and_in_capitals_with_their_marks_or_without(text):
    RoleFactory(slug="sound", title_fi="Äänitarkkailija")

    assert slugs(find_by_title(text, "fi")) == ["sound"]


def test_role_is_found_by_another_name_in_any_language_and_once():
    role = RoleFactory(slug="lead", title="Lead")
    AlternativeTitleFactory(role=role, title="Teamleder")
    AlternativeTitleFactory(role=role, title="Teamleder for alle", language="nb")

    assert slugs(find_by_title("teamleder", "fi")) == ["lead"]


def test_retired_role_is_neither_found_nor_offered():
    lead = RoleFactory(slug="lead", title="Lead")
    old = RoleFactory(slug="old", title="Leading", status=Role.Status.RETIRED)
    near(lead, old)

    assert slugs(find_by_title("lead", "en")) == ["lead"]
    assert slugs(suggest_roles(None)) == ["lead"]
    assert suggest_roles(lead) == []


@pytest.mark.parametrize("text", ["%", "_", "' OR 1=1 --", "\\"])
def test_signs_of_the_database_are_plain_signs(text):
    RoleFactory(title="Lead")

    assert find_by_title(text, "en") == []


def test_reader_begins_with_what_changed_last_then_with_what_is_near_the_first_role():
    old, new = RoleFactory(slug="old"), RoleFactory(slug="new")
    Role.objects.filter(pk=new.pk).update(updated_at="2026-05-01T00:00:00Z")
    draft = DraftFactory()
    for other, nearness in ((RoleFactory(slug="far"), 0.1), (new, 0.5), (draft, 0.9)):
        near(old, other, nearness)

    assert slugs(suggest_roles(None))[:1] == ["new"]
    assert slugs(suggest_roles(old)) == ["new", "far"]


def test_no_more_roles_are_offered_than_fit():
    role = RoleFactory()
    for _ in range(MAX_OFFERED + 1):
        near(role, RoleFactory(title="Same"))

    assert len(find_by_title("same", "en")) == MAX_OFFERED
    assert len(suggest_roles(role)) == MAX_OFFERED
    assert len(suggest_roles(None)) == MAX_OFFERED


def test_choosing_takes_one_query_each(count_queries):
    found = [RoleFactory(title="Lead").slug for _ in range(3)]
    role = Role.objects.first()

    assert count_queries(lambda: match_slugs(found)) == 1
    assert count_queries(lambda: find_by_title("lead", "en")) == 2  # one for the content version
    assert count_queries(lambda: suggest_roles(role)) == 1
