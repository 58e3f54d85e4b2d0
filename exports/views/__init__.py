"""What screens show, as tables that can be carried away in any format of the registry that takes tables."""
