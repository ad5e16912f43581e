"""Words of strength, scope, negation, modality, cause and direction: a table for each language that is read for them.

An entry is a word or a phrase; a star ends a word whose endings do not matter ("leit*"), begins one whose beginning
does not ("*chef"), or stands between the two ("ne*la"). A category with a plus holds
words that bear its claims out without making them: who "ran" a shop may be said to have led it. `none` holds phrases
that are no mark, though a word in them is ("no more than").
"""
