"""Formats in which a case leaves, a module for each family; each enters itself in the registry."""
