from roles.role_sets import (
    NO_ROLES,
    RoleSet,
    build_role_sets,
    count_in_range,
    intersection,
    members,
    set_of_range,
    to_byte_mask,
    union,
    with_role,
)


def test_role_sets_have_a_bit_for_each_role_that_is_paired_with_the_key():
    sets = build_role_sets("abc", [("a", 0), ("a", 9), ("b", 2)], 10)

    assert sets == {"a": 0b1000000001, "b": 0b100, "c": NO_ROLES}


def test_members_are_the_numbers_of_the_roles_in_ascending_order():
    assert members(RoleSet(0b1000000001)) == [0, 9]
    assert members(NO_ROLES) == []


def test_byte_mask_has_a_byte_for_each_role():
    assert list(to_byte_mask(RoleSet(0b100), 4)) == [0, 0, 1, 0]


def test_range_is_a_set_of_consecutive_roles():
    assert set_of_range(range(2, 5)) == 0b11100
    assert set_of_range(range(3, 3)) == NO_ROLES


def test_roles_are_counted_within_a_range():
    assert count_in_range(RoleSet(0b110101), range(2, 5)) == 2
    assert count_in_range(RoleSet(0b110101), range(2, 2)) == 0


def test_sets_are_united_and_intersected():
    sets = [RoleSet(0b0110), RoleSet(0b0011), RoleSet(0b1010)]

    assert union(sets) == 0b1111
    assert union([]) == NO_ROLES
    assert intersection(*sets) == 0b0010
    assert intersection(sets[0]) == 0b0110


def test_role_is_put_into_a_set_or_taken_out():
    assert with_role(RoleSet(0b0101), 1, is_in=True) == 0b0111
    assert with_role(RoleSet(0b0101), 2, is_in=False) == 0b0001
    assert with_role(RoleSet(0b0101), 1, is_in=False) == 0b0101
