"""What becomes of people when the bot is killed, the line breaks, or the server limits it; ours and its peers."""
