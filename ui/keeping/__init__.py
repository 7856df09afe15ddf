"""保全: health, backups, keys, updates and paper for the day without the program; on app and ui's own bricks."""
