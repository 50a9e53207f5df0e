"""The licences of all components in a CycloneDX list, as lines of text (`make sbom`)."""

import json
import sys
from pathlib import Path
from typing import Any

UNKNOWN = "not said"
CLASSIFIER = "License :: OSI Approved :: "


def lines(listed: dict[str, Any]) -> list[str]:
    """A line for each component: name, version, licences."""
    components = sorted(listed.get("components", []), key=lambda each: each["name"].lower())
    return [f"{each['name']} {each['version']}: {_licences(each)}" for each in components]


def _licences(component: dict[str, Any]) -> str:
    entries = component.get("licenses", [])
    if expressions := [entry["expression"] for entry in entries if "expression" in entry]:
        return " AND ".join(expressions)
    licences = [entry["license"] for entry in entries]
    if identifiers := [licence["id"] for licence in licences if "id" in licence]:
        return ", ".join(dict.fromkeys(identifiers))
    # A name may be a whole text: its first line says which.
    names = [licence["name"].strip().partition("\n")[0] for licence in licences]
    return ", ".join(name.removeprefix(CLASSIFIER) for name in names) or UNKNOWN


if __name__ == "__main__":
    print("\n".join(lines(json.loads(Path(sys.argv[1]).read_text()))))
