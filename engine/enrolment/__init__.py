"""What a lapse costs and what faithful payers get: months of waiting, and a higher serious-illness ceiling."""
