"""The content door: files of `content/` -> library and words, or every fault by file and line.

`load` holds the door itself; `faults` what it refuses with; `schema` the help for editors.
"""
