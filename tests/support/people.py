"""The people who may come to the site's doors, from nobody known to whoever may do everything."""

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from tests.support.factories import UserFactory

LANGUAGES = ["fi", "nb"]  # the translator's
OWN, FOREIGN = "fi", "pl"  # one that is the translator's, and one that is not
PEOPLE = ("anonymous", "reader", "staff", "translator", "editor", "publisher", "superuser")


def make_user(person: str) -> User:
    """Somebody who signs in: a reader without staff status, staff without or with a group."""
    user = UserFactory(
        username=f"the-{person}",
        is_staff=person != "reader",
        is_superuser=person == "superuser",
        languages=LANGUAGES if person == "translator" else [],
    )
    user.groups.set(Group.objects.filter(name=person.capitalize()))
    return user


def browser_of(person: str) -> Client:
    """Somebody's browser, signed in if they can; its pages are in English."""
    client = Client(headers={"accept-language": "en"})
    if person != "anonymous":
        client.force_login(make_user(person))
    return client
