/**
 * The memory that a training will take, known before it starts: the step is planned for the mask, the batch and the image
 * size, and what it would allocate is added up. Pure.
 */

import { ThawError } from '../core/errors.js';
import { roundUp, sizeOf, type Shape } from '../core/shape.js';
import type { Target } from '../graph/dispatch.js';
import { Graph, type Value } from '../graph/graph.js';
import { layOut, type Placement } from '../graph/memory.js';
import { buildForward } from '../models/forward.js';
import { inputName, type Network, type Parameter } from '../models/layer.js';
import { packedShape } from '../weights/pack.js';
import { isColoured } from '../data/augment.js';
import { cachedActivations } from './activation-cache.js';
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
  /** Of the frozen part, once for every sample. */
  readonly cache: number;
  readonly total: number;
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

export function planMemory(request: MemoryRequest): MemoryPlan {
  const { network, plan, recipe, samples } = request;
  const { source, cache } = sourceOf(request);
  const trainable = place(plan.trainable, runArenas.parameters);
  const statistics = place(plan.statistics, runArenas.statistics);
  const whole = place(network.parameters, 'parameters');
  const options = (batch: number) => stepOptions(request, source, batch, [whole, trainable, statistics]);
  const plans = [
    ...batchSizes(recipe.batchSize, samples.train).map((batch) =>
      planTrainStep(options(batch), trainable, recipe, new Map()),
    ),
    planEvaluation(options(Math.min(evaluationBatch, samples.test))),
  ];
  const arenas = plans.flatMap((one) => [...one.plan.arenas]);
  const bytesOf = (wanted?: string) =>
    arenas.reduce((sum, [name, bytes]) => sum + (wanted === undefined || name === wanted ? bytes : 0), 0);
  const all = bytesOf();
  const parts = {
    weights: whole.bytes + trainable.bytes + statistics.bytes,
    gradients: bytesOf(gradientsArena),
    optimiser: stateArenas(recipe).length * trainable.bytes,
    activations: all - bytesOf(gradientsArena) - bytesOf('inputs'),
    inputs: bytesOf('inputs'),
    cache,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0) };
}

/**
 * The plan, if it is within a budget of bytes.
 * @throws ThawError with the numbers, and with a batch size that fits if there is one.
 */
export function planWithin(request: MemoryRequest, budget: number): MemoryPlan {
  const plan = attempt(request);
  if (!(plan instanceof ThawError) && plan.total <= budget) return plan;
  const remedy = remedyFor(request, budget);
  if (plan instanceof ThawError) throw new ThawError({ ...plan.complaint, remedy });
  throw new ThawError({
    operation: 'training memory',
    got: printPlan(plan, request.recipe.batchSize),
    expected: `at most ${megabytes(budget)}`,
    remedy,
  });
}

function attempt(request: MemoryRequest): MemoryPlan | ThawError {
  try {
    return planMemory(request);
  } catch (error) {
    if (error instanceof ThawError) return error;
    throw error;
  }
}

function remedyFor(request: MemoryRequest, budget: number): string {
  for (let batchSize = request.recipe.batchSize >> 1; batchSize > 1; batchSize >>= 1) {
    const smaller = attempt({ ...request, recipe: { ...request.recipe, batchSize } });
    if (!(smaller instanceof ThawError) && smaller.total <= budget) {
      return `Use a batch size of ${batchSize}, which takes ${megabytes(smaller.total)}, or freeze more.`;
    }
  }
  return 'No batch size fits: freeze more, use smaller or fewer images, or do not cache.';
}

/** `312 MB with a batch of 32: weights 40, gradients 20, …` */
function printPlan({ total, ...parts }: MemoryPlan, batchSize: number): string {
  const listed = Object.entries(parts).map(([name, bytes]) => `${name} ${megabytes(bytes)}`);
  return `${megabytes(total)} with a batch of ${batchSize} (${listed.join(', ')})`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
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

/** Where samples will come from, as far as a plan has to know, and the bytes of its cache. */
function sourceOf({ network, plan, recipe, imageSize, samples }: MemoryRequest): {
  source: SampleSource;
  cache: number;
} {
  const { boundary } = plan;
  const copies = planCopies(recipe);
  const write = () => undefined;
  const base = { count: samples.train, arenas: [], write };
  if (boundary === inputName || !recipe.cache || !copies) {
    const describe = (graph: Graph, batch: number) =>
      describePixels(graph, imageSize, batch, isColoured(recipe.augment));
    return { source: { ...base, boundary: inputName, describe }, cache: 0 };
  }
  const perSample = boundaryShape(network, boundary, imageSize);
  const shape = [samples.train * copies.count, ...perSample];
  const describe = (graph: Graph, batch: number) => describeCached(graph, boundary, shape, batch);
  const rows = samples.train * copies.count + samples.test;
  return { source: { ...base, boundary, describe }, cache: roundUp(rows * sizeOf(perSample) * 4, 256) };
}

function boundaryShape(network: Network, boundary: string, imageSize: number): Shape {
  const graph = new Graph();
  const values = buildForward(graph, graph.input(inputName, [1, imageSize, imageSize, 4]), network);
  return values.get(boundary)?.shape.slice(1) ?? [];
}

function stepOptions(
  { network, plan, recipe, target }: MemoryRequest,
  source: SampleSource,
  batch: number,
  arenas: readonly PlacedArena[],
): StepOptions {
  const elsewhere = { arena: 'elsewhere', offset: 0, bytes: 0 };
  return {
    network,
    source,
    batch,
    target,
    batchNorm: plan.batchNorm,
    labelSmoothing: recipe.labelSmoothing,
    changing: new Set([...plan.trainable, ...plan.statistics].map(({ name }) => name)),
    placements: new Map([
      ...arenas.flatMap(({ placements }) => [...placements]),
      [epochSums, elsewhere],
      [cachedActivations, elsewhere],
    ]),
  };
}
