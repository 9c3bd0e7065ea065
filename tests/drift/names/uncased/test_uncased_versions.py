from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uncased_stories import ARABIC, HEBREW, PERSIAN, URDU, Story
from wordfreq import top_n_list

from dedup.align.interface import Alignment, Link
from dedup.documents import Document, Span
from dedup.drift.interface import Comparison, Finding, Severity
from dedup.drift.names.accept import NOTHING_ACCEPTED, AcceptList
from dedup.drift.names.checker import NameChecker
from dedup.drift.names.uncased.writing import key, words_of

STORIES = {"Arabic": ARABIC, "Persian": PERSIAN, "Hebrew": HEBREW, "Urdu": URDU}


def findings(
    a: str, b: str, *, references: tuple[str, ...] = (), accepted: AcceptList = NOTHING_ACCEPTED
) -> list[Finding]:
    """What the checker says of two texts whose paragraphs are linked one to one."""
    versions, rows = [], []
    for text in (a, b):
        spans, at = [], 0
        for paragraph in text.split("\n\n"):
            spans.append(Span(at, at + len(paragraph)))
            at += len(paragraph) + 2
        rows.append(spans)
        versions.append(Document(text))
    links = tuple(Link((x,), (y,), 1.0) for x, y in zip(*rows, strict=True))
    known = tuple(Document(r) for r in references)
    comparison = Comparison(versions[0], versions[1], Alignment(links, links), known)
    return list(NameChecker(accepted=accepted).check(comparison))


def told(a: str, b: str) -> list[tuple[str, str, str]]:
    """Rule and passages of what is said at minor and above."""
    return [
        (f.rule.name, f.a.of(a) if f.a else "", f.b.of(b) if f.b else "")
        for f in findings(a, b)
        if f.severity >= Severity.MINOR
    ]


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_an_honest_paraphrase_has_no_garbled_name(story: Story) -> None:
    assert told(story.a, story.b) == []


@pytest.mark.parametrize(
    ("story", "right", "wrong"),
    [(s, right, wrong) for s in STORIES.values() for right, wrong in s.slips],
)
def test_a_slip_is_told_with_the_name_on_either_side(story: Story, right: str, wrong: str) -> None:
    a, b = story.a, story.b.replace(right, wrong, 1)
    assert b != story.b
    ((rule, here, there),) = told(a, b)
    assert rule == "garbled-name"
    assert there in wrong
    assert here not in wrong
    # The other way round the same is found with sides exchanged.
    assert told(b, a) == [(rule, there, here)]


def arabic(a: str, b: str) -> list[tuple[str, str]]:
    sentence = "وصل الرئيس {} أمس إلى العاصمة، والتقى عددا من الوزراء في القصر قبل أن يغادر البلاد مساء."
    return [(f.rule.name, f.severity.label) for f in findings(sentence.format(a), sentence.format(b))]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("أحمد الشرع", "احمد الشرع", id="hamza"),
        pytest.param("مصطفى الكاظمي", "مصطفي الكاظمي", id="alef maqsura"),
        pytest.param("نجاة الشامي", "نجاه الشامي", id="ta marbuta"),
        pytest.param("محمد", "محمّــد", id="diacritics and tatweel"),
        pytest.param("عبد الرحمن", "عبدالرحمن", id="together and apart"),
        pytest.param("بوتين", "بوتين", id="nothing"),
        pytest.param("رئیسی", "رئيسي", id="Persian letters"),
    ],
)
def test_one_spelling_typed_in_two_ways_is_no_difference(a: str, b: str) -> None:
    assert arabic(a, b) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [("نتنياهو", "نتانياهو"), ("دونالد ترامب", "دونالد ترمب"), ("أردوغان", "أردوجان")],
)
def test_two_transliterations_are_for_information(a: str, b: str) -> None:
    assert arabic(a, b) == [("variant-name", "info")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("وكتبوا في البيان أنهم باقون.", "وكتب في البيان أنه باق.", id="verb"),
        pytest.param("وصلت المستوطنات إلى القرية.", "وصل المستوطنون إلى القرية.", id="noun"),
        pytest.param("زار الوفد الإسرائيلي المدينة.", "زارت اللجنة الإسرائيلية المدينة.", id="adjective"),
        pytest.param("سيستهدفون المطار غدا.", "يستهدفون المطار في الغد.", id="future"),
    ],
)
def test_forms_of_one_word_are_no_names(a: str, b: str) -> None:
    assert findings(a, b) == []


HAFTAR = (
    "قال المشير خليفة حفتر إن القوات ستبقى في المدينة.",
    "قال المشير خليفة حفطر إن القوات باقية في المدينة.",
)


def test_the_name_is_marked_without_the_small_words_before_it() -> None:
    a, b = "وصلت رسالة إلى السيد خليفة ولحفتر رد عليها.", "وصلت رسالة إلى السيد خليفة ولحفطر رد عليها."
    assert told(a, b) == [("garbled-name", "حفتر", "حفطر")]


def test_a_spelling_that_both_versions_have_is_suggested_and_references_outvote() -> None:
    a, b = HAFTAR
    assert [f.suggestion for f in findings(a, b)] == [None]
    more = "\n\nثم غادر حفتر البلاد مساء الأحد."
    assert [f.suggestion for f in findings(a + more, b + more)] == ["حفتر"]
    assert findings(a, b, references=("ولد خليفة حفتر في بلدة بشرق البلاد.",))[0].suggestion == "حفتر"


def test_a_name_in_single_quotation_marks_is_marked_without_them() -> None:
    a, b = "השר 'יעקב גלבוע' אמר כי ייסע לחיפה.", "השר 'יעקב גבלוע' אמר כי ייסע לחיפה."
    assert told(a, b) == [("garbled-name", "גלבוע", "גבלוע")]


def test_a_text_counts_as_one_of_a_script_by_its_letters_not_by_their_points() -> None:
    a = "The minister Gilboa said: שָׁלוֹם לְכֻלָּם מִן הַשַּׂר גִּלְבּוֹעַ."
    assert findings(a, a.replace("עַ.", "צַ.")) == []


def test_settled_spellings_and_sic_are_silent() -> None:
    a, b = HAFTAR
    assert findings(a, b, accepted=AcceptList.of([["حفتر", "حفطر"]])) == []
    assert findings(a, b.replace("حفطر", "حفطر [sic]")) == []


def test_texts_in_two_languages_are_not_compared() -> None:
    assert findings(HAFTAR[0], "ראש הממשלה בנימין נתניהו אמר כי הכוחות יישארו בעיר.") == []


LETTERS = st.sampled_from('حفترهطاويةءأىپکگهלנתםוה ‌ـً׳"ﷲﻻ. ')
ANY = st.lists(st.text(LETTERS, min_size=1, max_size=9) | st.sampled_from(ARABIC.a.split()), min_size=1)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY)
def test_nothing_breaks_and_sides_may_be_exchanged(a: list[str], b: list[str]) -> None:
    one, other = (" ".join(x).replace("\n", " ") or "." for x in (a, b))
    found, back = findings(one, other), findings(other, one)
    assert all((f.a is None or f.a.of(one).strip()) and (f.b is None or f.b.of(other).strip()) for f in found)
    assert {(f.rule, f.severity, f.a, f.b) for f in found} == {(f.rule, f.severity, f.b, f.a) for f in back}


def test_a_name_of_a_long_paragraph_is_sought_in_the_linked_sentence() -> None:
    one, other = HAFTAR
    filler = " وتحدث الحاضرون عن الأمطار والحصاد والطرق في تلك السنة الطويلة." * 160 + " "
    a, b = one + filler + other, other + filler + one
    whole, first, last = Span(0, len(a)), Span(0, len(one)), Span(len(a) - len(other), len(a))
    links = [Link((s,), (s,), 1.0) for s in (whole, first, last)]
    comparison = Comparison(Document(a), Document(b), Alignment(tuple(links[:1]), tuple(links[1:])), ())
    found = NameChecker().check(comparison)
    assert [f.a.of(a) for f in found if f.a and f.b] == ["حفتر", "حفطر"]


# Marks, tatweel, a half-space, a right-to-left mark, and letters; some in presentation forms.
PLANTED = {"ar": "\u064e\u0651ـ\u200c\u200fابتحعفقكنويةىﺣﻔﷲ", "he": "\u05b8\u05bc\u200f׳'\"אבגהוחטנםצשﬡשׁ"}


@cache
def words(language: str) -> list[str]:
    story = {"ar": ARABIC, "he": HEBREW}[language]
    listed = [w for w in top_n_list(language, 3_000) if not w.isascii()]
    return [*listed, *(story.a.split() + story.b.split()) * 5]


@st.composite
def versions(draw: st.DrawFn, language: str) -> tuple[str, str]:
    """A run of words, and the same with one to four slips: letters lost, put in, replaced, exchanged."""
    a = draw(st.lists(st.sampled_from(words(language)), min_size=4, max_size=25))
    b = list(a)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(b) - 1))
        word, new = b[at], draw(st.sampled_from(["", *PLANTED[language]]))
        i, lost = draw(st.integers(0, len(word) - 1)), draw(st.integers(0, 2))
        gone = word[i : i + lost]
        b[at] = word[:i] + draw(st.sampled_from([new, gone[::-1]])) + word[i + lost :] or word
    return " ".join(a) + ".", " ".join(b) + "."


def sides(found: list[Finding], *, mirrored: bool = False) -> set[tuple[object, ...]]:
    rows = ((f.rule, f.severity, f.confidence, f.suggestion, f.a, f.b) for f in found)
    return {(*row, b, a) if mirrored else (*row, a, b) for *row, a, b in rows}


@pytest.mark.parametrize("language", ["ar", "he"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_report_is_its_own_mirror_and_points_at_words(language: str, data: st.DataObject) -> None:
    a, b = data.draw(versions(language))
    found = findings(a, b)
    assert sides(found) == sides(findings(b, a), mirrored=True)
    for finding in found:
        for span, text in ((finding.a, a), (finding.b, b)):
            if span:
                # A name is the end of one word, without the small words before it or the marks around it.
                (word,) = (w for w in words_of(text, language) if w.span.covers(span))
                assert span.end == word.span.end
                assert span.of(text)[0].isalpha()
                assert word.key.endswith(key(span.of(text)))
        if finding.a and finding.b:
            assert key(finding.a.of(a)) != key(finding.b.of(b))


@pytest.mark.parametrize("language", ["ar", "he"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_text_is_no_garbled_version_of_itself(language: str, data: st.DataObject) -> None:
    _, text = data.draw(versions(language))
    assert findings(text, text) == []
