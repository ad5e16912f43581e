"""Units of measure, each as its dimension and its size there: "2 TB" is "2 terabytes" and never "2 GB"."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

_MILE, _FOOT, _INCH, _YARD = Fraction("1.609344"), Fraction("0.0003048"), Fraction("0.0000254"), Fraction("0.0009144")

MEASURES: Final[Mapping[str, tuple[str, Fraction]]] = {
    word: (dimension, Fraction(size))
    for dimension, size, written in (
        ("length", 1, "km kms kilometre kilometres kilometer kilometers"),
        ("length", Fraction(1, 1000), "m metre metres meter meters"),
        ("length", Fraction(1, 10**5), "cm centimetre centimetres centimeter centimeters"),
        ("length", Fraction(1, 10**6), "mm millimetre millimetres millimeter millimeters"),
        ("length", _MILE, "mile miles mi"),
        ("length", 10, "landmil"),
        ("length", _FOOT, "ft foot feet"),
        ("length", _INCH, "inch inches"),
        ("length", _YARD, "yard yards yd"),
        ("mass", 1, "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes"),
        ("mass", Fraction(1, 1000), "g gram grams gramme grammes"),
        ("mass", 1000, "t tonne tonnes ton tons"),
        ("mass", Fraction("0.45359237"), "lb lbs"),
        ("mass", Fraction("0.028349523125"), "oz ounce ounces"),
        ("volume", 1, "l litre litres liter liters"),
        ("volume", Fraction(1, 1000), "ml millilitre millilitres milliliter milliliters"),
        ("volume", Fraction("3.785411784"), "gallon gallons"),
        ("length", Fraction(1, 10**9), "micron microns micrometre micrometres micrometer micrometers"),
        ("volume", 1000, "m3 cbm"),
        ("volume", 100, "hl hectolitre hectolitres"),
        ("volume", Fraction(1, 10), "dl decilitre decilitres"),
        ("volume", Fraction(1, 100), "cl centilitre centilitres"),
        ("mass", Fraction(1, 10**6), "mg milligram milligrams"),
        ("area", 1, "sqm m2 m^2"),
        ("area", 10_000, "hectare hectares ha"),
        ("area", Fraction("4046.8564224"), "acre acres"),
        ("data", 1, "mb megabyte megabytes"),
        ("data", Fraction(1, 1000), "kb kilobyte kilobytes"),
        ("data", 1000, "gb gigabyte gigabytes"),
        ("data", 10**6, "tb terabyte terabytes"),
        ("data", 10**9, "pb petabyte petabytes"),
        ("data, binary", 1, "mib"),
        ("data, binary", 1024, "gib"),
        ("data, binary", 1024**2, "tib"),
        ("power", 1, "kw kilowatt kilowatts"),
        ("power", 1000, "mw megawatt megawatts"),
        ("power", 10**6, "gw gigawatt gigawatts"),
        ("power", Fraction(1, 1000), "watt watts"),
        ("energy", 1, "kwh"),
        ("energy", 1000, "mwh"),
        ("energy", 10**6, "gwh"),
        ("frequency", 1, "hz hertz"),
        ("frequency", 1000, "khz"),
        ("frequency", 10**6, "mhz"),
        ("frequency", 10**9, "ghz"),
        ("data rate", 1, "mbps mbit"),
        ("data rate", 1000, "gbps gbit"),
        ("celsius", 1, "c celsius"),
        ("fahrenheit", 1, "f fahrenheit"),
        ("voltage", 1, "kv kilovolt kilovolts"),
        ("voltage", Fraction(1, 1000), "volt volts"),
    )
    for word in written.split()
}
"""Single letters that stand for much else behind a number with room between; glued to it, m and t are scales."""

_COUNTED_UNITS = """
box pallet crate bag sack container lorry truckload van bottle case barrel drum roll sheet bed ward room hospital clinic
school classroom store shop branch site plant factory office floor building house flat hotel restaurant table seat cover
vehicle truck car bus train ship aircraft server rack cluster datacentre datacenter city country region state district
village town acre hectare field page chapter book volume line
"""
COUNTED_UNITS: Final = frozenset(_COUNTED_UNITS.split())
"""Singular nouns whose number is a size, so that one for another changes it as "days" for "weeks" does."""
