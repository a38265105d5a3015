"""When a person wants to be reminded, from the words they typed. Pure; the words themselves live in content/plans."""
