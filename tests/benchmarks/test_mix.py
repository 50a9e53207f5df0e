from itertools import islice

from benchmarks.mix import Mix

PATHS = [
    *("/en/", "/en/roles/", "/en/roles/team-lead/", "/fi/roles/team-lead/", "/en/roles/clerk/"),
    *("/en/skills/data/", "/en/skills/law/", "/en/tools/zendesk/", "/en/tools/category/crm/"),
]


def test_half_of_the_requests_are_searches_that_nobody_made_before():
    requests = list(islice(Mix(PATHS), 2_000))
    searches = [path for path in requests if "/search/" in path]

    assert len(searches) == len(set(searches)) == 1_000


def test_rest_is_of_all_kinds_and_the_same_for_the_same_seed():
    requests = list(islice(Mix(PATHS), 2_000))

    assert requests == list(islice(Mix(PATHS), 2_000))
    assert requests != list(islice(Mix(PATHS, seed=2), 2_000))
    for kind in ("/find/?", "/compare/?", "/move/?", "/suggest/?", "skill=", "/nowhere/", "?with="):
        assert any(kind in path for path in requests), kind
    assert all(path.isascii() for path in requests)
