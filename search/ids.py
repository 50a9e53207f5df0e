"""The ids of the index: one number holds an object, another one a passage of it.

From the highest bits to the lowest:

    object id:   kind (4) | primary key (32)
    passage id:  generation | rank (8) | object id (36) | position (14)

Passages that are sorted by id are in the same order in every database: the passages of a
generation stand together, short titles come before long ones and titles before texts.
"""

from typing import NewType

# One of the two copies of the index: 0 or 1.
Generation = NewType("Generation", int)
ObjectId = NewType("ObjectId", int)
PassageId = NewType("PassageId", int)
# A kind and a primary key.
ObjectKey = tuple[str, int]

# Part of every stored id: append only.
KIND_NUMBERS = {
    "role": 1,
    "skill": 2,
    "tool": 3,
    "category": 4,
    "metric": 5,
    "position": 6,
    "family": 7,
}
KINDS = (*KIND_NUMBERS,)
KIND_NAMES = {number: kind for kind, number in KIND_NUMBERS.items()}

KIND_BITS, PK_BITS = 4, 32
RANK_BITS, POSITION_BITS = 8, 14
OBJECT_BITS = KIND_BITS + PK_BITS
GENERATION_SHIFT = RANK_BITS + OBJECT_BITS + POSITION_BITS
KIND_MASK, PK_MASK = (1 << KIND_BITS) - 1, (1 << PK_BITS) - 1
KIND_SHIFT = PK_BITS + POSITION_BITS
POSITION_MASK = (1 << POSITION_BITS) - 1
# `passage_id & ORDER_MASK` sorts as the id does, whatever the generation.
ORDER_MASK = (1 << GENERATION_SHIFT) - 1


def pack_object(kind: str, pk: int) -> ObjectId:
    """The id of an object of any kind."""
    return ObjectId(KIND_NUMBERS[kind] << PK_BITS | pk)


def unpack_object(object_id: ObjectId) -> ObjectKey:
    """The kind and the primary key of an object."""
    return KIND_NAMES[object_id >> PK_BITS & KIND_MASK], object_id & PK_MASK


def pack_passage(
    generation: Generation, rank: int, object_id: ObjectId, position: int
) -> PassageId:
    """The id of a passage: `position` counts the passages of its object from 0."""
    ranked = (generation << RANK_BITS | rank) << OBJECT_BITS | object_id
    return PassageId(ranked << POSITION_BITS | position)


def object_key(passage_id: PassageId) -> ObjectKey:
    """The kind and the primary key of the object that a passage belongs to."""
    object_id = passage_id >> POSITION_BITS
    return KIND_NAMES[object_id >> PK_BITS & KIND_MASK], object_id & PK_MASK


def kind_of(passage_id: PassageId) -> str:
    """The kind of the object that a passage belongs to."""
    return KIND_NAMES[passage_id >> KIND_SHIFT & KIND_MASK]


def position_in_object(passage_id: PassageId) -> int:
    """Which passage of its object it is, from 0."""
    return passage_id & POSITION_MASK


def passage_id_range(generation: Generation) -> tuple[PassageId, PassageId]:
    """The lowest id of a generation, and the lowest one beyond it."""
    first, beyond = generation << GENERATION_SHIFT, (generation + 1) << GENERATION_SHIFT
    return PassageId(first), PassageId(beyond)
