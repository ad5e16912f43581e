"""Polish."""

WORDS = {
    "less": "nizs*, mniejs*",
    "more": "wyzs*, wieksz*",
    "profession": """
        adwokat*, notariusz*, lekarz*, chirurg*, profesor*, sedzia, farmaceut*, psycholog*, inzynier*,
        senior, starszy specjalista, starsza specjalistka, starszy inzynier, starszy ksiegowy, starsza
        ksiegowa, starszy technik, starszy programista
    """,
    "none": """
        nie jest jeszcze znany, jeszcze znany, nie jest znany, nie jest znana, nie tylko, pierwsza pomoc,
        pierwszej pomocy, kierowan* przez, prowadzon* przez, nadzorowan* przez,
        prowadzacych, prowadzacym, prowadzaca dzialaln*, maksimum, maksymalnie, najem*, najpierw, najemc*,
        najmniej, co najmniej, najwyzej, co najwyzej, najblizs*, najpozniej, najczesciej, najmu, najwazniejs*,
        najmlods*, najnizs*, najmniejs*
    """,
    "negation": "nie, bez, nigdy, brak*, zaden, zadna, zadnych, zadnego, ani, nikt, nic",
    "without": "bez, zadn*, nigdy",
    "without+": """
        nie, bez, nigdy, brak*, zaden, zadna, zadnych, zadnego, ani, nikt, nic, zero, wolny, unik*, zapobieg*,
        bezblednie, bezwypadk*, bezawaryj*
    """,
    "negation+": """
        nieukoncz*, niedokoncz*, przerwan*, zero, wolny, unik*, zapobieg*, bezblednie, bezwypadk*, bezawaryj*
    """,
    "unrealised": """
        marz*, plan wdroz*, plan wprowadz*, koncepcj*, studium wykonalnosci, pragn*, chcial*, bede, bedzie,
        zamiar, nadziej*, zglos*, zapis*, kandydat*, aspiruj*, dazy, daze, zaczal*, rozpoczal*, plan przejsc*,
        zostac,
        planowan*, planuje, planowal*, zaplanowan*, zamierzam, zamierz*, propozycj*, zaproponowal*, proponow*,
        zaproponowan*, probowal*, proba, proby, sprobowal*, staral*, przygotowan* do, przygotowuje,
        przygotowani* do, w trakcie, kandydat*, aplikow*, aplikacj* o, ubiega*, chcial*, chce, mam nadziej*,
        mogl*, moglby, powinien, ucze sie, studiuj*, studentka, student, szkole sie, rekomend*, sugerow*,
        projekt wdroz*, szkic*, wniosek, wnioskow*, rozwaz*, aspir*, przyszl*, docelow*, zapisan*, w planie,
        nieukonczon*, projekt wstrzyman*, projekt zawieszon*, projekt odwolan*, projekt przerwan*, przerwan*,
        niedokonczon*
    """,
    "unrealised+": """
        prawo, prawa, uprawn*, upowaz*, wolno, marz*, koncepcj*, pragn*, chc*, nadziej*, zamiar*, zapis*, bedzie, dazy,
        plan*, zaplan*, zamierz*, propoz*, zapropon*, prob*, przygot*, kandyd*, aplik*, ubieg*, stud*, ucz*,
        szkol*, szkic*, wnios*, przysz*, cel*, pomysl*, wstrzym*, zawiesz*, odwol*, odloz*, przerw*, nieukoncz*,
        przerwan*, nieukonczon*, niedokonczon*
    """,
    "assist": """
        pomoc, pomoc*, pomag*, pomog*, wspar*, wspier*, wspoludzial, wspolprac*, uczestni*, udzial, asyst*,
        wspoltwor*, przyczyn*, towarzysz*, obserw*, czlon*, zastep*, zastap*, wspolorgan*, wspomag*
    """,
    "assist+": """
        pomoc*, pomag*, pomog*, wspar*, wspier*, wspol*, uczest*, udzial*, asyst*, zespol*, zespole, wraz, razem,
        z, towarz*, czlon*, zastep*
    """,
    "lead": """
        kierow*, kieruj*, kierown*, zarzadz*, zarzad*, poprowadz*, przewodn*, dyrektor*, szef*, nadzor*,
        odpowiedzialn*, lider*, zalozyc*, zalozyl*, koordyn*, dowodz*, menedzer*, naczeln*, glown*, prowadz*
        zespol*, prowadz* dzial*, prowadz* grup*, prowadz* brygad*, prowadz* zmian*, prowadz* firm*,
        prowadz* projekt*
    """,
    "lead+": """
        kier*, zarz*, prowad*, poprow*, przew*, dyrek*, szef*, nadz*, odpowied*, lider*, zaloz*, koord*, organ*,
        zorgan*, dowod*, mened*, glown*, wdroz*, szkol*
    """,
    "all": "wszystk*, caly, cala, calego, calej, calym, calosc*, pelny, pelna, kompleksow*",
    "all+": "wszyst*, cal*, kazd*, peln*, kompl*, oba, obie",
    "wide": """
        swiat*, miedzynarodow*, krajow*, ogolnopolsk*, globaln*, europejsk*, calej firmie, calej firmy,
        calego kraju, ogolnokrajow*, polsce
    """,
    "wide+": "swiat*, miedzyn*, kraj*, ogolnop*, glob*, europ*, firm*, pols*, region*, narod*",
    "best": """
        najlep*, najwiek*, najwyz*, jedyn*, nagrod*, nagradzan*, wyroznion*, prestizow*, wiodac*, uznan*,
        mistrz*, laureat*, numer jeden, najbard*, wybitn*, slynn*, rekord*, gwiazd*, czolow*, luksus*, znan*,
        medal*, pierwsz* w, naj*, pionier*, niezrownan*
    """,
    "best+": """
        naj*, jedyn*, nagrod*, wyroz*, zwyc*, wygr*, mistrz*, laureat*, pierwsz*, miejsc*, luksus*, znan*,
        medal*, lid*, sam*, pionier*
    """,
    "cause": """
        dzieki, dzieki czemu, co pozwolil*, co spowodow*, spowodow*, w wyniku, skutk*, doprowadz*, umozliw*,
        przez co, w rezultacie, dlatego, przyczynil*, wskutek, skutkuj*, co przelozyl*, co dopro*, zatem,
        w efekcie, co zwiek*, co zmniej*
    """,
    "cause+": """
        dzieki, przez, poniewaz, bo, spowod*, wynik*, skut*, doprow*, umozl*, rezult*, efekt*, poprzez, aby,
        pozwol*
    """,
    "result": """
        zwieksz*, zmniejsz*, popraw*, obniz*, skroc*, redukc*, zredukow*, wzrost*, przyspiesz*, oszczedz*,
        zaoszczedz*, usprawn*, podnios*, podnies*, ulepsz*
    """,
    "result+": """
        zwiek*, zmniej*, popraw*, obniz*, skroc*, reduk*, zreduk*, wzros*, wzrast*, przysp*, oszcz*, zaoszcz*,
        uspraw*, podnies*, podnios*, spad*, wiec*, mniej*, lepsz*, podwoj*, potroj*, potroi*, z, szybc*, ulep*, ros*
    """,
    "done": """
        zdany, zdan*, zdal*, ukonczyl*, ukonczon*, uzysk*, zdoby*, certyfik*, dyplomow*, wygra*,
        licencjonow*, uprawnion*, uprawnienia, biegl*, plynn*, ojczyst*, ekspert*, doswiadczon*,
        specjalist*, osiagn*, sukces*, absolwent*, posiada*, posiadac*, zakonczon*, wykwalifik*,
        opublikowan*, mianowan*, awansowan*
    """,
    "done+": """
        zda*, ukon*, uzysk*, zdob*, certyf*, dypl*, wygr*, licenc*, upraw*, biegl*, plynn*, ojcz*, eksp*,
        dosw*, spec*, osiag*, sukces*, absol*, posiad*, prawo, jezyk*, lat*, zakon*, kwalif*, jest*, mam,
        publik*, opublik*, mianow*, wybran*, awans*
    """,
    "success": "sukces*, z powodzeniem, zakonczon*",
    "success+": "sukces*, powodz*, zakon*",
    "often": "regularn*, zawsze, czesto, stale, nieustann*, systematycz*, ciagl*",
    "often+": "nigdy, regul*, zawsze, czest*, stal*, codzien*, tygod*, mies*, kazd*, system*, bieza*",
    "alone": "samodziel*, sam, sama, niezalezn*, w pojedynke, jednoosob*",
    "alone+": "bez pytania, bez konsultacji, samodz*, sam*, niezal*, jednoos*, wlasn*",
    "condition": """
        pod nadzorem, pod kierunkiem, pod opieka, pod kierownictwem, symul*, szkic*, niepelny etat, pol etatu,
        czesc etatu, wolontar*, staz*, praktyk*, probn*, test*, na zyczenie, w razie potrzeby, z pomoca,
        tymczasow*, prototyp*, dorywcz*, na zlecenie, w zastepstwie
    """,
    "condition+": """
        pod, symul*, szkic*, pol, czesc*, wolont*, staz*, prakt*, prob*, test*, zycz*, potrz*, pomoc*, tymcz*,
        prot*, doryw*, zlec*, zastep*
    """,
    "full": "pelny etat, pelen etat, pelnym etacie, staly, stala, ostateczn*, finaln*",
    "full+": "peln*, stal*, ostat*, final*",
    "junior": """
        stazyst*, praktykant*, uczen, uczennica, student*, wolontar*, asystent*, pomocnik*, mlodszy,
        mlodsza, pomoc, zastepc*, referent*, wice*, p o, mlodsz*
    """,
    "junior+": "staz*, prakt*, ucz*, stud*, wolont*, asyst*, pomoc*, mlod*, zastep*, referent*, wice*, mlodsz*",
    "seldom": "okazjonaln*, czasami, rzadko, sporadyczn*, od czasu do czasu, niekiedy",
    "long": """
        wieloletni*, wiele lat, lat doswiadczenia, dlugoletni*, bogate doswiadczenie, szerokie doswiadczenie,
        kilkuletni*, kilka lat
    """,
    "long+": "lat, lata, rok, roku, wielol*, dlug*, od, dosw*, kilkul*",
    "since": "od",
    "since+": "since, od, obecn*, nadal, teraz, dzis",
    "up": "zwieksz*, wzrost*, wzros*, podnies*, podnios*, wydluz*, rosn*, urosl*",
    "down": "zmniejsz*, obniz*, skroc*, spad*, zredukow*, redukc*, zmala*, malej*",
    "above": "powyzej, przekrocz*, przed terminem, wczesniej, terminow*",
    "below": "ponizej, opozn*, po terminie, za pozno, spozn*",
    "seasonal": "sezonow*",
    "yearround": "caloroczn*, caly rok, przez caly rok",
    "unpaid": "wolontari*, spoleczn*, bezplatn*, nieodplatn*",
    "paid": """
        odplatn*, etatow*
    """,
    "temporary": "tymczasow*, czas okreslony, zastepstw*, dorywcz*",
    "permanent": "na stale, czas nieokreslony, staly etat",
    "inbound": "przychodzac*",
    "outbound": "wychodzac*",
    "internal": "wewnetrzn*",
    "external": "zewnetrzn*",
    "master": "magister*, magisterski*, mgr",
    "doctorate": "doktor*, dr",
    "averted": "zapobieg*, uniknal*, uniknel*",
    "caused": "spowodowal*, wywolal*",
}
CONJUNCTIONS = "ale lecz jednak podczas natomiast choc ktory ktora gdy gdzie zas"
SUPERIORS = ""
RECIPIENTS = """
klient klientom klientow pacjent pacjentom pacjentow uczniom uczniow dzieci dzieciom gosci gosciom mieszkancow
rodzin seniorom uzytkownikom pasazerom
"""
SUBJECTS = """
zespol szef szefowa firma kierownik kierowniczka przelozony przelozona dzial kolega kolezanka dyrektor mentor
"""
SUBJECT_ARTICLES = "moj moja nasz nasza caly"
