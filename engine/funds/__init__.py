"""Fund disclosures: their figures, what adds up in them and what does not."""
