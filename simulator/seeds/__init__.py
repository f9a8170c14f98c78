"""People, contacts and messages to begin with.

demo()               the world of `make demo`: two companies, real contacts
small()              one company of a few people with nothing in their contacts, for tests
synthetic(n)         n made-up contacts as People JSON, for measurements
"""

from .demo import MAYA, demo
from .small import small
from .synthetic import synthetic

__all__ = ["MAYA", "demo", "small", "synthetic"]
