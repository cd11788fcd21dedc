"""What models take: pictures, sound and text as the numbers they were trained on, without transformers."""
