"""CodeStar notification rules, and what they announce."""
