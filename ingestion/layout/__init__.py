"""The layout of a page: lines, columns, ruled tables, reading order, running heads."""
