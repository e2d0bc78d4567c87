/** All kinds of experiments, by name. */

import type { Factors, KindName } from '../document.js';
import { arms } from './arms.js';
import { batchNorm } from './batch-norm.js';
import { freezeSweep } from './freeze-sweep.js';
import { generalisation } from './generalisation.js';
import type { Kind } from './kind.js';
import { recipes } from './recipes.js';
import { surgical } from './surgical.js';
import { taskDistance } from './task-distance.js';
import { labels, transfer } from './transfer.js';
import { yosinski } from './yosinski.js';

export const kinds: Readonly<Record<KindName, Kind>> = {
  'freeze-sweep': freezeSweep,
  yosinski,
  transfer,
  labels,
  'batch-norm': batchNorm,
  recipes,
  generalisation,
  surgical,
  'task-distance': taskDistance,
  arms,
};

export const kindNames = Object.keys(kinds) as readonly KindName[];

export function factorsOf(kind: KindName): readonly (keyof Factors)[] {
  return kinds[kind].factors;
}
