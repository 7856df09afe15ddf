"""From a sheet's definition to its filled PDF. Imports models and resources; no Qt, no database."""
