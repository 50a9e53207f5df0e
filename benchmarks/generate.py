"""Fills a database with a classification of any size, always the same for the same numbers.

    python -m benchmarks.generate --roles 30000

Its shape is that of ESCO: titles of 25 letters and texts of 300, a third of the alternative titles,
skills of which few are taken by many roles and most by a handful, half of a role's skills from its
own field, Norwegian and Polish with their holes. Rows are streamed into the database, so memory
stays flat. What was in the database before stays there.
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
SKILLS_A_ROLE = 40
PUBLISHED = datetime(2026, 3, 2, tzinfo=UTC)
# How many of the titles and descriptions there are in a language, as in the download.
ROLES_WITH_TITLE = {"en": 1, "fi": 1, "nb": 0.978, "pl": 0.999}
ROLES_WITH_TEXT = {"en": 1, "fi": 1, "nb": 0, "pl": 0.99}
SKILLS_WITH_TITLE = {"en": 1, "fi": 1, "nb": 0.076, "pl": 0.163}
SKILLS_WITH_TEXT = {"en": 1, "fi": 0.95, "nb": 0, "pl": 0}
TITLES_A_ROLE = {"en": 3, "fi": 0, "nb": 1, "pl": 2}
KINDS = [(SkillKind.COMPETENCE, 78), (SkillKind.KNOWLEDGE, 22)]
REUSES = [
    (Skill.Reuse.TRANSVERSAL, 3),
    (Skill.Reuse.CROSS_SECTOR, 27),
    (Skill.Reuse.SECTOR_SPECIFIC, 48),
    (Skill.Reuse.OCCUPATION_SPECIFIC, 22),
]

Row = dict[str, Any]


class Classification:
    """The rows of one classification. Ids go on after those that are in the database."""

    def __init__(self, roles: int, skills: int, levels: Iterable[int], skills_a_role: int) -> None:
        self.roles, self.skills, self.levels = roles, skills, list(levels)
        self.skills_a_role = skills_a_role
        self.first = {model: _next_id(model) for model in (RoleFamily, Skill, Role)}
        self.random = Random(SEED)

    def write(self) -> None:
        """Everything, in one transaction. Search is not told: building its index takes longer."""
        with transaction.atomic():
            insert(RoleFamily, self.families())
            insert(Skill, self.skill_rows())
            insert(Role, self.role_rows())
            insert(AlternativeTitle, self.title_rows())
            insert(RoleSkill, self.role_skill_rows())
            raise_version()

    def families(self) -> Iterator[Row]:
        """A tree with so many families on each level, parents before children."""
        hues, above, pk = list(Hue), [(None, "")], self.first[RoleFamily]
        for level, number in enumerate(self.levels):
            here = []
            for place in range(number):
                parent, path = above[place * len(above) // number]
                slug = f"group-{level + 1}-{place + 1}"
                here.append((pk, f"{path}{slug}/"))
                field = words.FIELDS[pk % len(words.FIELDS)]
                titles = {
                    c: f"{field[n].capitalize()} {level + 1}.{place + 1}"
                    for n, c in enumerate(words.LANGUAGES)
                }
                yield {
                    "id": pk, "slug": slug, "path": here[-1][1], "parent_id": parent,
                    "hue": hues[(path.count("/") and pk) % len(hues)], "order": place,
                    **_texts("title", titles), **_sort_keys(titles),
                }  # fmt: skip
                pk += 1
            above = here

    def skill_rows(self) -> Iterator[Row]:
        """Skills, those that most roles take first."""
        for place in range(self.skills):
            titles = self._titles([words.DEEDS, words.FIELDS, words.OBJECTS], place, " ")
            titles = self._with_holes(titles, SKILLS_WITH_TITLE)
            pk = self.first[Skill] + place
            yield {
                "id": pk, "slug": f"{slugify(titles['en'])}-{pk}"[:100], "source_language": "en",
                "kind": self._one_of(KINDS), "reuse": self._one_of(REUSES),
                **_texts("title", titles), **_sort_keys(titles),
                **_texts("description", self._prose(SKILLS_WITH_TEXT, 150)),
            }  # fmt: skip

    def role_rows(self) -> Iterator[Row]:
        """Roles, a hundredth of them drafts, spread over the lowest families."""
        for place in range(self.roles):
            titles = self._titles([words.RANKS, words.FIELDS, words.JOBS], place, "")
            titles = self._with_holes(titles, ROLES_WITH_TITLE)
            texts = self._prose(ROLES_WITH_TEXT, 300)
            pk = self.first[Role] + place
            is_draft = place % 100 == 99
            when = PUBLISHED + timedelta(minutes=self.random.randrange(300_000))
            yield {
                "id": pk, "slug": f"{slugify(titles['en'])}-{pk}"[:100], "source_language": "en",
                "family_id": self._family_of(place),
                "stage": self.random.choice(["", "", "", *Stage.values]),
                "status": Role.Status.DRAFT if is_draft else Role.Status.PUBLISHED,
                "published_at": None if is_draft else PUBLISHED, "updated_at": when,
                **_texts("title", titles), **_sort_keys(titles), **_texts("introduction", texts),
                **_texts("summary", {code: text.partition(".")[0] for code, text in texts.items()}),
            }  # fmt: skip

    def title_rows(self) -> Iterator[Row]:
        """Other names of the roles."""
        for place in range(self.roles):
            for code, number in TITLES_A_ROLE.items():
                for other in range(number):
                    n = place * 7 + other * 1_001 + 1
                    titles = self._titles([words.RANKS, words.FIELDS, words.JOBS], n, "")
                    pk = self.first[Role] + place
                    yield {"role_id": pk, "language": code, "title": titles[code], "order": other}

    def role_skill_rows(self) -> Iterator[Row]:
        """Half of a role's skills are what most roles take, half what its field takes."""
        popular = range(self.skills)
        weights = list(accumulate(1 / (60 + rank) for rank in popular))
        for place in range(self.roles):
            number = max(1, round(self.random.gauss(self.skills_a_role, self.skills_a_role / 4)))
            field = self._family_of(place) * 31
            chosen = set(self.random.choices(popular, cum_weights=weights, k=number // 2))
            while len(chosen) < min(number, self.skills):
                chosen.add((field + int(self.random.expovariate(0.02))) % self.skills)
            for order, skill in enumerate(sorted(chosen)):
                yield {
                    "role_id": self.first[Role] + place, "skill_id": self.first[Skill] + skill,
                    "order": order, "requirement": ("essential", "useful")[order % 2],
                }  # fmt: skip

    def _family_of(self, place: int) -> int:
        lowest = self.levels[-1]
        before = sum(self.levels[:-1])
        return self.first[RoleFamily] + before + (place * 7) % lowest

    def _titles(self, lists: list[list[tuple]], number: int, glue: str) -> dict[str, str]:
        """One of the combinations of the words, in each language."""
        number = number * 2_741 % prod(map(len, lists))  # a prime: neighbours differ in every word
        parts = []
        for rows in lists:
            number, row = divmod(number, len(rows))
            parts.append(rows[row])
        return {code: _title(code, [part[n] for part in parts], glue)
                for n, code in enumerate(words.LANGUAGES)}  # fmt: skip

    def _with_holes(self, texts: dict[str, str], there: dict[str, float]) -> dict[str, str]:
        return {code: text for code, text in texts.items() if self.random.random() < there[code]}

    def _prose(self, there: dict[str, float], length: int) -> dict[str, str]:
        """Sentences of about so many letters in each language that has them."""
        return {
            code: self._sentences(n, length)
            for n, code in enumerate(words.LANGUAGES)
            if self.random.random() < there[code]
        }

    def _sentences(self, language: int, length: int) -> str:
        text = ""
        while len(text) < length * 0.8:
            names = (words.DEEDS, words.FIELDS, words.OBJECTS, words.DEEDS, words.OBJECTS)
            text += " ".join(self.random.choice(rows)[language] for rows in names).capitalize()
            text += ". "
        return text.strip()

    def _one_of(self, weighted: list[tuple[str, int]]) -> str:
        values, weights = zip(*weighted, strict=True)
        return self.random.choices(values, weights)[0]


def insert(model: type[Model], rows: Iterable[Row]) -> None:
    """Streams rows into the table of a model. What a row does not name has the field's default.

    All rows name the same fields or leave texts out.
    """
    fields = model._meta.concrete_fields
    columns = [f for f in fields if not f.primary_key or model in (RoleFamily, Skill, Role)]
    names, rest = [f.attname for f in columns], [f.get_default() for f in columns]
    several = (tuple(map(row.get, names, rest)) for row in rows)
    bulk.insert(model, [f.name for f in columns], several, connection.alias)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _next_id(model: type[Model]) -> int:
    return (model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


def _title(code: str, parts: list[str], glue: str) -> str:
    """Polish puts what it is about last; Finnish and Norwegian write one word."""
    before, about, after = parts
    if code == "pl":
        return f"{before}{glue}{after} {about}"
    between = " " if code == "en" else ""
    return f"{before}{glue}{about}{between}{after}"


def _texts(field: str, texts: dict[str, str]) -> Row:
    """The columns of a translated field. The bare one is that of the active language."""
    return {f"{field}_{code}": text for code, text in texts.items()} | {field: texts.get("en", "")}


def _sort_keys(titles: dict[str, str]) -> Row:
    shown = {code: next(titles[c] for c in fallback_languages(code, "en") if c in titles)
             for code in words.LANGUAGES}  # fmt: skip
    return {f"sort_{code}": sort_key(text, code) for code, text in shown.items()}


def main() -> None:
    options = argparse.ArgumentParser(prog="benchmarks.generate", description=__doc__)
    options.add_argument("--roles", type=int, default=3_000)
    options.add_argument("--skills", type=int, default=SKILLS)
    options.add_argument("--skills-a-role", type=int, default=SKILLS_A_ROLE)
    options.add_argument("--families", default=",".join(map(str, LEVELS)),
                         help="how many on each level, the broadest first")  # fmt: skip
    chosen = options.parse_args()
    levels = map(int, chosen.families.split(","))
    Classification(chosen.roles, chosen.skills, levels, chosen.skills_a_role).write()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
