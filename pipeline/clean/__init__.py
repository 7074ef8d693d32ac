"""Documents to sections and sentences, as standoff over an unchanged reference text."""
