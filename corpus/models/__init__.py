"""The tables of the corpus, as SQLAlchemy models.

Identity of a passage is derived from its content (see :func:`domain.identity.passage_id`), so that
writing it twice changes nothing. Answers copy the words and page of what they cite instead of
pointing at rows: an answer stays readable, and traceable by its corpus hash, after a piece changed.

A store imports the modules of its own tables, and a module those whose rows its own point at: describing all
tables to SQLAlchemy takes a tenth of a second, and a command uses few. :mod:`corpus.models.all_rows` has all.
"""
