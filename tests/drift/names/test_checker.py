from hypothesis import given
from hypothesis import strategies as st

from dedup.align.interface import Alignment, Link
from dedup.documents import Document, Span
from dedup.drift.interface import Comparison, Finding
from dedup.drift.names.checker import NameChecker


def compare(a: str, b: str) -> Comparison:
    one = (Link((Span(0, len(a)),), (Span(0, len(b)),), 1.0),)
    return Comparison(Document(a, id="a"), Document(b, id="b"), Alignment(one, one))


def found(a: str, b: str) -> list[tuple[str, str | None, str | None]]:
    def words(finding: Finding) -> tuple[str, str | None, str | None]:
        return (
            finding.rule.name,
            finding.a and finding.a.of(a),
            finding.b and finding.b.of(b),
        )

    return [words(f) for f in NameChecker().check(compare(a, b))]


def test_a_fallen_letter_is_a_garble() -> None:
    a = "The forces of Ambrose Kelner left the port of Varda."
    b = "The forces of Ambrose Kener left the port of Varda."
    assert found(a, b) == [("garbled-name", "Kelner", "Kener")]


def test_a_clean_pair_is_silent() -> None:
    a = "Speaker Aguila Saleh came to Moscow for talks with Libya’s envoy."
    b = "The speaker, Aguila Saleh, has come to Moscow to talk to the envoy of Libya."
    assert found(a, b) == []


@given(st.text(alphabet="AaBbcé -’'.\nх", max_size=60), st.text(alphabet="AaBbcé -’'.\nх", max_size=60))
def test_spans_lie_in_the_documents_and_sides_exchange(a: str, b: str) -> None:
    there = found(a, b)
    assert sorted(map(str, there)) == sorted(str((r, y, x)) for r, x, y in found(b, a))
