import pytest
from django.db import connection, connections
from django.db.models import (
    BooleanField,
    Count,
    F,
    Model,
    Q,
    QuerySet,
    Value,
    prefetch_related_objects,
)
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL
from django.db.utils import load_backend
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core import prepared
from core.made_of import collecting
from core.prepared import (
    PreparedQuery,
    PreparedRows,
    QueryParam,
    Statement,
    set_prefetched,
    shown_columns,
)
from roles.models import Role, RoleSkill
from search.closest.fusion import with_titles
from search.hits import SearchHits
from search.ids import Generation
from search.passages import INDEXED_KINDS, drafts_by_pk
from search.query import Query
from skills.models import Skill, SkillGroup
from tests.search.closest.builders import build_here
from tests.support.factories import (
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    SourceFactory,
    add_items,
)

pytestmark = pytest.mark.django_db


def skills_of_role() -> PreparedQuery[RoleSkill]:
    return PreparedQuery(
        RoleSkill,
        lambda items: items.filter(role=QueryParam("role")).select_related("skill__group", "role"),
    )


def test_query_is_run_with_what_is_given_each_time():
    read = skills_of_role()
    first, second = RoleSkillFactory(), RoleSkillFactory()

    assert [read(role=item.role_id) for item in (first, second)] == [[first], [second]]


def test_query_of_a_text_is_run_with_what_is_given():
    read = PreparedQuery(Skill, lambda skills: skills.filter(slug=QueryParam("slug")))
    SkillFactory(slug="100%s")
    skill = SkillFactory(slug="it's")

    assert read(slug="it's") == [skill]


@pytest.mark.parametrize("size", [0, 1, 3, 30])
def test_list_may_have_any_length(size):
    read = PreparedQuery(
        Skill, lambda skills: skills.filter(pk__in=QueryParam("ids")).order_by("pk")
    )
    skills = [SkillFactory() for _ in range(size + 1)][:size]

    assert read(ids=[skill.pk for skill in skills]) == skills


@pytest.mark.parametrize("ids", [[], [1], [1, 2, 3], [*range(30)]])
def test_list_that_is_packed_may_have_any_length_and_is_one_parameter_of_sqlite(ids):
    skills = [SkillFactory(pk=pk) for pk in range(40)]
    ids_and_slugs = Q(pk__in=QueryParam("ids", packed=True)) | Q(
        slug__in=QueryParam("slugs", packed=True)
    )
    read = PreparedQuery(Skill, lambda skills: skills.filter(ids_and_slugs).order_by("pk"))

    with CaptureQueriesContext(connection) as queries:
        found = read(ids=ids, slugs=["ä", skills[35].slug])

    assert found == [*(skills[pk] for pk in ids), skills[35]]
    [query] = queries
    assert ("json_each" in query["sql"]) == (connection.vendor == "sqlite")


def test_numbers_of_a_long_list_stand_in_the_sql():
    read = PreparedQuery(
        Skill, lambda skills: skills.filter(pk__in=QueryParam("ids"), slug__in=QueryParam("slugs"))
    )
    slugs = [f"skill-{number}" for number in range(30)]
    statement = Statement.of(read.queryset(), "default")

    sql, params = statement.filled({"ids": [*range(21)], "slugs": slugs})
    assert "IN (0, 1, 2, 3, " in sql
    assert params == slugs
    sql, params = statement.filled({"ids": [1, 2], "slugs": slugs[:1]})
    assert "IN (%s, %s)" in sql
    assert params == [1, 2, *slugs[:1]]


def test_rows_have_what_is_joined_to_them(django_assert_num_queries):
    role, group = RoleFactory(), SkillGroupFactory()
    for order, of in enumerate([group, None, group]):
        RoleSkillFactory(role=role, order=order, skill=SkillFactory(group=of))

    with django_assert_num_queries(1):
        items = skills_of_role()(role=role.pk)
        assert [item.skill.group for item in items] == [group, None, group]
        assert items[0].role is items[2].role
        assert items[0].skill.group is items[2].skill.group


def test_values_are_those_that_django_would_read():
    [read] = PreparedQuery(Role, lambda roles: roles)() if add_items(RoleFactory()) else []
    role = Role.objects.get()

    for name in shown_columns(Role):
        assert (name, getattr(read, name)) == (name, getattr(role, name))
    assert (read.t.title, read._state.adding, read._state.db) == (role.t.title, False, "default")


def test_what_no_page_shows_is_read_only_when_it_is_asked_for(django_assert_num_queries):
    SkillFactory(title="Empathy")
    [skill] = PreparedQuery(Skill, lambda skills: skills)()

    assert {"title", "sort_fi"}.isdisjoint(vars(skill))
    with django_assert_num_queries(1):
        key = skill.sort_fi
    assert key == Skill.objects.get().sort_fi


def test_what_is_computed_stands_on_the_row():
    groups = [SkillGroupFactory(order=order) for order in (1, 2)]
    for group in (groups[0], groups[0], groups[1]):
        SkillFactory(group=group)
    count = Count("skills", filter=Q(skills__slug__gt=QueryParam("after")))

    counted = PreparedQuery(
        SkillGroup, lambda groups: groups.annotate(n=count, twice=F("n") + F("n"))
    )

    assert [(group, group.n, group.twice) for group in counted(after="")] == [
        (groups[0], 2, 4),
        (groups[1], 1, 2),
    ]


def test_each_language_has_a_query_of_its_own():
    first, second = (SkillFactory(title_fi=fi, title_en=en) for fi, en in ("ab", "ba"))
    read = PreparedQuery(Skill, lambda found: found.in_reading_order(translation.get_language()))

    for language, wanted in (("fi", [first, second]), ("en", [second, first])):
        with translation.override(language):
            assert read() == wanted


def test_what_is_kept_is_not_read_again(django_assert_num_queries):
    role = RoleFactory()
    set_prefetched(role, "role_skills", ["one"])

    with django_assert_num_queries(0):
        assert list(role.role_skills.all()) == ["one"]


def test_query_that_says_only_reads_just_those_columns_and_the_keys(django_assert_num_queries):
    item = RoleSkillFactory(skill__title_en="Listening")
    read = PreparedQuery(
        RoleSkill,
        lambda items: items.select_related("skill").only("order", "skill__title_en"),
    )

    [found] = read()

    with django_assert_num_queries(0):
        assert (found.order, found.skill.title_en, found.skill.pk) == (
            item.order,
            "Listening",
            item.skill_id,
        )
    assert found.get_deferred_fields() >= {"requirement", "context_en"}
    assert found.skill.get_deferred_fields() >= {"slug", "description_en"}


def test_rows_have_the_columns_in_the_order_asked_for():
    item = RoleSkillFactory(order=7)
    RoleSkillFactory()
    names = ("skill__slug", "requirement", "pk", "order", "role")
    read = PreparedRows(RoleSkill, lambda items: items.filter(role=QueryParam("role")), *names)

    assert read(role=item.role_id) == [
        (item.skill.slug, item.requirement, item.pk, 7, item.role_id)
    ]


def test_rows_of_a_union_are_those_of_all_its_parts():
    skill, role = SkillFactory(slug="a"), RoleFactory(slug="a")
    RoleFactory(slug="b")
    parts = [
        model.objects.filter(slug=QueryParam("slug")).order_by().values_list(sign * F("pk"))
        for model, sign in ((Skill, 1), (Role, -1))
    ]
    read = PreparedRows(Skill, lambda _: parts[0].union(parts[1]))

    assert {*map(tuple, read(slug="a"))} == {(skill.pk,), (-role.pk,)}


def test_page_that_reads_rows_without_instances_is_made_of_no_one_knows_what():
    RoleSkillFactory()
    items = PreparedQuery(RoleSkill, lambda items: items)
    rows = PreparedRows(RoleSkill, lambda items: items, "pk", "skill")

    with collecting() as page:
        assert (len(items()), page.is_known) == (1, True)
        assert (len(rows()), page.is_known) == (1, False)


def test_whoever_wants_to_know_of_queries_is_told_of_prepared_ones(django_assert_num_queries):
    RoleSkillFactory()
    items, asked = PreparedQuery(RoleSkill, lambda items: items), []

    def record(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    with collecting() as page:
        with django_assert_num_queries(1):
            items()
        with connection.execute_wrapper(record):
            items()

    assert page.is_known
    assert len(asked) == 1


# --- Literal per cent signs --------------------------------------------------------------------


def with_percent_signs() -> QuerySet[Skill]:
    """A query with a remainder, a LIKE pattern and a text, each with a per cent sign."""
    return Skill.objects.annotate(
        rest=F("pk") % 2,
        is_like=RawSQL("slug LIKE '%%s%%'", (), output_field=BooleanField()),
        text=Value("100%s"),
    ).filter(slug=QueryParam("slug"))


def test_per_cent_signs_of_the_sql_are_no_placeholders():
    skill, _other = SkillFactory(slug="listening"), SkillFactory(slug="empathy")

    [found] = PreparedQuery(Skill, lambda _: with_percent_signs())(slug="listening")

    assert (found.rest, found.is_like, found.text) == (skill.pk % 2, True, "100%s")


@pytest.mark.parametrize("name", ["core.sqlite3", "core.postgresql"])
def test_per_cent_signs_are_compiled_for_either_database(name):
    connection = load_backend(name).DatabaseWrapper(
        connections["default"].settings_dict | {"ENGINE": name, "OPTIONS": {}}, "other"
    )
    connections["other"] = connection
    try:
        sql, params = Statement.of(with_percent_signs(), "other").filled({"slug": "listening"})
    finally:
        del connections["other"]

    assert "LIKE '%%s%%'" in sql
    # As both drivers do: doubled signs are single ones.
    assert "LIKE '%s%'" in sql % tuple("?" for _ in params)
    assert {*params} >= {"listening", "100%s"}


# --- Django's private parts --------------------------------------------------------------------


def private_names() -> list[tuple[object, str]]:
    """What core.prepared uses of Django without a promise that it stays."""
    query = Skill.objects.annotate(n=Count("pk")).only("slug").query
    compiler = query.get_compiler("default")
    compiler.as_sql()
    names = ("chain", "annotation_select", "deferred_loading", "select_related", "set_values")
    return [
        *((query, name) for name in (*names, "get_compiler")),
        *((compiler, name) for name in ("as_sql", "select", "get_converters")),
        *((ModelState(), name) for name in ("adding", "db", "fields_cache")),
    ]


def test_private_parts_of_django_are_there_and_listed():
    for owner, name in private_names():
        assert hasattr(owner, name), f"Django has no {type(owner).__name__}.{name} any more"
        assert f"{name}`" in prepared.__doc__


def test_django_looks_for_prefetched_objects_where_they_are_put():
    role = RoleFactory()
    prefetch_related_objects([role], "role_skills")

    assert prepared.PREFETCHED in vars(role)
    assert prepared.PREFETCHED in prepared.__doc__


# --- All prepared queries ----------------------------------------------------------------------


def values_of(instance: Model, expected: Model) -> list[object]:
    """What was read for an instance, and for those joined to it, and what Django reads for both."""
    pairs = [
        (name, value, getattr(expected, name))
        for name, value in vars(instance).items()
        if name not in ("_state", prepared.PREFETCHED)
    ]
    for name, joined in instance._state.fields_cache.items():
        related = getattr(expected, name)
        pairs.append((name, joined, related))
        pairs += values_of(joined, related) if joined else []
    return pairs


@pytest.fixture
def compared(monkeypatch):
    """Runs each prepared query also as a plain QuerySet, and notes where it is defined."""
    places, run = set(), PreparedQuery.__call__

    def plain(query, arguments):
        def as_sql(param, compiler, connection):
            value = arguments[param.name]
            values = value if isinstance(value, list) else [value]
            return f"({', '.join(['%s'] * len(values)) or 'NULL'})", values

        with monkeypatch.context() as patch:
            for name in ("as_sql", "as_sqlite"):
                patch.setattr(QueryParam, name, as_sql)
            return list(query.queryset())

    def run_both(query, **arguments):
        rows, expected = run(query, **arguments), plain(query, arguments)
        if isinstance(query, PreparedRows):
            assert sorted(map(tuple, rows)) == sorted(expected)
        else:
            compare_instances(*(in_its_order(query, found) for found in (rows, expected)))
        places.add(query.narrow.__code__)
        return rows

    monkeypatch.setattr(PreparedQuery, "__call__", run_both)
    return places


def in_its_order(query: PreparedQuery, found: list[Model]) -> list[Model]:
    """What was found, in the order of the query if it has one."""
    return found if query.queryset().ordered else sorted(found, key=lambda row: row.pk)


def compare_instances(rows: list[Model], expected: list[Model]) -> None:
    assert rows == expected
    for row, wanted in zip(rows, expected, strict=True):
        for name, value, read in values_of(row, wanted):
            assert (name, value) == (name, read)


ADDRESSES = (
    "/en/",
    "/en/roles/",
    "/en/roles/?skill=empathy&tools=crm&metric=csat&family=support",
    "/en/skills/",
    "/en/search/?q=team",
    "/en/search/?q=supporter+of+customers",
    "/en/feed/",
    ""
    ""
    "/en/compare/?role=customer-support-team-lead&role=customer-service-manager&skill=empathy&tool=zendesk",
    "/en/find/?skill=communication&tool=zendesk&role=customer-service-manager",
    "/en/move/?from=customer-service-manager&to=customer-support-team-lead",
    "/en/careers/",
    "/en/careers/customer-support-operations-manager/",
    "/en/careers/customer-support-representative/",
    "/en/careers/without-position/",
    "/en/coverage/",
    "/en/roles.csv",
    "/en/skills.csv",
    "/en/tools.csv",
    "/en/metrics.csv",
)


def test_every_prepared_query_reads_what_django_reads(
    content, compared, client, settings, tmp_path
):
    build_here(settings, tmp_path)  # the index of closest titles
    settings.TELL_OUTDATED = True
    role = Role.objects.get(slug="customer-support-team-lead")
    words = (role.role_skills.first().skill, role.role_metrics.first().metric)
    use = role.tool_uses.filter(tools__isnull=False).first()
    items = [role, *words, use.category, use.tools.first()]
    other = RoleFactory(slug="without-position")
    SourceFactory(acknowledgement="Thank you.")
    for address in (*ADDRESSES, *(item.get_absolute_url() for item in items)):
        assert client.get(address).status_code == 200
    other.status = Role.Status.RETIRED
    for item in (role, role.role_skills.first(), words[0], other):
        item.save()  # what is kept is brought up to date
    for address in ("/en/", "/en/roles/", "/en/skills/", "/en/coverage/"):
        assert client.get(address).status_code == 200
    assert client.get(f"/api/v1/roles/{role.slug}").status_code == 200
    for kind, source in INDEXED_KINDS.items():
        drafts_by_pk(kind, source.objects().values_list("pk", flat=True)[:50])
    with_titles([SearchHits(("role", role.pk))], Query("lead", [], {}), "en", Generation(0))

    packages = {query.narrow.__code__ for query in PreparedQuery.registered if is_ours(query)}
    assert [f"{code.co_filename}:{code.co_firstlineno}" for code in packages - compared] == []
    assert len(compared) > 15


def is_ours(query: PreparedQuery) -> bool:
    return not query.narrow.__module__.startswith("tests")
