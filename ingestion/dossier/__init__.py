"""Dossiers as they arrive: folders and archives, their pieces and the kinds of these."""
