"""A role as JSON-LD for search engines: an Occupation of schema.org."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from roles.models import PayRange, Role

DURATIONS = {"hour": "PT1H", "month": "P1M", "year": "P1Y"}
# Characters that could end a script element, as JSON escapes.
ESCAPES = {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"}


def occupation_json_ld(role: Role, address: str, language: str) -> SafeString:
    """The role as JSON-LD, safe inside a script element. `address` is that of its page."""
    properties = {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": str(role.t.title),
        "alternateName": role.shown_titles[role.t.title.language],
        "description": str(role.t.summary),
        "mainEntityOfPage": {"@type": "WebPage", "@id": address, "inLanguage": language},
        "responsibilities": [str(item.t.title) for item in role.all_of("responsibilities")],
        "skills": [str(item.skill.t.title) for item in role.all_of("role_skills")],
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


def _salary(pay: PayRange) -> dict[str, Any]:
    return {
        "@type": "MonetaryAmountDistribution",
        "name": ", ".join(filter(None, [str(pay.t.place), str(pay.t.audience)])),
        "currency": pay.currency,
        "duration": DURATIONS[pay.period],
        "minValue": pay.minimum,
        "maxValue": pay.maximum,
    }
