"""The Telegram door: raw updates in, messages out."""
