"""How a layer settles: `settle` for all of them, `benefit` for one benefit of one visit."""
