/** Parameter groups: at which multiple of the recipe's learning rate, and of its weight decay, each tensor is trained. */

import { layersIn } from '../models/find-layer.js';
import { parametersOf, type Network } from '../models/layer.js';
import type { Recipe } from './recipe.js';

export interface Group {
  readonly rate: number;
  readonly decay: number;
}

export type GroupRules = Pick<Recipe, 'layerDecay' | 'rateOf' | 'decayNormAndBias'>;

/**
 * For every parameter of the network by name. The rate falls by `layerDecay` from block to block, counted from the head
 * (layer-wise decay: Clark et al., ELECTRA, 2020), times that of the innermost module in `rateOf`.
 * @throws ThawError that offers near names where `rateOf` has a module that there is not.
 */
export function parameterGroups(
  network: Network,
  { layerDecay, rateOf, decayNormAndBias }: GroupRules,
): ReadonlyMap<string, Group> {
  const rates = new Map<string, number>();
  // Outer modules first, so that inner ones have the last word.
  for (const [module, rate] of Object.entries(rateOf).toSorted(([a], [b]) => a.length - b.length)) {
    for (const { name } of layersIn(network, module, 'recipe, rateOf')) rates.set(name, rate);
  }
  const last = network.blocks.length - 1;
  const groups = network.blocks.flatMap(({ layers }, index) =>
    layers.flatMap((layer) =>
      parametersOf(layer).map(({ name, role }): [string, Group] => {
        const rate = layerDecay ** (last - index) * (rates.get(layer.name) ?? 1);
        const isExempt = !decayNormAndBias && (role === 'bn' || name.endsWith('.bias'));
        return [name, { rate, decay: rate === 0 || isExempt ? 0 : 1 }];
      }),
    ),
  );
  return new Map(groups);
}
