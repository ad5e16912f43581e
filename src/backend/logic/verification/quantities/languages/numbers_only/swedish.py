"""Swedish: numbers, months and rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, compounds, numbered, same

_UNITS = numbered("två/tva tre fyra fem sex sju åtta/atta nio", start=2)
_TENS = numbered("tjugo trettio fyrtio femtio sextio sjuttio åttio/attio nittio", start=20, step=10)

VOCABULARY = Vocabulary(
    numbers=_UNITS
    | numbered(
        "tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
        start=10,
    )
    | _TENS
    | dict(compounds({**_UNITS, "en": 1, "ett": 1}, _TENS, joint="", unit_first=False))
    | {"dussin": 12},
    scales={"hundra": 100, "tusen": 1000, "miljoner": 10**6, "miljon": 10**6, "miljarder": 10**9},
    units=same(
        {
            "per minute": "per minut,i minuten",
            "hourly": "per timme,i timmen",
            "daily": "per dag,om dagen,dagligen,varje dag",
            "weekly": "per vecka,i veckan,varje vecka,veckovis",
            "monthly": "per månad,i månaden,varje månad,månatligen,månadsvis",
            "yearly": "per år,om året,årligen,varje år",
            "18 months": "ett och ett halvt år,ett och ett halvt års,ett och halvt år",
            "halved": "halverade,halverat,halvera,halverades,halvering",
            "percent": "procent",
            "January": "januari",
            "February": "februari",
            "March": "mars",
            "May": "maj",
            "June": "juni",
            "July": "juli",
            "August": "augusti",
            "October": "oktober",
        }
    ),
)
