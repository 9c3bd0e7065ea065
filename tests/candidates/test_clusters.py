from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dedup.candidates.clusters import clusters

names = "abcdefgh"
pairs = st.lists(st.sampled_from(list(combinations(names, 2))), unique=True)


def test_a_chain_of_near_misses_is_no_story():
    chain = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f")]
    for group in clusters(chain):
        assert not {"a", "f"} <= set(group)
        assert len(group) <= 3


def test_two_stories_with_one_false_bridge_stay_apart():
    one, other = list(combinations("abcd", 2)), list(combinations("wxyz", 2))
    assert clusters([*one, ("d", "w"), *other]) == [list("abcd"), list("wxyz")]


def test_a_missed_pair_does_not_split_a_story():
    assert clusters([p for p in combinations("abcde", 2) if p != ("a", "e")]) == [list("abcde")]


@given(pairs)
def test_half_of_the_members_pairs_are_there_and_no_member_stands_twice(found):
    groups = clusters(found)
    members = [m for g in groups for m in g]
    assert len(members) == len(set(members))
    for group in groups:
        inside = sum(p in found or p[::-1] in found for p in combinations(group, 2))
        assert 2 * inside >= len(group) * (len(group) - 1) / 2
