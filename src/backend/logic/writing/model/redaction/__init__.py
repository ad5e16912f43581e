"""Contact data inside a CV's running text: how each kind is recognised, in the spellings that people use."""
