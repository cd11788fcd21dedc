"""From a scene to what is said, one `Claim` a sentence: `narrate` gives their order, `window` one window's.

From the large to the small: `dialog` and `tree` tell what `runs` puts together, with `group` (what stands in a row),
`inside` (all that one element holds) and `element` (its name, value, states). `text` tells what was read from pixels,
`recognised` what a model took it for, `unplaced` all of it where no window's place is known. `secret` is what must
never be said, `attributed` what could be heard as ours, `told` which texts of a tree are said, and `talk` what one
request has said so far.
"""
