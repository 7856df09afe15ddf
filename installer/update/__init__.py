"""The makers' side of an update: keys, bundle, signatures, bill of materials, roll-back notes."""
