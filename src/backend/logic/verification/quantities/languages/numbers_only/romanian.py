"""Romanian: numbers months and rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "doi/doua trei patru cinci sase sapte opt noua zece unsprezece doisprezece/douasprezece treisprezece "
        "paisprezece cincisprezece saisprezece saptesprezece optsprezece nouasprezece",
        start=2,
    )
    | numbered("douazeci treizeci patruzeci cincizeci saizeci saptezeci optzeci nouazeci", start=20, step=10)
    | {"duzina": 12},
    scales={"suta": 100, "sute": 100, "mie": 1000, "mii": 1000, "milion": 10**6, "milioane": 10**6},
    units=same(
        {
            "per minute": "pe minut",
            "hourly": "pe oră",
            "daily": "pe zi,zilnic",
            "weekly": "pe săptămână,săptămânal",
            "monthly": "pe lună,lunar",
            "yearly": "pe an,anual",
            "years and a half": "ani si jumatate",
            "18 months": "un an si jumatate",
            "1/3": "cu o treime",
            "1/4": "cu un sfert",
            "percent": "la suta,procente,procent",
            "January": "ianuarie",
            "February": "februarie",
            "March": "martie",
            "April": "aprilie",
            "May": "mai",
            "June": "iunie",
            "July": "iulie",
            "September": "septembrie",
            "October": "octombrie",
            "November": "noiembrie",
            "December": "decembrie",
        }
    ),
)
