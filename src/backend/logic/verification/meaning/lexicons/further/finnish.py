"""Finnish."""

WORDS = {
    "none": """
        ei vain, ei ainoastaan, eika vain, johdolla, ensiapu*, alle, johtuv*, puolitoista, puolentoista
    """,
    "negation": "en, ei, eivat, emme, eika, enka, ilman, koskaan, paitsi, *matta, *ton, *tonta, *tomasti, puuttu*",
    "negation+": "nolla, *vapaa, valt*, esti, estet*, *tta, virheet*, vapaa",
    "unrealised": """
        suunnittelen, suunnitteilla, suunnitelmissa, suunniteltu, suunnitellaan, aion, aikoo, aikomus*,
        aikomuksena, tarkoituksena, tavoitteena, toivon, haluan, haluaisin, haluaa, valmistaudun, valmistautuu,
        valmistelen, ehdot*, ehdotus*, hain, hakenut, hakemus*, haen, yrit*, harkits*, opiskelen, kouluttaudun,
        kesken, luonnos*, peruttu, keskeyt*, tuleva*, aloittamassa, ehdolla, ehdokas
    """,
    "unrealised+": """
        suunnit*, aion, aiko*, tarkoit*, tavoit*, toivo*, halu*, valmist*, ehdot*, hake*, hain, haku*, haen,
        yrit*, harkit*, opisk*, koulut*, kesken, luonn*, tule*, ehdol*, ehdok*, perut*, keskeyt*
    """,
    "assist": """
        avust*, autoin, auttoi, auttanut, auttami*, auttaa, auttaen, osallistu*, olin mukana, oli mukana, mukana,
        tuki, tuin, tukenut, myotavaikut*, jasen, jasene*, sijaist*, sijainen*, apuna, osaltani
    """,
    "assist+": """
        avus*, autt*, autoin, apu*, osall*, muka*, tuk*, tuin, myotav*, jasen*, sijai*, yhdess*, yhteis*, tiimi*,
        kanssa, osal*
    """,
    "lead": """
        johdin, johti, johtanut, johtami*, johtaja*, *johtaja, johtaa, paallikko*, *paallikko, esimies*, esihenkilo*,
        puheenjohtaja*, perustin, perustaja*, rehtori*, vetaja*, paavastuu*, tyonjohtaja*
    """,
    "lead+": """
        joh*, paall*, esim*, esih*, puheenj*, perust*, rehtor*, vet*, vast*, *vastaava, hoid*, pyorit*, organis*,
        koord*, ohj*, hallin*, luotsa*, aloit*, *johta*, paav*, oma
    """,
    "all": "kaikki, kaikkien, kaikkia, kaikissa, kaikille, koko, kokonaan, taydellis*",
    "all+": "kaik*, koko*, tayd*, joka, jokai*, kaikk*, molem*",
    "wide": "koko maan, koko maassa, valtakunnall*, kansainval*, kansallis*, globaal*, maailman*, valtakunnan*",
    "wide+": "maa*, valtak*, kansain*, kansal*, glob*, maailm*, euroo*, suom*, ulkom*",
    "best": """
        paras, parhaa*, suurin, suurim*, ainoa*, palkit*, palkinto*, johtava, arvostet*, ainutlaat*, nopein,
        nopeim*, korkein, ennaty*, voitin, voitti, voittaja*, ykkos*, mestari*, tunnetu*, eniten, suosituin,
        suosituim*, tunnetuin, vanhin, laadukkain, ensimmaisena
    """,
    "best+": """
        para*, parh*, suur*, aino*, palk*, johta*, arvost*, ainut*, nope*, korke*, enna*, voit*, ykk*, mesta*,
        tunn*, ensim*, sij*, eniten, mital*
    """,
    "cause": """
        minka ansiosta, jonka ansiosta, ansiosta, minka seurauksena, seurauksena, johti siihen, mika vahensi, mika
        lisasi, mika paransi
    """,
    "cause+": "ansio*, seura*, johti, koska, siksi, jotta, avulla, vuoksi, takia, kautta, mika",
    "result": """
        lisasi, lisasin, kasvatin, kasvatti, kasvu, vahensi, vahensin, vahenta*, parans*, parant*, lyhens*, lyhent*,
        tehosti, tehostin, tehosta*, puolit*, kaksinkert*, nostin
    """,
    "result+": """
        lisa*, lisaan*, kasv*, vahe*, paran*, parem*, lyhe*, lyhy*, teho*, puol*, kaksink*, nous*, nost*, lask*,
        nope*, pien*, saast*, alen*, korke*, enem*
    """,
    "done": "sertifioi*, laillistet*, diplomi*, auktorisoi*, valtuutet*, patevoity*",
    "done+": """
        sertif*, laill*, diplom*, auktor*, valtuu*, patev*, tutkin*, todist*, lupa*, kortti*, *kortti, hyvaks*,
        koulut*, valmis*
    """,
    "alone": "itsenaise*, itsenaisesti, yksin, omatoimi*, omin pain",
    "alone+": "itsen*, itse, yksin, oma*, omin, aino*",
    "condition": """
        ohjauksessa, ohjattuna, valvonnassa, valvottuna, harjoitt*, tarvittaessa, koeajal*, osa aika*, osaaika*
    """,
    "condition+": "ohj*, valv*, harjoit*, tarv*, koe*, osa*, sijai*, maaraaik*",
    "junior": "harjoittelija*, opiskelija*, vapaaehtoi*, avustaja*, apulai*, vara*, oppisopimu*, sijainen",
    "junior+": "harjoit*, opisk*, vapaae*, avust*, apul*, vara*, oppi*, sijai*",
    "up": "lisasi, kasvoi, kasvatti, kasvu, nousi, nosti, nostin, lisaanty*",
    "down": "vahensi, vaheni, vahensin, laski, lyhensi, puolit*, aleni, alensi, pieneni",
    "averted": "esti*, valtin, valtti",
    "caused": "aiheut*",
}
CONJUNCTIONS = "mutta vaikka kun joka jotka jossa kuitenkin"
SUPERIORS = ""
RECIPIENTS = """
asiakkaita asiakasta asiakkaiden potilaita oppilaita lapsia vieraita asukkaita kavijoita kayttajia opiskelijoita
perheita vanhuksia
"""
SUBJECTS = "esimies tiimi osasto yritys kollega ryhma johto"
SUBJECT_ARTICLES = "minun meidan"
