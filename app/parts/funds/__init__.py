"""What the page 基金公开 is drawn from."""
