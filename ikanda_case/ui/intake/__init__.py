"""Looking at what arrived, and making a case of it."""
