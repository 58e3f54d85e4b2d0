"""One module a format of files; see :mod:`exports.registry`."""
