"""Where a French sentence ends, and where a line wants more to come: abbreviations, first words, words that lead on."""

from __future__ import annotations

import re

#: Abbreviations never followed by the end of a sentence.
NEVER_ENDS = re.compile(
    r"(?:^|[\s(\[«“\"'’/-])(?:M|MM|Mme|Mmes|Mlle|Me|Mgr|Dr|Pr|St|Ste|art|Art|ART|cf|Cf|p|pp|p\. ?ex|ex|n|N|nos|fig|Fig"
    r"|tab|Tab|chap|Chap|al|alin|vol|réf|Réf|éd|coll|dir|c\.-à-d|i\.e|e\.g|v|V|tél|Tél|bd|Bd|av|Av|rte|dép|janv|févr|avr|juil|sept|oct|nov|déc"
    r")\.$"
)
#: Abbreviations that may end one.
MAY_END = re.compile(
    r"(?:^|[\s(\[«“\"'’/-])(?:env|hab|log|logts?|sup|min|max|moy|approx|resp|etc|cad|ss|sq|[A-Z]|(?:[A-Za-zÀ-ÿ]\.){1,8}[A-Za-zÀ-ÿ])\.$"
)
#: Words that begin a sentence, told by their capital.
STARTS = re.compile(
    r"(?:[«“\"(]\s?)?(?:L['’]|D['’]|C['’]|S['’]|Qu['’]|N['’]|J['’]|(?:Le|La|Les|Un|Une|Des|Du|De|Ce|Cet|Cette|Ces|Il|Ils|Elle|Elles|On|Nous|Vous"
    r"|En|Dans|Pour|Par|Sur|Sous|Afin|Aussi|Ainsi|Au|Aux|À|A|Avec|Cela|Ceci|Chaque|Ci|Dès|Enfin|Et|Leur|Leurs|Lorsque"
    r"|Mais|Ne|Or|Où|Pas|Plus|Quand|Quant|Sans|Sauf|Selon|Seul|Seule|Seuls|Seules|Si|Son|Sa|Ses|Tous|Tout|Toute|Toutes|Toutefois|Cependant)\b)"
)
#: A line that ends so goes on in the next.
ENDS_OPEN = re.compile(
    r"(?:[,'’(«/-]|\b(?:à|au|aux|avec|ce|ces|cette|chez|comme|contre|d|dans|de|des|dont|du|elle|en|entre|est|et|il|l|la"
    r"|le|les|leur|leurs|mais|ne|ni|non|ou|où|par|pour|qu|que|qui|sa|sans|se|ses|son|sont|sous|sur|un|une|vers|n°"
    r"|article|articles|art\.|zone|zones|secteur|secteurs))$",
    re.IGNORECASE,
)
#: A line that ends so wants a figure: where the next begins with one, it goes on there.
AWAITS_FIGURE = re.compile(
    r"\b(?:moins|plus|environ|soit|que|maximum|minimum|maxima|minima|maximale?s?|minimale?s?|[ée]gale?s?"
    r"|inf[ée]rieure?s?|sup[ée]rieure?s?|d[ée]passer?|exc[èée]der?|atteint|mesure|compte|pr[ée]voit|impose|exige)$",
    re.IGNORECASE,
)
#: Characters; no word that leaves a line open is longer.
LONGEST_OPEN = 12

#: « Figure 4 : plan des secteurs », « Carte des zones humides », « Source : IGN ».
CAPTION = re.compile(
    r"(?:carte|croquis|fig(?:ure|\.)|graphique|illustration|image|légende|photo(?:graphie)?|plan|schéma|tableau|vue)s?"
    r"\b(?!.*[.;]\s*\Z)|(?:crédits?|sources?)\b[^:]{0,20}:",
    re.IGNORECASE,
)
