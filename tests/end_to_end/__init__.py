"""The whole bot: through the sandbox, over HTTP, as processes, in a browser."""
