"""The pages, one file a subject. None of them changes anything: what changes goes through /api/v1."""
