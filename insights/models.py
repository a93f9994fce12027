"""No tables yet: trends are computed from the journal when they are looked at."""
