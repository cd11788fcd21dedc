"""How people ask in their own words: more sentences for the recogniser's language model, beside those of `phrases`.

Nobody says exactly these; what counts is which words follow each other in questions.
"""

from __future__ import annotations

PLAIN = """
how long does it take|how long will it take|how much longer does it take|how much longer will it take
how far along is it|how far is it|how full is it|how big is it|how old is it|how loud is it|how fast is it
how many are there|how many are left|how much is left|how much is it altogether|how much do i owe
how much have i got to pay|how much have i got to pay altogether|how much did i pay|how much have i spent
how do i get back|how do i go on|how do i save it|how do i log in|how do i pay|how is it sorted|how was it
how many things are there|how many people|how many pages are there|how many results are there
how many results did it find|how many items are in the list|how many steps are there|how am i paying
what do i have to do|what do i have to do next|what do i do now|what do i need|what should i do|what must i fill in
what did i type|what did i write|what did i choose|what did i search for|what have i ticked|what have i chosen
what have i typed|what have i selected|what have i got|what buttons have i got|what {roles} have i got
what does it want|what does it want from me|what does this window want|what does this window want from me
what is it asking me|what is it asking for|what is it complaining about|what is the problem|what is the matter
what is wrong with the form|what is wrong with it|what is missing|what step are we at|what step is it
which step is this|what day is selected|which day is selected|which day is it|what is this window called
what is this dialog called|what is this called|what is it called|what is the name of it|what is my name
what is my user name|what is my email address|what is my phone number|what is the address|what is the phone number
what is the number|what is the order number|what is the status|what is the password|what is the heading
what is the heading of this page|what is the top story|what is the story about|what is it about|what is it like
what is the overall rating|what is the rating|what is the score|what is the weather|what is the weather like
what is happening|what is going on|what is the last step|what is the first step|what is playing
what time does it open|what time does it close|what time does it leave|what time does it arrive|what time does it end
what time do i have to be there|what date is it|what language is it|what language is selected|what speed is it
what size is it|what format is it|what version is it|what is chosen at the moment|what is picked at the moment
what colour is the page|what colour is it at the moment
who directed it|who directed this|who made it|who made this|who published it|who is in charge|who may see this
who can see this|who can see my profile|who am i|who am i logged in as|who replied|who said it|who started it
who is the teacher|who is the contact|who is the support contact|who is the manager|who is it by
when did it arrive|when will it arrive|when does it arrive|when does it leave|when does it open|when does it close
when do i have to be there|when was it saved|when was it last saved|when was it made|when was it ordered
when was it published|when was it put online|when do i leave|until when|until when is it open|since when
when did i last change it|when is the next one
where am i flying to|where does it go|where does it leave from|where do i sign in|where do i log in|where do i pay
where do i type|where do i change it|where can i change it|where is it saved|where are my files|where are they saved
where is the next page|where do i go next
is it done|is it finished|is it ready|is it open|is it closed|is it free|is it muted|is the sound on
is the sound muted|is it available|is anything selected|is anything wrong|is anything missing|is there anything else
is there anything new|is there a next page|is there a search field|is there any problem|is there a message
is there a way back|is there a pop up|is it switched on|is it turned on|is it ticked|is it still there
was it saved|did it fail|did it finish|did it arrive|did anything fail|did something go wrong|did i make a mistake
are there any messages|are there any files|are there any left|will it rain|will it be on time
can i go on|can i go back|can i go to the next page|can i go to the previous page|can i press it|can i press save
can i press save now|can i click next|can i change it|can i buy it|can i pay by card|can i cancel it
can i still change it|can i still take it|can i send it|can i attach something|could i have it instead
have i accepted the terms|have i paid|have i signed in|have i got any messages|do i have to|do i need anything
do i have any messages|do i have any new messages|does it cost anything|does it say anything about it
does it say when|does it say who|does it have a button|does it mention it
"""
NAMED = """
when does the {name} leave|when does {name} open|when does the {name} arrive|when did {name} post|when is the {name}
when was the {name} saved|until when is {name} open|when do i have to {name}|what time does the {name} start
what time does the {name} leave|how long is {name}|how long is the {name}|how long does the {name} take
how much does the {name} cost|how big is {name}|how full is {name}|how far along is the {name}
how many {name} are there|how many {name} do i need|how many {name} have i got|how many things are in my {name}
how many are in the {name}|how are the {name} sorted|how strong is the {name}|how warm is the {name}
who wrote the {name}|who wrote {name}|who made {name}|who sent the {name}|who is the {name}|who said {name}
who teaches {name}|who directed {name}|what does {name} say about it|what does the {name} mean|what does {name} mean
what does {name} want|what did {name} say|what is wrong with my {name}|what is wrong with the {name}
what is the problem with my {name}|what is the problem with the {name}|what is my {name}|what {name} is selected
what {name} is it|what {name} did i choose|what {name} is picked|what is the {name} for|which {name} is selected
which {name} is it in|which {name} does it leave from|which {name} is sold out|which {name} did i choose
what is the {name} of this page|what is the overall {name}|what is in my {name}|what are the {name}
is the {name} ticked|is {name} ticked|is {name} switched on|is {name} available|is the {name} available
is the {name} done|is {name} done|is there a message about {name}|is there a message from {name}
is there a row for {name}|is there a file called {name}|is there anything about {name}
is there anything called {name}|does it mention {name}|does it say anything about {name}|does the {name} have it
do they have a {name}|did {name} arrive|are {name} allowed|are there any {name} left|will the {name} be on time
can i press {name}|can i press the {name} button|can i click {name}|can i use {name}|can i buy the {name}
can i change the {name}|can i go to {name}|can i attach my {name}|have i accepted the {name}|have i chosen {name}
have i got {name}|did i tick {name}|did i choose {name}|read me the row for {name}|read the row for {name}
read me the {name}|where do i change the {name}|where do i find {name}|where can i change {name}
"""
