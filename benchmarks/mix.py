"""Mixed requests: half of them searches like no other, the rest all kinds of pages."""

from collections.abc import Callable, Iterator
from random import Random
from urllib.parse import quote

from benchmarks.words import DEEDS, FIELDS, JOBS, LANGUAGES, OBJECTS, RANKS

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöøæąęłńóśż"
ROWS = [row for words in (RANKS[1:], FIELDS, JOBS, DEEDS, OBJECTS) for row in words]
OTHER_PATHS = (
    *("/", "/nowhere/", "/en/nowhere/", "/no/", "/health/live", "/health/ready", "/robots.txt"),
    *(
        "/admin/account/sign-in/",
        "/en/roles/?q=%00",
        "/static/nothing.css",
        "/.well-known/security.txt",
    ),
)


class Mix:
    """Endless requests for the pages of a site, the same ones for the same seed."""

    def __init__(self, paths: list[str], seed: int = 1) -> None:
        """`paths` are those of the sitemap."""
        self._random = Random(seed)
        self._paths = paths
        self._roles = _slugs(paths, "roles")
        self._skills = _slugs(paths, "skills")
        self._tools = _slugs(paths, "tools")
        self._asked: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        while True:
            yield self.search()
            yield self.page()

    def search(self) -> str:
        """A search that was not asked for before."""
        number = self._random.randrange(len(LANGUAGES))
        while (text := self._text(number)) in self._asked:
            pass
        self._asked.add(text)
        return f"/{LANGUAGES[number]}/search/?q={quote(text)}"

    def _text(self, language: int) -> str:
        """A few words of a language, sometimes misspelt, sometimes none."""
        kind = self._random.random()
        if kind < 0.15:
            return self._nonsense()
        words = [row[language].strip() for row in self._random.sample(ROWS, 2)]
        if kind < 0.5:
            words.append(self._misspelt(self._random.choice(ROWS)[language].strip()))
        elif kind < 0.7:
            words.append(self._random.choice(self._roles).replace("-", " "))
        else:
            words.append(self._random.choice(self._skills).replace("-", " "))
        return " ".join(words)

    def _nonsense(self) -> str:
        return "".join(self._random.choices(LETTERS, k=self._random.randint(5, 14)))

    def _misspelt(self, word: str) -> str:
        place = self._random.randrange(len(word))
        return word[:place] + self._random.choice(LETTERS) + word[place + 1 :]

    def page(self) -> str:
        """A page of any kind but searches."""
        kinds: tuple[Callable[[], str], ...] = (
            *(self._any, self._any, self._any, self._list, self._find, self._compare),
            *(self._move, self._suggest, self._second_language, self._other),
        )
        return self._random.choice(kinds)()

    def _any(self) -> str:
        return self._random.choice(self._paths)

    def _other(self) -> str:
        return self._random.choice(OTHER_PATHS)

    def _in(self) -> str:
        return f"/{self._random.choice(LANGUAGES)}"

    def _role(self) -> str:
        return self._random.choice(self._roles)

    def _words(self) -> str:
        return self._random.choice(self._random.choice(ROWS)).strip()

    def _word(self) -> str:
        return quote(self._words())

    def _list(self) -> str:
        facets = (
            f"skill={self._random.choice(self._skills)}",
            f"tool={self._random.choice(self._tools)}",
            f"text={self._word()}",
            f"letter={quote(self._random.choice(LETTERS).upper())}",
            f"after={self._role()}&view=table",
            f"skill_q={self._word()}",
        )
        return f"{self._in()}/roles/?{'&'.join(self._random.sample(facets, 2))}"

    def _find(self) -> str:
        skills = self._random.sample(self._skills, min(len(self._skills), 8))
        ticked = "&".join(f"skill={skill}" for skill in skills)
        return f"{self._in()}/find/?{ticked}&q={self._word()}"

    def _compare(self) -> str:
        return f"{self._in()}/compare/?role={self._role()}&role={self._role()}"

    def _move(self) -> str:
        return f"{self._in()}/move/?from={self._role()}&to={self._role()}&to_q={self._word()}"

    def _suggest(self) -> str:
        return f"{self._in()}/suggest/?q={quote(self._words()[:4])}"

    def _second_language(self) -> str:
        return f"{self._in()}/roles/{self._role()}/?with={self._random.choice(LANGUAGES)}"


def _slugs(paths: list[str], kind: str) -> list[str]:
    """The slugs of the pages of a kind, each once."""
    parts = [path.strip("/").split("/") for path in paths]
    return sorted({part[2] for part in parts if len(part) == 3 and part[1] == kind})
