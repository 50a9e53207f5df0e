import pytest

from benchmarks.find import random_readers
from benchmarks.generate import GeneratedClassification


@pytest.mark.django_db
def test_readers_are_random_but_the_same_in_each_run():
    GeneratedClassification(roles=30, skills=100, levels=[2], skills_per_role=8).write()
    readers = list(random_readers(30))

    assert readers == list(random_readers(30))
    assert all(5 <= len(reader.skills) <= 60 for reader in readers)
    assert sum(bool(reader.role) for reader in readers) == 10
