/** Surgical fine-tuning: one block or stage beside the head, all else frozen (Lee et al., 2023). */

import { pretrained, type Condition, type Contrast, type Kind } from './kind.js';

const headOnly = 'head';

export const surgical: Kind = {
  title: 'Surgical fine-tuning',
  question: 'Which single part of a pretrained network is best trained beside the head?',
  axis: 'trained beside the head',
  factors: ['cuts', 'targets'],
  conditions: ({ factors: { cuts } }): Condition[] => [
    { arm: headOnly, at: '', origin: pretrained, recipe: { freeze: 'head' } },
    ...partsOf(cuts).map((part) => ({
      arm: part,
      at: '',
      origin: pretrained,
      recipe: { freeze: 'head', unfreeze: [part] },
    })),
    { arm: 'everything', at: '', origin: pretrained, recipe: { freeze: 'none' } },
  ],
  contrasts: ({ factors: { cuts } }): Contrast[] =>
    [...partsOf(cuts), 'everything'].map((arm) => ({ of: { arm, at: '' }, against: { arm: headOnly, at: '' } })),
};

function partsOf(cuts: readonly string[]): readonly string[] {
  return cuts.filter((cut) => cut !== 'none' && cut !== 'head');
}
