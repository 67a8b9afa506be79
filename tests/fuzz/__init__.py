"""Readers of foreign files, fed with whatever a fuzzer thinks of."""
