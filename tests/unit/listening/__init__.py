"""Tests of what hears."""
