"""What is known of the French language: terms, quantities, modality, negation, cue phrases, legal references."""
