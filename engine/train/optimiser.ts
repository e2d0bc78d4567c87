/**
 * The optimiser of a training step, planned: where every gradient lies, at which rate each parameter learns, and the
 * dispatches that follow the graph's own. Pure description.
 *
 * Gradients have an arena of their own, so that one dispatch can read them all. Those that are computed in slices lie
 * there as slices: the optimiser sums them as it reads.
 */

import { sizeOf } from '../core/shape.js';
import type { Dispatch } from '../graph/dispatch.js';
import type { Graph, Value } from '../graph/graph.js';
import { layOut, type MemoryPlan, type Placement } from '../graph/memory.js';
import { adamwDispatch, adamwSettingCount, adamwSettings } from '../ops/adamw.js';
import {
  blockNumbers,
  clipDispatches,
  clipValues,
  entryWords,
  ownersOf,
  packEntries,
  type OptimiserEntry,
} from '../ops/optimiser.js';
import { sgdDispatch, sgdSettingCount, sgdSettings } from '../ops/sgd.js';
import { sumSlices, type SumSlicesAttributes } from '../ops/sum-slices.js';
import { updateNorms } from '../ops/update-norms.js';
import type { Group } from './parameter-groups.js';
import type { Recipe } from './recipe.js';

/** (2 - 2^-23) 2^127 */
const largestF32 = 3.4028234663852886e38;

export const gradientsArena = 'gradients';

/** The arena of trainable parameters: its name, its layout, its size in bytes. */
export interface ParameterArena {
  readonly name: string;
  readonly placements: ReadonlyMap<string, Placement>;
  readonly bytes: number;
}

export interface OptimiserPlan {
  /** What the graph has to compute for it. */
  readonly wanted: readonly Value[];
  readonly gradients: MemoryPlan;
  /** Whole arenas, by the names of the values that stand for them. */
  readonly external: ReadonlyMap<string, Placement>;
  readonly dispatches: readonly Dispatch[];
  /** Written once, when a session begins. */
  readonly tables: readonly (readonly [Value, Uint32Array<ArrayBuffer>])[];
  /** Written before every step, see `settingsOf`. */
  readonly settings: Value;
  /** [2], its scale and the gradients' global norm; none where gradients are neither clipped nor watched. */
  readonly clipping: Value | undefined;
  /** [parameters, 4], see update-norms.ts; none where layers are not watched. */
  readonly norms: Value | undefined;
}

export type OptimiserRecipe = Pick<Recipe, 'optimizer' | 'nesterov' | 'clipNorm' | 'watchGradients' | 'watchLayers'>;

/** Names of the arenas of what an optimiser keeps from step to step, laid out as the parameters. */
export function stateArenas({ optimizer }: OptimiserRecipe): readonly string[] {
  return optimizer === 'sgd' ? ['momentum'] : ['means of gradients', 'means of squares'];
}

/**
 * Plans the optimiser of a differentiated graph.
 * @param gradients the names of the parameters' gradients, by those of the parameters.
 * @param loss at 0, of the step: where it is not finite nothing changes.
 */
export function planOptimiser(
  graph: Graph,
  gradients: ReadonlyMap<string, string>,
  arena: ParameterArena,
  { recipe, groups, loss }: { recipe: OptimiserRecipe; groups: ReadonlyMap<string, Group>; loss: Value },
): OptimiserPlan {
  const sources = new Map(
    [...arena.placements.keys()].map(
      (name) => [name, sourceOf(graph, graph.value(gradients.get(name) ?? ''))] as const,
    ),
  );
  const wanted = [...new Set([...sources.values()].map(({ value }) => value))];
  const layout = layOut(wanted, gradientsArena);
  const entries = [...sources].map(([name, source]) => {
    const place = arena.placements.get(name)?.offset ?? 0;
    const gradient = (layout.placements.get(source.value)?.offset ?? 0) / 4 + source.offset;
    const { slices, stride } = source;
    const group = groups.get(name) ?? { rate: 1, decay: 1 };
    return { first: place / 4, count: sizeOf(graph.value(name).shape), gradient, slices, stride, ...group };
  });
  return describe(graph, arena, recipe, { wanted, layout, entries, loss });
}

interface Layout {
  readonly wanted: readonly Value[];
  readonly layout: MemoryPlan;
  readonly entries: readonly OptimiserEntry[];
  readonly loss: Value;
}

function describe(
  graph: Graph,
  arena: ParameterArena,
  recipe: OptimiserRecipe,
  { wanted, layout, entries, loss }: Layout,
): OptimiserPlan {
  const numbers = arena.bytes / 4;
  const whole = new Map<string, Placement>();
  const all = (name: string, bytes: number): Value => {
    whole.set(`all ${name}`, { arena: name, offset: 0, bytes });
    return { name: `all ${name}`, shape: [bytes / 4], type: 'f32', kind: 'trainable' };
  };
  const table = {
    gradients: all(gradientsArena, layout.arenas.get(gradientsArena) ?? 0),
    owners: graph.input('owners', [Math.ceil(numbers / blockNumbers)], 'u32'),
    entries: graph.input('entries', [entries.length, entryWords], 'u32'),
  };
  const settings = graph.input('settings', [recipe.optimizer === 'sgd' ? sgdSettingCount : adamwSettingCount]);
  const clipNorm = clipNormOf(recipe);
  const clip = clipNorm === undefined ? undefined : { ...clipValues(), norm: clipNorm };
  const parameters = all(arena.name, arena.bytes);
  const watched = recipe.watchLayers ? updateNorms(table, parameters) : undefined;
  const values = {
    ...table,
    parameters,
    state: stateArenas(recipe).map((name) => all(name, arena.bytes)),
    control: clip?.clipping ?? loss,
    isClipped: clip !== undefined,
    settings,
  };
  const step = recipe.optimizer === 'sgd' ? sgdDispatch(values, recipe.nesterov) : adamwDispatch(values);
  return {
    wanted,
    gradients: layout,
    external: whole,
    dispatches: [
      ...(clip ? clipDispatches(table, numbers, clip.norm, { ...clip, totals: loss }) : []),
      ...(watched ? [watched.before, step, ...watched.behind] : [step]),
    ],
    tables: [
      [table.owners, ownersOf(entries, numbers)],
      [table.entries, packEntries(entries)],
    ],
    settings,
    clipping: clip?.clipping,
    norms: watched?.norms,
  };
}

/** Watched gradients are clipped to a norm that no finite gradients have: their scale is exactly 1. */
function clipNormOf({ clipNorm, watchGradients }: OptimiserRecipe): number | undefined {
  return clipNorm ?? (watchGradients ? largestF32 : undefined);
}

interface Source {
  readonly value: Value;
  /** Of the first slice's part, in numbers. */
  readonly offset: number;
  readonly slices: number;
  readonly stride: number;
}

/** A gradient as it is computed: where it would be summed from slices, those. */
function sourceOf(graph: Graph, gradient: Value): Source {
  const node = graph.nodes.find(({ outputs }) => outputs[0] === gradient);
  const slices = node?.inputs[0];
  if (node?.op !== sumSlices || !slices) return { value: gradient, offset: 0, slices: 1, stride: 0 };
  const { offset } = node.attributes as SumSlicesAttributes;
  return { value: slices, offset, slices: slices.shape[0] ?? 1, stride: sizeOf(slices.shape.slice(1)) };
}

/** The settings of a step, from 1, at this rate and momentum. */
export function settingsOf(
  recipe: Pick<Recipe, 'optimizer' | 'betas' | 'epsilon' | 'weightDecay'>,
  { rate, momentum }: { readonly rate: number; readonly momentum: number },
  step: number,
): Float32Array<ArrayBuffer> {
  const { weightDecay, epsilon: eps } = recipe;
  const [beta1, beta2] = recipe.betas;
  return recipe.optimizer === 'sgd'
    ? sgdSettings({ learningRate: rate, momentum, weightDecay }, step)
    : adamwSettings({ learningRate: rate, beta1, beta2, eps, weightDecay }, step);
}
