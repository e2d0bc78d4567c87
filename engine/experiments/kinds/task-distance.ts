/**
 * Task distance: a network is trained on each of several tasks, and its first layers are copied into one for the target,
 * frozen or fine-tuned (`+`), beside layers that the target itself has trained, and the pretrained model's. The frozen
 * features of a near task cost the target little; transfer that leaves it below training from scratch is negative
 * (Rosenstein et al., To Transfer or Not To Transfer, 2005; Yosinski et al., 2014, section 4.2, on dissimilar tasks).
 */

import type { ResolvedDocument } from '../document.js';
import { random, type Condition, type Contrast, type Kind, type Origin, type Point } from './kind.js';

/** Where those stand that nothing is copied into. */
const nothingCopied = 'none';
const scratch = { arm: 'from scratch', at: nothingCopied };
const itself = 'itself';
const negative = 'negative transfer';

export const taskDistance: Kind = {
  title: 'Task distance',
  question: 'From which tasks does the target gain, and which hold it back?',
  axis: 'layers copied, up to and including',
  factors: ['tasks', 'cuts', 'targets'],

  conditions(document): Condition[] {
    const { target, sources } = tasksOf(document);
    const bases = sources.map(({ name, classes }) => ({
      arm: baseOf(name),
      at: nothingCopied,
      classes,
      origin: random,
      recipe: { freeze: 'none' },
      isBase: true,
    }));
    const own = { ...scratch, classes: target.classes, origin: random, recipe: { freeze: 'none' }, isBase: true };
    const copies = cutsOf(document).flatMap((at) => givers(document).flatMap((giver) => copiesOf(giver, at)));
    return [own, ...bases, ...copies.map((copy) => ({ ...copy, classes: target.classes }))];
  },

  contrasts(document): Contrast[] {
    const names = givers(document).map(({ name }) => name);
    return cutsOf(document).flatMap((at) => [
      ...names.flatMap((name) => [name, `${name}+`]).map((arm) => against({ arm, at }, scratch)),
      ...names.filter((name) => name !== itself).map((arm) => ({ of: { arm, at }, against: { arm: itself, at } })),
    ]);
  },
};

function against(of: Point, baseline: Point): Contrast {
  return { of, against: baseline, ifWorse: negative };
}

interface Giver {
  readonly name: string;
  /** The arm whose weights it gives; `null`: the pretrained model gives its own. */
  readonly base: string | null;
}

/** What layers are copied from. */
function givers(document: ResolvedDocument): readonly Giver[] {
  const { sources } = tasksOf(document);
  return [
    { name: itself, base: scratch.arm },
    ...sources.map(({ name }) => ({ name, base: baseOf(name) })),
    { name: 'the model', base: null },
  ];
}

function copiesOf({ name, base }: Giver, at: string): Condition[] {
  const origin: Origin = { kind: 'copied', upTo: at, base };
  return [
    { arm: name, at, origin, recipe: { freeze: at } },
    { arm: `${name}+`, at, origin, recipe: { freeze: 'none' } },
  ];
}

const baseOf = (source: string) => `base: ${source}`;

function tasksOf({ factors: { tasks } }: ResolvedDocument) {
  const [target = { name: '', classes: [] }, ...sources] = tasks;
  return { target, sources };
}

function cutsOf({ factors }: ResolvedDocument): readonly string[] {
  return factors.cuts.filter((cut) => cut !== nothingCopied);
}
