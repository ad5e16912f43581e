"""Words that say nothing about a job, and names that folding must not take apart. Data, so that it can be reviewed."""

_STOP_WORDS = """
    a about above across after again against all almost also although always am among an and any are aren't around as at
    be because been before being below between both but by can can't cannot could couldn't did didn't do does doesn't
    doing don't down during each either etc even every few for from further get had has have having he her here hers
    him his how however i i'm if in including into is isn't it its itself just keep know least less let like made make
    many may me might more most much must my need no nor not of off often on once one only onto or other our ours out
    over own per plus please she should since so some something such take than that the their theirs them then there
    these they thing this those though through to together too toward towards under until up upon us use used uses using
    via very want was way we well were what when where whether which while who whom whose why will with within without
    two three four five six seven eight nine ten
    won't work would yet you you'll you're your yours yourself
    able applicant apply background based candidate career company day duty employee employer excellent experience
    experienced good great have help hire hiring ideal job join knowledge look looking lot minimum new nice offer
    opportunity part plus position posting preferred prefer qualification require required requirement responsibility
    responsible role seek skill strong successful team understanding welcome who'll working workplace year
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""English function words first, then what every job posting says about itself. All folded (see `keywords.fold`)."""

CASE_SENSITIVE_NAMES = frozenset({"go", "c", "r"})
"""Technologies that are ordinary words or letters in lower case: only a capital makes them a name in running text."""

SLASH_NAMES = frozenset({"ci/cd", "tcp/ip", "a/b", "pl/sql", "ui/ux", "ux/ui", "i/o", "os/2", "pci/dss"})
"""Names that hold a slash. Any other slash separates alternatives ("Python/Java")."""

DOT_ENDINGS = frozenset({"js", "net", "io", "ai", "py"})
"""Last parts of names that hold a dot (`Node.js`, `ASP.NET`). Any other dot ends a sentence."""
