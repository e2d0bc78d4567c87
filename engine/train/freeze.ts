/**
 * Freezing: which part of a network stays as it is, and what each batch norm does meanwhile. Frozen is everything up to
 * and including a module, less the modules that are thawed within it: any mask over layers can be said so.
 */

import { expect } from '../core/errors.js';
import { sizeOf } from '../core/shape.js';
import { findLayer, layersIn } from '../models/find-layer.js';
import type { BatchNormForm } from '../models/forward.js';
import { inputName, parametersOf, type Layer, type Network, type Parameter } from '../models/layer.js';
import type { BatchNormPolicy, Recipe } from './recipe.js';

export interface FreezePlan {
  /**
   * The last layer (or the network's input) before which nothing changes and on which alone the rest depends: its
   * activations need to be computed once for each sample.
   */
  readonly boundary: string;
  /** What the optimiser changes. */
  readonly trainable: readonly Parameter[];
  /** Running statistics that training moves. */
  readonly statistics: readonly Parameter[];
  /** Batch norms whose running statistics are estimated anew before the first step. */
  readonly recalibrated: readonly string[];
  /** How each batch norm is computed in a training step. */
  readonly batchNorm: ReadonlyMap<string, BatchNormForm>;
}

export type Mask = Pick<Recipe, 'freeze' | 'unfreeze' | 'batchNorm'>;

/** @throws ThawError that offers near names where there is no such module, or where nothing would be trained. */
export function planFreeze(network: Network, mask: Mask): FreezePlan {
  const thawed = thawedLayers(network, mask);
  const policyOf = (layer: Layer) => policyFor(network, layer, thawed.has(layer), mask.batchNorm);
  const norms = network.layers.filter(({ kind }) => kind === 'batchNorm');
  const moving = new Set(norms.filter((layer) => policyOf(layer) === 'train'));
  const trainable = network.layers.filter((layer) => thawed.has(layer)).flatMap(parametersOf);
  return {
    boundary: boundaryBefore(network, (layer) => thawed.has(layer) || moving.has(layer)),
    trainable: trainable.filter(({ role }) => role !== 'buffer'),
    statistics: [...moving].flatMap(parametersOf).filter(({ role }) => role === 'buffer'),
    recalibrated: norms.filter((layer) => policyOf(layer) === 'recalibrate').map(({ name }) => name),
    batchNorm: new Map(norms.map((layer) => [layer.name, formOf(policyOf(layer), thawed.has(layer))])),
  };
}

/** The layers with weights that are trained. */
function thawedLayers(network: Network, { freeze, unfreeze }: Mask): ReadonlySet<Layer> {
  const frozenUntil = network.layers.findIndex(({ name }) => name === lastFrozen(network, freeze)) + 1;
  const again = unfreeze.flatMap((module) => layersIn(network, module, 'recipe, unfreeze'));
  const candidates = [...network.layers.slice(frozenUntil), ...again];
  const thawed = new Set(candidates.filter((layer) => parametersOf(layer).length > 0));
  expect(thawed.size > 0, () => ({
    operation: 'recipe, freeze',
    got: `"${freeze}", which leaves no weight to train`,
    expected: 'a layer with weights behind it, or a module to unfreeze',
    remedy: 'Freeze less: head freezes everything but the head.',
  }));
  return thawed;
}

function lastFrozen(network: Network, freeze: string): string {
  if (freeze === 'none') return inputName;
  if (freeze === 'head') return network.layers.at(-1)?.inputs[0] ?? inputName;
  return findLayer(network, freeze, 'recipe, freeze');
}

/** The policy of the innermost module that has one, otherwise that of its kind: eval for frozen layers, else train. */
function policyFor(network: Network, layer: Layer, isThawed: boolean, given: Mask['batchNorm']): BatchNormPolicy {
  const { frozen = 'eval', trainable = 'train', ...modules } = given;
  const named = Object.entries(modules).toSorted(([a], [b]) => b.length - a.length);
  const own = named.find(([module]) => layersIn(network, module, 'recipe, batchNorm').includes(layer));
  return own?.[1] ?? (isThawed ? trainable : frozen);
}

function formOf(policy: BatchNormPolicy, isThawed: boolean): BatchNormForm {
  if (policy === 'train') return 'batch';
  return isThawed ? 'running' : 'folded';
}

/** The last layer before the first one that changes, of those that everything behind them depends on alone. */
function boundaryBefore({ layers }: Network, changes: (layer: Layer) => boolean): string {
  const first = layers.findIndex(changes);
  for (let last = first - 1; last >= 0; last--) {
    const name = layers[last]?.name ?? inputName;
    const later = new Set(layers.slice(last + 1).map((layer) => layer.name));
    if (layers.slice(last + 1).every(({ inputs }) => inputs.every((input) => input === name || later.has(input)))) {
      return name;
    }
  }
  return inputName;
}

/** The number of weights among parameters. */
export function countOf(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
