"""The explorer's server: a case as JSON for the page that is served beside it, on this machine alone."""
