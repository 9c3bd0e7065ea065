import random

from dedup.candidates import nets
from dedup.candidates.boilerplate import repeated_by_site
from dedup.candidates.corpus import gather
from dedup.documents import Document
from dedup.engines.local import scan

WORDS = [a + b + c for a in "bcdfghjklm" for b in "aeiou" for c in "nrstl"]
FOOTER = " ".join(random.Random(0).choices(WORDS, k=90))


def story(seed, size=60):
    return "\n".join(" ".join(random.Random(seed * 10 + n).choices(WORDS, k=size // 3)) for n in range(3))


def test_a_footer_of_a_whole_site_is_found_and_a_copied_story_is_not():
    texts = [f"{story(n)}\n{FOOTER}" for n in range(8)] + [story(50)] * 8
    corpus = gather(texts)
    dropped = repeated_by_site(corpus)
    assert dropped.sum() == 8
    assert len(corpus.without_lines(dropped).text(0).words) == 60
    assert len(corpus.without_lines(dropped).text(12).words) == 60


def test_documents_that_share_only_their_sites_footer_make_no_pair(monkeypatch):
    documents = [Document(f"{story(n)}\n{FOOTER}", id=str(n)) for n in range(12)]
    for few in (nets.FEW, 0):
        monkeypatch.setattr("dedup.engines.local.FEW", few)
        assert not scan(documents, encoder=None).pairs
        copied = scan([*documents, Document(f"{story(3)}\n{FOOTER}", id="copy")], encoder=None)
        assert [(p.a, p.b) for p in copied.pairs] == [("3", "copy")]
