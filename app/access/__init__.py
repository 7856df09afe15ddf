"""Who sits at this counter and what they may do: sessions, the guard of every service, passwords, one-time codes."""
