"""The same case twice: in two schemes, years or situations, and with no insurance at all."""
