"""What a line claims besides its facts: strength, scope, negation, modality, cause and direction."""
