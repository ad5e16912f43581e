"""Portuguese."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "dois/duas tres quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze "
        "dezesseis/dezasseis "
        "dezessete/dezassete dezoito dezenove/dezanove",
        start=2,
    )
    | numbered("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem/cento", start=20, step=10)
    | numbered(
        "duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas quinhentos/quinhentas seiscentos/seiscentas "
        "setecentos/setecentas oitocentos/oitocentas novecentos/novecentas",
        start=200,
        step=100,
    )
    | {"duzia": 12, "dezena": 10, "centena": 100, "quinzena": 15, "vintena": 20, "trintena": 30},
    scales={"mil": 1000, "milhao": 10**6, "milhoes": 10**6, "bilhao": 10**9, "bilhoes": 10**9},
    units=same(
        {
            "3/4": "tres quartos",
            "9/10": "nove em cada dez",
            "4/5": "quatro em cada cinco",
            "2/5": "dois em cada cinco,duas em cada cinco",
            "1/5": "um em cada cinco,uma em cada cinco",
            "1/4": "um em cada quatro,uma em cada quatro",
            "2/3": "dois tercos,dois em cada tres,duas em cada tres",
            "1/3": "um em cada tres,uma em cada tres,em um terco,um terco",
            "BRL": "reais",
            "every 6 months": "semestral,semestrais,semestralmente",
            "per minute": "por minuto,ao minuto",
            "percent": "por cento",
            "fortnightly": "de quinze em quinze dias,a cada quinze dias,de duas em duas semanas,"
            "a cada duas semanas,quinzenal,quinzenais,quinzenalmente",
            "every two months": "de dois em dois meses,a cada dois meses,bimestral,bimestrais",
            "percentage points": "pontos percentuais",
            "seconds": "segundos",
            "minutes": "minuto,minutos",
            "hours": "hora,horas",
            "days": "dia,dias",
            "weeks": "semana,semanas",
            "months": "mes,meses",
            "years": "ano,anos",
            "1.5 hours": "hora e meia",
            "years and a half": "ano e meio,anos e meio",
            "half": "metade",
            "halved": "para metade,pela metade,para a metade",
            "500000": "meio milhao",
            "500": "meio milhar",
            "50": "meia centena",
            "6": "meia duzia",
            "1.5 million": "um milhao e meio,milhao e meio",
            "per shift": "por turno,cada turno",
            "half a year": "meio ano,semestre",
            "doubled": "dobrei,dobrou,dobrar,duplicou,dobro",
            "tripled": "tripliquei,triplicou,triplicar",
            "hourly": "por hora,a hora,cada hora",
            "daily": "por dia,ao dia,cada dia,todo dia,todos os dias,diario,diaria,diarios,diarias,diariamente",
            "weekly": "por semana,cada semana,toda semana,todas as semanas,semanal,semanais,semanalmente",
            "monthly": "por mes,ao mes,cada mes,todo mes,todos os meses,mensal,mensais,mensalmente",
            "quarterly": "por trimestre,cada trimestre,trimestral,trimestrais,trimestralmente",
            "yearly": "por ano,ao ano,cada ano,todo ano,todos os anos,anual,anuais,anualmente",
            "dozens": "dezenas,duzias",
            "hundreds": "centenas",
            "thousands": "milhares",
            "January": "janeiro",
            "February": "fevereiro",
            "March": "marco",
            "April": "abril",
            "May": "maio",
            "June": "junho",
            "July": "julho",
            "August": "agosto",
            "September": "setembro",
            "October": "outubro",
            "November": "novembro",
            "December": "dezembro",
            "tonnes": "tonelada,toneladas",
            "kg": "quilos,quilogramas",
            "km": "quilometros",
            "m": "metros",
            "litres": "litros",
            "times": "vezes",
        }
    ),
    joints=frozenset({"e"}),
    ordinals=numbered(
        "primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta sexto/sexta", start=1
    ),
)
