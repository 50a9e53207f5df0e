"""The secret key of a backup, put back where the site keeps its own."""

from hashlib import sha256

from django.conf import settings

from backup.places import new_file, time_in_name


def mark_of(key: str) -> str:
    """What stands for a key in each backup: it tells another one, and nothing of the key itself."""
    return sha256(f"which key is it: {key}".encode()).hexdigest()[:16]


def known_marks() -> set[str]:
    """The marks of the site's key, and of those it had before."""
    return {mark_of(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


def put_back(key: str) -> str:
    """Keeps a key as the site's, and returns what is to be done about it.

    The old one stays beside it. Where SECRET_KEY is set in the environment, that counts: a person
    has to change it.
    """
    path = settings.VAR_DIR / "secret_key"
    if key == settings.SECRET_KEY:
        return "The secret key is the same already."
    is_ours = path.is_file() and path.read_text() == settings.SECRET_KEY
    if is_ours:
        path.rename(path.with_name(f"secret_key.before-restore-{time_in_name()}"))
    else:
        path = path.with_name("secret_key.restored")
    with new_file(path) as file:
        file.write(key.encode())
    if is_ours:
        return "The secret key was put back, too: restart the site."
    return f"The backup's secret key is in {path}: let SECRET_KEY be what it holds, and restart."
