"""How often the letters of French come."""

from __future__ import annotations

#: Letter frequencies of French in percent, accents folded (Wikipedia, « Fréquence d'apparition des
# lettres »), a to z.
FREQUENCIES = (
    *(8.2, 0.9, 3.3, 3.7, 17.1, 1.1, 0.9, 0.7, 7.6),
    *(0.6, 0.1, 5.5, 3.0, 7.1, 5.8, 2.5, 1.4, 6.7),
    *(7.9, 7.2, 6.4, 1.8, 0.1, 0.4, 0.3, 0.3),
)
