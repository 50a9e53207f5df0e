import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from classification.importing import (
    ImportOptions,
    ReadOptions,
    Report,
    import_classification,
    read_esco,
)
from roles.models import Role

SAMPLE = Path(__file__).with_name("sample")
AGENT, REPRESENTATIVE, MANAGER, OPERATOR = (
    f"http://data.europa.eu/esco/occupation/{name}"
    for name in (
        "0ededdc2-050a-4ec3-8e70-6295105fcd19",
        "13d1b2b4-99dd-44da-9734-c9f74bae18f7",
        "dd25a2b0-add0-4ae2-bd85-bb644e0d0c39",
        "fde97584-d8e3-413e-a662-511c9055357e",
    )
)

SLUGS = {
    AGENT: "call-centre-agent",
    REPRESENTATIVE: "customer-service-representative",
    MANAGER: "call-centre-manager",
    OPERATOR: "live-chat-operator",
}
PRINCIPLES = "communication-principles"  # the slug of a skill


def imported_role(uri=REPRESENTATIVE):
    return Role.objects.get(slug=SLUGS[uri])


def remarks_about(report, what):
    """The objects and columns of the remarks of a kind."""
    return [(remark.about, remark.column) for remark in report.remarks if remark.what == what]


def notes(report):
    return [str(remark) for remark in report.remarks if remark.what == "note"]


@dataclass
class Download:
    """A copy of the sample that a test may change, read and import."""

    folder: Path

    def write(self, name, text):
        """Writes a file from bytes or text."""
        data = text if isinstance(text, bytes) else text.encode()
        (self.folder / name).write_bytes(data)

    def text(self, name):
        return (self.folder / name).read_text("utf-8")

    def replace(self, name, old, new):
        assert old in self.text(name)
        self.write(name, self.text(name).replace(old, new))

    def change(self, name, uri, **cells):
        """Sets cells of a concept's rows; the columns may be new."""
        rows = self.rows(name)
        for row in rows:
            row.update(cells if row["conceptUri"] == uri else dict.fromkeys(cells - row.keys(), ""))
        self.save(name, rows)

    def drop(self, uri):
        """Removes a concept from all files."""
        for path in self.folder.glob("*.csv"):
            rows = [row for row in self.rows(path.name) if uri not in row.values()]
            self.save(path.name, rows)

    def rows(self, name):
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def save(self, name, rows):
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def read(self, report=None, **options):
        return read_esco(ReadOptions(**{"path": self.folder, **options}), report or Report())

    def import_(self, report=None, import_options=None, **options):
        report = report or Report()
        classification = self.read(report, **options)
        return import_classification(classification, import_options or ImportOptions(), report)


@pytest.fixture
def download(tmp_path):
    folder = tmp_path / "esco"
    shutil.copytree(SAMPLE, folder)
    return Download(folder)


@pytest.fixture
def report():
    return Report()
