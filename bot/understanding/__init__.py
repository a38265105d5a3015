"""Words a person types, read as a meaning. Pure; the words themselves live in content/lexicon."""
