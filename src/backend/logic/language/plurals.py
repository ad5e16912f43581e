"""English plurals cut to singulars by ending; both sides of a comparison are cut alike, so mistakes cost little."""

_NOT_PLURALS = """
    always aws business css devops dns express https ios jenkins js kinesis kubernetes mlops news numpy os pandas
    process rails redis saas sas secops series sre ssis tls windows analytics physics ethics logistics mathematics
    statistics economics
"""
NOT_PLURALS = frozenset(_NOT_PLURALS.split())
"""Words that end in s and are not plurals, or whose singular nobody writes."""

_SHORTEST = 4


def singular(word: str) -> str:
    """`word`, in lower case, without a plural ending; as it is where it has none or is shorter than four letters."""
    if len(word) < _SHORTEST or not word.endswith("s") or word in NOT_PLURALS:
        return word
    if word.endswith("ies") and len(word) > _SHORTEST:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    is_singular = word.endswith(("ss", "us")) or (word.endswith("is") and len(word) > _SHORTEST)
    return word if is_singular else word[:-1]
