"""What people say that is no command: sentences, and short things, many of them with the word "coach".

The first of each was looked at while the phrases and limits were chosen, the second was not.
"""

_CHOSEN_BY = """
I think we should have dinner at seven tonight
The train was late again so I missed the start of the meeting
Could you bring me the blue towel from the bathroom
My coach told me to pause whenever my back begins to hurt
The coach leaves at nine and the next one goes at ten
She said we could go on holiday in the spring
He wants to slow down a little after his operation
Turn the oven on and wait until it is warm
The weather will be cold and wet for the rest of the week
We watched the match and the coach was furious with the team
Have you seen my glasses, I left them on the table
The children are ready for school but the bus is not here
I would like a cup of tea with a little milk
There is nothing good on television this evening
Our neighbour plays the piano every single morning
Please remember to buy bread, butter and eggs
My sister moved to another city last summer
The film starts at eight, so we have an hour
That was the best soup I have had in years
I have to call the doctor before noon
How was your day at work
Do you want to go for a walk after lunch
The dog is barking because someone is at the door
You should see the garden now, everything is in bloom
We travelled by coach along the coast for two days
The phone is ringing, can you get it please
I can't find the remote, it must be behind the couch
A new coach will take over the club in January
They ended the session early because of the storm
Let me finish this page and then I will help you
If you skip this side of the street you will miss the shop
It takes about twenty minutes by car
The first half was slow but the second was exciting
He repeated that he had never been there before
Put the volume down please, the baby is asleep
What time does the supermarket close on Sunday
The news said that prices went up again
I slept badly because it was so hot
Could we meet a bit later, maybe at half past five
The cat is sitting on the window sill
My knee feels much better since I do these exercises
One more time and I will lose my patience
In the next movement the violins play much faster
I am ready to leave when you are
We are done with the kitchen, now comes the bathroom
The answer is on the previous page
He keeps going to the same restaurant
Nobody knew who had left the light on
You can continue without me, I will be back soon
She is learning how to drive and it makes me nervous
Did you hear what the coach said about the final
The old bridge is closed until the end of the month
I bought these shoes for running but they are too tight
It is your turn to take out the rubbish
There were about three hundred people at the party
Don't forget that tomorrow is a holiday
He speaks up only when somebody asks him
The flight was cancelled and we had to stay another night
Can you change the sides of the tape
Wash your hands, dinner is on the table
I would rather stay at home and read a book
The coach, who had won twice, gave a short speech
Begin with the small ones and then move on to the rest
That chair is broken, take the other one
Two coffees and a piece of cake, please
The meeting was moved to Thursday afternoon
They painted the whole house in one weekend
I had never seen so many stars in the sky
Coach Taylor wants everybody here by six
The water is too cold for swimming
Our team lost again, the coach will have to go
Would you open the window a little
My back hurts when I sit for too long
It sounds like rain, better take an umbrella
The shop around the corner sells fresh fish
I forgot my password and now I am locked out
He lives on the second floor with his grandmother
Let's start with the easy questions
You mute the sound when the advertisements come on, don't you
Everyone was quiet when she finished her song
"""

_HELD_OUT = """
We could take the later bus and still be there in time
I put the keys where I always put them
The baker says that there will be no rolls on Monday
Our coach broke down on the way to the mountains
Would you mind if I sat next to you
She paused for a moment and looked out of the window
The kids want pancakes for breakfast again
Someone has parked in front of our garage
It was quiet on the road, almost nobody was out
My uncle used to coach the local girls' team
There is a hole in the left pocket of this coat
Remind me to water the plants when we get home
He went on and on about his new boat
They say that running slowly is better for the heart
The lamp in the hall flickers whenever it rains
I will be ready in ten minutes, start without me
Which side of the bed do you sleep on
The second movement is my favourite part of the symphony
Nothing beats a nap on a rainy afternoon
Her coach says she should rest for at least two weeks
Can we finish the puzzle tonight, there is not much left
That shop has moved on to bigger rooms
Once a month we all go bowling
The volume of the bottle is exactly one litre
I could not hear a word because the music was too loud
When does the next ferry leave for the island
He was told to keep going until he reached the church
We had to carry everything up to the fourth floor
Speed cameras are everywhere on this road
The session in the afternoon was much better than the one before
Put some salt into the water before it boils
It looks as if the neighbours have a new car
I would love to see that film again
The coach and two players were sent to the stands
Maybe you should ask your teacher first
You can have the rest of my fries
She has a cold and stays in bed today
Let us begin with a song that everybody knows
The lift is out of order, so we take the stairs
Nobody told me that the meeting was today
"""

_CHOSEN_BY_SHORT = """
yes | no | no thanks | thank you | okay | all right | good morning | good night | see you later |
pass the salt | wait a second | just a moment | what's next | what now | come here | coach | the
coach | our coach | hey coach | coach Miller | the coach is here | go on then | slow down | could
you pause the film | once more please | next one please | turn it up | turn it down | where are my
keys | it's over there | look at that | that's funny | oh dear | never mind | I don't know | maybe
tomorrow | let me see | who is it | couch potato | on the couch | coats and boots | close the door |
coke please | couches | coaching | the coaches | a coach trip | by coach | one two three | three
four five | six more | ten to go | half past four | ready or not | are you ready | is it ready |
pause it | stop it | stop that | begin again | speed it up | be quiet please | quiet down | we are
nearly done | skip it | skip lunch | volume three | more volume | session two | next week | previous
owner | once upon a time | keep it going | continue reading | carry the bag | good coach | thanks
coach | sorry coach | coach here | come on coach | go coach | no coach | coach please | coach seven
| coach what time is it | coach can you hear me | coach I'm tired | coach that hurts | coach my knee
| coach how many | coach is calling | coach left | coach said no | coach who is next | coach party |
coach station | coach class | coach driver | roach | poach an egg | approach | goat cheese | both
cheeks | coat check
"""

_HELD_OUT_SHORT = """
sure | not now | go away | hurry up | well done | bless you | good idea | no problem | here you are
| what a pity | excuse me | in a moment | after you | watch out | let it go | leave it | hand me
that | is that you | who was that | where is it | over here | up there | come in | sit down | stand
up | lie down | hold this | hold on to it | pass me the pen | paws off | the pause button | she
paused | because of you | cause and effect | gone already | on and on | keep it | keep out | the
next day | next door | once again | no more | some more please | any more | repeat after me | red
eyes | already done | slowly | slow cooker | speed limit | peed on | loud noises | lower it | shut
up | quite quiet | the end | session over | skip it then | begin with me | now begin | turn around |
switch it off | coach Brown | coach trips | hello coach | yes coach | okay coach | good morning
coach | the coach again | a good coach | coach me | coach us | coach them | coach it | coach was
late | coach fell asleep | coach wants tea | coach where are you | coach look at this | coach wait
for me | coach my back | coach it's raining | coach hold this | coach five more | coach eleven |
coach twelve | coach louder music | coach who knows | encroach | brooch | crouch down | couch
cushions | cold cheese | coats on | closed | culture | catch it
"""

SENTENCES = tuple(tuple(lines.strip().splitlines()) for lines in (_CHOSEN_BY, _HELD_OUT))
SHORT_WORDS = tuple(
    tuple(" ".join(words.split()) for words in lines.split("|"))
    for lines in (_CHOSEN_BY_SHORT, _HELD_OUT_SHORT)
)
"""What is as short as a command: the hardest to tell from one."""
