import pytest

from search.engines import engine
from search.find import search
from search.hits import HitBuilder, fetch_objects, group_by_object, title_of
from search.ids import pack_object, pack_passage
from search.marks import Marker
from search.models import State
from search.passages import HIDDEN_TITLE, TITLE
from search.query import QueryReader
from search.ranking import ScoredPassage
from search.results import Hit, SearchRequest
from search.upkeep import index_pending
from tests.search.builders import candidate
from tests.support.factories import (
    AlternativeTitleFactory,
    CareerStepFactory,
    DraftFactory,
    PositionFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleFamilyFactory,
    ToolFactory,
)

pytestmark = pytest.mark.django_db


def scored(key: tuple[str, int], score: float, position: int = 0, **fields) -> ScoredPassage:
    passage_id = pack_passage(0, 1, pack_object(*key), position)
    return ScoredPassage(candidate(**{"title": "Lead", "id": passage_id} | fields), score)


def builder(text: str = "lead", language: str = "en") -> HitBuilder:
    query = QueryReader(engine(), State.objects.first() or State()).read(text)
    return HitBuilder(Marker(query), language)


def first_hit(text: str, language: str = "en") -> Hit:
    index_pending()
    return search(SearchRequest(text, language)).hits[0]


def test_passages_are_grouped_by_object_in_the_order_of_the_best():
    hits = [scored(("role", 2), 0.9), scored(("role", 1), 0.8), scored(("role", 2), 0.7, 1)]

    groups = group_by_object(hits)

    assert [(group.key, len(group.passages), group.score) for group in groups] == [
        (("role", 2), 2, 0.9),
        (("role", 1), 1, 0.8),
    ]


def test_objects_that_are_deleted_or_hidden_are_left_out():
    role, draft, tool = RoleFactory(), DraftFactory(), ToolFactory()
    keys = [("role", role.pk), ("role", draft.pk), ("role", 10**6), ("tool", tool.pk)]

    assert fetch_objects(keys) == {("role", role.pk): role, ("tool", tool.pk): tool}
    assert builder().hits(group_by_object(scored(key, 0.9) for key in keys[1:3])) == ()


def test_title_of_a_tool_is_its_name_in_every_language():
    title = title_of(ToolFactory(name="Jira"), "fi")

    assert (title.value, title.is_fallback) == ("Jira", False)


@pytest.mark.parametrize("typed", ["solderer", "sodlerer"])
def test_hidden_title_that_finds_its_role_is_named(typed):
    AlternativeTitleFactory(role=RoleFactory(slug="lead"), title="Solderer", shown=False)

    hit = first_hit(typed)

    assert (hit.object.slug, hit.passage.why) == ("lead", "Matching name: Solderer")


@pytest.mark.parametrize(
    ("typed", "why"), [("bricklyer", ""), ("brickleyer", "Also called: Brickleyer")]
)
def test_typing_error_names_another_title_only_if_the_shown_one_does_not_answer(typed, why):
    role = RoleFactory(title_en="Bricklayer")
    AlternativeTitleFactory(role=role, title="Brickleyer", language="en")

    assert first_hit(typed).passage.why == why


def test_title_that_differs_in_capitals_only_is_the_one_that_is_shown():
    key = ("role", RoleFactory(title_en="Lead").pk)
    hit = scored(key, 0.9, section=HIDDEN_TITLE, title="LEAD")

    [found] = builder().hits(group_by_object([hit]))

    assert found.passage.why == ""


@pytest.mark.parametrize(("score", "section"), [(0.8, TITLE), (0.7, HIDDEN_TITLE)])
def test_hidden_title_gives_way_to_a_passage_that_scores_nearly_as_much(score, section):
    key = ("role", RoleFactory().pk)
    hits = [
        scored(key, 0.9, section=HIDDEN_TITLE, title="Secret"),
        scored(key, score, 1, title="Lead"),
    ]

    [hit] = builder().hits(group_by_object(hits))

    assert bool(hit.passage.why) == (section == HIDDEN_TITLE)


def test_match_of_another_title_or_language_is_explained():
    role = RoleFactory(title_en="Painter", title_pl="Malarz")
    AlternativeTitleFactory(role=role, title="Decorator", language="en")

    assert first_hit("malarz").passage.why == "Title in Polish: Malarz"
    assert first_hit("decorator").passage.why == "Also called: Decorator"
    assert first_hit("painter").passage.why == ""


def test_further_places_of_a_page_are_listed_once():
    role = RoleFactory(title="Lead")
    item = ResponsibilityFactory(role=role, title="Lead a team")

    hit = first_hit("lead")

    assert [passage.address for passage in hit.more] == [f"{hit.address}#{item.anchor}"]
    assert hit.more[0].place == ("Lead en", "Responsibilities")


def test_family_leads_to_its_roles_and_position_to_its_place_on_a_ladder():
    step = CareerStepFactory(positions=[PositionFactory(title="Foreman")])
    RoleFamilyFactory(slug="crafts", title="Crafts")

    assert first_hit("crafts").address == "/en/roles/?family=crafts"
    assert first_hit("foreman").address == f"/en/roles/{step.role.slug}/#{step.anchor}"


def test_whole_passage_has_all_of_its_text():
    text = "before " * 60 + "lead " + "after " * 60
    hit = scored(("role", 1), 0.9)
    title = title_of(RoleFactory(), "en")

    def quoted(passage):
        return "".join(segment.text for segment in passage.quote)

    assert quoted(builder().whole_passage(hit, title, "/", text)) == text
    assert len(quoted(builder().passage(hit, title, "/", text))) < len(text)
