import pytest
from django.core.management import CommandError
from django.db import OperationalError

from backup.errors import BackupError, told_in_a_sentence


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (BackupError("The file is torn."), "Nothing happened. The file is torn."),
        (OSError(28, "No space left"), "Nothing happened. No space left."),
        (OSError(2, "Not there", "/a/b"), "Nothing happened. /a/b: Not there."),
        (OperationalError("lost\n\tIs it on?"), "Nothing happened. The database says: lost"),
        (OperationalError(), "Nothing happened. The database says: OperationalError"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(error, sentence):
    with pytest.raises(CommandError) as told, told_in_a_sentence("Nothing happened."):
        raise error

    assert str(told.value) == sentence


def test_mistake_of_the_program_is_no_sentence():
    with pytest.raises(KeyError), told_in_a_sentence("Nothing happened."):
        raise KeyError("a")
