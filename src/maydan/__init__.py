"""Maydan reads Arabic reporting about a conflict."""
