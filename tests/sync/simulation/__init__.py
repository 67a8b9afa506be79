"""Sync without a disk and a network: notebooks and a server in memory that keep their contracts, and everything that can
go wrong between them."""
