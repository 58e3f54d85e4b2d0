"""The charts, one a module."""
