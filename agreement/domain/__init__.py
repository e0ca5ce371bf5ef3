"""Agreement as pure functions: candidates, likeness, clusters, evidence, comparison."""
