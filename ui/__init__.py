"""Windows and words: the only floor that knows Qt. Imports app, forms, models and resources."""

from ui import immortal

immortal.keep()
