"""A role as JSON-LD for search engines: an Occupation of schema.org."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from roles.models import PayRange, Role
from sources.models import Identifier
from translations.addresses import address as address_of

DURATIONS = {"hour": "PT1H", "month": "P1M", "year": "P1Y"}
# Characters that could end a script element, as JSON escapes.
ESCAPES = {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"}


def occupation_json_ld(
    role: Role, address: str, language: str, identifiers: Iterable[Identifier] = ()
) -> SafeString:
    """The role as JSON-LD, safe inside a script element. `address` is that of its page."""
    site = address.removesuffix(role.get_absolute_url())
    properties = {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": str(role.t.title),
        "alternateName": role.shown_titles[role.t.title.language],
        "description": str(role.t.summary),
        "mainEntityOfPage": {"@type": "WebPage", "@id": address, "inLanguage": language},
        "responsibilities": [str(item.t.title) for item in role.all_of("responsibilities")],
        "occupationalCategory": [_category(identifier) for identifier in identifiers],
        "skills": [*_skills(role, site)],
        "experienceRequirements": str(role.t.experience),
        "estimatedSalary": [_salary(pay) for pay in role.all_of("pay_ranges")],
    }
    return to_json_ld({name: value for name, value in properties.items() if value})


def to_json_ld(data: dict[str, Any]) -> SafeString:
    """Data as JSON-LD, safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False)
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return mark_safe(text)  # noqa: S308 (what could end an element is escaped)


def _skills(role: Role, site: str) -> Iterator[dict[str, Any]]:
    """Its skills as terms of the site's own list."""
    terms = f"{site}{address_of('skills')}"
    for item in role.all_of("role_skills"):
        yield {
            "@type": "DefinedTerm",
            "name": item.skill.shown_text("title").value,
            "url": f"{site}{item.skill.get_absolute_url()}",
            "inDefinedTermSet": terms,
        }


def _category(identifier: Identifier) -> dict[str, Any]:
    """An identifier as a code of a classification."""
    code_set = {"@type": "CategoryCodeSet", "name": identifier.scheme}
    category = {"@type": "CategoryCode", "codeValue": identifier.value, "inCodeSet": code_set}
    is_address = identifier.value.startswith(("http://", "https://"))
    return category | ({"url": identifier.value} if is_address else {})


def _salary(pay: PayRange) -> dict[str, Any]:
    return {
        "@type": "MonetaryAmountDistribution",
        "name": ", ".join(filter(None, [str(pay.t.place), str(pay.t.audience)])),
        "currency": pay.currency,
        "duration": DURATIONS[pay.period],
        "minValue": pay.minimum,
        "maxValue": pay.maximum,
    }
