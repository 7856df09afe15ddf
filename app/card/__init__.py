"""Cards: one door to the chip, the real reader service behind it, a full simulated card beside it."""
