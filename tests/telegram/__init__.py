"""The Telegram door, against values and against the sandbox."""
