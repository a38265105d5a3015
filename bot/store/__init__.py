"""What must outlive the process: people, outbox, timers, update ids."""
