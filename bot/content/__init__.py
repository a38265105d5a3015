"""The content door: files of `content/` -> library and words, or every fault by file and line."""
