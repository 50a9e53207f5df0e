import pytest

from signin.encryption import UnreadableSecret, decrypt, encrypt, renewed

OLD, NEW = "an earlier key of the site", "today's key of the site"


def test_secret_is_read_with_the_key_it_was_written_with(settings):
    settings.SECRET_KEY = OLD

    encrypted = encrypt("JBSWY3DP")

    assert "JBSWY3DP" not in encrypted
    assert decrypt(encrypted) == "JBSWY3DP"


def test_secret_of_an_earlier_key_is_read_and_renewed(settings):
    settings.SECRET_KEY = OLD
    encrypted = encrypt("JBSWY3DP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]

    again = renewed(encrypted)

    settings.SECRET_KEY_FALLBACKS = []
    assert decrypt(again) == "JBSWY3DP"


def test_secret_of_a_lost_key_cannot_be_read(settings):
    settings.SECRET_KEY = OLD
    encrypted = encrypt("JBSWY3DP")
    settings.SECRET_KEY = NEW

    with pytest.raises(UnreadableSecret):
        decrypt(encrypted)
