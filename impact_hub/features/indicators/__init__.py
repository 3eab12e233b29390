"""What shows that a result is reached: definitions, baselines, targets, adding up."""
