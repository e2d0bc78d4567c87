/**
 * The batch-norm policy and the learning rate of blocks and layers, read from a recipe and written into it. As in the
 * engine, of the modules that name a layer the innermost counts. Pure.
 */

import type { BatchNormPolicy, Recipe } from '../../engine/index.js';
import type { ModelSummary } from '../worker/protocol.js';
import { layersIn, type Thawed } from './mask.js';

export const policies: readonly BatchNormPolicy[] = ['eval', 'train', 'recalibrate'];

type Blocks = Pick<ModelSummary, 'blocks'>;
type ByModule<Setting> = Readonly<Record<string, Setting>>;

/** What a batch norm does in training. */
export function policyOf(model: Blocks, { batchNorm }: Recipe, layer: string, thawed: Thawed): BatchNormPolicy {
  const { frozen = 'eval', trainable = 'train', ...modules } = batchNorm;
  return innermost(model, modules, layer) ?? (thawed.has(layer) ? trainable : frozen);
}

/** At which multiple of the recipe's learning rate a layer is trained. */
export function rateOf(model: Blocks, recipe: Recipe, layer: string): number {
  const block = model.blocks.findIndex(({ layers }) => layers.some(({ name }) => name === layer));
  const decay = recipe.layerDecay ** (model.blocks.length - 1 - block);
  return decay * (innermost(model, recipe.rateOf, layer) ?? 1);
}

function innermost<Setting>(model: Blocks, settings: ByModule<Setting>, layer: string): Setting | undefined {
  const named = Object.entries(settings).toSorted(([a], [b]) => b.length - a.length);
  return named.find(([module]) => layersIn(model, module).some(({ name }) => name === layer))?.[1];
}

/** Settings with one for a module, or without it; what was said of modules within goes. */
export function withSetting<Setting>(
  model: Blocks,
  settings: ByModule<Setting>,
  module: string,
  setting: Setting | undefined,
): ByModule<Setting> {
  const inside = new Set(layersIn(model, module).map(({ name }) => name));
  const others = Object.entries(settings).filter(
    ([name]) => name !== module && (isKind(name) || !layersIn(model, name).every((layer) => inside.has(layer.name))),
  );
  return Object.fromEntries(setting === undefined ? others : [...others, [module, setting]]);
}

/** `frozen` and `trainable` stand for all layers of that kind. */
function isKind(name: string): boolean {
  return name === 'frozen' || name === 'trainable';
}
