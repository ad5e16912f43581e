"""Words that say that a name is a licence or certificate, and words before them that are no part of the name. Data."""

_HEADS = """
licence license licences licenses certificate certificates certification certifications registration permit card cards
endorsement endorsements diploma accreditation ticket
"""
HEADS: frozenset[str] = frozenset(_HEADS.split())
"""In lower case; each stands behind what it is for: "forklift licence", "CPR certification"."""

HEADS_WITH_SUBJECT: frozenset[str] = frozenset({"certificate", "diploma"})
"""Those that say behind them what was learnt; a licence is held "in" a place."""

_GENERIC = """
a an the and or with of in on for to at by from as is are be has have had having hold holds holding held holder must
need needs needed require requires required obtain obtained get active current valid full clean unrestricted
professional relevant appropriate recognised recognized equivalent your our their his her its this that these any
some other another all each more one two three both either new business credit debit loyalty gift fuel report time
identity id birth medical-card up-to-date in-date own possess possession possessing within you we who which issue
issued issuing check checks checking prepare preparing manage managing process processing handle handling complete
completing write writing good strong proven plus ideally preferably also not no industry national state-recognised
job sheet company event guest patient pupil student product vehicle work works including such like school
"""
GENERIC_MODIFIERS: frozenset[str] = frozenset(_GENERIC.split())
"""Before such a word, these end the name."""
