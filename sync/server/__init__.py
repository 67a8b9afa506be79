"""The team server: the other end of the wire, for a team that runs it on a machine of its own.

Stateless: what it knows is in Postgres, and as many processes as wanted may serve at once. It uses the core's pure parts and
`sync.protocol`; a desktop never imports it.
"""
