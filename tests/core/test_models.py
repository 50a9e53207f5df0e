import pytest
from django.db import connection

from core.signals import content_changed
from skills.models import SkillGroup


@pytest.mark.django_db(transaction=True)
def test_every_change_moves_the_version_in_its_own_transaction():
    together = []

    def note(**details):
        together.append(connection.in_atomic_block)

    content_changed.connect(note)
    try:
        group = SkillGroup.objects.create(slug="communication", title_en="Communication")
        group.save()
        SkillGroup.objects.update(order=2)
        SkillGroup.objects.bulk_create([SkillGroup(slug="technology", title_en="Technology")])
        SkillGroup.objects.bulk_update(SkillGroup.objects.all(), ["order"])
        group.delete()
        SkillGroup.objects.all().delete()
    finally:
        content_changed.disconnect(note)

    assert len(together) >= 7
    assert all(together)
