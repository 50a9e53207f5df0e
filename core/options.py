"""What a reader may tick: the boxes that `components/option.html` draws."""

from typing import NamedTuple

from markupsafe import Markup


class Option(NamedTuple):
    """A value to choose; of a facet or a kind, with how many results there are with it.

    `label` is in the page's language, or of `label_language`. `depth` is that in a tree.
    """

    value: str
    label: Markup | str
    count: int = 0  # type: ignore[assignment]  # hides tuple.count, which nothing calls
    is_on: bool = False
    label_language: str = ""
    depth: int = 0
