"""Reads of approved values, made into results for their reader."""
