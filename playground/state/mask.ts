/**
 * The freeze mask as the page edits it: the layers with weights that are trained. A recipe says the same with the module
 * up to which everything is frozen and the modules thawed within; both directions are here. Pure.
 */

import type { Recipe } from '../../engine/index.js';
import type { BlockSummary, LayerSummary, ModelSummary } from '../worker/protocol.js';

/** Names of layers with weights: those that are trained. */
export type Thawed = ReadonlySet<string>;

export type MaskRecipe = Pick<Recipe, 'freeze' | 'unfreeze'>;

export type BlockState = 'frozen' | 'thawed' | 'mixed';

/** The layers of a network or block that have weights, in their order. */
export function weighted(layers: readonly LayerSummary[]): LayerSummary[] {
  return layers.filter(({ parameters }) => parameters > 0);
}

export function layersOf({ blocks }: Pick<ModelSummary, 'blocks'>): LayerSummary[] {
  return blocks.flatMap(({ layers }) => layers);
}

/** The layers of a module: a stage, a block, a layer, or what a name leads (`layer2.0.downsample`). */
export function layersIn(model: Pick<ModelSummary, 'blocks'>, module: string): LayerSummary[] {
  const blocks = model.blocks.filter(({ name, stage }) => name === module || stage === module);
  if (blocks.length > 0) return layersOf({ blocks });
  return layersOf(model).filter(({ name }) => name === module || name.startsWith(`${module}.`));
}

/** What a recipe trains of this network; `undefined` where it names a module that the network does not have. */
export function thawedBy(model: ModelSummary, { freeze, unfreeze }: MaskRecipe): Thawed | undefined {
  const layers = layersOf(model);
  const last = freeze === 'head' ? layers.at(-2) : layersIn(model, freeze).at(-1);
  const modules = unfreeze.map((module) => layersIn(model, module));
  if ((freeze !== 'none' && !last) || modules.some(({ length }) => length === 0)) return undefined;
  const frozen = freeze === 'none' || !last ? 0 : layers.indexOf(last) + 1;
  return namesOf(weighted([...layers.slice(frozen), ...modules.flat()]));
}

/** How a recipe says that just these layers are trained, in as few names as it can. */
export function maskOf(model: ModelSummary, thawed: Thawed): MaskRecipe {
  const layers = weighted(layersOf(model));
  const last = layers.findLast(({ name }) => !thawed.has(name));
  if (!last) return { freeze: 'none', unfreeze: [] };
  const within = layers.slice(0, layers.indexOf(last));
  return {
    freeze: frozenUntil(model, last),
    unfreeze: modulesOf(model, namesOf(within.filter(({ name }) => thawed.has(name))), namesOf([...within, last])),
  };
}

/** The largest module that ends with this layer's weights. */
function frozenUntil(model: ModelSummary, layer: LayerSummary): string {
  const before = weighted(layersOf(model)).at(-2);
  if (layer === before) return 'head';
  const block = blockOf(model, layer);
  if (!block || weighted(block.layers).at(-1) !== layer) return layer.name;
  const isLastOfStage = model.blocks.findLast(({ stage }) => stage === block.stage) === block;
  return isLastOfStage && block.stage !== 'head' ? block.stage : block.stage === 'head' ? layer.name : block.name;
}

/** Stages, blocks and layers that make up `names`; a module counts as whole if what it has lies within `reach`. */
function modulesOf(model: ModelSummary, names: Thawed, reach: Thawed): string[] {
  const isWhole = (layers: readonly LayerSummary[]) =>
    weighted(layers).every(({ name }) => names.has(name) && reach.has(name));
  const stages = [...new Set(model.blocks.map(({ stage }) => stage))];
  return stages.flatMap((stage) => {
    const blocks = model.blocks.filter((block) => block.stage === stage);
    if (isWhole(layersOf({ blocks }))) return [stage];
    return blocks.flatMap((block) =>
      isWhole(block.layers)
        ? [block.name]
        : weighted(block.layers).flatMap(({ name }) => (names.has(name) ? [name] : [])),
    );
  });
}

function blockOf({ blocks }: ModelSummary, layer: LayerSummary): BlockSummary | undefined {
  return blocks.find(({ layers }) => layers.includes(layer));
}

export function stateOf({ layers }: Pick<BlockSummary, 'layers'>, thawed: Thawed): BlockState {
  const own = weighted(layers);
  const count = own.filter(({ name }) => thawed.has(name)).length;
  return count === 0 ? 'frozen' : count === own.length ? 'thawed' : 'mixed';
}

/** Where the ice line is: the number of blocks from the picture on that are frozen as a whole. */
export function lineOf({ blocks }: ModelSummary, thawed: Thawed): number {
  const first = blocks.findIndex((block) => stateOf(block, thawed) !== 'frozen');
  return first < 0 ? blocks.length : first;
}

/** The mask once the line stands before block `to`: what it passes freezes or thaws, what it does not pass stays. */
export function moveLine(model: ModelSummary, thawed: Thawed, to: number): Thawed {
  const from = lineOf(model, thawed);
  const passed = model.blocks.slice(Math.min(from, to), Math.max(from, to));
  return withLayers(thawed, layersOf({ blocks: passed }), to < from);
}

/** The mask with these layers thawed or frozen; as it was where nothing would be left to train. */
export function withLayers(thawed: Thawed, layers: readonly LayerSummary[], isThawed: boolean): Thawed {
  const next = new Set(thawed);
  for (const { name } of weighted(layers)) {
    if (isThawed) next.add(name);
    else next.delete(name);
  }
  return next.size > 0 ? next : thawed;
}

function namesOf(layers: readonly LayerSummary[]): Thawed {
  return new Set(layers.map(({ name }) => name));
}
