/**
 * The training step as one plan: cached activations of a batch -> the layers after the boundary -> loss -> gradients of
 * what is trainable -> optimiser. Pure description.
 *
 * Trainable parameters, their gradients and the optimiser's momentum are three arenas of one layout, so that the
 * optimiser is one dispatch over all of them. Running statistics, which the step moves but no gradient reaches, are a
 * fourth.
 */

import type { Shape } from '../core/shape.js';
import { differentiate } from '../graph/autodiff.js';
import type { Target } from '../graph/dispatch.js';
import { Graph, type Value } from '../graph/graph.js';
import type { Placement } from '../graph/memory.js';
import { compile, type Plan } from '../graph/plan.js';
import { buildForward, type BatchNormForm } from '../models/forward.js';
import type { BatchNormLayer, Network } from '../models/layer.js';
import { batchTotals, crossEntropy } from '../ops/cross-entropy.js';
import { gatherRows } from '../ops/gather.js';
import { sgdDispatch } from '../ops/sgd.js';
import { cachedActivations } from './activation-cache.js';

/** The names of a training run's arenas. */
export const runArenas = {
  parameters: 'trainable',
  statistics: 'running statistics',
  gradients: 'gradients',
  momentum: 'momentum',
} as const;

export interface StepOptions {
  readonly network: Network;
  /** The layer whose activations are cached: what comes after it is computed in the step. */
  readonly boundary: string;
  /** [rows, …] of the cache. */
  readonly cacheShape: Shape;
  readonly batch: number;
  readonly target: Target;
  /** Names of the parameters and running statistics that training changes. */
  readonly changing: ReadonlySet<string>;
  /** How batch norms are computed in training. */
  readonly batchNorm: ReadonlyMap<string, BatchNormForm>;
  /** Where every parameter, statistic and the cache are. */
  readonly placements: ReadonlyMap<string, Placement>;
}

export interface Classifier {
  readonly graph: Graph;
  /** u32 [batch]: rows of the cache. */
  readonly rows: Value;
  /** u32 [batch]: classes. */
  readonly labels: Value;
  /** u32 [4]: the number of rows that count, at 0. */
  readonly count: Value;
  /** [batch, classes] */
  readonly logits: Value;
  /** [batch, classes], of the mean loss over the rows that count. */
  readonly gradLogits: Value;
  /** [2]: sum of losses, number of right predictions. */
  readonly totals: Value;
}

export interface Evaluation extends Classifier {
  readonly plan: Plan;
}

export interface TrainStep extends Classifier {
  readonly plan: Plan;
  /** [4]: learning rate, momentum, weight decay, 1 in the first step. */
  readonly settings: Value;
}

/** The arena of trainable parameters: a layout, and its size in bytes. */
export interface ParameterArena {
  readonly placements: ReadonlyMap<string, Placement>;
  readonly bytes: number;
}

/** The forward part and the loss. */
function describeClassifier(options: StepOptions, isTraining: boolean): Classifier {
  const { network, boundary, cacheShape, batch, changing, batchNorm } = options;
  const batchNormOf = (layer: BatchNormLayer) => (isTraining ? batchNorm.get(layer.name) : undefined) ?? 'folded';
  const graph = new Graph();
  const cache = graph.parameter(cachedActivations, cacheShape);
  const rows = graph.input('rows', [batch], 'u32');
  const labels = graph.input('labels', [batch], 'u32');
  const count = graph.input('count', [4], 'u32');
  const [activations] = graph.add(gatherRows, boundary, [cache, rows], {});
  const layers = buildForward(graph, activations, network, { from: boundary, trainable: changing, batchNormOf });
  const logits = layers.get(network.layers.at(-1)?.name ?? '') ?? activations;
  const [losses, gradLogits, correct] = graph.add(crossEntropy, 'loss', [logits, labels, count], {});
  if (!gradLogits || !correct) throw new TypeError('crossEntropy has three outputs');
  const [totals] = graph.add(batchTotals, 'totals', [losses, correct], {});
  return { graph, rows, labels, count, logits, gradLogits, totals };
}

/** The plan that only predicts: for the test part, with the parameters as they are at that moment. */
export function planEvaluation(options: StepOptions): Evaluation {
  const classifier = describeClassifier(options, false);
  const { logits, totals, graph } = classifier;
  const plan = compile(graph, { target: options.target, keep: [logits, totals], external: options.placements });
  return { ...classifier, plan };
}

/** The plan of a whole step, optimiser included. */
export function planTrainStep(options: StepOptions, arena: ParameterArena): TrainStep {
  const classifier = describeClassifier(options, true);
  const { graph, logits, gradLogits, totals } = classifier;
  const parameters = [...arena.placements.keys()].map((name) => graph.value(name));
  const gradients = differentiate(graph, new Map([[logits, gradLogits]]), parameters);

  const external = new Map(options.placements);
  for (const [name, placement] of arena.placements) {
    const gradient = gradients.get(graph.value(name));
    if (gradient) external.set(gradient.name, { ...placement, arena: runArenas.gradients });
  }
  const whole = (name: string): Value => {
    external.set(`all ${name}`, { arena: name, offset: 0, bytes: arena.bytes });
    return { name: `all ${name}`, shape: [arena.bytes / 4], type: 'f32', kind: 'trainable' };
  };
  const settings = graph.input('settings', [4]);
  const { parameters: weights, gradients: slopes, momentum } = runArenas;
  const optimiser = sgdDispatch(whole(weights), whole(slopes), whole(momentum), settings);
  const keep = [totals, ...parameters.flatMap((parameter) => gradients.get(parameter) ?? [])];
  const plan = compile(graph, { target: options.target, keep, external, append: [optimiser] });
  return { ...classifier, plan, settings };
}
