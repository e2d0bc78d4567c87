/** Runs an optimiser by itself over arenas of one tensor, from given gradients. */

import { Arena } from '../../engine/gpu/arena.js';
import type { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import type { AdamwSettings } from '../../engine/ops/adamw.js';
import { sumSlices } from '../../engine/ops/sum-slices.js';
import { planOptimiser, settingsOf, stateArenas } from '../../engine/train/optimiser.js';
import type { Group } from '../../engine/train/parameter-groups.js';
import { defaultRecipe, type Recipe } from '../../engine/train/recipe.js';
import type { SgdSettings } from '../reference/sgd.js';
import type { Tensor } from '../reference/tensor.js';

export interface OptimiserOptions {
  readonly group?: Group;
  /** The gradient is given as so many slices, whose sum it is. */
  readonly slices?: number;
  /** Of the batch whose gradients they are. */
  readonly loss?: number;
}

/** The parameters after each step of stochastic gradient descent. */
export function runSgd(
  device: Device,
  initial: Tensor,
  gradients: readonly Tensor[],
  rule: SgdSettings,
  options?: OptimiserOptions,
) {
  const recipe: Recipe = { ...defaultRecipe, optimizer: 'sgd', nesterov: false, ...rule };
  return runOptimiser(device, initial, gradients, recipe, options);
}

/** The parameters after each step of AdamW. */
export function runAdamw(
  device: Device,
  initial: Tensor,
  gradients: readonly Tensor[],
  rule: AdamwSettings,
  options?: OptimiserOptions,
) {
  const { beta1, beta2, eps: epsilon, learningRate, weightDecay } = rule;
  const recipe = { ...defaultRecipe, learningRate, weightDecay, betas: [beta1, beta2] as const, epsilon };
  return runOptimiser(device, initial, gradients, { ...recipe, optimizer: 'adamw' }, options);
}

/** The parameters after each step of a recipe's optimiser. */
async function runOptimiser(
  device: Device,
  initial: Tensor,
  gradients: readonly Tensor[],
  recipe: Recipe,
  { group = { rate: 1, decay: 1 }, slices = 1, loss = 1 }: OptimiserOptions = {},
): Promise<Float32Array<ArrayBuffer>[]> {
  const { arenas, graph, optimiser, session } = await open(device, initial.data.length, recipe, group, slices);
  const [parameters] = arenas as [Arena];
  try {
    parameters.write('w', Float32Array.from(initial.data));
    for (const [value, table] of optimiser.tables) session.write(value, table);
    const after: Float32Array<ArrayBuffer>[] = [];
    for (const [index, gradient] of gradients.entries()) {
      session.write(graph.value('given'), inSlices(gradient, slices));
      session.write(graph.value('loss'), Float32Array.of(loss));
      const pace = { rate: recipe.learningRate, momentum: recipe.momentum };
      session.write(optimiser.settings, settingsOf(recipe, pace, index + 1));
      session.run();
      after.push((await parameters.readAll()).get('w') ?? new Float32Array());
    }
    return after;
  } finally {
    session.destroy();
    arenas.forEach((arena) => arena.destroy());
  }
}

/** The arenas, and a session that copies given slices to where gradients are, and steps. */
async function open(device: Device, count: number, recipe: Recipe, group: Group, slices: number) {
  const names = ['parameters', ...stateArenas(recipe)];
  const arenas: Arena[] = [];
  for (const name of names) arenas.push(await Arena.create(device, name, new Map([['w', [count]]])));
  const [parameters] = arenas as [Arena];
  const graph = new Graph();
  graph.trainable('w', [count]);
  const given = graph.input('given', [1, slices, count]);
  const all = { shape: [slices, count], offset: 0 };
  const [computed] = graph.add(sumSlices, 'slices', [given], all);
  graph.add(sumSlices, 'gradient', [computed], { shape: [count], offset: 0 });
  const loss = graph.input('loss', [1]);
  const optimiser = planOptimiser(graph, new Map([['w', 'gradient']]), parameters, {
    recipe,
    groups: new Map([['w', group]]),
    loss,
  });
  const plan = compile(graph, {
    target: device.target,
    keep: optimiser.wanted,
    external: new Map([...parameters.placements, ...optimiser.external]),
    apart: optimiser.gradients,
    append: optimiser.dispatches,
  });
  return { arenas, graph, optimiser, session: await Session.create(device, 'optimiser', plan, arenas) };
}

/** Unequal shares of a gradient, which add up to it. */
function inSlices({ data }: Tensor, slices: number): Float32Array<ArrayBuffer> {
  const share = (slice: number) => (slice === 0 ? 1 - (slices - 1) / (2 * slices) : 1 / (2 * slices));
  return Float32Array.from({ length: slices * data.length }, (_, index) => {
    return (data[index % data.length] ?? 0) * share(Math.floor(index / data.length));
  });
}
