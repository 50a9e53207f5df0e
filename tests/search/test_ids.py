import pytest

from search.ids import (
    KINDS,
    ORDER_MASK,
    object_key,
    pack_object,
    pack_passage,
    passage_id_range,
    position_in_object,
    unpack_object,
)

KEYS = [("role", 1), ("family", 2**32 - 1), ("skill", 13_896)]


@pytest.mark.parametrize("key", KEYS)
def test_object_id_is_unpacked_to_its_key(key):
    assert unpack_object(pack_object(*key)) == key


@pytest.mark.parametrize("key", KEYS)
def test_passage_id_holds_its_object_and_its_position(key):
    passage_id = pack_passage(1, 255, pack_object(*key), 16_383)

    assert object_key(passage_id) == key
    assert position_in_object(passage_id) == 16_383


def test_passages_are_sorted_by_generation_then_rank_then_object_then_position():
    small, large = pack_object("role", 1), pack_object(KINDS[-1], 2**32 - 1)
    ids = [
        pack_passage(0, 1, small, 0),
        pack_passage(0, 1, small, 1),
        pack_passage(0, 1, large, 0),
        pack_passage(0, 2, small, 0),
        pack_passage(1, 1, small, 0),
    ]

    assert sorted(ids) == ids
    assert ids[4] & ORDER_MASK == ids[0] & ORDER_MASK


def test_stored_ids_keep_their_layout():
    assert pack_object("skill", 5) == 2 << 32 | 5
    assert (
        pack_passage(1, 3, pack_object("skill", 5), 7) == 1 << 58 | 3 << 50 | 2 << 46 | 5 << 14 | 7
    )


def test_ranges_of_generations_do_not_overlap():
    first, beyond = passage_id_range(1)

    assert passage_id_range(0)[1] == first
    assert first <= pack_passage(1, 0, pack_object("role", 0), 0)
    assert pack_passage(1, 255, pack_object(KINDS[-1], 2**32 - 1), 16_383) < beyond < 2**63
