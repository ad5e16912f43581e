"""The rule packs that judge the assembly, and what they found."""
