"""Times: expressions are found first, the document is dated, then the expressions are resolved against its date."""
