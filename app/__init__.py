"""Services and journeys. Imports forms, models and resources; never ui, never Qt."""
