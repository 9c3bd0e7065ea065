"""Pages as sites build them: the story comes out, the page stays known as furniture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from stories import COMMENTS, FOOTER, NAV, RELATED, Story

from dedup.documents import Document, Role
from dedup.errors import InputError
from dedup.readers import read

STORY = Story(
    "Two piers close in Port Eden",
    (
        "The harbour authority of Port Eden closed two piers on Tuesday after divers found cracks in the concrete, "
        "the second such finding this year.",
        "Ferries to the outer islands will leave from the northern quay until repairs end in March, its director "
        "Lena Okoro said. “Nobody was in danger,” she told reporters at the town hall.",
        "The piers, built in 1961 and widened twenty years later, carry about 4,000 passengers on a summer day and "
        "most of the freight for the islands' only supermarket.",
        "Shop owners on the quay said they had been told nothing. “We read it on the door,” said Marek Dvořák, who "
        "has sold bait and newspapers there since 1988.",
        "An engineer's report is due in six weeks. The town council will then decide whether the older pier is worth "
        "saving at all, at a cost that it put at 12 million crowns.",
    ),
)


def classic_blog(s: Story) -> str:
    """As the classic themes of blog software have it: sidebar, post navigation, share buttons, respond form."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>{s.title} – A Blog</title></head><body class="single">
<div id="page"><div id="masthead"><h1 class="site-title"><a href="/">A Blog</a></h1>{NAV}</div>
<div id="content" class="site-content"><main><article id="post-1" class="post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{s.title}</h1><div class="entry-meta">Posted on <time>June 8, 2020
</time> by <a rel="author" href="/u">Ann Lee</a></div></header><div class="entry-content">{s.html}
<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li>Facebook</li><li>Twitter</li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p><a href="/1">Old pier reopens</a></p></div></div>
<footer class="entry-footer">Posted in <a href="/news">News</a>. Tagged <a href="/t">harbour</a>.</footer></article>
<nav class="post-navigation"><a href="/p">Previous post</a><a href="/n">Next post</a></nav>{COMMENTS}</main></div>
<div id="secondary" class="widget-area"><h2>Recent Posts</h2><ul><li><a href="/2">Council meets on Friday</a></li></ul>
</div>{FOOTER}</div></body></html>"""


def news_site(s: Story) -> str:
    """A big site: teasers and advertisement between paragraphs, newsletter box, most-read list, consent layer."""
    first, second, *rest = (f"<p>{p}</p>" for p in s.paragraphs)
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{s.title}</title>
<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"2020-06-08T07:00:00Z",
"dateModified":"2020-06-09T08:00:00Z"}}</script></head><body><div id="consent" role="dialog"><p>We and our 843 partners
store cookies on your device.</p><button>Accept all</button></div>{NAV}<main id="main-content"><article>
<header><h1>{s.title}</h1></header><div class="article-body">{first}<div class="ad-slot">Advertisement</div>{second}
<aside class="related-inline"><a href="/x">Read more: the summer the ferry stopped</a></aside>{"".join(rest)}</div>
<div class="newsletter-signup"><h2>Sign up for our morning briefing</h2><form><input type="email"></form></div></article>
<section class="most-read"><h2>Most read</h2><ol><li><a href="/1">Whale seen off the cape</a></li></ol></section>
{RELATED}<section class="comments" id="disqus_thread"><p>Please enable JavaScript to view the comments.</p></section>
</main>{FOOTER}</body></html>"""


def old_tables(s: Story) -> str:
    """A page laid out with tables, paragraphs parted by line breaks, in Latin-1."""
    body = "<br><br>\n".join(s.paragraphs)
    return f"""<html><head><title>{s.title}</title></head><body bgcolor=white><table width=100%><tr>
<td width=150 valign=top><a href=/>Home</a><br><a href=/w>World</a><br><a href=/s>Sport</a></td>
<td valign=top><h1>{s.title}</h1>{body}</td></tr></table><center><font size=1>Copyright 2001 Port Eden Herald</font>
</center></body></html>"""


def amp(s: Story) -> str:
    return f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8">
<link rel="canonical" href="https://herald.example/piers"><title>{s.title}</title></head><body>
<amp-consent layout="nodisplay"><div>We use cookies.</div></amp-consent><amp-sidebar><ul><li>Home</li></ul></amp-sidebar>
<article><h1>{s.title}</h1><amp-img src="a.jpg" width="1" height="1"></amp-img>{s.html}</article>{RELATED}{FOOTER}
</body></html>"""


THEMES: list[Callable[[Story], str]] = [Story.page, classic_blog, news_site, old_tables, amp]
IN_NO_STORY = (
    "comment", "Reply", "Related", "cookie", "Recent Posts", "Most read", "Sandstorm", "Old pier reopens", "Whale",
    "newsletter", "briefing", "rights reserved", "Copyright", "Share this", "cousin", "Advertisement", "Read more",
)  # fmt: skip


def page_of(html: str | bytes, folder: Path) -> Document:
    file = folder / "page.html"
    file.write_bytes(html if isinstance(html, bytes) else html.encode())
    (item,) = read([str(file)])
    assert isinstance(item, Document), item
    return item


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.__name__)
def test_the_story_is_whole_and_the_page_is_furniture(theme: Callable[[Story], str], tmp_path: Path) -> None:
    document = page_of(theme(STORY), tmp_path)
    story = [p.span.of(document.text) for p in document.story()]
    assert story[0] == document.title == STORY.title
    assert tuple(story[1:]) == STORY.paragraphs
    assert not [words for words in IN_NO_STORY if words.lower() in "\n".join(story).lower()]
    rest = [p.span.of(document.text) for p in document.paragraphs if p.role is Role.FURNITURE]
    assert rest


def test_what_is_set_apart_is_named_as_the_page_shows_it(tmp_path: Path) -> None:
    document = page_of(STORY.page(), tmp_path)
    assert document.beside is not None
    rest = document.text[document.beside :]
    for words in (
        "Leave a Reply",
        "Related stories",
        "We use cookies",
        "All rights reserved",
        "my cousin was there",
    ):
        assert words in rest
    assert "tracking" not in document.text


def test_a_headline_is_not_taken_for_the_name_of_the_site(tmp_path: Path) -> None:
    title = "Rents rise by 6.5 per cent"  # trafilatura looks for a part of <title> with a dot in it
    page = (
        f"<html><head><title>{title} | Courier</title></head><body><h1>{title}</h1>{STORY.html}</body></html>"
    )
    document = page_of(page, tmp_path)
    assert (document.title, document.site) == (title, None)


def test_a_page_says_who_when_and_where(tmp_path: Path) -> None:
    document = page_of(STORY.page(), tmp_path)
    assert (document.byline, document.site, document.language) == ("Ann Lee", "The Desert Courier", "en")
    assert (document.published, document.updated) == ("2020-06-08T07:00:00Z", "2020-06-09T10:30:00Z")
    assert page_of(amp(STORY), tmp_path).url == "https://herald.example/piers"
    by_ld = page_of(news_site(STORY), tmp_path)
    assert (by_ld.published, by_ld.updated) == ("2020-06-08T07:00:00Z", "2020-06-09T08:00:00Z")


@pytest.mark.parametrize("encoding", ["windows-1250", "utf-8", "utf-16"])
def test_a_page_declares_its_encoding(encoding: str, tmp_path: Path) -> None:
    html = STORY.page().replace('charset="utf-8"', f'charset="{encoding}"')
    document = page_of(html.encode(encoding, errors="replace"), tmp_path)
    assert "Marek Dvořák" in document.text


@pytest.mark.parametrize(
    "html",
    ["<html><body></body></html>", "<html><script>var x = 'A long text. It is no article.'</script></html>",
     "<html><body><nav><a href=/>Home</a></nav></body></html>", "<!doctype html>"],
)  # fmt: skip
def test_a_page_without_a_story_is_an_error(html: str, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    (item,) = read([str(file)])
    assert isinstance(item, InputError)
    assert "holds no" in str(item)


def test_hidden_text_is_not_read(tmp_path: Path) -> None:
    trap = '<p style="display: none">Buy gold now, said nobody.</p><p hidden>Nor this line here.</p>'
    document = page_of(STORY.page().replace("<h1>", f"{trap}<h1>"), tmp_path)
    assert "Buy gold" not in document.text
