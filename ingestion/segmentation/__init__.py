"""Text into units: blocks, headings, sentences, provisions, passages."""
