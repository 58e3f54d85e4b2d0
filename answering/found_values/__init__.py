"""The values of an answer without a model, looked for in the whole document and not only in the cited sentences.

A number is a candidate where its unit, its sentence or row, its columns and its titles name what a label of the grid
measures; how sure it is that an annotator would keep it is learnt from references, dossier by dossier.
"""
