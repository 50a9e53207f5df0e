"""The people who may come to the site's doors, from nobody known to whoever may do everything."""

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from signin import admission
from tests.support.factories import UserFactory

LANGUAGES = ["fi", "nb"]  # the translator's
OWN, FOREIGN = "fi", "pl"  # one that is the translator's, and one that is not
HALFWAY = "superuser with a password only"  # who has shown no second factor
PEOPLE = (
    *("anonymous", "reader", "staff", "translator", "editor", "publisher"),
    *("superuser", HALFWAY),
)


def make_user(person: str) -> User:
    """Somebody who signs in: a reader without staff status, staff without or with a group."""
    user = UserFactory(
        username=f"the-{person}".replace(" ", "-"),
        is_staff=person != "reader",
        is_superuser=person in ("superuser", HALFWAY),
        languages=LANGUAGES if person == "translator" else [],
    )
    user.groups.set(Group.objects.filter(name=person.capitalize()))
    return user


def show_second_factor(client: Client, user: User) -> None:
    """The session of somebody goes on as if a code had been given."""
    session = client.session
    session[admission.SECOND_FACTOR] = user.pk
    session.save()


def browser_of(person: str) -> Client:
    """Somebody's browser, signed in if they can; its pages are in English."""
    client = Client(headers={"accept-language": "en"})
    if person != "anonymous":
        client.force_login(user := make_user(person))
        if person == "superuser":
            show_second_factor(client, user)
    return client
