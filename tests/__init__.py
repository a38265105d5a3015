"""The tests; each says in its docstring which fact it shows."""
