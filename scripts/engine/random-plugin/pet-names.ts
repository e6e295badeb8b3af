/** Words for pet names: short, plain, lower case, and fit for a label that customers may see. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const ADVERBS = words(`
  amply boldly bravely briskly calmly cheerfully cleanly clearly deftly duly eagerly easily evenly fairly fondly freely freshly gently
  gladly gracefully happily heartily honestly keenly kindly lightly loudly loyally merrily mildly neatly nicely nimbly openly patiently
  plainly playfully politely proudly quickly quietly readily rightly safely sharply silently simply smoothly softly soundly steadily
  sweetly swiftly tidily truly warmly wisely zestfully
`);

export const ADJECTIVES = words(`
  agile airy alert amber ample apt arctic autumn azure balmy bold brave breezy bright brisk bronze calm candid cheery clear clever
  coastal copper coral cosy crisp curious dapper daring dawn deft distant dusky eager early earnest easy ebony elegant emerald fair
  fearless fleet floral fluent fond frank fresh frosty gentle gilded glad gleaming golden graceful grand happy hardy hazel hearty
  honest humble indigo ivory jade jaunty jolly joyful keen kind leafy lilac lively lofty loyal lucid lucky lunar mellow merry mild
  mindful misty modest mossy neat nimble noble olive opal orderly patient pearly placid plucky polar polite prime proud quick quiet
  radiant rapid ready regal rosy royal ruby rustic sandy serene sharp shiny silent silver simple sincere sleek smart smooth snowy
  solar solid spry stable starry steady stellar still sturdy summer sunny sure swift tidy topaz tranquil trusty upbeat valiant velvet
  verdant vivid warm wild winter wise witty woven zesty
`);

export const ANIMALS = words(`
  albatross alpaca antelope armadillo auk badger beaver bison bluebird bobcat bunting butterfly camel canary capybara caracal cardinal
  caribou cat chamois chickadee chipmunk cicada condor cormorant crane cricket cuckoo curlew deer dolphin donkey dormouse dove
  dragonfly duck eagle egret eider elephant elk emu ermine falcon fawn ferret finch firefly flamingo fox frog gazelle gecko gibbon
  giraffe goldfinch goose grebe grouse gull hare hawk hedgehog heron hippo hoopoe horse ibex ibis iguana jackdaw jaguar jay kestrel
  kingfisher kite kiwi koala ladybird lapwing lark lemur leopard linnet lion lizard llama lobster lynx macaw magpie mallard manatee
  marmot marten meerkat merlin mole moose moth narwhal newt nightingale nuthatch ocelot octopus okapi oriole oryx osprey ostrich otter
  owl oyster panda pangolin parrot partridge peacock pelican penguin petrel pheasant pigeon pika plover pony porcupine porpoise puffin
  puma quail quokka rabbit raccoon raven redstart reindeer robin salmon sandpiper seahorse seal serval siskin skylark snipe sparrow
  squirrel starfish starling stork swallow swan swift tamarin tapir tern thrush tiger toad tortoise toucan turtle viscacha vole
  wagtail wallaby walrus warbler waxwing whale wolf wolverine wombat woodpecker wren yak zebra
`);
