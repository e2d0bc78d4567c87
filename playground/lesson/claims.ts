/** Four things that are said of transfer learning, each with the experiment that tests it and what came out of it here. */

import { unshifted } from '../../engine/experiments/kinds/generalisation.js';
import { between, judge, judgeTimes, transferTimes } from './outcomes.js';
import type { Claim } from './page.js';

const [head, tuned, scratch] = ['head only', 'fine-tuned', 'from scratch'] as const;

/** Within reach of a short run on few pictures, and well above guessing. */
const target = 0.2;

export const claims: readonly Claim[] = [
  {
    says: 'It saves training time.',
    kind: 'transfer',
    ...judgeTimes(transferTimes, tuned, scratch, target),
  },
  {
    says: 'It needs fewer labels.',
    kind: 'labels',
    ...judge('labels', between('labels', tuned, scratch), 1),
  },
  {
    says: 'It performs better.',
    kind: 'transfer',
    ...judge('transfer', [...between('transfer', tuned, scratch), ...between('transfer', head, scratch)], 1),
  },
  {
    says: 'What stays frozen generalises better to other pictures.',
    kind: 'generalisation',
    // Fine-tuning would have to be worse than the head alone on pictures that training saw nothing like.
    ...judge(
      'generalisation',
      between('generalisation', tuned, head).filter(({ of }) => of.at !== unshifted),
      -1,
    ),
  },
];
