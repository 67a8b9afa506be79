"""One brain on many devices: pushing and pulling events, and the team server at the other end.

Nothing is here yet but the room's place in the layers: it may use the core's public face, and nothing below it may know it.
"""
