"""What the program can be told to do: a module for each command, loaded by its name when it is given.

So a bot that is up holds nothing of what only another command needs. Each has one function, `main`, which takes the
arguments and returns the exit code.
"""
