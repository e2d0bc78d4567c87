"""
Makes outline.ts: ImageNet's 1,000 classes as leaves of the tree that WordNet's hypernyms span. To make it again (Debian's
python3-torchvision and wordnet-base):

    python3 engine/models/imagenet/make_outline.py

torchvision gives names, WordNet knows a name in several senses. ImageNet numbers its classes by ascending WordNet id (a
noun's offset in data.noun), so a class's synset is found by its name and its place: it is the lowest one behind the
synset of the class before it, but for the names of SENSES.
"""

from pathlib import Path

from torchvision.models._meta import _IMAGENET_CATEGORIES as NAMES

WORDNET = Path("/usr/share/wordnet")
FOLDER = Path(__file__).parent

# As the class folders of ILSVRC 2012 are called.
SENSES = {
    "crane bird": 2012849, "kit fox": 2119789, "tabby": 2123045, "ox": 2403003, "amphibian": 2704792,
    "beaker": 2815834, "bib": 2834397, "binder": 2840245, "bow": 2879718, "brass": 2892201, "cannon": 2950826,
    "cloak": 3045698, "clog": 3047690, "envelope": 3291819, "file": 3337140, "fountain": 3388043, "grille": 3459775,
    "half track": 3478589, "hook": 3532672, "jersey": 3595614, "library": 3661043, "maillot tank suit": 3710721,
    "monitor": 3782006, "mortar": 3786901, "pick": 3929660, "pier": 3933933, "pinwheel": 3944341,
    "planetarium": 3956157, "pot": 3991062, "printer": 4004767, "rotisserie": 4111531, "scale": 4141975,
    "screen": 4152593, "slot": 4243546, "snorkel": 4251144, "spatula": 4270147, "spider web": 4275548,
    "spindle": 4277352, "switch": 4372370, "tank": 4389033, "yawl": 4612504, "volcano": 9472597, "groom": 10148035,
    "corn": 12144580, "buckeye": 12768682,
}  # fmt: skip


def records(file):
    """The lines of a WordNet file in words, without the licence, which is indented. Their form: wndb(5)."""
    return [line.split() for line in (WORDNET / file).read_text().splitlines() if not line.startswith(" ")]


def read_index():
    """The synsets of each noun."""
    return {noun: [int(offset) for offset in rest[-int(rest[1]) :]] for noun, *rest in records("index.noun")}


def read_synsets():
    """Of each synset its first word, and the first synset that it is a kind of (None for the root)."""
    synsets = {}
    for offset, _, _, words, word, *rest in records("data.noun"):
        pointers = rest[2 * int(words, 16) :]
        parents = [int(target) for sign, target in zip(pointers, pointers[1:]) if sign in ("@", "@i")]
        synsets[int(offset)] = (word.replace("_", " "), parents[0] if parents else None)
    return synsets


def resolve(index):
    """The synset of each class."""
    found = [0]
    for name in NAMES:
        behind = [offset for offset in index.get(name.lower().replace(" ", "_"), []) if offset > found[-1]]
        found.append(SENSES.get(name) or min(behind))
    assert found == sorted(set(found))
    return found[1:]


def outline(classes, synsets):
    """One line a synset, indented by its depth below entity; a class has its number and its WordNet id before its name."""
    kinds = {}
    for synset in classes:
        while synset is not None:
            parent = synsets[synset][1]
            kinds.setdefault(parent, set()).add(synset)
            synset = parent
    number = {synset: place for place, synset in enumerate(classes)}

    def lines(synset, depth):
        own = f"{number[synset]} {synset:08} {NAMES[number[synset]]}" if synset in number else synsets[synset][0]
        yield " " * depth + own
        for kind in sorted(kinds.get(synset, [])):
            yield from lines(kind, depth + 1)

    (root,) = kinds[None]
    return list(lines(root, 0))


def main():
    licence = [f"# {line}".rstrip() for line in (FOLDER / "LICENSE.txt").read_text().splitlines()]
    text = "\n".join([*licence, *outline(resolve(read_index()), read_synsets())])
    assert "`" not in text and "\\" not in text and "${" not in text
    head = "/** ImageNet's classes among WordNet's nouns, their licence first. Made by make_outline.py; read by ../imagenet.ts. */"
    (FOLDER / "outline.ts").write_text(f"{head}\n\nexport const outline = `{text}\n`;\n")


if __name__ == "__main__":
    main()
