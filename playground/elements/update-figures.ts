/** How far a step moved each layer, in figures: for the page's table and for the command line's. */

import { updateRatio, type LayerUpdate } from '../../engine/train/layer-update.js';
import type { Figures } from './figure-table.js';
import { printValue } from './format.js';

/** `1.2e-3`; of a layer of zeros there is no part. */
export function printRatio(ratio: number | undefined): string {
  if (ratio === undefined) return '–';
  return ratio === 0 ? '0' : ratio.toExponential(1);
}

/** Every layer that learns as a row of its L2 norms and of the ratio of the last two. */
export function updateFigures(updates: readonly LayerUpdate[]): Figures {
  return {
    head: ['layer', 'gradient', 'weights', 'update', 'update / weights'],
    rows: updates.map((update) => [
      update.layer,
      ...[update.gradientNorm, update.weightNorm, update.updateNorm].map(printValue),
      printRatio(updateRatio(update)),
    ]),
  };
}
