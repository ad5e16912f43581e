"""Turkish."""

WORDS = {
    "none": "sadece degil, yalnizca degil, yonetiminde, liderliginde, ilk yardim*, ilkyardim*, hic olmazsa, bir suru",
    "negation": """
        degil*, yok, yoktu, hic, hicbir, asla, *madi, *medi, *madim, *medim, *madik, *medik, *mamis, *memis,
        *mayan, *meyen, *mamak, *memek, *maz, *mez, haric, disinda, eksik*, *madan, *meden, *maksizin, *meksizin
    """,
    "negation+": """
        sifir, *siz, *suz, *sizca, *sizce, *madan, *meden, *maksizin, *meksizin, *sizlik, onle*, engel*, kacin*,
        *mama*, *meme*
    """,
    "unrealised": """
        planliyor*, planlan*, planladi*, planlamakta*, planim, plani, niyet*, dusunuyor*, hedefliyor*,
        hedeflemek*, istiyor*, umuyor*, hazirlaniyor*, hazirlik*, oneri*, onerdi*, teklif*, basvur*, aday*,
        deneme, denedim, calisti* icin, ogreniyor*, okuyor*, devam ediyor, devam etmekte, taslak*, iptal*,
        ertelen*, acacak*, olacak*, yapacak*, gelecek, *acagim, *ecegim, *acak, *ecek, yarida birak*, yarim
        birak*, biraktim, birakti
    """,
    "unrealised+": """
        plan*, niyet*, dusun*, hedef*, iste*, um*, hazir*, oner*, teklif*, basvur*, aday*, dene*, ogren*, oku*,
        devam*, taslak*, iptal*, ertel*, gelecek*, amac*, *acak*, *ecek*, yarida birak*, yarim birak*, biraktim,
        birakti
    """,
    "assist": """
        yardim*, destek*, katil*, katki*, yardimci*, asistan*, yer aldi*, gorev aldi*, eslik*, refakat*, uye, uyesi,
        vekal*, vekil*
    """,
    "assist+": """
        yardim*, destek*, katil*, katki*, asist*, yer al*, eslik*, refak*, uye*, vekal*, vekil*, birlikte, ekip*, ile,
        ortak*, takim*
    """,
    "lead": """
        yonettim, yonetti, yonetmek, yonetim*, yonetici*, yonetmen*, yoneten, yonetme*, liderlik, lider*, mudur*,
        sef*, basinda, baskan*, kurucu*, direktor*, bas, sorumlusu, ustabasi*
    """,
    "lead+": """
        yonet*, lider*, mudur*, sef*, bas*, baskan*, kuruc*, kurdum, kurdu, kurul*, direkt*, sorumlu*, koord*,
        organiz*, duzenle*, islet*, yurut*, idare*, egit*, usta*, kendi*, ilgilen*
    """,
    "all": "tum, butun, tumu, tamami*, tamamen, eksiksiz",
    "all+": "tum*, butun*, tamam*, her, hep*, eksiks*, toplam*",
    "wide": "ulke capinda, turkiye genelinde, uluslararasi, ulusal, kuresel, dunya capinda, dunya*",
    "wide+": "ulke*, turkiye*, ulus*, kures*, dunya*, avrupa*, yurt*, genel*",
    "best": """
        en iyi, en buyuk, en hizli, en yuksek, en basarili, tek, lider konum*, odullu, odul*, rekor*, birinci*,
        sampiyon*, unlu*, essiz*, benzersiz*, kazandi, kazanan, en unlu, en populer, en cok satan, en eski, en
        kaliteli, en kalabalik, en taninmis, en onemli, en etkili
    """,
    "best+": """
        en, tek*, lider*, odul*, rekor*, birinci*, sampiyon*, unlu*, essiz*, benzer*, kazan*, ilk, derece*,
        madalya*, sira*
    """,
    "cause": "sayesinde, bu sayede, boylece, sonucunda, neden oldu, yol acti, sonuc olarak",
    "cause+": "saye*, boyle*, sonuc*, neden*, yol ac*, icin, dolay*, cunku, ile",
    "result": """
        artirdi*, artirarak, artis*, azaltti*, azaltarak, azalttim, iyilestir*, gelistir*, kisaltti*, hizlandir*,
        dusurdu*, dusurerek
    """,
    "result+": """
        art*, azal*, iyiles*, iyi, gelis*, kisa*, hiz*, dus*, buyu*, tasarruf*, daha, yuksel*, yar*, kat*,
        indir*, cikar*,
        yenile*, modern*
    """,
    "done": "sertifikali, diplomali, lisansli, onayli, yetkili",
    "done+": "sertif*, diplom*, lisans*, onay*, yetki*, belge*, ehliyet*, mezun*, sinav*",
    "alone": "tek basina, tek basima, bagimsiz*, kendi basina, kendi basima",
    "alone+": "tek*, bagims*, kendi*, yalniz*",
    "condition": "gozetiminde, denetiminde, yonetiminde, staj*, gerektiginde, yari zamanli, gecici*, deneme sure*",
    "condition+": "gozet*, denet*, yonet*, staj*, gerek*, yari*, gecic*, deneme*",
    "junior": "stajyer*, cirak*, ogrenci, ogrencisi, gonullu*, asistan*, yardimci*, yardimcisi, vekil*",
    "junior+": "staj*, cirak*, ogrenc*, gonul*, asist*, yardim*, vekil*, kalfa*",
    "up": "artirdi*, artti, artis*, yukseldi, yukseltti*, buyudu",
    "down": "azaltti*, azaldi, dusurdu*, dustu, kisaltti*",
    "averted": "onle*, engelle*",
    "caused": "neden oldum, yol actim, sebep ol*",
}
CONJUNCTIONS = "ama fakat ancak iken oysa"
SUPERIORS = ""
RECIPIENTS = """
musterilere musteriye hastalara ogrencilere cocuklara misafirlere konuklara ziyaretcilere kullanicilara ailelere
yaslilara
"""
SUBJECTS = "ekip mudur sirket bolum patron"
SUBJECT_ARTICLES = "benim bizim"
