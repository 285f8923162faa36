"""Build-time tools that turn the collected place lists of a theatre into the tables it ships."""
