"""What a load is to do with the edits of editors, and what it writes."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import Enum, auto

from core.report import Report


class Edits(Enum):
    """What is done with what editors changed since it was loaded."""

    REFUSE = auto()  # nothing is loaded if there is any
    KEEP = auto()
    OVERWRITE = auto()


# What a remark is called, by what is done.
CHANGED = {
    Edits.REFUSE: "edited since it was loaded",
    Edits.KEEP: "edited, and kept",
    Edits.OVERWRITE: "edited, and overwritten",
}
DELETED = {
    Edits.REFUSE: "deleted since it was loaded",
    Edits.KEEP: "deleted, and left out",
    Edits.OVERWRITE: "deleted, and brought back",
}
UNCHANGED = "leave as they are"
UNTOUCHED = "published or taken back by an editor, and left so"


@dataclass
class LoadPlan:
    """What a load writes or, unless `is_written`, would write."""

    edits: Edits
    total: int = 0  # objects of the fixtures
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    report: Report = field(default_factory=Report)
    is_written: bool = True

    @property
    def has_changes(self) -> bool:
        return any({*counts} != {UNCHANGED} for counts in self.counts.values())

    @property
    def edited(self) -> int:
        """How much of what editors did stands in the way."""
        remarks = self.report.by_kind()
        kinds = (CHANGED[self.edits], DELETED[self.edits])
        return sum(len(remarks.get(kind, ())) for kind in kinds)
