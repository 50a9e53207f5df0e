"""What the description of the API says of a value besides its type."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Described:
    """Stands in the annotation of a value: `Annotated[str, Described("The code of a language.")]`.

    Pydantic's own `Field` would load pydantic, which only who describes the API needs.
    """

    description: str = ""
    examples: tuple[str, ...] = ()
    format: str = ""

    def __get_pydantic_json_schema__(
        self, schema: Any, describe: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        """Asked by pydantic for the schema of the value."""
        said = {
            "description": self.description,
            "format": self.format,
            "examples": [*self.examples],
        }
        return describe(schema) | {name: value for name, value in said.items() if value}
