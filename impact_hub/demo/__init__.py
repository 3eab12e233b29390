"""A small, believable world, told through the services: the hub as it will be."""
