"""The pure heart: values and moves. No await, no clock, no dice, no log, no words, no I/O."""
