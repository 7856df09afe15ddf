"""対面: the visitor's side turned towards them on a tablet, or on a screen of their own; 筆談: talking in writing."""
