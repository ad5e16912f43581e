"""What lines of seven further languages are known by: small words, letters, endings and the words of CVs."""

from collections.abc import Mapping
from typing import Final

SMALL_WORDS: Final[Mapping[str, str]] = {
    "sv": "och på från till är som vid hos inom samt av ett jag det att inte har för år ca månader månad vecka dag "
    "timmar varje även genom mellan utan giltig giltigt mars juni elever kunder ansvarade tre fyra fem sju åtta "
    "tillsammans arbete körde om",
    "da": "og på fra til ved hos som af et jeg ikke har år måneder måned uge ugen dag dage timer hver med samt mellem "
    "uden tre fire fem otte sammen elever kunder kørte dagligt ansvarlig stilling opplæring omtrent høsten nye om "
    "lærte prosent avdeling ansvar januar marts juni juli",
    "fi": "ja sekä vuosina vuoteen vuodesta vuotta vuoden tuntia viikossa viikko päivässä noin kanssa jossa oli olen "
    "kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen sata sataa tuhat tuhatta työ uusi uutta "
    "saakka asti kpl kuukautta myös "
    "jolla joka jolle kokemusta kokemus osana avusti vastasi mikä jonka myös kun",
    "cs": "jsem kč ve ze od až roku let rok týdně měsíc měsíce hodin při pro jako který která které spolupráci "
    "tři čtyři pět "
    "zástupce vedoucí vedoucího prodejny prodejna šest patnáct dvacet třicet padesát objednávek zakázek "
    "sedm osm devět deset nových kolegů asi přibližně včetně práce řidičský průkaz denně programu procenta "
    "alebo aj pri rokov týždenne mesiacov",
    "ro": "și în cu pe din pentru până la ca după an ani luni lună zi ore săptămână zilnic circa aproximativ împreună "
    "echipa am fost trei patru cinci șase șapte opt nouă zece colegi prin fără privind cadrul",
    "hu": "és az egy nem volt hogy mint éves év évek heti napi havi óra órában óta között alatt mellett valamint új "
    "három négy öt hat nyolc kilenc tíz fő részvétel végzett darab körülbelül kb csökkent százalék",
    "tr": "tl ve ile bir için bu olarak da yıl yıllık ay hafta haftada günde günlük saat yaklaşık beri "  # noqa: RUF001 - Turkish letters
    "yüzde tasarruf kadar iki üç dört "
    "beş altı yedi sekiz dokuz yeni çalışan çalışana eğitim ekip müşteri verdi yaptı arasında oranını sınıfı",  # noqa: RUF001 - Turkish letters
}
"""Small words; those that one of the first eight languages has too say nothing."""

LETTERS: Final[Mapping[str, str]] = {
    "sv": "åäö",
    "da": "øæå",
    "fi": "äö",
    "cs": "ěščřžýůťďňľĺŕ",
    "ro": "ăâîșțşţ",
    "hu": "őűáéíöüú",
    "tr": "ğışçöü",
}
OWN_LETTERS: Final[Mapping[str, str]] = {
    letter: language
    for language, letters in {"da": "øæ", "cs": "ěřůťďľŕ", "ro": "ășțţ", "hu": "őű", "tr": "ğı", "sv": "å"}.items()
    for letter in letters
}

ENDINGS: Final[Mapping[str, str]] = {
    "sv": "ade ades ningen ningar andet arna orna elsen iska eringen heten",
    "da": "ede edes elsen inger ingen erne rede heden skab isk ende",
    "fi": "ssa ssä sta stä lla llä lta ltä lle nut nyt inen isen minen misen seen een iin aan ään aa ää sin tin "
    "den jen",
    "cs": "oval ovala ování ání ním ého ých ách ské ství ovat kou níků ila ilo",
    "ro": "ului ilor elor ției area irea ească ând ește ații iei aților",
    "hu": "ban ben nak nek val vel ása ése ását ését ások tam tem ottam ettem sban sére sára ként",
    "tr": "ları leri dım dim tım tim ması mesi masını mesini ında inde arak erek ların lerin yor mak mek",  # noqa: RUF001 - Turkish letters
}
"""Ends of words of more than four letters."""

CV_WORDS: Final[Mapping[str, str]] = {
    "sv": """
        minskade ökade tredubblade halverade bistod ledde skötte hjälpte planerade planerar packade hanterade
        hanterar arbetade arbetar deltog medverkade
        inga ingen beställningar kronor timme timmen minut minuten veckan årligen dagligen skola skolans kassa kassan
        butik butiken lärare sjuksköterska undersköterska personal förskola utbildning kundtjänst lager lagret ärenden
        schema jobbade ansvarig ansvar avdelning avdelningen införa införde byggde sålde lagade körkort städade bli
        blev hoppas klar tog gjorde
    """,
    "da": """
        hjalp hjelp ledede ledet ledelse medarbejder medarbeider butik butikken børn barn afdeling klager budgettet
        svarede håndterede solgte underviste ugentligt månedligt årligt årlig pasienter patienter skole aldri ingen
        mottatt kjørte produserte sykepleier sygeplejerske kassen tok ønsker planlægger planlegger planlagt arbejdede
        arbeidet jobbet jobbede bistod forventer åbnede åpnet deltok minuttet timen minutter etter skal ikke passede
        stod gjorde laget
    """,
    "fi": """
        avustin johdin ohjasin vastasin hoidin työskentelin työskennellyt pakkasin autoin avasin tunnissa minuutissa
        viikossa kuukaudessa vuodessa asiakasta asiakkaan asiakkaiden enintään vähintään ei en hoitaja myyjä opettaja
        varasto varaston ryhmän ryhmää toinen toisen koulun kassan johtaja vastaava osallistuin suunnittelin tein
    """,
    "cs": """
        byl byla vedl vedla pomáhal pomáhala pomoc kontroloval zkontroloval plánuji nikdy hodinu minutu denně
        měsíčně ročně kusů ks zákazníků prodavač prodavačka učitel učitelka sestra sklad skladu správa kontrola vedení
        oddělení tým týmu firma práci provoz zajišťoval připravoval obchodu
    """,
    "ro": """
        ajutat condus organizat verificat lucrat realizat gestionat coordonat participat oră minut lunar săptămânal
        bugetul bugetului clienți clienților școlii peste intenționez deschid deschis organizarea verificarea ajutor
        vânzări asistent profesor magazin responsabil firmă depozit
    """,
    "hu": """
        vezettem segítettem szerveztem dolgoztam ellenőriztem készítettem volt óránként percenként naponta hetente
        havonta évente raktár raktárt műhely vezetése segítség bolt eladó tanár ápoló ügyfelek vevők tervezem
    """,
    "tr": """
        ettim verdim yaptım hazırladım kurdum çalıştım yönettim saatte dakikada ayda yılda haftalık aylık müşteriye
        müşterilere hizmet depo mağaza öğretmen hemşire satış yardım destek sorumlu paket hiç
    """,  # noqa: RUF001 - Turkish letters
}
"""Words that CVs are full of, for lines that have no small word; those that another table has say nothing."""
