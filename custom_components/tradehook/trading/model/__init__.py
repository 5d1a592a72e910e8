"""Markets, orders, plans, positions, facts and inputs."""
