import numpy as np
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from dedup.candidates.signatures import permutations, signature

hashes = st.lists(st.integers(0, 2**32 - 1), max_size=60)


@given(hashes, st.integers(1, 300), st.integers(0, 2**32 - 1))
def test_signatures_are_datasketchs_bit_for_bit(values, count, seed):
    theirs = MinHash(num_perm=count, seed=seed, scheme="affine32", hashfunc=lambda value: value)
    theirs.update_batch(values)
    ours = signature(np.array(values, dtype=np.uint32), count, seed)
    assert ours.dtype == theirs.hashvalues.dtype
    assert (ours == theirs.hashvalues).all()
    assert (permutations(count, seed) == theirs.permutations).all()


def test_a_signature_goes_into_datasketch_and_back():
    values = np.arange(500, dtype=np.uint32)
    lifted = MinHash(hashvalues=signature(values, 126), scheme="affine32", seed=1)
    index = MinHashLSH(num_perm=126, params=(42, 3))
    index.insert("a", lifted)
    assert index.query(MinHash(hashvalues=signature(values[:450], 126), scheme="affine32", seed=1)) == ["a"]
    assert (lifted.digest() == signature(values, 126)).all()
