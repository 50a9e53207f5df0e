"""The one way into the search."""

from search.results import Request, Results, SuggestionGroup


def search(request: Request) -> Results:
    """Finds what a request asks for. Bad input finds nothing; nothing is raised."""
    return Results(request)


def suggest(text: str, language: str, limit: int = 8) -> tuple[SuggestionGroup, ...]:
    """What someone who has typed this far may mean, by kind, at most `limit` in all."""
    return ()
