"""Tests of what is asked and ordered by word, and of language models' tools."""
