"""Words that praise, rank, widen, claim alone, give a cause or address the reader, of all languages.

They stand in one table, because a line of five words shows no language. A word is here where it says the same in each
language that has it, or nothing in the others. A word before a star begins any longer one. Chinese
 Japanese and Korean
phrases are looked for anywhere in a line. No accents.
"""

from collections.abc import Mapping
from typing import Final

from logic.language.lookalikes import fold_characters
from logic.verification.violations import Rule

BEST = """
best in class,world class,first rate,top notch,number one,like no other,than anyone else,than anybody else
nejlepsi,nejvetsi,nejrychlejsi,nejuspesnejsi,spickov*,najlepsi,najvacsi,basta,storsta,framsta,snabbaste
bedste,storste,fremste,raskeste,hurtigste,paras,parhain,parhaa*,suurin,nopein
legjobb*,legnagyobb*,leggyorsabb*,legsikeresebb*,cel mai bun*,cea mai buna,cel mai mare,cei mai buni
en iyi*,en basarili*,en hizli*,en buyuk*,лучший,лучшая,лучшие,лучших,самый,самая,самое
крупнейш*,номер один,найкращий,найкраща,найкращі,найбільший,найбільша,καλυτερος,καλυτερη,καλυτερο
κορυφαιος,κορυφαια,κορυφαιο,μεγαλυτερος
"""
BEST_SIGNS = """
최고,최우수,최상,가장,제일,1위,一番,最高の,最優秀,ナンバーワン,随一,屈指,日本一
最好,最佳,最强,首屈一指,顶尖,顶级,第一名
"""

PRAISE = """
talented,gifted,exceptional,exceptionally,outstanding,outstandingly,brilliant,brilliantly,trusted by,widely trusted
trusted and,respected,admired,beloved,extraordinary,extraordinarily,remarkable,remarkably,unmatched,unrivalled,superb
stellar,unforgettable,invaluable,indispensable,sought after,esteemed,highly regarded,phenomenal,impeccable,prodigious
charismatic,natural leader,born leader,true leader,ideal candidate,perfect candidate,perfect fit
ideal fit,perfect match
wonderful,amazing,incredible,fantastic,magnificent,unparalleled,formidable,illustrious
a joy to work,a pleasure to work,adored,praised,lauded,applauded,cherished,loved by,much loved,well received,raved
begeistert*,gelobt*,plebiscit*,elogiad*,alabad*,aplaudid*,aclamad*
hervorragend*,herausragend*,begnadet*,talentiert*,begabt*,hochbegabt*,hochgeschatzt*,geschatzter,geschatzte,angesehen*
allseits,beliebter,beliebte,aussergewohnlich*,vorbildlich*,brillant*,exzellent*,uberragend*,erstklassig*,unersetzlich*
exceptionnel*,remarquabl*,talentueu*,douee,hors pair,incontournable,irremplacable,emerite,excepcional*,sobresaliente*
talentos*,brillante,brilhante,ejemplar,exemplar,admirad*,eccezional*,insostituibil*,apprezzat*,excecional*
uitzonderlijke,uitmuntend*,getalenteerd*,begaafd*,gewaardeerde,gerespecteerd*,briljant*,voortreffelijk*,onmisbare
wybitn*,wyjatkowy,wyjatkowa,utalentowan*,szanowan*,ceniony,ceniona,znakomit*,doskonaly,doskonala
enastaende,exceptionell*
begavad*,talangfull*,omtyckt*,framstaende,fremragende,talentfuld*,eksepsjonell*,avholdt,erinomainen,loistava,lahjakas
poikkeuksellinen,arvostettu,pidetty ja,vyjimecn*,vynikajic*,talentovan*,uznavany,uznavana,skvely,skvela,brilantn*
kivalo,tehetseges,kivetel*,elismert,koztiszteletben,kituno,olaganustu,yetenekli,seckin,mukemmel,saygin,sevilen
remarcabil*,talentat*,apreciat de,exceptional*,stralucit*,desavarsit*,εξαιρετικος,εξαιρετικη,ταλαντουχ*,αξιοσεβαστ*
λαμπρος,λαμπρη,χαρισματικ*,выдающ*,талантлив*,блестящий,блестящая,уважаем*,исключительный,исключительная,незаменим*
великолепн*,превосходн*,видатн*,талановит*,блискуч*,винятков*,шанован*,незамінн*,чудовий,чудова
"""
PRAISE_SIGNS = (
    "뛰어난,탁월,존경받,훌륭,유능,杰出,优秀,卓越,出色,才华,备受,深受,非凡,一流,優秀,傑出,抜群,信頼される,尊敬,有能"
)

_NO_SUPERLATIVES = """
best forest harvest guest interest request west test nest chest rest quest contest protest latest nearest earliest
priest invest crest vest southwest northwest midwest everest manifest digest arrest conquest rainforest bequest zest
pest attest infest oldest youngest newest lowest smallest shortest
"""
NO_SUPERLATIVES: Final = frozenset(_NO_SUPERLATIVES.split())
"""What ends as English superlatives do and ranks nobody."""

RANKS: Final = frozenset({"oldest", "youngest", "newest", "lowest", "smallest", "longest", "shortest", "most", "best"})
"""What bears an English superlative out besides another one."""

WON = """
best,award*,prize*,winner*,won,win,first,rank*,champion*,honou*,record,cena,cenu,ceny,vyhr*,vitez*
dij*,nyert*,elnyer*,odul*,birinci*
premi*,preis*,prix,pris,palkin*,voitt*,nagrod*,награ*,приз*,побед*,преми*,нагоро*,перем*,βραβει*,top,praise*,excellen*
"""
WON_SIGNS = "상을,수상,우승,1등,賞,优胜,获奖,奖,优等,表彰"

ALONE = """
personally,individually,individuellement,individualmente,by myself,on my own,alone,single handedly,single handed
solely,independently,unaided,unassisted
pa egen hand,ensam,sjalvstandigt,alene,selvstaendigt,selvstendig,yksin,itsenaisesti,sam jsem,sama jsem,jsem sam
samostatne,vlastnimi silami,singur,singura,de unul singur,egyedul,onalloan,tek basima,tek basina,bagimsiz olarak
в одиночку,самостоятельно,единолично,лично,самостійно,самотужки,одноосібно,особисто,μονος μου,μονη μου,αυτονομα,μονος
"""
ALONE_SIGNS = "혼자,단독,홀로,独自,独力,独立,単独,一人で,自力"
ALONE_STATED = """
own,self,single,sole,solo,only,unsupervis*,egen,sam,sama,oma,omin,selv,сам,сама,свой,самостоят*
самост*,sajat,kendi,proprii
sjalv,zelf,itsenai*,samostat*,sjalvst*,selvst*,onallo*,bagimsiz*,independen*,αυτονομ*,alene,ensam*,yksin*
"""

ALL = """
throughout the region,throughout the country,across the uk,across the us,across the organisation
across the organization
countrywide,nationwide,company wide,at many venues,at all sites,at every site,in every department,across all
cele republice,cele zemi,cele firme,vsech,vsechny,vsemi,celostatni*,mezinarodni*,rikstackande,landsdaekkende
landsdekkende,i hela landet,i hele landet,over hele landet,internationella,kaikkien,kaikki,kaikissa,valtakunnalli*
kansainvali*,koko maassa,osszes,orszagos*,orszagszerte,nemzetkozi*,tuturor,toate,intregii,in toata tara
butun,tum,ulke genelinde,ulke capinda,uluslararasi,всех,все,всей,всему,всем,всего города,по всей,международн*
национальн*,всероссийск*,федеральн*,всіх,усіх,усієї,всієї,усьому,всьому,міжнародн*,національн*,ολων,ολες,ολους,ολα
ολοκληρ*,διεθν*,πανελλαδικ*
"""  # noqa: RUF001 - Cyrillic words
ALL_SIGNS = "모든,전국,전체,국제,全市,全省,全国,全社,全公司,各地,全店舗,全球,全世界"
ALL_STATED = """
all,every,whole,entire,both,national*,international*,country,cel*,vsech*,mezinarod*,hela,hele,alla
alle,kaik*,koko,osszes*
minden*,egesz*,orszag*,nemzet*,toat*,tot,toti,intreg*,national*,ulke*,tum*,butun*,her,все*,всё,весь
вся,каждо*,междунар*
страны,стране,всі*,усі*,весь,вся,країн*,міжнарод*,ολ*,διεθν*,ελλαδ*
"""  # noqa: RUF001 - Cyrillic words

CAUSE = """
because,due to,thanks to,owing to,on account of,diky,protoze,jelikoz,cimz,v dusledku,vdaka,pretoze,tack vare,eftersom
vilket ledde,till foljd av,takket vaere,takket vare,fordi,ansiosta,koska,takia,благодаря,потому что
в результате,вследствие,поэтому,завдяки,тому що,внаслідок,sayesinde,nedeniyle,yuzunden,cunku,mert
miatt,koszonhetoen,kovetkezteben
datorita,deoarece,din cauza,ca urmare,λογω,χαρη,επειδη,με αποτελεσμα,εξαιτιας
"""
CAUSE_SIGNS = "때문에,덕분에,그 결과,인해,덕에"
CAUSE_STATED = """
so,reason*,caus*,result*,led,lead,leads,through,by,which,takze,proto,tedy,darfor,vuoksi,siksi,joten
из за,чтобы,щоб,icin,ezert
igy,pentru,γιατι,ωστε,why,therefore,thus,hence
"""

ADDRESS = """
please,kindly note,dear,recruiter,recruiters,hiring manager,hiring managers,this candidate,this applicant
must be hired
should be hired,note to,bitte,s'il vous plait,merci de,se ruega,por favor,per favore,per cortesia,alsjeblieft,gelieve
prosze,prosim,pozvete,vanligen,venligst,vennligst,ystavallisesti,pyydan,kerem,kerjuk,lutfen,va rog,va rugam,παρακαλω
пожалуйста,просьба,просим,прошу,будь ласка
"""
ADDRESS_SIGNS = "ください,下さい,お願い,请务必,请安排,请给,부탁,바랍니다,주세요,주십시오"

CLAIMS: Final[Mapping[Rule, tuple[str, str, str, str]]] = {
    "superlative": (BEST + PRAISE, f"{BEST_SIGNS},{PRAISE_SIGNS}", WON, WON_SIGNS),
    "condition": (ALONE, ALONE_SIGNS, ALONE_STATED, "자체"),
    "cause": (CAUSE, CAUSE_SIGNS, CAUSE_STATED, "위해,따라,결과"),
    "addition": (ADDRESS, ADDRESS_SIGNS, "request*,candidate*,applicant*,recruit*,hiring", "依頼,请求,요청"),
    "scope": (ALL, ALL_SIGNS, ALL_STATED, "각,모두,全,整,すべて,全て,毎,国"),
}
"""By rule: the words that claim, and those that bear such a claim out in a source besides the same kind's own."""

SEVERAL = """
several,multiple,various,numerous,many,mehrere,mehreren,mehrerer,zahlreiche,zahlreichen
verschiedene,verschiedenen,plusieurs
nombreux,nombreuses,divers,diverses,varios,varias,numerosos,numerosas,muchos,muchas,vari,varie
diversi,diverse,numerosi
numerose,molti,molte,diversos,diversas,muitos,muitas,meerdere,verschillende,talrijke,vele,kilka
kilku,kilkoma,wielu,wiele
licznych,roznych,flera,manga,flere,mange,useita,useiden,useissa,usean,monien,monissa,nekolik,nekolika,mnoha,mnoho
tobb,szamos,birkac,bircok,cesitli,mai multe,mai multor,numeroase,multor,несколько,нескольких,многих,многие,разных
кілька,кількох,багатьох,різних,πολλων,πολλες,πολλα,αρκετες,αρκετων,αρκετα,διαφορα,διαφορων
"""
SEVERAL_SIGNS = "여러,다수,多个,多家,多栋,多座,多名,若干,众多,複数,多数,数々"
ONE = """
one,single,a,an,ein,eine,einer,einem,einen,eines,einzige*,un,une,una,uno,d'un,d'une,um,uma,numa,num
een,jeden,jedna,jedno
jednym,jednej,jednego,jednu,jednom,jedne,en,ett,et,yhden,yksi,yhdessa,yhta,egy,egyetlen,bir,tek,o
unui,unei,один,одна,одну
одном,одной,одного,одне,одній,одному,ενα,ενας,ενος,μια,μιας
"""
ONE_SIGNS = "한,하나,一家,一栋,一座,一个,一名,一店舗,一つ,一校,一間,1店舗,1つ"

TOGETHER = """
we,together with,jointly,colleagues and i,colleague and i,friends and i,as part of a team,in a team
wir,gemeinsam,zusammen mit,nous,junto con,juntos,insieme,abbiamo,junto com,em conjunto,samen
razem,wspolnie,tillsammans,sammen,yhdessa,spolecne,spolu,вместе,совместно,мы,разом,спільно,ми,birlikte,kozosen,egyutt
im team,in einem team,in een team,en equipe,en equipo,in squadra,em equipa,w zespole,v tymu,i ett team,i et team
impreuna,μαζι,lent a hand,in a crew of
"""
TOGETHER_SIGNS = "함께,공동으로,一起,共同,协助,と共に,とともに,一緒,共同で"
MEETING: Final = frozenset(
    {"met", "meet", "meeting", "meetings", "spoke", "talked", "liaised", "communicated", "discussed"}
)
"""What is done with others and leaves one's own deeds one's own."""

_WITH = "with mit avec con com met z ze med s se с со з із cu με"  # noqa: RUF001 - Cyrillic words
WITH: Final = frozenset(fold_characters(_WITH).split())
COMPANION = """
other volunteers,other students,other helpers,volunteers,colleague*,coworker*,teammate*,friend,friends
neighbour*,neighbor*,kolleg*,kollegen,collegue*
companer*,coleg*,collegh*
collega*,koleg*,колег*,коллег*,напарник*,συναδελφ*,arkadas*
"""
SHARED = """
alongside,beside,team*,crew,group,gruppe*,equipe,equipo,squadra,equipa,zespol*,tym,tymu,csapat*,ekip*,echip*,команд*
бригад*,ομαδ*,help*,assist*
support*,contribut*,participa*,part,joint*,co,our,unser*,mit*,notre,nos,nuestr*,nostr*,noss*,ons
onze,nasz*,helf*,geholf*
aid*,aider*,ayud*,aiut*,ajud*,hielp,helpe*,pomag*,pomoc*,pomaha*,hjalp*,auttoi*,autta*,avust*
помога*,помог*,segit*,yardim*
collabor*,colabor*,zusammen*,beteilig*,teil*,with,mit,avec,con,com,met,med,kanssa,among,members
member,join*,участ*,учас*
részt*,reszt*,katil*,particip*,συμμετ*,βοηθ*
"""
SHARED_SIGNS = "팀,도움,참여,동료,지원,协,帮,参与,团队,同事,補助,手伝,参加,チーム,同僚,支援"
