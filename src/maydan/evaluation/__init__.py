"""How good a reading is, against documents annotated by hand."""
