"""Other bots with the same conversation, each written as its framework's own documentation recommends.

Each file runs alone, in an environment of its own (`benchmarks.rooms`), and imports nothing of Unwind's.
"""
