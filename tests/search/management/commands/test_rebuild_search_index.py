import pytest
from django.core.management import call_command

from search.models import Passage, State
from tests.search.builders import found_slugs
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def test_index_is_rebuilt_and_the_passages_are_counted(capsys):
    RoleFactory(slug="lead", title="Welder")
    call_command("rebuild_search_index")
    generation = State.objects.get().live

    call_command("rebuild_search_index")

    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"The search index has {Passage.objects.count()} passages."
    assert State.objects.get().live != generation
    assert found_slugs("welder") == ["lead"]


def test_current_index_is_not_rebuilt_with_if_old(capsys):
    RoleFactory(slug="lead", title="Welder")

    call_command("rebuild_search_index", "--if-old")
    call_command("rebuild_search_index", "--if-old")

    first, second = capsys.readouterr().out.splitlines()
    assert first == f"The search index has {Passage.objects.count()} passages."
    assert second == "The search index is up to date."
    assert found_slugs("welder") == ["lead"]
