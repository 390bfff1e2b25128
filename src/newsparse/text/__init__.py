"""The article as text: normalisation, sentences, syllables, lexicons."""
