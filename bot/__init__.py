"""Unwind guides a person through gentle spinal twists, lying on the floor, one step at a time."""

__version__ = "0.1.0"
