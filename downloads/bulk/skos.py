"""Roles, families, skills and their groups as concepts (SKOS), written as Turtle line by line.

A library for RDF would hold the whole graph in memory, and take a hundred times as long.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings

from core.models import Content
from downloads.bulk.records import Exported, Records, Row
from downloads.bulk.statements import Statements
from roles.models import AlternativeTitle, RelatedRole, Role, RoleFamily, RoleSkill
from roles.related import RELATED_SHOWN
from skills.models import Skill, SkillGroup, SkillTitle
from translations.languages import language_codes

PREFIXES = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
# The nearest first: a concept matches another in one way only.
MATCHES = {"exact": "exactMatch", "close": "closeMatch", "broad": "broadMatch"}
ISCO = "http://data.europa.eu/esco/isco/C"
IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")
# Where the concepts of a kind are below the site's address. No concept has an address in a
# language: that of its page in the first one, and a fragment, stand for it.
PLACES: dict[type[Content], str] = {
    Role: "roles/{}/#concept",
    RoleFamily: "roles/?family={}#concept",
    Skill: "skills/{}/#concept",
    SkillGroup: "skills/?group={}#concept",
}


def turtle(exported: Exported, about: Statements, credits: Sequence[str]) -> Iterator[str]:
    """The text of the file."""
    yield f"@base <{settings.SITE_URL}/{settings.LANGUAGE_CODE}/> .\n{PREFIXES}\n"
    rights = ", ".join(map(_literal, credits))
    yield f"<#scheme> a skos:ConceptScheme ;\n  dct:title {_literal(settings.SITE_NAME)} ;\n"
    yield f"  dct:rights {rights} .\n"
    records = exported.records
    yield from _concepts(records[RoleFamily], about, broader="parent", of=RoleFamily)
    yield from _roles(records[Role], about)
    yield from _concepts(records[SkillGroup], about)
    yield from _concepts(
        records[Skill], about, broader="group", of=SkillGroup, titles=records[SkillTitle]
    )


def _concepts(
    records: Records,
    about: Statements,
    broader: str = "",
    of: type[Content] | None = None,
    titles: Records | None = None,
) -> Iterator[str]:
    for pks in records.batches():
        others = titles.by_owner(pks) if titles else {}
        for row in records.rows_of(pks):
            lines = [*_labels(row, others.get(row["pk"], ()))]
            if of and row[broader]:
                lines.append(f"skos:broader {_iri(of, row[broader])}")
            yield _concept(records, row, [*lines, *_matches(records, row, about)])


def _roles(records: Records, about: Statements) -> Iterator[str]:
    titles, skills = (records.exported.records[one] for one in (AlternativeTitle, RoleSkill))
    for pks in records.batches():
        others, taken, near = titles.by_owner(pks), skills.by_owner(pks), _related(pks)
        for row in records.rows_of(pks):
            related = [_iri(Skill, item["skill"]) for item in taken.get(row["pk"], ())]
            related += [_iri(Role, slug) for slug in near.get(row["pk"], ())]
            lines = [
                *_labels(row, others.get(row["pk"], ())),
                f"skos:broader {_iri(RoleFamily, row['family'])}",
                *([f"skos:related {', '.join(related)}"] if related else ()),
            ]
            yield _concept(records, row, [*lines, *_matches(records, row, about)])


def _concept(records: Records, row: Row, lines: Iterable[str]) -> str:
    statements = " ;\n  ".join(("skos:inScheme <#scheme>", *lines))
    return f"\n{_iri(records.model, row['slug'])} a skos:Concept ;\n  {statements} .\n"


def _labels(row: Row, others: Iterable[Row]) -> Iterator[str]:
    """Its titles and definitions in each language. An alternative title is none if it is the main
    one."""
    for code in language_codes():
        if title := row[f"title_{code}"]:
            yield f"skos:prefLabel {_literal(title)}@{code}"
        definition = row.get(f"summary_{code}") or row.get(f"description_{code}")
        if definition:
            yield f"skos:definition {_literal(definition)}@{code}"
    for other in others:
        code = other["language"]
        if other["title"] != row[f"title_{code}"]:
            label = "altLabel" if other["shown"] else "hiddenLabel"
            yield f"skos:{label} {_literal(other['title'])}@{code}"


def _matches(records: Records, row: Row, about: Statements) -> Iterator[str]:
    """The same in other references: as a link where it has an address, else as it is written."""
    links: dict[str, set[str]] = {}
    for identifier in about.identifiers(records.model, row["pk"]):
        scheme, value = identifier["scheme"], identifier["value"]
        if scheme == "ISCO-08" and value.isdecimal():
            value = f"{ISCO}{value}"
        if IRI.fullmatch(value):
            links.setdefault(value, set()).add(identifier["match"])
        else:
            yield f"dct:identifier {_literal(f'{scheme} {value}')}"
    for address, kinds in links.items():
        [kind, *_others] = [kind for kind in MATCHES if kind in kinds]
        yield f"skos:{MATCHES[kind]} <{address}>"


def _related(pks: list[int]) -> dict[int, list[str]]:
    """The slugs of the nearest published roles of some roles, as their pages show them."""
    rows = RelatedRole.objects.filter(role__in=pks, other__status=Role.Status.PUBLISHED)
    ranked = sorted(
        (role, -nearness, slug)
        for role, nearness, slug in rows.values_list("role", "nearness", "other__slug")
    )
    related: dict[int, list[str]] = {}
    for role, _nearness, slug in ranked:
        if len(nearest := related.setdefault(role, [])) < RELATED_SHOWN:
            nearest.append(slug)
    return related


def _iri(model: type[Content], slug: str) -> str:
    return f"<{PLACES[model].format(slug)}>"


def _literal(text: str) -> str:
    """A text in quotes: what JSON escapes, Turtle does, too."""
    return json.dumps(text, ensure_ascii=False)
