/**
 * How much each layer moves, laid out as a table: a column a block from the stem to the head, a row for each name that
 * layers have within blocks. Pure.
 */

import { updateRatio, type LayerUpdate } from '../../engine/index.js';
import { weighted, type Thawed } from '../state/mask.js';
import type { BlockSummary, ModelSummary } from '../worker/protocol.js';
import { printValue } from './format.js';
import { printRatio } from './update-figures.js';

/** Powers of ten between which the colours of a cell lie. */
export const [coldest, warmest] = [-6, -1];

export interface LayerCell {
  readonly layer: string;
  /** `waiting`: it will learn, and has not yet moved. */
  readonly state: 'frozen' | 'waiting' | 'moving';
  /** `1.2e-3`, and its power of ten rounded to a whole one, `−3`; `0` has none. */
  readonly ratio: string;
  readonly power: string;
  /** From 0 to 1, between the two powers. */
  readonly warmth: number;
  /** The same in words. */
  readonly said: string;
}

export interface LayerTable {
  readonly blocks: readonly BlockSummary[];
  /** A name within blocks, and a cell for each block that has a layer of that name. */
  readonly rows: readonly { readonly name: string; readonly cells: readonly (LayerCell | undefined)[] }[];
}

/**
 * @param updates of a step, which has all layers that learn; before there is one, `thawed` are those that will.
 */
export function layerTable(
  { blocks }: Pick<ModelSummary, 'blocks'>,
  updates: readonly LayerUpdate[] | undefined,
  thawed: Thawed,
): LayerTable {
  const known = new Map(updates?.map((update) => [update.layer, update]));
  const learns = (layer: string) => (updates ? known.has(layer) : thawed.has(layer));
  const named = blocks.map(
    (block) =>
      new Map(weighted(block.layers).map(({ name }) => [nameWithin(block, name), cellOf(name, known, learns(name))])),
  );
  const names = [...new Set(named.flatMap((layers) => [...layers.keys()]))];
  return { blocks, rows: names.map((name) => ({ name, cells: named.map((layers) => layers.get(name)) })) };
}

function nameWithin({ name }: BlockSummary, layer: string): string {
  return layer.startsWith(`${name}.`) ? layer.slice(name.length + 1) : layer;
}

function cellOf(layer: string, updates: ReadonlyMap<string, LayerUpdate>, learns: boolean): LayerCell {
  const update = updates.get(layer);
  if (update) return movingCell(update);
  const still = { layer, ratio: '', power: '', warmth: 0 };
  return learns
    ? { ...still, state: 'waiting', said: `${layer} learns: it has not moved yet` }
    : { ...still, state: 'frozen', said: `${layer} is frozen: no gradient, no update` };
}

function movingCell(update: LayerUpdate): LayerCell {
  const { layer, gradientNorm, weightNorm } = update;
  const ratio = updateRatio(update);
  const norms = `gradient ${printValue(gradientNorm)}, weights ${printValue(weightNorm)}`;
  return {
    layer,
    state: 'moving',
    ratio: printRatio(ratio),
    power: ratio ? String(Math.round(Math.log10(ratio))).replace('-', '−') : '–',
    warmth: ratio ? Math.min(Math.max((Math.log10(ratio) - coldest) / (warmest - coldest), 0), 1) : 0,
    said: `${layer} moves by ${printRatio(ratio)} of its size in a step: ${norms}`,
  };
}

/** A place in the table. */
export interface LayerPlace {
  readonly row: number;
  readonly block: number;
}

/**
 * The place after a key: arrows to the next layer that way, Home and End to the ends of the row; it stops at the edges.
 * `undefined` for any other key.
 */
export function walkLayers(key: string, from: LayerPlace, { rows, blocks }: LayerTable): LayerPlace | undefined {
  const right = { row: 0, block: 1 };
  const ways: Readonly<Record<string, { readonly start: LayerPlace; readonly step: LayerPlace }>> = {
    ArrowLeft: { start: from, step: { row: 0, block: -1 } },
    ArrowRight: { start: from, step: right },
    ArrowUp: { start: from, step: { row: -1, block: 0 } },
    ArrowDown: { start: from, step: { row: 1, block: 0 } },
    Home: { start: { ...from, block: -1 }, step: right },
    End: { start: { ...from, block: blocks.length }, step: { row: 0, block: -1 } },
  };
  const way = ways[key];
  if (!way) return undefined;
  const after = ({ row, block }: LayerPlace) => ({ row: row + way.step.row, block: block + way.step.block });
  for (let place = after(way.start); place.row in rows && place.block in blocks; place = after(place)) {
    if (rows[place.row]?.cells[place.block]) return place;
  }
  return from;
}
