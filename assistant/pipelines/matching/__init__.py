"""Pictures held against texts and against each other: labels, the picture that is wanted, duplicates, differences.

`label` and `which` hold pictures against words, by `zero_shot` where a matching model is installed; `likeness` says how
two pictures are alike and `compare` tells where they differ: `align` lays one on the other, `changes` finds the places,
`differences` and `texts` word them. `sources` is all the evidence there is for what a picture shows.
"""
