"""What ends a command: whoever gave it has something to put right, and the words say what."""


class Refusal(Exception):
    """The command cannot be carried out as things stand: faulty content or input, a database in the way."""


class BadSetting(Refusal):
    """A setting or an argument is wrong: the same command will never work."""
