from core.files import text_bytes
from translations.texts import Text


def test_texts_are_counted_as_a_file_has_them():
    assert text_bytes([Text("työ", "fi", "fi"), "a", ""]) == 5
    assert text_bytes([]) == 0
