/**
 * Batch norm of frozen layers under its three policies. Under `train`, a frozen network's outputs still change: its
 * batch norms use each batch's statistics and move the stored ones.
 */

import { againstArm, pretrained, type Condition, type Contrast, type Kind } from './kind.js';

export const batchNorm: Kind = {
  title: 'Batch norm of frozen layers',
  question: 'What should the batch norms of frozen layers do?',
  axis: 'frozen up to and including',
  factors: ['cuts', 'batchNorm', 'targets'],
  conditions: ({ factors }): Condition[] =>
    factors.cuts
      .filter((cut) => cut !== 'none')
      .flatMap((cut) =>
        factors.batchNorm.map((policy) => ({
          arm: policy,
          at: cut,
          origin: pretrained,
          recipe: { freeze: cut, batchNorm: { frozen: policy } },
        })),
      ),
  contrasts: ({ factors }): Contrast[] =>
    againstArm(
      factors.batchNorm,
      factors.batchNorm[0] ?? '',
      factors.cuts.filter((cut) => cut !== 'none'),
    ),
};
