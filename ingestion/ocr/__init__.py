"""Pages without usable text: which they are, and what character recognition makes of them."""
