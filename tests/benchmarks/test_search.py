from collections import Counter
from contextlib import nullcontext

import pytest

from analysis.languages import LANGUAGES as ROWS
from benchmarks import search
from benchmarks.search import (
    CONSTITUENT,
    EVERYDAY,
    KINDS,
    LabelledQuery,
    Outcome,
    ask,
    ask_all,
    everyday_queries,
    figures,
    print_table,
    queries,
)
from careers.models import Position
from roles.models import Role, RoleFamily
from search.models import BOUND_SCHEME, Synonym
from search.upkeep import index_pending
from skills.models import Metric, Skill, Tool, ToolCategory
from sources.models import Identifier
from tests.support.factories import RoleFactory
from translations.languages import language_codes

MODELS = {
    "role": Role,
    "skill": Skill,
    "tool": Tool,
    "category": ToolCategory,
    "metric": Metric,
    "position": Position,
    "family": RoleFamily,
}
LEAD = LabelledQuery("team lead", "en", "split", frozenset({"role:customer-support-team-lead"}), "")
PART = LEAD._replace(kind=CONSTITUENT)
NONSENSE = LabelledQuery("qwzxv plmkj", "en", "nonsense", frozenset(), "")


def test_each_language_has_sixty_queries_of_all_kinds_that_need_no_classification(language):
    own = [query for query in queries() if query.language == language and not query.needs]
    assert len(own) >= 60
    assert len({query.text for query in own}) == len(own)
    kinds = set(KINDS) if ROWS[language].has_compounds else {*KINDS} - {CONSTITUENT}
    assert set(Counter(query.kind for query in own)) == kinds


def test_twenty_constituents_are_asked_for_in_each_language_that_writes_compounds(language):
    own = [q for q in queries() if (q.language, q.kind) == (language, CONSTITUENT)]
    assert (len(own) >= 20) == ROWS[language].has_compounds


def test_only_nonsense_has_no_target_and_only_the_classification_may_be_needed():
    assert {query.language for query in queries()} == set(language_codes())
    assert [query for query in queries() if bool(query.targets) == (query.kind == "nonsense")] == []
    assert {query.needs for query in queries()} == {"", "esco"}


def test_targets_of_queries_are_in_the_content_that_ships(content):
    targets = {target for query in queries() if not query.needs for target in query.targets}
    available = {
        f"{kind}:{slug}"
        for kind, model in MODELS.items()
        for slug in model.objects.values_list("slug", flat=True)
    }
    assert targets - available == set()


def test_asking_gives_the_rank_of_the_target(content):
    index_pending()

    assert ask(LEAD).rank == 1
    assert ask(NONSENSE)[1:3] == (0, 0)


@pytest.mark.usefixtures("content")
def test_search_and_page_are_timed_for_each_query(monkeypatch):
    index_pending()
    asked = []
    monkeypatch.setenv("DATABASE_URL", "sqlite://")  # of the site that is measured
    monkeypatch.setattr(search, "serving", lambda application, folder, **site: nullcontext(8000))
    monkeypatch.setattr(
        search, "work_for_one", lambda port, message: asked.append(message.split()[1]) or 12.5
    )

    [outcome] = ask_all([LEAD])

    assert (outcome.rank, outcome.page_milliseconds) == (1, 12.5)
    assert outcome.milliseconds > 0
    assert asked[-1] == b"/en/search/?q=team+lead"


def test_figures_count_ranks_and_nonsense_without_hits():
    outcomes = [
        Outcome(LEAD, 1, 9, 10.0, 15.0),
        Outcome(LEAD, 4, 9, 20.0, 25.0),
        Outcome(LEAD, 0, 9, 30.0, 35.0),
        Outcome(NONSENSE, 0, 0, 40.0, 45.0),
        Outcome(NONSENSE, 0, 2, 50.0, 55.0),
    ]
    assert figures(outcomes)[:6] == ["5", "0.333", "0.667", "0.417", "", "0.500"]
    assert figures(outcomes)[6:] == ["30.0", "48.0", "49.6", "35.0", "53.0", "54.6"]
    assert figures(outcomes[3:])[1:6] == ["", "", "", "", "0.500"]
    assert figures(outcomes[:1])[:6] == ["1", "1.000", "1.000", "1.000", "", ""]
    assert figures(outcomes[:1])[6:] == ["10.0"] * 3 + ["15.0"] * 3


def test_constituents_count_as_found_or_not_and_in_no_other_figure():
    outcomes = [Outcome(PART, rank, 99, 10.0) for rank in (1, 50, 0)]
    assert figures(outcomes)[1:6] == ["", "", "", "0.667", ""]
    assert figures([*outcomes, Outcome(LEAD, 1, 9, 10.0)])[1:5] == ["1.000"] * 3 + ["0.667"]


def test_constituent_is_looked_for_beyond_the_first_page(db):
    for number in range(30):
        RoleFactory(slug=f"welder-{number}", title=f"Welder {number:02}")
    index_pending()

    last = ask(LEAD._replace(text="welder", targets=frozenset({"role:welder-29"}))).rank
    part = ask(PART._replace(text="welder", targets=frozenset({"role:welder-29"}))).rank

    assert (last, part) == (0, 30)


def test_everyday_words_are_asked_for_where_their_occupation_is_loaded(db, capsys):
    role = RoleFactory(slug="programmer", title="Software developer")
    Identifier.objects.create(about=role, scheme=BOUND_SCHEME, value="a")
    for phrase, uri in (("coder", "a"), ("hacker", "b"), ("geek", "")):
        Synonym.objects.create(
            language="en", phrase=phrase, meaning="software developer", identifier=uri
        )
    index_pending()

    [query] = everyday_queries()
    assert query == ("coder", "en", EVERYDAY, {"role:programmer"}, "esco")

    print_table("Site", [ask(query)])
    assert [line.split()[:3] for line in capsys.readouterr().out.splitlines()[3:]] == [
        ["en", "1", "1.000"],
        ["all", "1", "1.000"],
    ]
