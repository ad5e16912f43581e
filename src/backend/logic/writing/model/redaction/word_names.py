"""Names of people and places that are words as well. Data, so that it can be reviewed and added to.

What stands here counts as a name only where something beside it says so; every other name counts wherever it is written
as one.
"""

_PERSONS = """
abbey amber angel april archer armstrong art august autumn bailey baker ball banks barber barker bass bay bean bell
berry best bill birch bird bishop black blue bond booth bowman branch bridge bridges brook brooks brown bull bush
butcher butler buyer camp cannon care carpenter carter carver case cash castle chance chapel chapman charity chase
chef church clay clerk close cloud cole cook coop cooper crane cross crystal dale daisy dawn day dean dell diamond
draper drake drew driver duke dyer earl east eden ember english faith farmer fast ferry field fields finch fish
fisher fletcher flint flower ford forest forester foster fountain fox france francis frank freeman french frost gale
gardener gate gates gay gene gentle ginger glass glover gold golden goldsmith good grace grant gray green grey grove
guy hall hammer hand hardy harper hart hawk hay hazel heath heather heaven henry hill hills holiday holly hood hook
hope hopper house hunt hunter iris ivory ivy jack jade jasmine jewel jobs joiner jones joy judge june justice keen
key king kitchen knight lake lamb lance land lane law lawyer leaf lee light lily little lock long love luck major
marble march marina mark marks marshal marshall mason mast masters may meadow meadows mercer mercy merchant mercury
mill miller mills mint miner misty moody moon moor moss mount nash noble north norman olive opal page painter palmer
park parker parson parsons pat patience pearl penny pepper perry pike pilot piper plank plant plumber pole poll pond
poole pope porter post potter potts powers preacher price prince prior provost quick rain ranger ray reed reeve rich
rider ridge river rivers roads robin rock rocks rose rosemary ruby rush rusk sage sailor salt sandy sawyer scout
seller sergeant shepherd shoemaker short silver singer skinner skipper slater smith snow spencer spicer spring
stable stack star steel sterling steward stone storm street strong summer summers sunny sutton swan sweet tailor
tanner taylor teal temple thatcher thorn tinker tower towers town trainer tree trinity turner usher valentine vale
victor viola violet wade waiter walker wall waller ward warden waters watts weaver webb webster weeks weld welder
well wells west wheeler white wild will wills win winner winter winters wise wolf wood woods worth wright yard young
bauer becker berg brandt brink busch fischer förster fuchs gärtner graf hahn hartmann haus herz hirsch hof jäger
kaiser kaufmann keller klein koch könig krämer kraus krüger kurz lang lange lehrer mann maurer meister metzger
müller neu pfeiffer richter ritter roth sauer schäfer schmied schmidt schneider schreiber schreiner schröder schulz
schuster schwarz sommer stark stein vogel vogt wagner weber weiss weiß wirt zimmermann blanc bon boucher boulanger
bois chevalier dupont forgeron garnier leblanc legrand lemaire leroy marchand marin mercier meunier moulin petit
perle prudence roche rousseau roux royer bueno campos castillo cruz delgado flores guerrero herrero iglesias león
luz marino mesa molina montes moreno pastor paz peña prado ríos rivera rojo romero rosa rubio salud santos sierra
soledad torres vega vela vidal zapatero
"""
_PLACES = """
bad barking bath battle bergen buffalo bury celle central chester como cork crewe deal dover eagle eden enterprise
essen flint florence forest garden georgia grand green hagen hall halle herne hof hope hull independence jackson
jordan kiel lens lima lincoln male marl mobile moor münster nancy nice normal norm oak orange park phoenix poole
providence reading regen rich rom rugby rush sale salem singen split spring stone street surprise temple tours
turkey union verde victoria ware washington wells wesel wien wiesen worms york zug
"""

PERSONS_THAT_ARE_WORDS: frozenset[str] = frozenset(_PERSONS.split())
"""In lower case; of first and family names alike."""

PLACES_THAT_ARE_WORDS: frozenset[str] = frozenset(_PLACES.split())
"""In lower case."""
