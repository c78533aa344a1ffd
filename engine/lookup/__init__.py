"""Look-up: clauses, terms and official texts held here, found in a person's own words."""
