"""Hungarian: numbers months and rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "ketto/ket harom negy ot hat hetten nyolc kilenc tiz tizenegy tizenketto/tizenket tizenharom tizennegy "
        "tizenot tizenhat tizenhet tizennyolc tizenkilenc",
        start=2,
    )
    | numbered("husz harminc negyven otven hatvan hetven nyolcvan kilencven", start=20, step=10)
    | {"tucat": 12},
    scales={"szaz": 100, "ezer": 1000, "millio": 10**6},
    units=same(
        {
            "per minute": "percenként",
            "hourly": "óránként",
            "daily": "naponta,napi",
            "weekly": "hetente,heti",
            "monthly": "havonta,havi",
            "yearly": "évente,évi",
            "years and a half": "es fel ev,es fel evig,es fel eves",
            "1/3": "harmadaval",
            "1/4": "negyedevel",
            "percent": "szazalek,szazalekra,szazalekrol,szazalekkal",
            "January": "januar",
            "February": "februar",
            "March": "marcius",
            "April": "aprilis",
            "May": "majus",
            "June": "junius",
            "July": "julius",
            "August": "augusztus",
            "September": "szeptember",
            "October": "oktober",
        }
    ),
)
