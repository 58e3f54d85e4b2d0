"""What a service hands in, made from reviewed answers: one module of ``kinds`` a deliverable, behind a registry."""
