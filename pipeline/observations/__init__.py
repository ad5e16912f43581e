"""Programs that look after what was delivered, from time to time: they stand in build specs as text, like the gate."""
