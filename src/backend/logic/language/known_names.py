"""Names that a CV can claim and that a text may hide in lower case: employers, degrees, certificates, ranks.

Data, so that it can be reviewed. A table cannot be complete; what it misses is still found where it is written as names
are (a capital, a digit inside), and every name that the CV or the job itself uses is added to it for each check.
"""

from collections.abc import Mapping

_EMPLOYERS = """
    accenture, adobe, airbnb, alibaba, amazon, amd, american express, apple, asos, at&t, atlassian, baidu,
    bain & company, bank of america, barclays, bbc, block, bloomberg, bmw, boeing, booking.com, bosch, boston
    consulting group, bp, bytedance, capgemini, capital one, cisco, citigroup, cloudera, cognizant, coinbase,
    dell, deloitte, deutsche bank, disney, doordash, dropbox, ebay, ericsson, ernst & young, etsy, expedia,
    facebook, fedex, ford, gap, general electric, general motors, goldman sachs, google, grab, hewlett
    packard, hsbc, huawei, ibm, ikea, infosys, instacart, intel, jp morgan, jpmorgan, klarna, kpmg, linkedin,
    lockheed martin, lyft, mastercard, mckinsey, meta, microsoft, monzo, morgan stanley, nasa, nestle,
    netflix, nike, nokia, nvidia, oracle, palantir, paypal, pepsico, pfizer, philips, pinterest, procter &
    gamble, pwc, qualcomm, reddit, revolut, robinhood, salesforce, samsung, shell, shopify, siemens, slack,
    snap, sony, spacex, spotify, square, stripe, sun microsystems, target, tata consultancy services, tencent,
    tesla, tiktok, toyota, twilio, twitter, uber, unilever, verizon, visa, vodafone, volkswagen, walmart,
    wells fargo, wipro, yahoo, yelp, zalando, zoom
"""
EMPLOYERS: tuple[str, ...] = tuple(" ".join(name.split()) for name in _EMPLOYERS.split(","))

_EMPLOYER_HOMOGRAPHS = """
    apple block boots box chase ford gap general grab indeed intel meta monday next oracle orange sage
    salesforce shell sky slack snap square stripe target uber visa zoom
"""
EMPLOYER_HOMOGRAPHS: frozenset[str] = frozenset(_EMPLOYER_HOMOGRAPHS.split())

DEGREES: Mapping[str, str] = {
    "doctorate": "doctorate,doctoral,doctoral degree,postdoc,postdoctoral",
    "phd": "phd,ph d,doctor of philosophy,dphil",
    "master": "master's,masters degree,master's degree,master degree,masters in",
    "msc": "msc,master of science,ms in,ms degree,ms",
    "ma": "ma,master of arts,ma in",
    "mba": "mba,master of business administration,emba",
    "meng": "meng,master of engineering",
    "llm": "llm,master of laws",
    "mph": "mph,master of public health",
    "bachelor": "bachelor's,bachelors degree,bachelor's degree,bachelor degree,bachelors in,undergraduate degree",
    "bsc": "bsc,bachelor of science,bs in,bs degree,bs",
    "ba": "ba,bachelor of arts,ba in",
    "beng": "beng,bachelor of engineering",
    "btech": "btech,bachelor of technology,mtech",
    "llb": "llb,bachelor of laws,juris doctor,jd",
    "md": "md,doctor of medicine",
    "associate": "associate degree,associate's degree,associate of science,associate of arts",
    "diploma": "diploma,postgraduate diploma,graduate diploma",
    "degree": "degree in,degree from,university degree,college degree,honours degree,honors degree,graduated from,"
    "graduate of,alumnus of,alumna of,alumni of",
    "honours": "cum laude,magna cum laude,summa cum laude,valedictorian,first class honours,with honours,gpa",
}
"""Degree, and how it is written. Those of two letters count in capitals only."""

IMPLIED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("msc", "ma", "mba", "meng", "llm", "mph"), ("master", "degree")),
    **dict.fromkeys(("bsc", "ba", "beng", "btech", "llb"), ("bachelor", "degree")),
    "phd": ("doctorate", "degree"),
    "md": ("doctorate", "degree"),
    **dict.fromkeys(("master", "bachelor", "doctorate", "associate"), ("degree",)),
    **dict.fromkeys(("mariadb", "mysql", "postgresql", "sql server", "sqlite"), ("sql",)),
    "pyspark": ("python", "spark"),
}
"""A source that names the first bears out the others."""

_CERTIFICATES = """
    acca, aws certified, black belt, capm, ccie, ccna, ccnp, ccsp, ceh, certified scrum master, certified
    scrummaster, cfa, cgeit, cima, cipd, cipp, cisa, cism, cissp, cka, ckad, cks, comptia, cpa, crisc, csm,
    csp, cspo, facp, google certified, green belt, itil, lean six sigma, mcsa, mcse, microsoft certified,
    nclex, network+, ocp, oracle certified, oscp, pmi-acp, pmp, prince2, professional engineer, psm, pspo,
    rhce, rhcsa, safe agilist, security+, six sigma, togaf
"""
CERTIFICATES: Mapping[str, str] = {
    **{name: name for name in " ".join(_CERTIFICATES.split()).split(", ")},
    "cpa": "cpa,certified public accountant",
    "pmp": "pmp,project management professional",
    "cfa": "cfa,chartered financial analyst",
    "certified": "certified,certification,accredited,accreditation,chartered,licensed,licensure,recertified",
    "certificate": "certificate",
}
"""Certificate, and how it is written."""

RANKS: Mapping[str, str] = {
    "ceo": "ceo,chief executive officer,chief executive",
    "cto": "cto,chief technology officer,chief technical officer",
    "cfo": "cfo,chief financial officer",
    "coo": "coo,chief operating officer",
    "cio": "cio,chief information officer",
    "ciso": "ciso,chief information security officer",
    "cpo": "cpo,chief product officer",
    "cmo": "cmo,chief marketing officer",
    "vp": "vp,vice president,svp,evp,senior vice president",
    "director": "director,managing director,director of engineering",
    "founder": "founder,cofounder,co founder",
    "partner": "managing partner,general partner",
    "chief": "chief architect,chief engineer,chief scientist,chief of staff",
    "head": "head of engineering,head of product,head of data,head of design,head of department",
    "fellow": "distinguished engineer,engineering fellow",
}
"""Ranks that nobody holds without being given them, and how they are written. Seniority in general is no claim."""

ABBREVIATIONS: Mapping[str, str] = {
    short: f"{short},{long}"
    for short, long in (
        ("api", "application programming interface"),
        ("b2b", "business to business"),
        ("b2c", "business to consumer"),
        ("ci", "continuous integration"),
        ("cd", "continuous delivery"),
        ("crm", "customer relationship management"),
        ("e2e", "end to end"),
        ("erp", "enterprise resource planning"),
        ("etl", "extract transform load"),
        ("hr", "human resources"),
        ("it", "information technology"),
        ("kpi", "key performance indicator"),
        ("mvp", "minimum viable product"),
        ("okr", "objectives and key results"),
        ("os", "operating system"),
        ("poc", "proof of concept"),
        ("pr", "pull request"),
        ("qa", "quality assurance"),
        ("rfc", "request for comments"),
        ("roi", "return on investment"),
        ("saas", "software as a service"),
        ("sdk", "software development kit"),
        ("sla", "service level agreement"),
        ("slo", "service level objective"),
        ("sme", "subject matter expert"),
        ("sre", "site reliability engineering"),
        ("tdd", "test driven development"),
        ("ui", "user interface,uis"),
        ("ux", "user experience"),
        ("vm", "virtual machine"),
        ("i18n", "internationalization"),
        ("l10n", "localization"),
        ("a11y", "accessibility"),
        ("2fa", "two factor authentication"),
        ("cad", "computer aided design"),
        ("cnc", "computer numerical control"),
        ("csr", "corporate social responsibility"),
        ("ehr", "electronic health record"),
        ("gaap", "generally accepted accounting principles"),
        ("gdpr", "general data protection regulation"),
        ("gis", "geographic information system"),
        ("gp", "general practitioner"),
        ("gtaw", "tig,gas tungsten arc welding"),
        ("gmaw", "mig,gas metal arc welding"),
        ("hse", "health and safety,health safety and environment"),
        ("hvac", "heating ventilation and air conditioning"),
        ("icu", "intensive care unit"),
        ("lpn", "licensed practical nurse"),
        ("mri", "magnetic resonance imaging"),
        ("ngo", "non governmental organisation,non governmental organization"),
        ("nhs", "national health service"),
        ("pm", "project management,project manager"),
        ("pos", "point of sale"),
        ("ppe", "personal protective equipment"),
        ("rn", "registered nurse"),
        ("seo", "search engine optimisation,search engine optimization"),
        ("sop", "standard operating procedure"),
        ("stem", "science technology engineering and mathematics"),
        ("vat", "value added tax"),
    )
}
"""Abbreviations that say the same as their words, either way round."""
