"""Readers of office and text files: each gives the content of one file, in the child process that may die of it."""
