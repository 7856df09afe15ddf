"""Updates of the program: signed files into the other of two slots, with a way back; on errors, files, archive."""
