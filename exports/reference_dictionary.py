"""The data dictionary of a reference base, which its files carry."""

from __future__ import annotations

from exports.reference_shapes import ReferenceBase
from exports.reference_tables import TABLES


def dictionary_text(base: ReferenceBase) -> str:
    """The data dictionary, in French, as Markdown."""
    said = [
        "# Dictionnaire des données\n",
        f"Base de référence faite le {base.made:%d/%m/%Y}."
        + (
            f" Elle ne contient que ce qui a été ajouté ou décidé depuis le {base.since:%d/%m/%Y}."
            if base.since
            else ""
        ),
        "",
        "Seules les cases dont `etabli` est vrai ont été établies par une personne. Deux réponses ne se comparent qu'à "
        "grille (`grille_empreinte`) et à périmètre égaux. Les relecteurs sont sous pseudonyme ; les commentaires sont "
        "recopiés tels quels : relisez-les avant de diffuser. Une suppression ne se voit pas dans un export partiel.",
        "",
        "Fichiers CSV : UTF-8, virgule, point décimal, dates ISO 8601 (UTC). Les objets et les listes sont en JSON.",
    ]
    for table in TABLES:
        said += [
            f"\n## {table.name}\n",
            f"{table.meaning} {len(base.of(table.name))} lignes. Clé : {', '.join(f'`{one}`' for one in table.key)}.\n",
            "| colonne | type | sens |",
            "|---|---|---|",
            *(
                f"| `{one.name}` | {one.type}{', obligatoire' if one.required else ''} | {one.meaning} |"
                for one in table.fields
            ),
        ]
    if base.note:
        said += ["\n## La grille\n", base.note]
    return "\n".join(said) + "\n"
