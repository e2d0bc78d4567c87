/** ImageNet's classes among WordNet's nouns, their licence first. Made by make_outline.py; read by ../imagenet.ts. */

export const outline = `# The class names are torchvision's (torchvision/models/_meta.py), the rest is from WordNet 3.0.
#
# WordNet Release 3.0
#
# This software and database is being provided to you, the LICENSEE, by
# Princeton University under the following license.  By obtaining, using
# and/or copying this software and database, you agree that you have
# read, understood, and will comply with these terms and conditions.:
#
# Permission to use, copy, modify and distribute this software and
# database and its documentation for any purpose and without fee or
# royalty is hereby granted, provided that you agree to comply with
# the following copyright notice and statements, including the disclaimer,
# and that the same appear on ALL copies of the software, database and
# documentation, including modifications that you make for internal
# use or for distribution.
#
# WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved.
#
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON
# UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR
# IMPLIED.  BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON
# UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANT-
# ABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE
# OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT
# INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR
# OTHER RIGHTS.
#
# The name of Princeton University or Princeton may not be used in
# advertising or publicity pertaining to distribution of the software
# and/or database.  Title to copyright in this software, database and
# any associated documentation shall at all times remain with
# Princeton University and LICENSEE agrees to preserve same.
#
# torchvision
#
# Copyright (c) Soumith Chintala 2016, Facebook, Inc. and its affiliates. All rights reserved.
#
# Redistribution and use in source and binary forms, with or without
# modification, are permitted provided that the following conditions are met:
#
# * Redistributions of source code must retain the above copyright notice, this
#   list of conditions and the following disclaimer.
#
# * Redistributions in binary form must reproduce the above copyright notice,
#   this list of conditions and the following disclaimer in the documentation
#   and/or other materials provided with the distribution.
#
# * Neither the name of the copyright holder nor the names of its
#   contributors may be used to endorse or promote products derived from
#   this software without specific prior written permission.
#
# THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
# AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
# IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
# DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
# FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
# DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
# SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
# CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
# OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
# OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
entity
 physical entity
  object
   whole
    living thing
     organism
      person
       contestant
        athlete
         981 09835506 ballplayer
       peer
        associate
         participant
          982 10148035 groom
       explorer
        diver
         983 10565667 scuba diver
      animal
       chordate
        vertebrate
         aquatic vertebrate
          fish
           cartilaginous fish
            elasmobranch
             shark
              mackerel shark
               2 01484850 great white shark
              requiem shark
               3 01491361 tiger shark
              4 01494475 hammerhead
             ray
              5 01496331 electric ray
              6 01498041 stingray
           food fish
            389 02514041 barracouta
           bony fish
            teleost fish
             soft-finned fish
              cypriniform fish
               cyprinid
                0 01440764 tench
                1 01443537 goldfish
              390 02526121 eel
              salmonid
               salmon
                391 02536864 coho
             spiny-finned fish
              percoid fish
               butterfly fish
                392 02606052 rock beauty
               damselfish
                393 02607072 anemone fish
              scorpaenoid
               scorpaenid
                396 02643566 lionfish
              plectognath
               397 02655020 puffer
             ganoid
              394 02640242 sturgeon
              395 02641379 gar
         bird
          7 01514668 cock
          8 01514859 hen
          ratite
           9 01518878 ostrich
          passerine
           oscine
            finch
             10 01530575 brambling
             11 01531178 goldfinch
             12 01532829 house finch
             13 01534433 junco
             bunting
              14 01537544 indigo bunting
            thrush
             15 01558993 robin
             nightingale
              16 01560419 bulbul
            corvine bird
             17 01580077 jay
             18 01582220 magpie
            titmouse
             19 01592084 chickadee
            20 01601694 water ouzel
          bird of prey
           hawk
            21 01608432 kite
           eagle
            22 01614925 bald eagle
           23 01616318 vulture
           owl
            24 01622779 great grey owl
          parrot
           87 01817953 African grey
           88 01818515 macaw
           cockatoo
            89 01819313 sulphur-crested cockatoo
           lory
            90 01820546 lorikeet
          cuculiform bird
           cuckoo
            91 01824575 coucal
          coraciiform bird
           92 01828970 bee eater
           93 01829413 hornbill
          apodiform bird
           94 01833805 hummingbird
          piciform bird
           95 01843065 jacamar
           96 01843383 toucan
          aquatic bird
           waterfowl
            anseriform bird
             duck
              97 01847000 drake
              sea duck
               merganser
                98 01855032 red-breasted merganser
             99 01855672 goose
           swan
            100 01860187 black swan
           wading bird
            stork
             127 02002556 white stork
             128 02002724 black stork
            129 02006656 spoonbill
            130 02007558 flamingo
            heron
             egret
              132 02009912 American egret
             131 02009229 little blue heron
             133 02011460 bittern
            134 02012849 crane bird
            135 02013706 limpkin
            rail
             coot
              137 02018207 American coot
            138 02018795 bustard
            shorebird
             plover
              turnstone
               139 02025239 ruddy turnstone
             sandpiper
              140 02027492 red-backed sandpiper
              141 02028035 redshank
             snipe
              142 02033041 dowitcher
             143 02037110 oystercatcher
           gallinule
            purple gallinule
             136 02017213 European gallinule
           seabird
            pelecaniform seabird
             144 02051845 pelican
            sphenisciform seabird
             penguin
              145 02056570 king penguin
            pelagic bird
             146 02058221 albatross
         amphibian
          salamander
           25 01629819 European fire salamander
           newt
            26 01630670 common newt
            27 01631663 eft
           ambystomid
            28 01632458 spotted salamander
            29 01632777 axolotl
          frog
           true frog
            30 01641577 bullfrog
           31 01644373 tree frog
           32 01644900 tailed frog
         reptile
          anapsid
           chelonian
            turtle
             sea turtle
              33 01664065 loggerhead
              34 01665541 leatherback turtle
             35 01667114 mud turtle
             36 01667778 terrapin
             37 01669191 box turtle
          diapsid
           saurian
            lizard
             gecko
              38 01675722 banded gecko
             iguanid
              39 01677366 common iguana
              40 01682714 American chameleon
             teiid lizard
              41 01685808 whiptail
             agamid
              42 01687978 agama
              43 01688243 frilled lizard
             anguid lizard
              44 01689811 alligator lizard
             venomous lizard
              45 01692333 Gila monster
             lacertid lizard
              46 01693334 green lizard
             chameleon
              47 01694178 African chameleon
             monitor
              48 01695060 Komodo dragon
           archosaur
            dinosaur
             ornithischian
              ceratopsian
               51 01704323 triceratops
           crocodilian reptile
            crocodile
             49 01697457 African crocodile
            alligator
             50 01698640 American alligator
           snake
            colubrid snake
             52 01728572 thunder snake
             53 01728920 ringneck snake
             54 01729322 hognose snake
             55 01729977 green snake
             56 01734418 king snake
             57 01735189 garter snake
             58 01737021 water snake
             59 01739381 vine snake
             60 01740131 night snake
            constrictor
             boa
              61 01742172 boa constrictor
              python
               62 01744401 rock python
            elapid
             cobra
              63 01748264 Indian cobra
             mamba
              black mamba
               64 01749939 green mamba
            65 01751748 sea snake
            viper
             66 01753488 horned viper
             pit viper
              rattlesnake
               67 01755581 diamondback
               68 01756291 sidewinder
         mammal
          101 01871265 tusker
          prototherian
           monotreme
            102 01872401 echidna
            103 01873310 platypus
          metatherian
           marsupial
            kangaroo
             104 01877812 wallaby
            phalanger
             105 01882714 koala
            106 01883070 wombat
          placental
           aquatic mammal
            cetacean
             whale
              baleen whale
               147 02066245 grey whale
              toothed whale
               dolphin
                148 02071294 killer whale
            sea cow
             149 02074367 dugong
            pinniped mammal
             seal
              eared seal
               150 02077923 sea lion
           carnivore
            canine
             dog
              toy dog
               151 02085620 Chihuahua
               152 02085782 Japanese spaniel
               153 02085936 Maltese dog
               154 02086079 Pekinese
               155 02086240 Shih-Tzu
               toy spaniel
                English toy spaniel
                 156 02086646 Blenheim spaniel
                157 02086910 papillon
               158 02087046 toy terrier
              hunting dog
               159 02087394 Rhodesian ridgeback
               hound
                160 02088094 Afghan hound
                161 02088238 basset
                162 02088364 beagle
                163 02088466 bloodhound
                164 02088632 bluetick
                coonhound
                 165 02089078 black-and-tan coonhound
                foxhound
                 166 02089867 Walker hound
                 167 02089973 English foxhound
                168 02090379 redbone
                wolfhound
                 169 02090622 borzoi
                 170 02090721 Irish wolfhound
                greyhound
                 171 02091032 Italian greyhound
                 172 02091134 whippet
                173 02091244 Ibizan hound
                174 02091467 Norwegian elkhound
                175 02091635 otterhound
                176 02091831 Saluki
                177 02092002 Scottish deerhound
                178 02092339 Weimaraner
               terrier
                bullterrier
                 179 02093256 Staffordshire bullterrier
                 180 02093428 American Staffordshire terrier
                181 02093647 Bedlington terrier
                182 02093754 Border terrier
                183 02093859 Kerry blue terrier
                184 02093991 Irish terrier
                185 02094114 Norfolk terrier
                186 02094258 Norwich terrier
                187 02094433 Yorkshire terrier
                fox terrier
                 188 02095314 wire-haired fox terrier
                wirehair
                 189 02095570 Lakeland terrier
                 Welsh terrier
                  190 02095889 Sealyham terrier
                191 02096051 Airedale
                192 02096177 cairn
                193 02096294 Australian terrier
                194 02096437 Dandie Dinmont
                195 02096585 Boston bull
                schnauzer
                 196 02097047 miniature schnauzer
                 197 02097130 giant schnauzer
                 198 02097209 standard schnauzer
                199 02097298 Scotch terrier
                200 02097474 Tibetan terrier
                201 02097658 silky terrier
                202 02098105 soft-coated wheaten terrier
                203 02098286 West Highland white terrier
                204 02098413 Lhasa
               sporting dog
                retriever
                 205 02099267 flat-coated retriever
                 206 02099429 curly-coated retriever
                 207 02099601 golden retriever
                 208 02099712 Labrador retriever
                 209 02099849 Chesapeake Bay retriever
                pointer
                 210 02100236 German short-haired pointer
                 211 02100583 vizsla
                setter
                 212 02100735 English setter
                 213 02100877 Irish setter
                 214 02101006 Gordon setter
                spaniel
                 215 02101388 Brittany spaniel
                 216 02101556 clumber
                 springer spaniel
                  217 02102040 English springer
                  218 02102177 Welsh springer spaniel
                 219 02102318 cocker spaniel
                 220 02102480 Sussex spaniel
                 water spaniel
                  221 02102973 Irish water spaniel
              working dog
               watchdog
                222 02104029 kuvasz
                223 02104365 schipperke
                pinscher
                 236 02107142 Doberman
                 237 02107312 miniature pinscher
                 252 02110627 affenpinscher
               shepherd dog
                Belgian sheepdog
                 224 02105056 groenendael
                 225 02105162 malinois
                226 02105251 briard
                227 02105412 kelpie
                228 02105505 komondor
                229 02105641 Old English sheepdog
                230 02105855 Shetland sheepdog
                231 02106030 collie
                232 02106166 Border collie
                233 02106382 Bouvier des Flandres
                234 02106550 Rottweiler
                235 02106662 German shepherd
               Sennenhunde
                238 02107574 Greater Swiss Mountain dog
                239 02107683 Bernese mountain dog
                240 02107908 Appenzeller
                241 02108000 EntleBucher
               242 02108089 boxer
               mastiff
                244 02108551 Tibetan mastiff
               243 02108422 bull mastiff
               bulldog
                245 02108915 French bulldog
               246 02109047 Great Dane
               247 02109525 Saint Bernard
               sled dog
                249 02110063 malamute
                250 02110185 Siberian husky
               248 02109961 Eskimo dog
              251 02110341 dalmatian
              253 02110806 basenji
              254 02110958 pug
              255 02111129 Leonberg
              256 02111277 Newfoundland
              257 02111500 Great Pyrenees
              spitz
               258 02111889 Samoyed
               259 02112018 Pomeranian
               260 02112137 chow
               261 02112350 keeshond
              griffon
               262 02112706 Brabancon griffon
              corgi
               263 02113023 Pembroke
               264 02113186 Cardigan
              poodle
               265 02113624 toy poodle
               266 02113712 miniature poodle
               267 02113799 standard poodle
              268 02113978 Mexican hairless
             wolf
              269 02114367 timber wolf
              270 02114548 white wolf
              271 02114712 red wolf
              272 02114855 coyote
             wild dog
              273 02115641 dingo
              274 02115913 dhole
              275 02116738 African hunting dog
             276 02117135 hyena
             fox
              277 02119022 red fox
              278 02119789 kit fox
              279 02120079 Arctic fox
              280 02120505 grey fox
            feline
             cat
              domestic cat
               281 02123045 tabby
               282 02123159 tiger cat
               283 02123394 Persian cat
               284 02123597 Siamese cat
               285 02124075 Egyptian cat
              wildcat
               286 02125311 cougar
               287 02127052 lynx
             big cat
              288 02128385 leopard
              289 02128757 snow leopard
              290 02128925 jaguar
              291 02129165 lion
              292 02129604 tiger
              293 02130308 cheetah
            bear
             294 02132136 brown bear
             295 02133161 American black bear
             296 02134084 ice bear
             297 02134418 sloth bear
            viverrine
             298 02137549 mongoose
             299 02138441 meerkat
            musteline mammal
             356 02441942 weasel
             357 02442845 mink
             358 02443114 polecat
             359 02443484 black-footed ferret
             360 02444819 otter
             361 02445715 skunk
             362 02447366 badger
            procyonid
             387 02509815 lesser panda
             388 02510455 giant panda
           lagomorph
            leporid
             rabbit
              330 02325366 wood rabbit
              332 02328150 Angora
             331 02326432 hare
           rodent
            333 02342885 hamster
            334 02346627 porcupine
            squirrel
             tree squirrel
              335 02356798 fox squirrel
            336 02361337 marmot
            337 02363005 beaver
            cavy
             338 02364673 guinea pig
           ungulate
            odd-toed ungulate
             equine
              horse
               339 02389026 sorrel
              340 02391049 zebra
            even-toed ungulate
             swine
              341 02395406 hog
              342 02396427 wild boar
              343 02397096 warthog
             344 02398521 hippopotamus
             ruminant
              bovid
               bovine
                cattle
                 345 02403003 ox
               Old World buffalo
                346 02408429 water buffalo
               347 02410509 bison
               sheep
                348 02412080 ram
               wild sheep
                mountain sheep
                 349 02415577 bighorn
               goat
                wild goat
                 350 02417914 ibex
               antelope
                351 02422106 hartebeest
                352 02422699 impala
                353 02423022 gazelle
             camel
              354 02437312 Arabian camel
             355 02437616 llama
           edentate
            363 02454379 armadillo
            sloth
             364 02457408 three-toed sloth
           primate
            ape
             anthropoid ape
              great ape
               365 02480495 orangutan
               366 02480855 gorilla
               367 02481823 chimpanzee
              lesser ape
               368 02483362 gibbon
               369 02483708 siamang
            monkey
             Old World monkey
              370 02484975 guenon
              371 02486261 patas
              372 02486410 baboon
              373 02487347 macaque
              374 02488291 langur
              375 02488702 colobus
              376 02489166 proboscis monkey
             New World monkey
              377 02490219 marmoset
              378 02492035 capuchin
              379 02492660 howler monkey
              380 02493509 titi
              381 02493793 spider monkey
              382 02494079 squirrel monkey
            lemur
             383 02497673 Madagascar cat
             384 02500267 indri
           proboscidean
            elephant
             385 02504013 Indian elephant
             386 02504458 African elephant
       invertebrate
        arthropod
         69 01768244 trilobite
         arachnid
          70 01770081 harvestman
          71 01770393 scorpion
          spider
           72 01773157 black and gold garden spider
           73 01773549 barn spider
           74 01773797 garden spider
           75 01774384 black widow
           76 01774750 tarantula
           77 01775062 wolf spider
          acarine
           78 01776313 tick
         79 01784675 centipede
         crustacean
          malacostracan crustacean
           126 01990800 isopod
          decapod crustacean
           crab
            118 01978287 Dungeness crab
            119 01978455 rock crab
            120 01980166 fiddler crab
            121 01981276 king crab
           lobster
            true lobster
             122 01983481 American lobster
            123 01984695 spiny lobster
           124 01985128 crayfish
           125 01986214 hermit crab
         insect
          beetle
           300 02165105 tiger beetle
           301 02165456 ladybug
           302 02167151 ground beetle
           303 02168699 long-horned beetle
           304 02169497 leaf beetle
           lamellicorn beetle
            scarabaeid beetle
             305 02172182 dung beetle
             306 02174001 rhinoceros beetle
           307 02177972 weevil
          dipterous insect
           308 02190166 fly
          hymenopterous insect
           309 02206856 bee
           310 02219486 ant
          orthopterous insect
           311 02226429 grasshopper
           312 02229544 cricket
          phasmid
           313 02231487 walking stick
          dictyopterous insect
           314 02233338 cockroach
           315 02236044 mantis
          homopterous insect
           316 02256656 cicada
           317 02259212 leafhopper
          neuropteron
           318 02264363 lacewing
          odonate
           319 02268443 dragonfly
           320 02268853 damselfly
          lepidopterous insect
           butterfly
            nymphalid
             321 02276258 admiral
            322 02277742 ringlet
            danaid
             323 02279972 monarch
            pierid
             324 02280649 cabbage butterfly
            325 02281406 sulphur butterfly
            326 02281787 lycaenid
        coelenterate
         107 01910747 jellyfish
         anthozoan
          108 01914609 sea anemone
          coral
           stony coral
            109 01917289 brain coral
        worm
         110 01924916 flatworm
         111 01930112 nematode
        mollusk
         gastropod
          112 01943899 conch
          113 01944390 snail
          114 01945685 slug
          115 01950731 sea slug
         116 01955084 chiton
         cephalopod
          117 01968897 chambered nautilus
        echinoderm
         327 02317335 starfish
         328 02319095 sea urchin
         329 02321529 sea cucumber
       game
        game bird
         grouse
          80 01795545 black grouse
          81 01796340 ptarmigan
          82 01797886 ruffed grouse
          83 01798484 prairie chicken
         phasianid
          pheasant
           peafowl
            84 01806143 peacock
          85 01806567 quail
          86 01807496 partridge
      plant
       vascular plant
        spermatophyte
         angiosperm
          flower
           985 11939491 daisy
           orchid
            lady's slipper
             986 12057211 yellow lady's slipper
      fungus
       991 12985857 coral fungus
       basidiomycete
        992 12998815 agaric
       993 13037406 gyromitra
       994 13040303 stinkhorn
       995 13044778 earthstar
       996 13052670 hen-of-the-woods
       997 13054560 bolete
    natural object
     plant part
      plant organ
       reproductive structure
        fruit
         988 12267677 acorn
         989 12620546 hip
         998 13133613 ear
         seed
          oilseed
           984 11879895 rapeseed
          grain
           kernel
            987 12144580 corn
          990 12768682 buckeye
    artifact
     article
      ware
       tableware
        crockery
         dish
          bowl
           659 03775546 mixing bowl
           809 04263257 soup bowl
          712 03920288 Petri dish
        cutlery
         spoon
          910 04597913 wooden spoon
     commodity
      consumer goods
       durables
        appliance
         home appliance
          606 03584829 iron
          kitchen appliance
           coffee maker
            550 03297495 espresso maker
           651 03761084 microwave
           oven
            544 03259280 Dutch oven
            766 04111531 rotisserie
           859 04442312 toaster
           891 04542943 waffle iron
          786 04179913 sewing machine
          882 04517823 vacuum
          white goods
           534 03207941 dishwasher
           760 04070727 refrigerator
           897 04554684 washer
     covering
      501 03045698 cloak
      cloth covering
       bedclothes
        750 04033995 quilt
       dressing
        bandage
         adhesive bandage
          419 02786058 Band Aid
      clothing
       accessory
        belt
         safety belt
          785 04162706 seat belt
       attire
        hairpiece
         903 04584207 wig
       footwear
        hosiery
         806 04254777 sock
         stocking
          496 03026506 Christmas stocking
         tights
          638 03710637 maillot
       garment
        529 03188531 diaper
        neckwear
         necktie
          451 02865351 bolo tie
          457 02883205 bow tie
          906 04591157 Windsor tie
        overgarment
         cloak
          735 03980874 poncho
         coat
          568 03404251 fur coat
          617 03630383 lab coat
          raincoat
           869 04479046 trench coat
        robe
         399 02667093 abaya
         614 03617480 kimono
        scarf
         552 03325584 feather boa
         824 04325704 stole
        shirt
         610 03595614 jersey
        skirt
         601 03534580 hoopskirt
         655 03770439 miniskirt
         689 03866082 overskirt
         775 04136333 sarong
        834 04350905 suit
        sweater
         474 02963159 cardigan
         pullover
          841 04370456 sweatshirt
        swimsuit
         445 02837789 bikini
         639 03710721 maillot tank suit
         842 04371430 swimming trunks
        trouser
         608 03594734 jean
        undergarment
         459 02892767 brassiere
        vest
         465 02916936 bulletproof vest
       handwear
        glove
         658 03775071 mitten
       headdress
        cap
         433 02807133 bathing cap
         667 03787032 mortarboard
         793 04209133 shower cap
        hat
         439 02817516 bearskin
         452 02869837 bonnet
         515 03124170 cowboy hat
         808 04259630 sombrero
        helmet
         518 03127747 crash helmet
         560 03379051 football helmet
       nightwear
        697 03877472 pajama
       outerwear
        gown
         400 02669723 academic gown
         887 04532106 vestment
       protective garment
        411 02730930 apron
        615 03623198 knee pad
       uniform
        652 03763968 military uniform
       woman's clothing
        dress
         578 03450230 gown
      floor cover
       mat
        539 03223299 doormat
       rug
        741 03998194 prayer rug
      footwear
       boot
        514 03124043 cowboy boot
       502 03047690 clog
       shoe
        630 03680355 Loafer
        770 04120489 running shoe
        774 04133789 sandal
      643 03724870 mask
      protective covering
       armor
        body armor
         490 03000247 chain mail
         524 03146219 cuirass
        787 04192698 shield
       446 02840245 binder
       blind
        curtain
         794 04209239 shower curtain
         854 04418357 theater curtain
        window blind
         905 04590129 window shade
       cap
        622 03657121 lens cap
        855 04423845 thimble
       mask
        face mask
         796 04229816 ski mask
        570 03424325 gasmask
       roof
        538 03220513 dome
        853 04417672 thatch
        858 04435653 tile roof
        884 04523525 vault
       screen
        556 03347037 fire screen
        669 03788365 mosquito net
        904 04589890 window screen
       shade
        619 03637318 lampshade
       sheath
        597 03527444 holster
        777 04141327 scabbard
       shelter
        442 02825657 bell cote
        448 02843684 birdhouse
        canopy
         879 04507155 umbrella
       shield
        plate
         armor plate
          461 02895154 breastplate
          helmet
           715 03929855 pickelhaube
      screen
       789 04201297 shoji
      top
       cap
        455 02877765 bottlecap
        680 03825788 nipple
       640 03717622 manhole cover
      wrapping
       jacket
        921 07248320 book jacket
     decoration
      adornment
       jewelry
        679 03814906 necklace
     fabric
      885 04525038 velvet
      911 04599235 wool
     instrumentality
      connection
       attachment
        ligament
         488 02999410 chain
      container
       bag
        414 02769748 backpack
        636 03709823 mailbag
        728 03958227 plastic bag
        748 04026417 purse
        797 04235860 sleeping bag
       basket
        588 03482405 hamper
        790 04204238 shopping basket
       bin
        412 02747177 ashcan
       box
        478 02971356 carton
        492 03014705 chest
        519 03127925 crate
        637 03710193 mailbox
        709 03908618 pencil box
        strongbox
         771 04125021 safe
       can
        653 03764736 milk can
       case
        893 04548362 wallet
       481 02978881 cassette
       dispenser
        804 04254120 soap dispenser
       549 03291819 envelope
       glass
        441 02823750 beer glass
        572 03443371 goblet
       measure
        647 03733805 measuring cup
       package
        692 03871628 packet
       738 03991062 pot
       receptacle
        868 04476259 tray
       savings bank
        719 03935335 piggy bank
       shaker
        503 03062245 cocktail shaker
        773 04131690 saltshaker
       vessel
        427 02795169 barrel
        basin
         896 04553703 washbasin
        435 02808440 bathtub
        bottle
         440 02823428 beer bottle
         jug
          899 04560804 water jug
          901 04579145 whiskey jug
         720 03937543 pill bottle
         737 03983396 pop bottle
         898 04557648 water bottle
         907 04591713 wine bottle
        463 02909870 bucket
        drinking vessel
         mug
          504 03063599 coffee mug
        jar
         438 02815834 beaker
         883 04522168 vase
        618 03633091 ladle
        666 03786901 mortar
        725 03950228 pitcher
        tank
         reservoir
          cistern
           756 04049303 rain barrel
          900 04562935 water tower
        876 04493381 tub
      conveyance
       litter
        830 04336792 stretcher
       public transport
        bus
         654 03769881 minibus
         779 04146614 school bus
         874 04487081 trolleybus
        train
         passenger train
          466 02917067 bullet train
       vehicle
        craft
         aircraft
          heavier-than-air craft
           airplane
            404 02690373 airliner
           895 04552348 warplane
          lighter-than-air craft
           405 02692877 airship
           417 02782093 balloon
         spacecraft
          812 04266014 space shuttle
         vessel
          boat
           554 03344393 fireboat
           576 03447447 gondola
           motorboat
            814 04273569 speedboat
           sea boat
            625 03662601 lifeboat
           small boat
            472 02951358 canoe
            914 04612504 yawl
          sailing vessel
           sailboat
            484 02981792 catamaran
            871 04483307 trimaran
           780 04147183 schooner
          ship
           cargo ship
            510 03095699 container ship
           passenger ship
            628 03673027 liner
           724 03947888 pirate
           warship
            403 02687172 aircraft carrier
            submersible
             833 04347754 submarine
           913 04606251 wreck
        military vehicle
         847 04389033 tank
        rocket
         657 03773504 missile
        sled
         450 02860847 bobsled
         537 03218198 dogsled
        wheeled vehicle
         bicycle
          444 02835271 bicycle-built-for-two
          671 03792782 mountain bike
         car
          565 03393912 freight car
          705 03895866 passenger car
         handcart
          428 02797295 barrow
          791 04204347 shopping cart
         670 03791053 motor scooter
         self-propelled vehicle
          561 03384352 forklift
          locomotive
           547 03272562 electric locomotive
           820 04310018 steam locomotive
          motor vehicle
           408 02704792 amphibian
           car
            407 02701002 ambulance
            436 02814533 beach wagon
            468 02930766 cab
            511 03100240 convertible
            609 03594945 jeep
            627 03670208 limousine
            661 03777568 Model T
            751 04037443 racer
            817 04285008 sports car
           573 03444034 go-kart
           575 03445924 golfcart
           motorcycle
            minibike
             665 03785016 moped
           803 04252225 snowplow
           truck
            555 03345487 fire engine
            569 03417042 garbage truck
            717 03930630 pickup
            864 04461696 tow truck
            867 04467665 trailer truck
            van
             675 03796401 moving van
             passenger van
              656 03770679 minivan
             734 03977966 police van
          757 04065272 recreational vehicle
          829 04335435 streetcar
          tracked vehicle
           586 03478589 half track
           802 04252077 snowmobile
          866 04465501 tractor
         trailer
          660 03776460 mobile home
         870 04482393 tricycle
         880 04509417 unicycle
         wagon
          cart
           603 03538406 horse cart
           612 03599486 jinrikisha
           690 03868242 oxcart
      device
       acoustic device
        902 04579432 whistle
       airfoil
        908 04592741 wing
       blower
        589 03483316 hand blower
       breathing device
        691 03868863 oxygen mask
        801 04251144 snorkel
       electrical device
        transducer
         electro-acoustic transducer
          632 03691459 loudspeaker
          650 03759954 microphone
       electronic device
        display
         782 04152593 screen
        673 03793489 mouse
       fan
        545 03271574 electric fan
       filter
        686 03843555 oil filter
        828 04332243 strainer
       heater
        811 04265275 space heater
        827 04330267 stove
       instrument
        instrument of execution
         583 03467068 guillotine
        measuring instrument
         426 02794156 barometer
         measuring stick
          769 04118776 rule
         meter
          685 03841143 odometer
         778 04141975 scale
         timepiece
          clock
           409 02708093 analog clock
           530 03196217 digital clock
           892 04548280 wall clock
          sandglass
           604 03544143 hourglass
          835 04355338 sundial
          timer
           704 03891332 parking meter
           826 04328186 stopwatch
          watch
           531 03197337 digital watch
        medical instrument
         823 04317175 stethoscope
         845 04376876 syringe
        navigational instrument
         compass
          635 03706229 magnetic compass
        optical instrument
         447 02841315 binoculars
         745 04009552 projector
         spectacles
          837 04356056 sunglasses
        scientific instrument
         magnifier
          microscope
           light microscope
            hand glass
             633 03692522 loupe
          telescope
           astronomical telescope
            755 04044716 radio telescope
        weapon
         456 02879718 bow
         gun
          471 02950826 cannon
          firearm
           autoloader
            automatic firearm
             automatic rifle
              413 02749479 assault rifle
           pistol
            763 04086273 revolver
           764 04090263 rifle
         744 04008634 projectile
       keyboard
        508 03085013 computer keyboard
        878 04505470 typewriter keyboard
       lifting device
        517 03126707 crane
       626 03666591 lighter
       machine
        calculator
         398 02666196 abacus
        480 02977058 cash machine
        computer
         analog computer
          798 04238763 slide rule
         digital computer
          personal computer
           527 03180011 desktop computer
           portable computer
            590 03485407 hand-held computer
            620 03642806 laptop
            681 03832673 notebook
         916 06359193 web site
        farm machine
         595 03496892 harvester
         856 04428191 thresher
        power tool
         740 03995372 power drill
         power saw
          491 03000684 chain saw
        slot machine
         800 04243546 slot
         886 04525305 vending machine
       mechanism
        control
         613 03602883 joystick
         844 04372370 switch
        mechanical device
         600 03532672 hook
         machine
          wheel
           479 02974003 car wheel
           694 03874293 paddlewheel
           723 03944341 pinwheel
           739 03992509 potter's wheel
         pump
          571 03425413 gas pump
         ride
          476 02966193 carousel
         843 04371774 swing
         winder
          758 04067472 reel
        753 04040759 radiator
       memory device
        magnetic disk
         592 03492542 hard disc
       musical instrument
        keyboard instrument
         687 03854065 organ
         piano
          579 03452741 grand piano
          881 04515003 upright
        percussion instrument
         494 03017168 chime
         541 03249569 drum
         577 03447721 gong
         641 03720891 maraca
         642 03721384 marimba
         822 04311174 steel drum
        stringed instrument
         420 02787622 banjo
         bowed stringed instrument
          486 02992211 cello
          889 04536866 violin
         chordophone
          594 03495258 harp
         guitar
          402 02676566 acoustic guitar
          546 03272010 electric guitar
        wind instrument
         brass
          513 03110669 cornet
          566 03394916 French horn
          875 04487394 trombone
         free-reed instrument
          401 02672831 accordion
          593 03494278 harmonica
         684 03840681 ocarina
         pipe
          699 03884397 panpipe
         woodwind
          beating-reed instrument
           double-reed instrument
            432 02804610 bassoon
            683 03838899 oboe
           single-reed instrument
            776 04141076 sax
          558 03372029 flute
       optical device
        lens
         converging lens
          836 04355933 sunglass
       714 03929660 pick
       reflector
        mirror
         475 02965783 car mirror
        807 04258138 solar dish
       761 04074963 remote control
       restraint
        brake
         brake system
          hydraulic brake
           535 03208938 disk brake
        fastener
         464 02910353 buckle
         clip
          584 03476684 hair slide
         616 03627232 knot
         lock
          507 03075370 combination lock
          695 03874599 padlock
         677 03804744 nail
         pin
          772 04127249 safety pin
         783 04153751 screw
        676 03803284 muzzle
       runner
        795 04228054 ski
       source of illumination
        lamp
         470 02948072 candle
         lantern
          607 03590841 jack-o'-lantern
         818 04286575 spotlight
        light
         862 04456115 torch
       support
        brace
         678 03814639 neck brace
        718 03933933 pier
        rack
         872 04485082 tripod
        structural member
         upright
          post
           645 03733131 maypole
       trap
        674 03794056 mousetrap
        web
         815 04275548 spider web
      equipment
       apparatus
        duplicator
         713 03924679 photocopier
       electronic equipment
        audio system
         reproducer
          stereo
           605 03584254 iPod
        482 02979186 cassette player
        485 02988304 CD player
        662 03777754 modem
        664 03782006 monitor
        688 03857828 oscilloscope
        peripheral
         742 04004767 printer
        848 04392985 tape player
        telephone
         528 03187595 dial telephone
         707 03902125 pay-phone
         radiotelephone
          487 02992529 cellular telephone
       game equipment
        ball
         429 02799071 baseball
         430 02802426 basketball
         522 03134739 croquet ball
         574 03445777 golf ball
         722 03942813 ping-pong ball
         747 04023962 punching bag
         768 04118538 rugby ball
         805 04254680 soccer ball
         852 04409515 tennis ball
         890 04540053 volleyball
        game
         puzzle
          611 03598930 jigsaw puzzle
          918 06785654 crossword puzzle
       gear
        kit
         477 02966687 carpenter's kit
        rig
         drill rig
          540 03240683 drilling platform
       photographic equipment
        camera
         732 03976467 Polaroid camera
         759 04069434 reflex camera
       rescue equipment
        701 03888257 parachute
       sports equipment
        gymnastic apparatus
         416 02777292 balance beam
         602 03535780 horizontal bar
         702 03888605 parallel bars
        weight
         422 02790996 barbell
         543 03255030 dumbbell
      furnishing
       furniture
        baby bed
         431 02804414 bassinet
         516 03125729 cradle
         520 03131574 crib
        bedroom furniture
         bed
          564 03388549 four-poster
        453 02870880 bookcase
        cabinet
         495 03018349 china cabinet
         648 03742115 medicine chest
        chest of drawers
         493 03016953 chiffonier
        lamp
         846 04380533 table lamp
        office furniture
         553 03337140 file
        seat
         bench
          703 03891251 park bench
         chair
          423 02791124 barber chair
          chair of state
           857 04429376 throne
          559 03376595 folding chair
          765 04099969 rocking chair
         sofa
          convertible
           831 04344873 studio couch
         861 04447861 toilet seat
        table
         526 03179701 desk
         736 03982430 pool table
        table
         532 03201208 dining table
        wall unit
         548 03290653 entertainment center
        894 04550184 wardrobe
      implement
       bar
        lever
         key
          810 04264628 space bar
       brush
        696 03876231 paintbrush
       cleaning implement
        462 02906734 broom
        840 04367480 swab
       eraser
        767 04116512 rubber eraser
       oar
        693 03873416 paddle
       rod
        733 03976657 pole
       sharpener
        710 03908714 pencil sharpener
       sports implement
        752 04039381 racket
       stick
        542 03250847 drumstick
        644 03729826 matchstick
        816 04277352 spindle
        staff
         523 03141823 crutch
         557 03355925 flagpole
       tool
        cutting implement
         cutter
          edge tool
           ax
            596 03498962 hatchet
           knife
            499 03041632 cleaver
            623 03658185 letter opener
           726 03954731 plane
        garden tool
         621 03649909 lawn mower
        hand tool
         587 03481172 hammer
         opener
          bottle opener
           512 03109150 corkscrew
          473 02951585 can opener
         731 03970156 plunger
         784 04154565 screwdriver
         792 04208210 shovel
        730 03967562 plow
       utensil
        kitchen utensil
         cooking utensil
          cooker
           521 03133878 Crock Pot
          pan
           567 03400231 frying pan
           909 04596742 wok
          pot
           469 02939185 caldron
           505 03063689 coffeepot
           849 04398044 teapot
          turner
           813 04270147 spatula
       writing implement
        pen
         418 02783161 ballpoint
         563 03388183 fountain pen
         749 04033901 quill
      system
       communication system
        754 04041544 radio
        telecommunication system
         851 04404412 television
       646 03733281 maze
      toiletry
       cosmetic
        makeup
         629 03676483 lipstick
       cream
        838 04357314 sunscreen
       585 03476991 hair spray
       631 03690938 lotion
       711 03916031 perfume
       powder
        551 03314780 face powder
      medium
       print media
        press
         magazine
          917 06596364 comic book
     padding
      cushion
       721 03938244 pillow
     plaything
      850 04399382 teddy
     sheet
      board
       781 04149813 scoreboard
      plate
       disk
        746 04019541 puck
     structure
      406 02699494 altar
      arch
       873 04486054 triumphal arch
      area
       706 03899768 patio
      bridge
       821 04311004 steel arch bridge
       839 04366367 suspension bridge
       888 04532670 viaduct
      building
       farm building
        425 02793495 barn
       580 03457902 greenhouse
       624 03661043 library
       outbuilding
        shed
         410 02727426 apiary
         449 02859443 boathouse
       place of worship
        497 03028079 church
        668 03788195 mosque
        shrine
         832 04346328 stupa
       727 03956157 planetarium
       762 04081281 restaurant
       theater
        498 03032252 cinema
        598 03529860 home theater
      building complex
       plant
        factory
         634 03697007 lumbermill
      506 03065424 coil
      column
       682 03837869 obelisk
       863 04458633 totem pole
      defensive structure
       fortification
        483 02980441 castle
      establishment
       institution
        penal institution
         correctional institution
          743 04005630 prison
       place of business
        mercantile establishment
         marketplace
          582 03461385 grocery store
         shop
          424 02791270 barbershop
          454 02871525 bookshop
          467 02927161 butcher shop
          509 03089624 confectionery
          788 04200800 shoe shop
          860 04443257 tobacco shop
          865 04462240 toyshop
      562 03388043 fountain
      housing
       dwelling
        500 03042490 cliff dwelling
        house
         residence
          698 03877845 palace
          religious residence
           663 03781244 monastery
        915 04613696 yurt
      landing
       536 03216828 dock
      memorial
       458 02892201 brass
       649 03743016 megalith
      obstruction
       barrier
        421 02788148 bannister
        460 02894605 breakwater
        525 03160309 dam
        fence
         489 03000134 chainlink fence
         716 03930313 picket fence
         rail fence
          912 04604644 worm fence
         825 04326547 stone wall
        grate
         581 03459775 grille
        movable barrier
         door
          799 04239074 sliding door
         gate
          877 04501370 turnstile
      shelter
       tent
        672 03792972 mountain tent
      supporting structure
       framework
        599 03530642 honeycomb
        rack
         729 03961711 plate rack
       support
        708 03903868 pedestal
      tower
       437 02814860 beacon
     surface
      horizontal surface
       platform
        819 04296562 stage
   location
    point
     geographic point
      workplace
       415 02776631 bakery
   part
    piece
     piece of cloth
      443 02834397 bib
      533 03207743 dishrag
      591 03485794 handkerchief
      towel
       434 02808304 bath towel
       700 03887697 paper towel
   geological formation
    972 09246464 cliff
    natural depression
     979 09468604 valley
    natural elevation
     mountain
      970 09193705 alp
      980 09472597 volcano
     976 09399592 promontory
     ridge
      bar
       977 09421951 sandbar
      reef
       973 09256479 coral reef
    shore
     975 09332890 lakeside
     978 09428293 seashore
    spring
     974 09288635 geyser
  matter
   substance
    material
     paper
      tissue
       999 15075141 toilet tissue
   substance
    food
     fare
      922 07565083 menu
     foodstuff
      ingredient
       flavorer
        condiment
         dip
          924 07583066 guacamole
         sauce
          960 07836838 chocolate sauce
          spaghetti sauce
           959 07831146 carbonara
      concoction
       961 07860988 dough
     nutriment
      course
       entree
        923 07579787 plate
       dessert
        frozen dessert
         928 07614500 ice cream
         929 07615774 ice lolly
        pudding
         927 07613480 trifle
      dish
       soup
        925 07584110 consomme
       stew
        926 07590611 hot pot
       snack food
        sandwich
         hamburger
          933 07697313 cheeseburger
         934 07697537 hotdog
       962 07871810 meat loaf
       963 07873807 pizza
       964 07875152 potpie
       965 07880968 burrito
     feed
      fodder
       958 07802026 hay
     beverage
      alcohol
       wine
        966 07892512 red wine
       mixed drink
        punch
         968 07930864 cup
         969 07932039 eggnog
      coffee
       967 07920052 espresso
   solid
    food
     baked goods
      bread
       bun
        931 07693725 bagel
       cracker
        932 07695742 pretzel
       loaf of bread
        930 07684084 French loaf
     produce
      edible fruit
       apple
        eating apple
         948 07742313 Granny Smith
       berry
        949 07745940 strawberry
       citrus
        950 07747607 orange
        951 07749582 lemon
       952 07753113 fig
       953 07753275 pineapple
       954 07753592 banana
       955 07754684 jackfruit
       956 07760859 custard apple
       957 07768694 pomegranate
      vegetable
       solanaceous vegetable
        pepper
         sweet pepper
          945 07720875 bell pepper
       root vegetable
        potato
         935 07711569 mashed potato
       cruciferous vegetable
        cabbage
         936 07714571 head cabbage
        937 07714990 broccoli
        938 07715103 cauliflower
       squash
        summer squash
         939 07716358 zucchini
         940 07716906 spaghetti squash
        winter squash
         941 07717410 acorn squash
         942 07717556 butternut squash
       943 07718472 cucumber
       944 07718747 artichoke
       946 07730033 cardoon
       947 07734744 mushroom
 abstraction
  attribute
   shape
    round shape
     sphere
      ball
       globule
        971 09229709 bubble
  communication
   signal
    visual signal
     light
      920 06874185 traffic light
   sign
    919 06794110 street sign
`;
