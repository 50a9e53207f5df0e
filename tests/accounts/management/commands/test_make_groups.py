import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command


@pytest.mark.django_db
def test_command_makes_the_groups_and_says_what_each_may_do(capsys):
    Group.objects.all().delete()

    call_command("make_groups")

    groups = Group.objects.order_by("pk")
    assert [group.name for group in groups] == ["Editor", "Translator", "Publisher"]
    assert capsys.readouterr().out.splitlines() == [
        f"{group.name}: {group.permissions.count()} permissions" for group in groups
    ]
