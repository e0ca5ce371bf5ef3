"""Authors side by side: relations, measures, cruxes, pictures, sentences."""
