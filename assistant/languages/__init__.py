"""The languages of the app's own words, and of the texts that it reads out."""
