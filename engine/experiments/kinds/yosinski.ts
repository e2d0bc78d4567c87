/**
 * How transferable features are, after Yosinski et al. (NIPS 2014): the classes are split in halves A and B by seed, a
 * network is trained on each, and its first n layers are copied into a network for B whose other layers are drawn anew.
 *
 *     BnB    from B, frozen          AnB    from A, frozen           random   drawn, frozen
 *     BnB+   from B, fine-tuned      AnB+   from A, fine-tuned
 *
 * BnB measures how layers that were trained together suffer when they are parted, AnB the same and how specific the
 * layers are to A. Frozen layers have neither a learning rate nor weight decay.
 */

import type { ResolvedDocument } from '../document.js';
import { random, type Condition, type Contrast, type Half, type Kind } from './kind.js';

/** Where bases stand on the axis: nothing is copied. */
export const nothingCopied = 'none';

const base = (half: Half): Condition => ({
  arm: `base ${half}`,
  at: nothingCopied,
  half,
  origin: random,
  recipe: {},
  isBase: true,
});

/** Arms whose first layers were trained. */
export const copyingArms = ['BnB', 'AnB', 'BnB+', 'AnB+'] as const;

export const yosinski: Kind = {
  title: 'How transferable features are',
  question: 'Up to which layer are features general, and from where on specific to their task?',
  axis: 'layers copied, up to and including',
  factors: ['cuts'],

  conditions(document): Condition[] {
    return [base('B'), base('A'), ...cutsOf(document).flatMap(conditionsAt)];
  },

  contrasts(document): Contrast[] {
    const against = { arm: 'base B', at: nothingCopied };
    return cutsOf(document).flatMap((at) => [
      ...['random', ...copyingArms].map((arm) => ({ of: { arm, at }, against })),
      { of: { arm: 'AnB', at }, against: { arm: 'BnB', at } },
      { of: { arm: 'AnB+', at }, against: { arm: 'BnB+', at } },
    ]);
  },
};

function cutsOf({ factors }: ResolvedDocument): readonly string[] {
  return factors.cuts.filter((cut) => cut !== nothingCopied);
}

function conditionsAt(cut: string): Condition[] {
  const copies = copyingArms.map((arm) => ({
    arm,
    at: cut,
    half: 'B' as const,
    origin: { kind: 'copied' as const, upTo: cut, base: arm.startsWith('A') ? 'base A' : 'base B' },
    recipe: { freeze: arm.endsWith('+') ? 'none' : cut },
  }));
  return [...copies, { arm: 'random', at: cut, half: 'B', origin: random, recipe: { freeze: cut } }];
}
