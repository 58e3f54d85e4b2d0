"""The deliverables, one a module."""
