"""File formats: each reads one kind of file into text, within limits of memory and time."""
