"""Words of kinds that exclude each other: a text that has one where its source has another has exchanged it.

A group is a line for each of its kinds, between blank lines. Words of all languages stand in one line where they say
the same in each language that has them; a word before a star begins any longer one, words in a row are a phrase. No
accents. Chinese and Japanese stand behind a bar and are looked for anywhere in a line.
"""

from typing import Final

from logic.verification.violations import Rule

_SEASONS = """
spring,fruhling*,fruhjahr*,printemps,primavera,primaver*,voorjaar,wiosna*|春季,春天,春に,春の
summer,sommer*,verano,verao,zomer*|夏季,夏天,夏に,夏の
autumn,herbst*,automne,otono,autunno,outono,herfst,najaar,jesien|秋季,秋天,秋に,秋の
winter,winter*,hiver,invierno,inverno,zima,zimie|冬季,冬天,冬に,冬の
"""

_TIMES_OF_DAY = """
morning,mornings,fruhschicht*,fruhdienst*,matin,matins,manha,manhas,por la manana,mattina|早班,早番,朝の,上午
afternoon,afternoons,nachmittag*,apres midi,pomeriggio|下午,午後
evening,evenings,night,nights,overnight,nightly,nacht*,abend*,spat*schicht,spatschicht*,spatdienst*,soir,soirs,nuit
"""

_QUARTERS_OF_THE_SKY = """
north,northern,nordlich*,norden
south,southern,sudlich*,suden
east,eastern,ostlich*,osten
west,western,westlich*,westen
"""

_ORDERED = (
    (
        "first",
        "primeiro lugar,premiere place,premier prix,primer lugar,primer puesto,primer premio,primo posto,erster platz"
        ",ersten platz|第一名,一等奖,第一位,1位,一位,冠军,優勝",
    ),
    (
        "second",
        "runner up,runners up,segundo lugar,deuxieme place,deuxieme prix,segundo puesto,segundo premio,secondo posto"
        ",zweiter platz,zweiten platz|第二名,二等奖,第二位,2位,二位,亚军,準優勝",
    ),
    (
        "third",
        "terceiro lugar,troisieme place,troisieme prix,tercer lugar,tercer puesto,tercer premio,terzo posto"
        ",dritter platz,dritten platz|第三名,三等奖,第三位,3位,三位,季军",
    ),
    ("fourth", ""),
    ("fifth", ""),
    ("sixth", ""),
)
_RANKING = ("came", "placed", "finished", "ranked", "graded")
_RANKED_BY = ("place", "prize", "row", "violin", "chair", "violinist", "officer", "mate", "team", "class", "degree")
_RANKS = [
    ",".join(
        [*(f"{verb} {rank}" for verb in _RANKING), *(f"{rank} {noun}" for noun in _RANKED_BY), written.lstrip(",")]
    )
    for rank, written in _ORDERED
]

_KINDS_OF_WORK = """
senior,seniors
junior,juniors

indoor,indoors
outdoor,outdoors

import,imports,importing
export,exports,exporting

inpatient,inpatients,stationar*|住院
outpatient,outpatients,ambulan*|门诊

wholesale,grosshandel*,vente en gros,al por mayor|批发
retail,einzelhandel*,vente au detail,al por menor|零售

urban
rural

residential
commercial

undergraduate,undergraduates
postgraduate,postgraduates,graduate students

primary school,primary schools,elementary school,elementary schools,grundschul*,ecole primaire,escuela primaria|小学
secondary school,secondary schools,high school,high schools,gymnasi*,lycee,lycees|中学,高中,高校

full time,vollzeit*,temps plein,tiempo completo,tempo integral,tempo inteiro|全职,正社員
part time,teilzeit*,temps partiel,tiempo parcial,tempo parcial|兼职,パート

frontend,front end
backend,back end

accounts payable,kreditor*,fournisseurs|应付账款,買掛金
accounts receivable,debitor*|应收账款,売掛金

payable
receivable

gross,brutto*
net,netto*

private sector,privatwirtschaft
public sector,offentlicher dienst,offentlichen dienst

men s,male
women s,female

manual test,manual tests,manual testing
automated test,automated tests,automated testing,test automation

acute
chronic

arrivals
departures

hired,recruited
dismissed,laid off,made redundant

lent
borrowed

learned,learnt,self taught,taught me,was taught
taught

received training,underwent training,was trained,attended training
gave training,delivered training,provided training,conducted training,led training

of the month,des monats,du mois,del mes,del mese,do mes,van de maand,miesiaca
of the year,des jahres,de l'annee,del ano,dell'anno,do ano,van het jaar,roku

finalist,finalists,shortlisted,nominated,nominee,runner up,finaliste*,finalista*
winner,won,winning,best,champion,gewinner*,gewann,gagnant*,laureat*,ganador*,vincitor*,vencedor*,winnaar

manual handling
mechanical handling

on target,on budget,met target,met targets,met the target,hit target,hit targets
above target,over target,exceeded target,exceeded targets,well above target,beat target,under budget,ahead of target

buying,bought,purchasing,purchased,purchase,procurement,einkauf*,eingekauft,achat,achats,compra,compras,\
acquisto,acquisti,inkoop*,zakup,zakupy|采购,仕入,購入
selling,sold,sells,sales,verkauf*,vente,ventes,venta,ventas,vendita,vendite,venda,vendas,verkoop*,sprzedaz*|销售,販売

received deliveries,took deliveries,taking deliveries,receiving deliveries,accepted deliveries
made deliveries,making deliveries,delivered to

took orders from,taking orders from
gave orders to,giving orders to

rented a,rented the,rented an,renting a,hired a
rented out,renting out,let out,letting out

basic,basics,basico,basica,basicos,basicas,basique*,elementare,elementari,einfache,einfache kenntnisse,\
enige kennis,scolaire,introductory,beginner*,elementary,familiar with,working knowledge,a little,simple conversation,\
some experience,some knowledge,grundkenntnisse*,basiskenntnisse*,erste erfahrung*,schulkenntnisse,notions,\
initiation,nociones,nocoes,nozioni,scolastic*,basiskennis,podstawow*,zakladni*,grundlaggande,grundlaeggende,\
perustaito*,alapfok*,notiuni,temel|日常会話,初歩,初級,基础,初级,入门
intermediate,intermediaire,intermedio,intermedia,mittlere kenntnisse,sredniozaawansowan*
advanced,fundierte,fundiertes,goede kennis,bonne connaissance,bonnes connaissances,expert,proficient,fluent,\
fluently,skilled in,mastery,excellent,sehr gut*,fortgeschritten*,\
ausgezeichnet*,verhandlungssicher*,fliessend*,maitrise*,courant,couramment,confirme*,avance,avancee,amplios,\
avanzad*,expert*,dominio,domina,ottim*,eccellent*,avanzat*,padronanza,fluente*,avancad*,uitstekend*,\
gevorderd*,vloeiend,zaawansowan*,biegl*,doskonal*,pokrocil*,vyborn*,plynul*,flytande,avancerad*,flydende,\
erinomai*,sujuva*,folyekony*,avansat*,akici|堪能,流暢,流利,精通,熟练,上級

left university,left college,dropped out,without a degree,semesters,ohne abschluss,abgebrochen*,\
sin terminar,sin titulo,sans diplome,nao concluid*,senza laurea,zonder diploma,nieukonczon*,still to sit,\
second year of,deux annees de,frequencia do
graduate,graduated,a degree,law degree,degree in,abgeschlossen*,titulad*,licenciad*,licenciatura,laureat*,\
diplome,diplomee,obtenue,afgestudeerd*,ukonczon*,qualified

new cars,new vehicles
used cars,used vehicles,second hand cars
"""


def _groups(written: str) -> list[list[str]]:
    return [group.strip().splitlines() for group in written.strip().split("\n\n")]


GROUPS: Final[list[tuple[Rule, list[str]]]] = [
    ("date", _groups(_SEASONS)[0]),
    ("frequency", _groups(_TIMES_OF_DAY)[0]),
    ("number", _RANKS),
    *(("direction", group) for group in _groups(_QUARTERS_OF_THE_SKY) + _groups(_KINDS_OF_WORK)),
]
"""The rule that an exchange breaks, and the kinds."""
