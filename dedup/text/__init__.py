"""Text: words, sentences, paragraphs, page furniture."""
