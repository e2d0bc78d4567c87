/**
 * The freeze sweep: everything up to a cut stays as it was pretrained, everything above is trained, from fine-tuning it
 * all (`none`) to the head alone. The layers above begin with the model's weights, or with ones drawn from the seed.
 */

import type { ResolvedDocument } from '../document.js';
import { againstArm, pretrained, random, type Condition, type Contrast, type Kind, type Origin } from './kind.js';

const armNames = { pretrained: 'cut', random: 'random above the cut' } as const;

export const freezeSweep: Kind = {
  title: 'Freeze sweep',
  question: 'Where should a pretrained network be cut?',
  axis: 'frozen up to and including',
  factors: ['cuts', 'above', 'targets'],

  conditions({ factors: { cuts, above } }): Condition[] {
    return cuts.flatMap((cut) =>
      above.map((weights) => ({
        arm: armNames[weights],
        at: cut,
        origin: weights === 'pretrained' ? pretrained : originAbove(cut),
        recipe: { freeze: cut },
      })),
    );
  },

  contrasts({ factors: { cuts, above } }: ResolvedDocument): Contrast[] {
    const arms = above.map((weights) => armNames[weights]);
    const [first = ''] = cuts;
    const alongCuts = arms.flatMap((arm) =>
      cuts.slice(1).map((cut) => ({ of: { arm, at: cut }, against: { arm, at: first } })),
    );
    return [...alongCuts, ...againstArm(arms, arms[0] ?? '', cuts)];
  },
};

/** Nothing is below the cut `none`: all is drawn. */
function originAbove(cut: string): Origin {
  return cut === 'none' ? random : { kind: 'copied', upTo: cut, base: null };
}
