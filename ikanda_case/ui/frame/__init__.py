"""What stands round every page: menus, toolbar, navigation, status, and the way between pages."""
