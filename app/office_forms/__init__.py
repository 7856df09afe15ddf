"""The ward's own forms: blanks taken in, versions kept, tried out and exchanged. Knows no window and no terminal."""
