"""Spanish."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
        "dieciocho "
        "diecinueve veinte veintiuno/veintiun veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
        "veintiocho veintinueve",
        start=2,
    )
    | numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa cien/ciento/centenar", start=30, step=10)
    | numbered(
        "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas "
        "seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
        start=200,
        step=100,
    )
    | {"docena": 12, "decena": 10, "veintena": 20, "treintena": 30, "quincena": 15, "cincuentena": 50},
    scales={"mil": 1000, "millon": 10**6, "millones": 10**6},
    units=same(
        {
            "3/4": "tres cuartos,tres cuartas partes",
            "9/10": "nueve de cada diez",
            "4/5": "cuatro de cada cinco",
            "2/5": "dos de cada cinco",
            "1/5": "uno de cada cinco,una de cada cinco",
            "2/3": "dos de cada tres,dos tercios,dos terceras partes",
            "1/3": "uno de cada tres,una de cada tres,en un tercio,un tercio,una tercera parte",
            "1/4": "uno de cada cuatro,una de cada cuatro,en una cuarta parte,una cuarta parte",
            "every 6 months": "semestral,semestrales,semestralmente",
            "per minute": "por minuto,al minuto",
            "percent": "por ciento",
            "fortnightly": "cada quince dias,cada 15 dias,cada dos semanas,quincenal,quincenales,"
            "quincenalmente,una semana si y otra no",
            "every two months": "cada dos meses,bimestral,bimestrales",
            "percentage points": "puntos porcentuales",
            "seconds": "segundos",
            "minutes": "minuto,minutos",
            "hours": "hora,horas",
            "days": "dia,dias",
            "weeks": "semana,semanas",
            "months": "mes,meses",
            "quarters": "trimestres",
            "years": "ano,anos",
            "1.5 hours": "hora y media",
            "years and a half": "ano y medio,anos y medio",
            "half": "mitad",
            "500000": "medio millon",
            "500": "medio millar",
            "50": "medio centenar",
            "6": "media docena",
            "1.5 million": "un millon y medio,millon y medio",
            "per shift": "por turno,cada turno",
            "half a year": "medio ano,semestre",
            "doubled": "duplique,duplico,duplicar,duplicado,duplicacion,doble",
            "tripled": "triplique,triplico,triplicar,triplicado",
            "a third of": "tercio de,tercera parte de",
            "a quarter of": "cuarto de,cuarta parte de",
            "hourly": "por hora,a la hora,cada hora",
            "daily": "al dia,por dia,cada dia,diario,diaria,diarios,diarias,diariamente,todos los dias",
            "weekly": "a la semana,por semana,cada semana,semanal,semanales,semanalmente,todas las semanas",
            "monthly": "al mes,por mes,cada mes,mensual,mensuales,mensualmente,todos los meses",
            "quarterly": "por trimestre,al trimestre,cada trimestre,trimestral,trimestrales,trimestralmente",
            "yearly": "al ano,por ano,cada ano,anual,anuales,anualmente,todos los anos",
            "dozens": "decenas,docenas",
            "hundreds": "cientos,centenares",
            "thousands": "miles,millares",
            "January": "enero",
            "February": "febrero",
            "March": "marzo",
            "April": "abril",
            "May": "mayo",
            "June": "junio",
            "July": "julio",
            "August": "agosto",
            "September": "septiembre,setiembre",
            "October": "octubre",
            "November": "noviembre",
            "December": "diciembre",
            "tonnes": "tonelada,toneladas",
            "kg": "kilos,kilogramos",
            "km": "kilometros",
            "m": "metros",
            "litres": "litros",
            "times": "veces",
        }
    ),
    joints=frozenset({"y"}),
    ordinals=numbered(
        "primer/primero/primera segundo/segunda tercer/tercero/tercera cuarto/cuarta quinto/quinta sexto/sexta", start=1
    ),
)
