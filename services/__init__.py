"""What the product does, without knowing who serves it or what stands behind it.

core/       decisions: pure values in, values out
ports/      what the use cases need of the world
deps.py     the world, handed over in one argument
backends/   the world itself: Google, and one machine
the rest    use cases, named after what people do
"""
