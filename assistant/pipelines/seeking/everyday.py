"""Everyday words for what models have other names for: the 1,000 names of ImageNet, and those of object detectors."""

from __future__ import annotations

import functools
import json

import resources

_LABELS = """
airplane aeroplane plane jet: airliner, warplane
apple: Granny Smith
aubergine eggplant:
bag: backpack, purse, mailbag, plastic bag
ball: soccer ball, tennis ball, basketball, volleyball, baseball, rugby ball, golf ball, croquet ball, ping-pong ball
bear: brown bear, American black bear, ice bear, sloth bear
bed: four-poster
bicycle bike cycle: mountain bike, bicycle-built-for-two
bin dustbin rubbish-bin trash-can garbage-can trash waste-bin: ashcan
boat: canoe, speedboat, lifeboat, gondola, catamaran, yawl, fireboat
boot boots: cowboy boot
bottle: water bottle, wine bottle, beer bottle, pop bottle
bottle-opener:
bow:
bowl: soup bowl, mixing bowl
box cardboard-box: carton
bread: French loaf
bus: minibus, school bus, trolleybus
butterfly: admiral, ringlet, monarch, cabbage butterfly, sulphur butterfly, lycaenid
camera: reflex camera, Polaroid camera
car: cab, convertible, limousine, sports car, minivan, beach wagon, jeep, racer
cell-phone cellphone mobile mobile-phone smartphone: cellular telephone
chair: folding chair, rocking chair, barber chair
clock: analog clock, digital clock, wall clock
coat: trench coat, fur coat
coffee: espresso
coffee-machine coffee-maker: espresso maker
computer: desktop computer, laptop
cooker: stove
couch sofa settee: studio couch
crane:
cup mug coffee-cup tea-cup teacup: cup, coffee mug, espresso
cupboard: china cabinet, medicine chest, wardrobe
curtain curtains: shower curtain, theater curtain
door: sliding door
drake:
ear:
elephant: Indian elephant, African elephant
envelope letter: envelope
fan: electric fan
file folder: binder
fire-truck fire-brigade: fire engine
fridge refrigerator freezer: refrigerator
frog: bullfrog, tree frog, tailed frog
fox: red fox, kit fox, Arctic fox, grey fox
glass drinking-glass: beer glass, goblet
glasses spectacles:
guitar: acoustic guitar, electric guitar
hairdryer hair-dryer blow-dryer: hand blower
handbag: purse
hard-disk hard-drive: hard disc
hat: cowboy hat, sombrero, bonnet
headphones:
helmet: crash helmet, football helmet
hip:
hob:
sea-horse seahorse:
horse: sorrel
hot-dog: hotdog
jay:
jeans trousers: jean
jug: pitcher, water jug
jumper sweater pullover: sweatshirt, cardigan
kettle: teapot
keyboard: computer keyboard, typewriter keyboard
kite:
knife: cleaver, letter opener
ladybird: ladybug
lamp: table lamp, lampshade
letterbox post-box postbox: mailbox
lift:
lorry truck: trailer truck, pickup, moving van, garbage truck, tow truck
magnifier magnifying-glass: loupe
mat: doormat
medicine pills: pill bottle
mobile-home: mobile home
monkey: guenon, patas, baboon, macaque, langur, colobus, proboscis monkey, marmoset, capuchin, howler monkey, titi, \
spider monkey, squirrel monkey
motorbike motorcycle: moped, motor scooter
mouse computer-mouse: mouse
mouth-organ: harmonica
nappy: diaper
oven: stove, rotisserie
pan saucepan: frying pan, wok
panda: giant panda, lesser panda
pen: ballpoint, fountain pen
phone telephone: cellular telephone, dial telephone, pay-phone
phone-box:
piano: grand piano, upright
pick:
plant pot-plant potted-plant flower-pot flowerpot: pot
plaster: Band Aid
plate: plate
purse: purse, wallet
quill:
rabbit: wood rabbit, hare, Angora
razor:
remote tv-remote: remote control
rocket: missile, projectile, space shuttle
rubber eraser: rubber eraser
rucksack knapsack school-bag: backpack
ruler: rule, slide rule
saxophone: sax
scales: scale
scooter: motor scooter
screen monitor:
shoe trainer sneaker trainers sneakers: running shoe, Loafer, clog, sandal
sink basin wash-basin: washbasin
soap soap-bottle: soap dispenser
socks: sock
spider: black and gold garden spider, barn spider, garden spider, black widow, tarantula, wolf spider
spoon: wooden spoon, ladle
stick walking-stick cane:
stole:
street-lamp:
sunglasses shades: sunglass, sunglasses
suitcase luggage:
sweets:
table: dining table
tap:
tape: cassette
taxi: cab
teddy-bear: teddy
telly television tv: television
tick:
tie necktie: Windsor tie, bow tie, bolo tie
tiger-cat: tiger cat
tissue toilet-paper loo-roll toilet-roll: toilet tissue
kitchen-roll kitchen-paper: paper towel
toilet loo: toilet seat
torch flashlight: torch
towel: bath towel
traffic-lights: traffic light
train: bullet train, electric locomotive, steam locomotive, passenger car, freight car
turtle tortoise: loggerhead, leatherback turtle, mud turtle, terrapin, box turtle
tyre wheel: car wheel
umbrella brolly: umbrella
van: moving van, minivan, police van
vacuum-cleaner hoover: vacuum
violin fiddle: violin
wallet: wallet
wardrobe closet: wardrobe
washing-machine: washer
watch wristwatch wrist-watch: digital watch
whale: grey whale, killer whale
window:
wolf: timber wolf, white wolf, red wolf
"""
"""A line: everyday words, with a hyphen for a space, a colon, ImageNet's names. No name: none fits, though one may read
alike, such as ImageNet's kite, a bird."""

_RANGES = {
    "dog": ("Chihuahua", "Mexican hairless"),
    "puppy": ("Chihuahua", "Mexican hairless"),
    "cat": ("tabby", "Egyptian cat"),
    "kitten": ("tabby", "Egyptian cat"),
    "snake": ("thunder snake", "sidewinder"),
    "lizard": ("banded gecko", "Komodo dragon"),
    "beetle": ("tiger beetle", "weevil"),
    "crab": ("Dungeness crab", "king crab"),
    "fish": ("barracouta", "puffer"),
}
"""From one of ImageNet's names to another in its order."""
_ANIMALS = 398  # come first
_BIRDS = (("cock", "great grey owl"), ("black grouse", "black swan"), ("white stork", "albatross"))

_DETECTORS = {
    "phone": "cell phone", "mobile": "cell phone", "mobile phone": "cell phone", "smartphone": "cell phone",
    "telephone": "cell phone", "sofa": "couch", "settee": "couch", "telly": "tv", "television": "tv",
    "screen": "tv", "monitor": "tv", "mug": "cup", "coffee cup": "cup", "tea cup": "cup", "glass": "wine glass",
    "bike": "bicycle", "cycle": "bicycle", "motorbike": "motorcycle", "plane": "airplane", "aeroplane": "airplane",
    "fridge": "refrigerator", "table": "dining table", "plant": "potted plant", "bag": "handbag", "purse": "handbag",
    "rucksack": "backpack", "knapsack": "backpack", "luggage": "suitcase", "ball": "sports ball", "lorry": "truck",
    "computer": "laptop", "notebook": "laptop", "man": "person", "woman": "person", "child": "person",
    "somebody": "person", "someone": "person", "people": "person", "tv remote": "remote", "remote control": "remote",
    "hair dryer": "hair drier", "hairdryer": "hair drier", "basin": "sink", "loo": "toilet", "doughnut": "donut",
    "puppy": "dog", "kitten": "cat", "cooker": "oven", "stove": "oven", "teddy": "teddy bear", "wristwatch": "clock",
    "hydrant": "fire hydrant", "traffic lights": "traffic light", "necktie": "tie", "brolly": "umbrella",
}  # fmt: skip
POORLY = frozenset(("door", "folder", "file", "bed", "horse", "kettle", "cupboard", "box", "watch", "bread", "tape"))
"""Words of which ImageNet has only a kind or two, or something near."""


@functools.cache
def _order() -> tuple[str, ...]:
    """The names of the built-in classifier, in ImageNet's order."""
    return tuple(json.loads(resources.path("models", "pictures", "labels.json").read_text("utf-8")))


@functools.cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _LABELS.strip().splitlines():
        words, _, labels = line.partition(":")
        names = tuple(label.strip() for label in labels.split(",") if label.strip())
        table |= {word.replace("-", " "): names for word in words.split()}
    for word, ends in _RANGES.items():
        table[word] = _between(*ends)
    table["bird"] = tuple(label for ends in _BIRDS for label in _between(*ends))
    return table


def _between(first: str, last: str) -> tuple[str, ...]:
    order = _order()
    return order[order.index(first) : order.index(last) + 1]


def classes(noun: str) -> tuple[str, ...]:
    """The names of the built-in classifier that mean a thing of this everyday name; none where it has none.

    `noun`: folded and singular where it can be, such as "water bottle".
    """
    table = _table()
    if noun in table:
        return table[noun]
    whole = tuple(dict.fromkeys(label for label in _order() if label.casefold() == noun))
    # a Border terrier is a terrier, a traffic light is not what "light" means
    return whole or tuple(
        dict.fromkeys(label for label in _order()[:_ANIMALS] if noun and label.casefold().endswith(f" {noun}"))
    )


def is_word(noun: str) -> bool:
    """Whether something is known of the noun, be it that no class fits."""
    return noun in _table() or bool(classes(noun))


def detected(noun: str) -> tuple[str, ...]:
    """Names by which detectors of objects may call it, its own first."""
    other = _DETECTORS.get(noun)
    return (noun, other) if other is not None else (noun,)
