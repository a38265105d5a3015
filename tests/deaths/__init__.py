"""The whole bot without a wire: it dies at every point, on a clock that is turned, and lives on."""
