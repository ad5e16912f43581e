"""Words of changes: those that things go through ("fell"), those that somebody makes ("cut"), and those of both.

Of what may be either, the order tells: a thing stands before what it went through. A word before a star begins any
longer one; Chinese, Japanese and Korean phrases are looked for anywhere in a clause. No accents.
"""

from collections.abc import Mapping
from typing import Final

from logic.language.lookalikes import fold_characters

HAPPENED: Final[Mapping[str, str]] = {
    "en": "fell rose went sank climbed dipped shrank declined slipped jumped soared slid tumbled plummeted",
    "de": """
        stieg stiegen gestiegen sank sanken gesunken fiel fielen gefallen wuchs wuchsen gewachsen zuruckgegangen
        ruckgang anstieg zunahme abgenommen zugenommen sprang kletterte kletterten
    """,
    "fr": "progresse recule chute grimpe",
    "es": """
        bajaron subieron aumentaron crecieron disminuyeron cayeron mejoraron crecio cayo descendio descendieron
        redujeron
    """,
    "it": "calat* salit* cresciut* sces* diminuit* aumentati aumentate ridotti ridotte",
    "pt": "subiram baixaram aumentaram cairam cresceram diminuiram melhoraram caiu cresceu desceu desceram",
    "nl": "daalde daalden gedaald steeg stegen gestegen groeide groeiden gegroeid zakte zakten gezakt",
    "pl": "spadl* wzrosl* zmalal* urosl* ubyl* przybyl* spadek wzrost",
    "sv": "steg sjonk foll stigit sjunkit",
    "da": "steg faldt falt sank voksede vokste steget faldet",
    "fi": "nousi nousivat kasvoi kasvoivat vaheni vahenivat pieneni lyheni parani paranivat laski laskivat",
    "cs": "klesl* vzrostl* stoupl* stupl* ubyl* pribyl* narostl*",
    "ru": "вырос* упал* стало возрос* зросл* впал*",
    "hu": "csokkent csokkentek nott nottek emelkedett emelkedtek",
    "ro": "scazut crescut",
    "tr": "artti azaldi dustu yukseldi",
    "el": "αυξηθηκ* μειωθηκ* επεσ* ανεβηκ*",
    "ko": "줄었 늘었 감소 증가 상승 하락",
    "ja": "増加 減少 増えた 増え、 減った 減り、 伸びた 伸び、 上がっ 下がっ 上昇 低下 %増 %減",
}
MADE: Final[Mapping[str, str]] = {
    "en": """
        raised raising cut cutting lowered lowering reduced reducing boosted boosting lifted lifting trimmed trimming
        slashed slashing shortened shortening saved saving
        enhanced enhancing sped speeding shaved shaving
    """,
    "de": """
        steigerte gesteigert steigern steigerung senkte gesenkt senken senkung reduziert* reduzieren reduzierung
        verringert* verringern verringerung erhoht erhohte erhohen erhohung verkurzt* verkurzen verkurzung verbessert*
        verbessern verbesserung halbiert* verdoppelt* angehoben gedruckt vermindert* verminderung
    """,
    "fr": "reduit reduire reduction abaisse releve accru raccourci ameliore diminuer augmenter baisser progresser",
    "es": """
        reduje redujo reduccion reducir baje subi aumente mejore duplique logre logro consegui consiguio reduciendo
        aumentando bajando subiendo mejorando incremente incremento crecer bajar subir aumentar disminuir
    """,
    "it": """
        ridotto ridurre riduzione aumentato incrementato abbassato alzato dimezzato raddoppiato portato tagliato
        migliorato aumentare calare scendere salire crescere diminuire riducendo aumentando migliorando accorciato
    """,
    "pt": """
        reduzi reduziu reducao reduzir baixei subi aumentei melhorei dupliquei consegui conseguiu reduzindo aumentando
        diminui encurtou encurtei crescer baixar subir aumentar diminuir
    """,
    "nl": """
        verlaagde verlaagd verlaging verhoogde verhoogd verhoging verminderde vermindering verkortte verkort
        verkorting halveerde teruggebracht terugdringen
    """,
    "pl": """
        obnizyl* obnizen* zmniejszyl* zmniejszen* zwiekszyl* zwiekszen* poprawil* podniosl* podniesien* skrocil*
        skrocen* zredukowal* ograniczyl*
    """,
    "sv": "hojde sankte kortade reducerade hojt sankt kortat reducerat",
    "da": "haevede senkede senket reducerede reduserte nedbragte forkortede hevet",
    "fi": "vahensi* nosti nostin kasvatti* kasvatin lyhensi* paransi* pienensi* kaksinkertaisti* laskin",
    "cs": "snizil* zvysil* zkratil* zlepsil* zdvojnasobil* omezil*",
    "ru": "снизил* сократил* увеличил* повысил* уменьшил* улучшил* підвищил* зменшил* збільшил* скоротил* знизил*",
    "hu": "csokkentett* csokkentettem csokkentve novelt* novelve emelte emeltem javitott* csokkentese novelese",
    "ro": "redus marit majorat diminuat imbunatatit reducere",
    "tr": "artird* azalt* dusurd* yuksel*t* iyilestir*",
    "el": "αυξησ* μειωσ* ανεβασ* βελτιωσ*",
    "ko": "줄였 줄임 늘렸 늘림 감소시 증가시 높였 높임 낮췄 낮춤",
    "ja": "伸ばし 減らし 増やし 増加させ 減少させ 削減し 削減。 向上させ 短縮し 縮め 引き上げ 引き下げ 上げた 下げた",
}
EITHER: Final[Mapping[str, str]] = {
    "en": """
        increased decreased improved doubled halved tripled quadrupled grew expanded dropped eased increasing growing
        doubling halving improving earned
    """,
    "fr": "augmente baisse diminue double triple",
    "es": "bajo subio aumento mejoro disminuyo duplico",
    "pt": "subiu baixou aumentou diminuiu melhorou duplicou",
    "nl": "verdubbelde verbeterde",
    "sv": "okade minskade forbattrade fordubblade halverade okat minskat",
    "da": "ogede okte mindskede minsket fordoblede doblet forbedrede forbedret",
    "ro": "crescut scazut",
}
MOVED: Final = frozenset(
    ["took", "taking", "brought", "bringing", "pushed", "pushing", "drove", "driving", "sent", "sending", "got"]
)
AWAY: Final = frozenset(["off", "down", "up", "more", "fewer", "less", "extra"])
"""English verbs that make a change only with such a word behind them: "took ten minutes off the wait"."""

REFLEXIVE: Final[Mapping[str, frozenset[str]]] = {
    "de": frozenset({"sich"}),
    "fr": frozenset({"s", "se"}),
    "es": frozenset({"se"}),
    "it": frozenset({"si", "sono", "stati", "state"}),
    "pt": frozenset({"se"}),
    "pl": frozenset({"sie"}),
    "cs": frozenset({"se"}),
    "ro": frozenset({"s"}),
}
"""Words beside which what may be made happened: "erhöhte sich", "sono aumentate"."""

REFLEXIVE_ENDINGS: Final = {"ru": tuple(map(fold_characters, ("сь", "ся")))}
GERUNDS: Final = {
    "es": ("ando", "endo"),
    "it": ("ando", "endo"),
    "pt": ("ando", "endo", "indo"),
    "pl": ("ajac", "ujac", "iac"),
    "ru": tuple(map(fold_characters, ("ив", "ав", "ев"))),
}
"""How a verb ends that tells at the beginning of a clause by which deed the next one was done."""

WITH: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset({"with", "by", "through", "via", "using"}),
    "de": frozenset({"mit", "durch", "dank", "mittels"}),
    "fr": frozenset({"avec", "par", "grace"}),
    "es": frozenset({"con", "mediante", "gracias"}),
    "it": frozenset({"con", "mediante", "grazie", "tramite"}),
    "pt": frozenset({"com", "mediante", "gracas"}),
    "nl": frozenset({"met", "door", "dankzij"}),
    "pl": frozenset({"dzieki", "poprzez"}),
    "sv": frozenset({"med", "genom"}),
    "da": frozenset({"med", "ved"}),
}
"""What begins a clause that tells by which means the next one's deed was done."""
