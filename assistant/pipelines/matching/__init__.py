"""Pictures held against texts and against each other: labels, the picture that is wanted, duplicates, differences."""
