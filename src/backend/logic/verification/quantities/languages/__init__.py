"""Numbers, units and dates of other languages as the English figures that one reader reads: vier Wochen, 4 weeks."""
