"""The guide of the house: garbage, offices, desks, payment, online filing; asked in everyday words, offline."""
