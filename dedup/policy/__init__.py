"""Policy: which findings count, which are known already, and what an editor has said of them."""
