from collections import Counter

from benchmarks.search import KINDS, Outcome, Query, ask, figures, queries
from careers.models import Position
from roles.models import Role, RoleFamily
from search.upkeep import index_pending
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.languages import codes

MODELS = {
    "role": Role,
    "skill": Skill,
    "tool": Tool,
    "category": ToolCategory,
    "metric": Metric,
    "position": Position,
    "family": RoleFamily,
}
LEAD = Query("team lead", "en", "split", frozenset({"role:customer-support-team-lead"}), "")
NONSENSE = Query("qwzxv plmkj", "en", "nonsense", frozenset(), "")


def test_each_language_has_sixty_queries_of_all_kinds_that_need_no_classification(language):
    mine = [query for query in queries() if query.language == language and not query.needs]
    assert len(mine) >= 60
    assert len({query.text for query in mine}) == len(mine)
    assert set(Counter(query.kind for query in mine)) == set(KINDS)


def test_only_nonsense_means_nothing_and_only_the_classification_is_asked_for():
    assert {query.language for query in queries()} == set(codes())
    assert [query for query in queries() if bool(query.targets) == (query.kind == "nonsense")] == []
    assert {query.needs for query in queries()} == {"", "esco"}


def test_what_queries_mean_is_in_the_content_that_ships(content):
    meant = {target for query in queries() if not query.needs for target in query.targets}
    there = {
        f"{kind}:{slug}"
        for kind, model in MODELS.items()
        for slug in model.objects.values_list("slug", flat=True)
    }
    assert meant - there == set()


def test_asking_gives_the_place_of_what_was_meant(content):
    index_pending()

    assert ask(LEAD).place == 1
    assert ask(NONSENSE)[1:3] == (0, 0)


def test_figures_count_places_and_nonsense_without_hits():
    outcomes = [
        Outcome(LEAD, 1, 9, 10.0),
        Outcome(LEAD, 4, 9, 20.0),
        Outcome(LEAD, 0, 9, 30.0),
        Outcome(NONSENSE, 0, 0, 40.0),
        Outcome(NONSENSE, 0, 2, 50.0),
    ]
    assert figures(outcomes) == ["5", "0.333", "0.667", "0.417", "0.500", "30.0", "48.0"]
    assert figures(outcomes[3:])[1:5] == ["", "", "", "0.500"]
    assert figures(outcomes[:1]) == ["1", "1.000", "1.000", "1.000", "", "10.0", "10.0"]
