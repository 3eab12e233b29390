"""Initiatives: organisations with one goal, their backbone, partners and funders."""
