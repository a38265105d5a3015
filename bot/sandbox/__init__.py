"""A local Bot API server and a chat page, so that no token is needed to try the bot."""
