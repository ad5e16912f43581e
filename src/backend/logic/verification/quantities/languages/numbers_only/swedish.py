"""Swedish: numbers, months and rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, compounds, numbered, same

_UNITS = numbered("två/tva tre fyra fem sex sju åtta/atta nio", start=2)
_TEENS = numbered("tio elva tolv tretton fjorton femton sexton sjutton arton nitton", start=10)
_TENS = numbered("tjugo trettio fyrtio femtio sextio sjuttio åttio/attio nittio", start=20, step=10)

VOCABULARY = Vocabulary(
    numbers=_UNITS
    | _TEENS
    | _TENS
    | dict(compounds({**_UNITS, "en": 1, "ett": 1}, _TENS, joint="", unit_first=False))
    | {f"{unit}hundra": 100 * value for unit, value in (_UNITS | _TEENS | {"ett": 1}).items()}
    | {f"{unit}tusen": 1000 * value for unit, value in (_UNITS | _TEENS | {"ett": 1}).items()}
    | {"dussin": 12},
    scales={"hundra": 100, "tusen": 1000, "miljoner": 10**6, "miljon": 10**6, "miljarder": 10**9},
    units=same(
        {
            "per minute": "per minut,i minuten",
            "hourly": "per timme,i timmen",
            "daily": "per dag,om dagen,dagligen,varje dag",
            "weekly": "per vecka,i veckan,varje vecka,veckovis",
            "monthly": "per månad,i månaden,varje månad,månatligen,månadsvis",
            "yearly": "per år,om året,årligen,årlig,årliga,årligt,varje år",
            "1.5 hours": "en och en halv timme,en och en halv timmes",
            "18 months": "ett och ett halvt år,ett och ett halvt års,ett och halvt år",
            "years and a half": "och ett halvt år,och ett halvt års",
            "1/3": "en tredjedel",
            "1/4": "en fjärdedel",
            "2/3": "två tredjedelar",
            "3/4": "tre fjärdedelar",
            "50 %": "hälften,halva",
            "6 months": "ett halvt år,ett halvår",
            "500000": "en halv miljon",
            "1500000": "en och en halv miljon",
            "6": "ett halvt dussin,halvt dussin",
            "per shift": "per skift,per pass,per arbetspass",
            "doubled": "fördubblade,fördubblat,fördubbling,dubblade",
            "tripled": "tredubblade,tredubblat,tredubbling",
            "landmil": "mil",
            "thousand kr": "tkr",
            "million kr": "mkr,mnkr",
            "halved": "halverade,halverat,halvera,halverades,halvering",
            "percentage points": "procentenheter,procentenhet,procentenheters",
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
