"""What a row was when it was exported."""

from exchange.tables.columns import LAYOUTS
from exchange.tables.versions import checksum, exported_checksums, version_of
from skills.models import Tool
from skills.models import ToolCategory as Category


def test_version_tells_each_value_of_a_row():
    layout = LAYOUTS[Tool]

    version = version_of(layout, ["zendesk", "Zendesk"])

    assert exported_checksums(layout, f" {version} ") == {
        "slug": checksum("zendesk"),
        "name": checksum("Zendesk"),
    }


def test_version_of_other_columns_or_of_anything_else_tells_nothing():
    layout = LAYOUTS[Tool]
    version = version_of(layout, ["zendesk", "Zendesk"])

    assert exported_checksums(LAYOUTS[Category], version) == {}
    for text in ("", "v1", "v2" + version[2:], version + ".x", "1,5"):
        assert exported_checksums(layout, text) == {}
