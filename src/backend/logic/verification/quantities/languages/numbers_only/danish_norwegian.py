"""Danish and Norwegian, whose numbers and months are nearly the same; rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "to/toen tre fire fem seks syv/sju otte/atte ni ti elleve tolv/tolvte tretten fjorten femten seksten "
        "sytten atten nitten",
        start=2,
    )
    | numbered(
        "tyve/tjue tredive/tretti fyrre/forti halvtreds/femti tres/seksti halvfjerds/sytti firs/atti halvfems/nitti",
        start=20,
        step=10,
    )
    | {"dusin": 12},
    scales={
        "hundrede": 100,
        "hundre": 100,
        "tusind": 1000,
        "tusen": 1000,
        "millioner": 10**6,
        "million": 10**6,
        "milliarder": 10**9,
    },
    units=same(
        {
            "per minute": "pr minut,per minut,per minutt,i minuttet",
            "hourly": "pr time,per time,i timen",
            "daily": "pr dag,per dag,om dagen,dagligt,daglig,hver dag",
            "weekly": "om ugen,pr uge,ugentligt,ugentlig,hver uge,i uken,per uke,ukentlig,hver uke",
            "monthly": "om måneden,pr måned,månedligt,månedlig,hver måned,i måneden,per måned",
            "yearly": "om året,pr år,per år,årligt,årlig,hvert år,i året",
            "18 months": "halvandet år,halvannet år,et og et halvt år,ett og et halvt år",
            "years and a half": "og et halvt år",
            "1/3": "en tredjedel",
            "1/4": "en fjerdedel,en kvart",
            "doubled": "fordoblede,fordoblet",
            "tripled": "tredoblede,tredoblet",
            "halved": "halverede,halverte,halveret,halvert,halvering",
            "percent": "procent,prosent",
            "January": "januar",
            "February": "februar",
            "March": "marts,mars",
            "May": "maj,mai",
            "June": "juni",
            "July": "juli",
            "October": "oktober",
            "December": "desember",
        }
    ),
)
