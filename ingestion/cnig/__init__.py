"""Dossiers of the CNIG standards (PLU, PLUi, SCoT): names, tables, metadata, geography; free names too."""
