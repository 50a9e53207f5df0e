"""Collects the words of the shipped content, by which compounds are broken at their joints.

To be run after content has changed: python -m tests.tools.words
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from translations.compounds import FOLDER, LANGUAGES

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
WORD = re.compile(r"[^\W\d_]{3,}")


def words(language: str) -> list[str]:
    """All words of the content in a language, from three letters on."""
    found: set[str] = set()
    for path in FIXTURES.rglob("*.yaml"):
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            for text in _texts(entry["fields"], language):
                found.update(WORD.findall(text.lower()))
    return sorted(found)


def _texts(fields: dict[str, Any], language: str) -> Iterator[str]:
    names = [name for name in fields if name.endswith(f"_{language}")]
    if fields.get("language") == language:
        names += ["title", "phrase", "meaning"]
    return (str(fields[name]) for name in names if name in fields)


if __name__ == "__main__":
    for code in LANGUAGES:
        (FOLDER / f"{code}.txt").write_text("\n".join(words(code)) + "\n", encoding="utf-8")
