"""Particulars of a deed - when, where, how many, which of two kinds - that a text exchanges for others."""
