/** What the spine says of blocks and stages. Pure. */

import { policyOf, rateOf } from '../state/layer-settings.js';
import { stateOf, weighted, type BlockState, type Thawed } from '../state/mask.js';
import type { PaneName } from '../state/app-state.js';
import type { StepPart } from '../state/step-frames.js';
import type { Recipe } from '../../engine/index.js';
import type { BlockSummary, ModelSummary } from '../worker/protocol.js';
import { mapsShape, printCount } from './format.js';
import { shortcutWords } from './spine-wires.js';

export const stateWords: Readonly<Record<BlockState, string>> = {
  frozen: 'frozen',
  thawed: 'learns',
  mixed: 'in part',
};

/** On a block that lights up: which way its values go. */
export const lightSigns: Readonly<Partial<Record<StepPart, string>>> = { forward: '→', backward: '←', update: 'Δw' };

export interface Stage {
  readonly name: string;
  readonly blocks: readonly BlockSummary[];
}

/** Consecutive blocks of one stage. */
export function stagesOf(blocks: readonly BlockSummary[]): Stage[] {
  const names = [...new Set(blocks.map(({ stage }) => stage))];
  return names.map((name) => ({ name, blocks: blocks.filter(({ stage }) => stage === name) }));
}

/** `16 × 32 × 32`: channels, rows and columns of what leaves the stage; of the head, its weights. */
export function shapeOf({ name, blocks }: Stage): string {
  const last = blocks.at(-1);
  const layer = last?.layers.find(({ name: layerName }) => layerName === last.output);
  if (!layer) return '';
  if (name === 'head') return `${printCount(last?.parameters ?? 0)} weights`;
  const { channels, height, width } = mapsShape(layer);
  return `${channels} × ${height} × ${width}`;
}

/** A thumbnail belongs to one layer of one model for as long as it lives. */
export function blockKey(model: ModelSummary): (block: BlockSummary) => string {
  return (block) => `${model.name}/${block.output}`;
}

export function describe({ name, shortcut, parameters }: BlockSummary, panes: readonly PaneName[]): string {
  const shown = panes.length > 0 ? `; shown in the ${panes.join(' and ')} pane` : '';
  return `${name}: ${printCount(parameters)} weights, ${shortcutWords[shortcut]}${shown}`;
}

/** `× 0.1 · train`: the learning rate of a block's layers where they learn, and the policy of its batch norms. */
export function settingsOf(model: ModelSummary, block: BlockSummary, recipe: Recipe, thawed: Thawed): string {
  const rates = weighted(block.layers)
    .filter(({ name }) => thawed.has(name))
    .map(({ name }) => printRate(rateOf(model, recipe, name)));
  const norms = block.layers
    .filter(({ kind }) => kind === 'batch norm')
    .map(({ name }) => policyOf(model, recipe, name, thawed));
  const [rate, norm] = [oneOf(rates), oneOf(norms)];
  return [rate && `× ${rate}`, norm && `BN ${norm}`].filter(Boolean).join(' · ') || '…';
}

/** What all of them are, if they are alike. */
function oneOf(values: readonly string[]): string | undefined {
  return new Set(values).size > 1 ? 'mixed' : values[0];
}

/** `0.1`, `0.0034` */
export function printRate(rate: number): string {
  return String(Number(rate.toPrecision(2)));
}

/** What the ice line says of where it stands. */
export function sayLine({ blocks }: ModelSummary, line: number, thawed: Thawed): string {
  const frozen = blocks.slice(0, line).at(-1);
  const later = blocks.slice(line).filter((block) => stateOf(block, thawed) === 'frozen').length;
  const before = frozen ? `Frozen up to ${frozen.name}` : 'Nothing before it is frozen';
  return later > 0 ? `${before}; ${later} more frozen behind it` : before;
}
