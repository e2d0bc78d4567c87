/**
 * ImageNet's 1,000 classes (ILSVRC 2012) in the order of a classifier's outputs, and what WordNet says each of them is a
 * kind of. The data are loaded when they are first asked for; imagenet/make_outline.py makes them. They are an outline:
 *
 *     # the licence
 *     entity
 *      physical entity
 *       …
 *         retriever
 *          207 02099601 golden retriever
 *
 * Every synset stands one space to the right of the one that it is a kind of. A class has its number and its WordNet id.
 */

export interface ImagenetClass {
  /** torchvision's name: `golden retriever` */
  readonly name: string;
  /** As class folders are called: `n02099601` */
  readonly wordnetId: string;
  /** What it is a kind of, from the most general down: `entity`, … `dog`, `hunting dog`, `sporting dog`, `retriever` */
  readonly wordnetPath: readonly string[];
}

/** The classes, by number. */
export type Imagenet = readonly ImagenetClass[];

let loaded: Promise<Imagenet> | undefined;

export function loadImagenet(): Promise<Imagenet> {
  loaded ??= import('./imagenet/outline.js').then(({ outline }) => readOutline(outline));
  return loaded;
}

/**
 * ImageNet's classes, if these are the names of theirs: torchvision's, or those of ImageNet's own list, where synonyms
 * follow (`tench, Tinca tinca`).
 */
export async function imagenetOf(names: readonly string[]): Promise<Imagenet | undefined> {
  if (names.length !== 1000) return undefined;
  const imagenet = await loadImagenet();
  // torchvision tells apart two cranes and two maillots: `crane bird`, `maillot tank suit`.
  const isOne = (name: string, index: number) => imagenet[index]?.name.startsWith(name.split(',')[0] ?? name) ?? false;
  return names.every(isOne) ? imagenet : undefined;
}

function readOutline(outline: string): Imagenet {
  const classes: ImagenetClass[] = [];
  const path: string[] = [];
  for (const [, indent = '', number, offset, name = ''] of outline.matchAll(/^( *)(?:(\d+) (\d{8}) )?([^#\s].*)$/gm)) {
    path.length = indent.length;
    if (number === undefined) path.push(name);
    else classes[Number(number)] = { name, wordnetId: `n${offset}`, wordnetPath: [...path] };
  }
  return classes;
}
