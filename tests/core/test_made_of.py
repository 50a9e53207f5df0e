import pytest
from django.db import connection

from core.changes import ContentChanges, Written
from core.content_cache import LRUCache, cached_per_content_version, recall
from core.made_of import MadeOf, collecting, digest, not_collecting, note, note_kind
from core.prepared import PreparedQuery, QueryParam
from roles.models import Role, RoleSkill
from tests.support.factories import RoleFactory, RoleSkillFactory

ROLE = ("roles.role", 12)


def changes(*written):
    return ContentChanges(2, [Written(kind, owner, None) for kind, owner in written])


# --- A finished page ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "is_touched"),
    [
        (("roles.role", ROLE), True),
        (("roles.roleskill", ROLE), True),
        (("roles.role", ("roles.role", 11)), False),
        (("roles.role", ("roles.role", 13)), False),
        (("roles.role", ("roles.role", 99)), False),
        (("skills.skill", ("skills.skill", 12)), False),
        (("skills.skillgroup", ("skills.skillgroup", 77)), True),
        (("skills.skill", None), True),
    ],
)
def test_page_is_touched_by_a_change_of_what_it_is_made_of(written, is_touched):
    page = MadeOf.of("roles.role:3,12,14 skills.skill:5 skills.skillgroup:*")

    assert page.is_touched_by(changes(written)) is is_touched


def test_page_is_touched_if_one_of_many_changes_touches_it():
    page = MadeOf.of("roles.role:12")

    assert page.is_touched_by(changes(("roles.role", ("roles.role", 1)), ("roles.role", ROLE)))
    assert not page.is_touched_by(changes())


def test_page_of_nothing_is_touched_where_anything_may_have_changed():
    assert not MadeOf.of("").is_touched_by(changes(("roles.role", ROLE)))
    assert MadeOf.of("").is_touched_by(changes(("roles.role", None)))


def test_header_is_what_it_was_made_from():
    header = "roles.role:3,12 skills.skill:5 skills.skillgroup:* sources.thanks(en)=0a1b"
    page = MadeOf.of(header)

    assert page.header() == header
    assert page.texts == {"sources.thanks(en)": "0a1b"}


def test_page_with_a_key_that_is_too_great_is_one_of_everything():
    assert MadeOf.of(f"roles.role:{2**32}") is None


def test_hundreds_of_objects_take_few_bytes_and_no_digits(db):
    with collecting() as collected:
        note("skills.skill", range(300, 0, -1))
        note("skills.skill", [7, 900])
    page = MadeOf.of(collected.header())

    assert [*page.objects["skills.skill"]] == [*range(1, 301), 900]
    assert page.header() == collected.header()
    assert len(page.header()) < 1_700
    assert 1_200 < page.size < 2_000


# --- While it is made --------------------------------------------------------------------------


def test_what_is_noted_is_collected_and_nothing_after_it(db):
    with collecting() as page:
        note("roles.role", [12, None, 3])
        note("skills.skill", [])
        note_kind("skills.skillgroup")
    note("roles.role", [99])

    assert page.header() == "roles.role:3,12 skills.skillgroup:*"
    assert page.is_known


def test_what_is_kept_for_other_pages_is_not_noted(db):
    with collecting() as page, not_collecting():
        note("roles.role", [12])
        connection.cursor().execute("SELECT 1")

    assert (page.header(), page.is_known) == ("", True)


def test_query_that_says_nothing_makes_a_page_of_everything(db):
    with collecting() as page:
        assert not Role.objects.exists()

    assert not page.is_known


def test_prepared_query_notes_the_owners_of_its_rows_and_what_is_joined(db):
    item = RoleSkillFactory()
    query = PreparedQuery(
        RoleSkill,
        lambda items: items.filter(role=QueryParam("role")).select_related("skill__group"),
    )
    with collecting() as page:
        query(role=item.role_id)

    assert page.is_known
    assert page.header() == (
        f"roles.role:{item.role_id} skills.skill:{item.skill_id} "
        f"skills.skillgroup:{item.skill.group_id}"
    )


def test_prepared_query_notes_no_object_that_is_joined_to_none_of_its_rows(db):
    role = RoleFactory()
    query = PreparedQuery(Role, lambda roles: roles.select_related("replaced_by").only("slug"))
    with collecting() as page:
        query()

    assert page.header() == f"roles.role:{role.pk}"


def test_cache_notes_what_its_items_are_made_of_whether_they_were_there_or_not(db):
    cache = LRUCache(
        lambda ids: {pk: note("roles.role", [99]) or pk for pk in ids if pk < 10},
        max_items=5,
        made_of=lambda pk: {"roles.role": [pk], "skills.skill": [pk + 1]},
    )
    cache.get_many([1])
    with collecting() as page:
        cache.get_many([1, 2, 11])

    assert (page.header(), page.is_known) == ("roles.role:1,2 skills.skill:2,3", True)


def test_cache_that_does_not_say_what_it_holds_makes_a_page_of_everything(db):
    cache = LRUCache(lambda ids: {pk: pk for pk in ids}, max_items=5)
    with collecting() as page:
        cache.get_many([1])

    assert not page.is_known


@cached_per_content_version
def thanks(language):
    assert Role.objects.exists() is False
    return f"thanks in {language}"


def test_text_of_all_content_is_noted_as_it_is(db):
    with collecting() as page:
        thanks("en")

    call = "tests.core.test_made_of.thanks(en)"
    assert page.is_known
    assert page.texts == {call: digest("thanks in en")}
    assert recall(call) == "thanks in en"


def test_other_value_of_all_content_makes_a_page_of_everything(db):
    number = cached_per_content_version(lambda: 12)
    with collecting() as page:
        number()

    assert not page.is_known


def test_cache_of_all_content_says_itself_what_it_gives(db):
    cache = cached_per_content_version(lambda: LRUCache(dict, 1, made_of=lambda item: {}))
    with collecting() as page:
        cache()

    assert page.is_known
