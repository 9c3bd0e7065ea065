from dedup.candidates.interface import Kind
from dedup.documents import Document
from dedup.engines.local import scan

STORY = (
    "The harbour authority of Port Eden closed two piers on Tuesday after divers found cracks in the "
    "concrete, the second such finding this year.\n\nFerries to the outer islands will leave from the "
    "northern quay until repairs end in March, its director Lena Okoro said."
)
EDITED = STORY.replace("Tuesday", "Wednesday")
OTHER = "Farmers in the upper valley expect the smallest apple harvest in a decade after late frost in April."


def test_copies_are_found_and_strangers_are_not():
    result = scan(
        [Document(t, id=i) for i, t in zip("abcd", (STORY, OTHER, EDITED, STORY.upper()), strict=True)],
        encoder=None,
    )
    assert [(p.a, p.b, p.kind) for p in result.pairs] == [
        ("a", "c", Kind.NEAR_DUPLICATE),
        ("a", "d", Kind.EXACT),
        ("c", "d", Kind.NEAR_DUPLICATE),
    ]
    assert result.clusters == (("a", "c", "d"),)


def test_empty_documents_are_never_similar():
    result = scan([Document(t, id=str(i)) for i, t in enumerate(("", " ", "", "!!!", "!!!"))], encoder=None)
    assert result.documents == 5
    assert not result.pairs
