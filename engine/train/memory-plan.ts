/**
 * The memory that a training will take, known before it starts: the step is planned for the mask, the batch and the image
 * size, and what it would allocate is added up. Pure.
 */

import { roundUp, type Shape } from '../core/shape.js';
import type { Target } from '../graph/dispatch.js';
import { Graph, type Value } from '../graph/graph.js';
import { layOut, type Placement } from '../graph/memory.js';
import type { Plan } from '../graph/plan.js';
import type { Recomputed } from '../graph/recompute.js';
import { buildForward } from '../models/forward.js';
import { inputName, type Network, type Parameter } from '../models/layer.js';
import { packedShape } from '../weights/pack.js';
import { isColoured } from '../data/augment.js';
import { cachedActivations } from './activation-cache.js';
import { layOutCache, type CacheLayout } from './cache-layout.js';
import { describeCached } from './cached-source.js';
import { planCopies } from './copies.js';
import type { FreezePlan } from './freeze.js';
import { gradientsArena, stateArenas } from './optimiser.js';
import { describePixels } from './pixel-source.js';
import type { Recipe } from './recipe.js';
import type { SampleSource } from './sample-source.js';
import {
  batchSizes,
  epochSums,
  evaluationBatch,
  largestBatch,
  planEvaluation,
  planTrainStep,
  runArenas,
  type StepOptions,
} from './train-step.js';

/** Bytes on the GPU. */
export interface MemoryPlan {
  readonly weights: number;
  readonly gradients: number;
  readonly optimiser: number;
  /** Of the layers that are computed in a step, with the workspace of their kernels. */
  readonly activations: number;
  /** Pictures, labels and tables that are written before a step. */
  readonly inputs: number;
  /** Of the frozen part, for every sample that the GPU has room for. */
  readonly cache: number;
  readonly total: number;
}

/** What a training does without to need less memory. */
export interface Economy {
  readonly recomputed: Recomputed;
  /** The most that cached activations may take on the GPU; the rest of them lies in a file. */
  readonly cacheBytes: number;
}

export interface MemoryRequest {
  readonly network: Network;
  readonly plan: FreezePlan;
  readonly recipe: Recipe;
  /** The side of the images. */
  readonly imageSize: number;
  readonly samples: { readonly train: number; readonly test: number };
  readonly target: Target;
}

export function planMemory(request: MemoryRequest, economy: Economy): MemoryPlan {
  const { recipe } = request;
  const layout = layOutTraining(request, economy);
  const { whole, trainable, statistics } = layout.parameters;
  const arenas = planTraining(request, economy, layout).flatMap((plan) => [...plan.arenas]);
  const bytesOf = (wanted?: string) =>
    arenas.reduce((sum, [name, bytes]) => sum + (wanted === undefined || name === wanted ? bytes : 0), 0);
  const all = bytesOf();
  const parts = {
    weights: whole.bytes + trainable.bytes + statistics.bytes,
    gradients: bytesOf(gradientsArena),
    optimiser: stateArenas(recipe).length * trainable.bytes,
    activations: all - bytesOf(gradientsArena) - bytesOf('inputs'),
    inputs: bytesOf('inputs'),
    cache: layout.caches.reduce((sum, { tableBytes }) => sum + roundUp(tableBytes, 256), 0),
  };
  return { ...parts, total: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0) };
}

/** The plans of a training: its steps, of every batch size, and the evaluation. */
export function planTraining(
  request: MemoryRequest,
  economy: Economy,
  layout = layOutTraining(request, economy),
): readonly Plan[] {
  const { recipe, samples } = request;
  return [
    ...batchSizes(recipe.batchSize, samples.train).map((batch) => planStep(request, economy, batch, layout)),
    planEvaluation(optionsFor(request, economy, Math.min(evaluationBatch, samples.test), layout)).plan,
  ];
}

/** The plan of a training step on `batch` samples, as a run will have it, but for where parameters are. */
export function planStep(
  request: MemoryRequest,
  economy: Economy,
  batch: number,
  layout = layOutTraining(request, economy),
): Plan {
  const options = optionsFor(request, economy, batch, layout);
  return planTrainStep(options, layout.parameters.trainable, request.recipe, new Map()).plan;
}

/** Where what all plans of a training have in common will lie. */
interface Layout {
  readonly parameters: ReturnType<typeof placeParameters>;
  readonly caches: readonly CacheLayout[];
}

function layOutTraining(request: MemoryRequest, { cacheBytes }: Economy): Layout {
  return { parameters: placeParameters(request), caches: layOutCaches(request, cacheBytes) };
}

interface PlacedArena {
  readonly name: string;
  readonly placements: ReadonlyMap<string, Placement>;
  readonly bytes: number;
}

function place(parameters: readonly Parameter[], name: string): PlacedArena {
  const values = parameters.map((parameter): Value => {
    return { name: parameter.name, shape: packedShape(parameter.shape), type: 'f32', kind: 'parameter' };
  });
  const { placements, arenas } = layOut(values, name);
  const byName = new Map([...placements].map(([value, placement]) => [value.name, placement]));
  return { name, placements: byName, bytes: arenas.get(name) ?? 0 };
}

/** The model as it came, and copies of what training changes. */
function placeParameters({ network, plan }: MemoryRequest) {
  return {
    whole: place(network.parameters, 'parameters'),
    trainable: place(plan.trainable, runArenas.parameters),
    statistics: place(plan.statistics, runArenas.statistics),
  };
}

/** The caches of a training, of the training part and the test part; none where it takes pixels. */
export function layOutCaches(request: MemoryRequest, cacheBytes: number): readonly CacheLayout[] {
  const { network, plan, recipe, imageSize, samples } = request;
  const copies = planCopies(recipe);
  if (plan.boundary === inputName || !recipe.cache || !copies) return [];
  const perSample = boundaryShape(network, plan.boundary, imageSize);
  const shared = { perSample, precision: recipe.cachePrecision, batch: largestBatch(recipe) };
  const layOut = (rows: number, bytes: number) =>
    layOutCache({ ...shared, rows, gpuBytes: Math.max(0, Math.min(bytes, request.target.maxBindingBytes)) });
  const leastOfTest = layOut(samples.test, 0).tableBytes;
  const train = layOut(samples.train * copies.count, cacheBytes - leastOfTest);
  return [train, layOut(samples.test, cacheBytes - train.tableBytes)];
}

/** Where samples will come from, as far as a plan has to know. */
function sourceOf(
  { plan: { boundary }, recipe, imageSize, samples }: MemoryRequest,
  [cache]: readonly CacheLayout[],
): SampleSource {
  const base = { count: samples.train, arenas: [], write: () => undefined };
  return cache
    ? { ...base, boundary, describe: (graph, batch) => describeCached(graph, boundary, cache, batch) }
    : {
        ...base,
        boundary: inputName,
        describe: (graph, batch) => describePixels(graph, imageSize, batch, isColoured(recipe.augment)),
      };
}

function boundaryShape(network: Network, boundary: string, imageSize: number): Shape {
  const graph = new Graph();
  const values = buildForward(graph, graph.input(inputName, [1, imageSize, imageSize, 4]), network);
  return values.get(boundary)?.shape.slice(1) ?? [];
}

function optionsFor(
  request: MemoryRequest,
  { recomputed }: Economy,
  batch: number,
  { parameters, caches }: Layout,
): StepOptions {
  const { network, plan, recipe, target } = request;
  const elsewhere = { arena: 'elsewhere', offset: 0, bytes: 0 };
  return {
    network,
    source: sourceOf(request, caches),
    batch,
    target,
    batchNorm: plan.batchNorm,
    labelSmoothing: recipe.labelSmoothing,
    frozenPrecision: recipe.frozenPrecision,
    recomputed,
    changing: new Set([...plan.trainable, ...plan.statistics].map(({ name }) => name)),
    placements: new Map([
      ...Object.values(parameters).flatMap(({ placements }) => [...placements]),
      [epochSums, elsewhere],
      [cachedActivations, elsewhere],
    ]),
  };
}
