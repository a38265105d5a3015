"""The whole bot, killed again and again while the line is bad; what it said is judged from the server's side."""
