"""What the label of a value may measure, by the words beside a number: patterns over folded text."""

from __future__ import annotations

import re

#: What is said of two things that replace one, beside their number.
REPLACES = re.compile(
    r"pour (?:un|une|chaque)\b|\bfois\b|remplac|replant|(?:par|chaque) (?:metre|arbre|sujet)\b|compens|autres? sont"
)

#: What a label measures, and what cannot be it: patterns over folded text.
OPPOSITES = tuple(
    (re.compile(label), re.compile(other))
    for label, other in (
        (
            r"espaces? (?:libres?|verts?|preserv)|pleine terre|biotope",
            r"emprise|impermeabilis|surface batie|constructible|logements?\b",
        ),
        (r"\b(?:recul|tampon|bande)\b", r"hauteur|\bmurs?\b|profondeur|epaisseur|clotures?"),
        (
            r"surface (?:preservee|evitee|protegee)|zones humides|boises classes",
            r"urbanis|artificialis|consomm|constructible|a batir|defrich",
        ),
        (r"consommation|artificialis", r"preserv|proteg|classee?s? en n\b"),
        (r"replantation", r"hauteur|circonference|\bplaces?\b"),
    )
)
MINIMUM = re.compile(r"minimal|minimum|plancher")
MAXIMUM = re.compile(r"maximal|maximum|plafond")
#: Surfaces that are kept: what may be taken of them at most is none.
KEPT = re.compile(r"preserv|proteg|evit|espaces? verts?|espaces? libres?")
