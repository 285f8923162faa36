"""Arabic text without any knowledge of conflict: spelling, tokens, sentences, numbers, verb forms."""
