"""Fills a database with a generated classification of any size, deterministically.

    python -m benchmarks.generate --roles 30000

Its shape is that of ESCO: titles of 25 letters and texts of 300, a third of the alternative titles,
few skills used by many roles and most by a handful, half of a role's skills from its own field, and
missing Norwegian and Polish texts. Rows are streamed, so memory stays constant. Existing rows stay.
"""

import argparse
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from math import prod
from random import Random
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model
from django.utils.text import slugify

from benchmarks import words
from core import bulk
from core.content_version import raise_version
from roles.models import AlternativeTitle, Hue, Role, RoleFamily, RoleSkill, Stage
from skills.models import Skill, SkillKind
from translations.collation import sort_key
from translations.languages import fallback_languages

SEED = 20
LEVELS = (10, 43, 130, 436)  # families on each level of ISCO-08
SKILLS = 13_896
SKILLS_PER_ROLE = 40
PUBLISHED = datetime(2026, 3, 2, tzinfo=UTC)
# The shares of titles and descriptions that exist in a language, as in ESCO.
ROLE_TITLE_SHARES = {"en": 1, "fi": 1, "nb": 0.978, "pl": 0.999}
ROLE_TEXT_SHARES = {"en": 1, "fi": 1, "nb": 0, "pl": 0.99}
SKILL_TITLE_SHARES = {"en": 1, "fi": 1, "nb": 0.076, "pl": 0.163}
SKILL_TEXT_SHARES = {"en": 1, "fi": 0.95, "nb": 0, "pl": 0}
TITLES_PER_ROLE = {"en": 3, "fi": 0, "nb": 1, "pl": 2}
KIND_WEIGHTS: list[tuple[str, int]] = [(SkillKind.COMPETENCE, 78), (SkillKind.KNOWLEDGE, 22)]
REUSE_WEIGHTS: list[tuple[str, int]] = [
    (Skill.Reuse.TRANSVERSAL, 3),
    (Skill.Reuse.CROSS_SECTOR, 27),
    (Skill.Reuse.SECTOR_SPECIFIC, 48),
    (Skill.Reuse.OCCUPATION_SPECIFIC, 22),
]

# The values of one row by column.
ColumnValues = dict[str, Any]
# A word in each of `words.LANGUAGES`.
Word = tuple[str, str, str, str]


class GeneratedClassification:
    """The rows of one classification. Primary keys continue after those in the database."""

    def __init__(
        self, roles: int, skills: int, levels: Iterable[int], skills_per_role: int
    ) -> None:
        self.roles, self.skills, self.levels = roles, skills, list(levels)
        self.skills_per_role = skills_per_role
        self.first = {model: _next_id(model) for model in (RoleFamily, Skill, Role)}
        self.random = Random(SEED)

    def write(self) -> None:
        """Writes everything in one transaction. Does not update the search index: it takes long."""
        with transaction.atomic():
            insert(RoleFamily, self.families())
            insert(Skill, self.skill_rows())
            insert(Role, self.role_rows())
            insert(AlternativeTitle, self.title_rows())
            insert(RoleSkill, self.role_skill_rows())
            raise_version()

    def families(self) -> Iterator[ColumnValues]:
        """A tree with `levels[n]` families on level n, parents before children."""
        hues, pk = list(Hue), self.first[RoleFamily]
        parents: list[tuple[int | None, str]] = [(None, "")]  # primary key, path
        for level, number in enumerate(self.levels):
            families: list[tuple[int | None, str]] = []
            for index in range(number):
                parent, path = parents[index * len(parents) // number]
                slug = f"group-{level + 1}-{index + 1}"
                families.append((pk, f"{path}{slug}/"))
                field = words.FIELDS[pk % len(words.FIELDS)]
                titles = {
                    c: f"{field[n].capitalize()} {level + 1}.{index + 1}"
                    for n, c in enumerate(words.LANGUAGES)
                }
                yield {
                    "id": pk, "slug": slug, "path": families[-1][1], "parent_id": parent,
                    "hue": hues[(path.count("/") and pk) % len(hues)], "order": index,
                    **_texts("title", titles), **_sort_keys(titles),
                }  # fmt: skip
                pk += 1
            parents = families

    def skill_rows(self) -> Iterator[ColumnValues]:
        """Skills, the most popular first."""
        for index in range(self.skills):
            titles = self._titles([words.DEEDS, words.FIELDS, words.OBJECTS], index, " ")
            titles = self._drop_some(titles, SKILL_TITLE_SHARES)
            pk = self.first[Skill] + index
            yield {
                "id": pk, "slug": f"{slugify(titles['en'])}-{pk}"[:100], "source_language": "en",
                "kind": self._choose(KIND_WEIGHTS), "reuse": self._choose(REUSE_WEIGHTS),
                **_texts("title", titles), **_sort_keys(titles),
                **_texts("description", self._prose(SKILL_TEXT_SHARES, 150)),
            }  # fmt: skip

    def role_rows(self) -> Iterator[ColumnValues]:
        """Roles, every hundredth a draft, spread over the families of the last level."""
        for index in range(self.roles):
            titles = self._titles([words.RANKS, words.FIELDS, words.JOBS], index, "")
            titles = self._drop_some(titles, ROLE_TITLE_SHARES)
            texts = self._prose(ROLE_TEXT_SHARES, 300)
            pk = self.first[Role] + index
            is_draft = index % 100 == 99
            when = PUBLISHED + timedelta(minutes=self.random.randrange(300_000))
            yield {
                "id": pk, "slug": f"{slugify(titles['en'])}-{pk}"[:100], "source_language": "en",
                "family_id": self._family_of(index),
                "stage": self.random.choice(["", "", "", *Stage.values]),
                "status": Role.Status.DRAFT if is_draft else Role.Status.PUBLISHED,
                "published_at": None if is_draft else PUBLISHED, "updated_at": when,
                **_texts("title", titles), **_sort_keys(titles), **_texts("introduction", texts),
                **_texts("summary", {code: text.partition(".")[0] for code, text in texts.items()}),
            }  # fmt: skip

    def title_rows(self) -> Iterator[ColumnValues]:
        """Alternative titles of the roles."""
        for index in range(self.roles):
            for code, number in TITLES_PER_ROLE.items():
                for other in range(number):
                    n = index * 7 + other * 1_001 + 1
                    titles = self._titles([words.RANKS, words.FIELDS, words.JOBS], n, "")
                    pk = self.first[Role] + index
                    yield {"role_id": pk, "language": code, "title": titles[code], "order": other}

    def role_skill_rows(self) -> Iterator[ColumnValues]:
        """Half of a role's skills are popular ones, half are near those of its field."""
        popular, mean = range(self.skills), self.skills_per_role
        weights = list(accumulate(1 / (60 + rank) for rank in popular))
        for index in range(self.roles):
            number = max(1, round(self.random.gauss(mean, mean / 4)))
            field = self._family_of(index) * 31
            chosen = set(self.random.choices(popular, cum_weights=weights, k=number // 2))
            while len(chosen) < min(number, self.skills):
                chosen.add((field + int(self.random.expovariate(0.02))) % self.skills)
            for order, skill in enumerate(sorted(chosen)):
                yield {
                    "role_id": self.first[Role] + index, "skill_id": self.first[Skill] + skill,
                    "order": order, "requirement": ("essential", "useful")[order % 2],
                }  # fmt: skip

    def _family_of(self, index: int) -> int:
        *upper_levels, last_level = self.levels
        return self.first[RoleFamily] + sum(upper_levels) + (index * 7) % last_level

    def _titles(self, lists: list[list[Word]], number: int, glue: str) -> dict[str, str]:
        """A combination of words, in each language."""
        # 2,741 is prime: consecutive titles differ in every word.
        number = number * 2_741 % prod(map(len, lists))
        parts = []
        for rows in lists:
            number, row = divmod(number, len(rows))
            parts.append(rows[row])
        return {code: _title(code, [part[n] for part in parts], glue)
                for n, code in enumerate(words.LANGUAGES)}  # fmt: skip

    def _drop_some(self, texts: dict[str, str], shares: dict[str, float]) -> dict[str, str]:
        return {code: text for code, text in texts.items() if self.random.random() < shares[code]}

    def _prose(self, shares: dict[str, float], length: int) -> dict[str, str]:
        """Sentences of about `length` letters, in each language with a probability."""
        return {
            code: self._sentences(n, length)
            for n, code in enumerate(words.LANGUAGES)
            if self.random.random() < shares[code]
        }

    def _sentences(self, language: int, length: int) -> str:
        text = ""
        while len(text) < length * 0.8:
            names = (words.DEEDS, words.FIELDS, words.OBJECTS, words.DEEDS, words.OBJECTS)
            text += " ".join(self.random.choice(rows)[language] for rows in names).capitalize()
            text += ". "
        return text.strip()

    def _choose(self, weighted: list[tuple[str, int]]) -> str:
        values, weights = zip(*weighted, strict=True)
        value: str = self.random.choices(values, weights)[0]
        return value


def insert(model: type[Model], rows: Iterable[ColumnValues]) -> None:
    """Streams rows into the table of a model. Missing columns get the field's default."""
    fields = model._meta.concrete_fields
    columns = [f for f in fields if not f.primary_key or model in (RoleFamily, Skill, Role)]
    names, defaults = [f.attname for f in columns], [f.get_default() for f in columns]
    values = (tuple(map(row.get, names, defaults)) for row in rows)
    bulk.insert(model, [f.name for f in columns], values, connection.alias)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _next_id(model: type[Model]) -> int:
    return (model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


def _title(code: str, parts: list[str], glue: str) -> str:
    """Polish puts the field last; Finnish and Norwegian write compounds."""
    start, field, end = parts
    if code == "pl":
        return f"{start}{glue}{end} {field}"
    space = " " if code == "en" else ""
    return f"{start}{glue}{field}{space}{end}"


def _texts(field: str, texts: dict[str, str]) -> ColumnValues:
    """The columns of a translated field; the one without a language holds the English text."""
    return {f"{field}_{code}": text for code, text in texts.items()} | {field: texts.get("en", "")}


def _sort_keys(titles: dict[str, str]) -> ColumnValues:
    shown = {code: next(titles[c] for c in fallback_languages(code, "en") if c in titles)
             for code in words.LANGUAGES}  # fmt: skip
    return {f"sort_{code}": sort_key(text, code) for code, text in shown.items()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.generate", description=__doc__)
    parser.add_argument("--roles", type=int, default=3_000)
    parser.add_argument("--skills", type=int, default=SKILLS)
    parser.add_argument(
        "--skills-a-role", dest="skills_per_role", type=int, default=SKILLS_PER_ROLE
    )
    parser.add_argument("--families", default=",".join(map(str, LEVELS)),
                         help="how many on each level, the broadest first")  # fmt: skip
    options = parser.parse_args()
    levels = map(int, options.families.split(","))
    GeneratedClassification(options.roles, options.skills, levels, options.skills_per_role).write()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
