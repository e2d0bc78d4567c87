/**
 * The training step as one plan: samples -> the layers after the boundary -> loss -> gradients of what is trainable ->
 * optimiser. Pure description.
 *
 * Trainable parameters and what the optimiser keeps of each are arenas of one layout, so that the optimiser is one
 * dispatch over all of them. Running statistics, which the step moves but no gradient reaches, have an arena of their
 * own.
 */

import { differentiate } from '../graph/autodiff.js';
import type { Target } from '../graph/dispatch.js';
import { fuseBatchNorms } from '../graph/fuse.js';
import { Graph, type Value } from '../graph/graph.js';
import type { Placement } from '../graph/memory.js';
import { compile, type Plan } from '../graph/plan.js';
import { recompute, type Recomputed } from '../graph/recompute.js';
import { specialise, type SpecialiseOptions } from '../graph/specialise.js';
import type { Precision } from '../graph/value.js';
import { buildForward, type BatchNormForm } from '../models/forward.js';
import type { BatchNormLayer, Network } from '../models/layer.js';
import { batchTotals, crossEntropy } from '../ops/cross-entropy.js';
import { planOptimiser, type OptimiserPlan, type OptimiserRecipe, type ParameterArena } from './optimiser.js';
import type { Group } from './parameter-groups.js';
import type { SampleSource } from './sample-source.js';

/** The names of a training run's arenas, besides those of the optimiser's state. */
export const runArenas = {
  parameters: 'trainable',
  statistics: 'running statistics',
  sums: 'sums of an epoch',
} as const;

/** The name of the sums' one tensor, [2]: of the losses, and of right predictions. */
export const epochSums = 'epoch sums';

/** Rows that one evaluation pass takes. */
export const evaluationBatch = 64;

/** The most rows that a step or an evaluation takes. */
export function largestBatch({ batchSize }: { readonly batchSize: number }): number {
  return Math.max(batchSize, evaluationBatch);
}

/** The sizes of an epoch's batches: the recipe's, and what is left for the last. */
export function batchSizes(batchSize: number, samples: number): readonly number[] {
  const sizes = [Math.min(batchSize, samples), samples % batchSize];
  return [...new Set(sizes)].filter((size) => size > 0);
}

export interface StepOptions {
  readonly network: Network;
  readonly source: SampleSource;
  readonly batch: number;
  readonly target: Target;
  /** Names of the parameters and running statistics that training changes. */
  readonly changing: ReadonlySet<string>;
  /** How batch norms are computed in training. */
  readonly batchNorm: ReadonlyMap<string, BatchNormForm>;
  readonly labelSmoothing: number;
  /** What frozen layers keep their values as. */
  readonly frozenPrecision: Precision;
  /** What the backward part computes again rather than finds in memory. */
  readonly recomputed: Recomputed;
  /** Where every parameter, statistic, sum and cached activation is. */
  readonly placements: ReadonlyMap<string, Placement>;
}

export interface Classifier {
  readonly graph: Graph;
  /** u32 [batch]: classes. */
  readonly labels: Value;
  /** u32 [4]: the number of rows that count, at 0. */
  readonly count: Value;
  /** [batch, classes] */
  readonly logits: Value;
  /** [2]: sum of losses, number of right predictions. */
  readonly totals: Value;
}

export interface Evaluation extends Classifier {
  readonly plan: Plan;
}

export interface TrainStep extends Classifier {
  readonly plan: Plan;
  readonly optimiser: OptimiserPlan;
}

interface Described {
  readonly graph: Graph;
  /** [batch, classes], of the mean loss over the rows that count. */
  readonly gradLogits: Value;
}

const names = { labels: 'labels', count: 'count', loss: 'loss', totals: 'totals' } as const;

/** The forward part and the loss. */
function describeClassifier(options: StepOptions, isTraining: boolean): Described {
  const { network, source, batch, changing, batchNorm } = options;
  const batchNormOf = (layer: BatchNormLayer) => (isTraining ? batchNorm.get(layer.name) : undefined) ?? 'folded';
  const graph = new Graph();
  const labels = graph.input(names.labels, [batch], 'u32');
  const count = graph.input(names.count, [4], 'u32');
  const activations = source.describe(graph, batch);
  const layers = buildForward(graph, activations, network, {
    from: source.boundary,
    trainable: changing,
    batchNormOf,
  });
  const logits = layers.get(logitsOf(network)) ?? activations;
  const labelSmoothing = isTraining ? options.labelSmoothing : 0;
  const [losses, gradLogits, correct] = graph.add(crossEntropy, names.loss, [logits, labels, count], {
    labelSmoothing,
  });
  if (!gradLogits || !correct) throw new TypeError('crossEntropy has three outputs');
  const sums = isTraining ? [graph.trainable(epochSums, [2])] : [];
  graph.add(batchTotals, names.totals, [losses, correct, ...sums], {});
  return { graph, gradLogits };
}

function logitsOf({ layers }: Network): string {
  return layers.at(-1)?.name ?? '';
}

function classifierIn(graph: Graph, network: Network): Classifier {
  const [labels, count, totals] = [names.labels, names.count, names.totals].map((name) => graph.value(name)) as [
    Value,
    Value,
    Value,
  ];
  return { graph, labels, count, totals, logits: graph.value(logitsOf(network)) };
}

/** The plan that only predicts: for the test part, with the parameters as they are at that moment. */
export function planEvaluation(options: StepOptions): Evaluation {
  const graph = specialise(describeClassifier(options, false).graph, specialisation(options));
  const classifier = classifierIn(graph, options.network);
  const keep = [classifier.logits, classifier.totals];
  return { ...classifier, plan: compile(graph, { target: options.target, keep, external: options.placements }) };
}

/** The plan of a training step's forward part with every layer kept: to look for what went wrong. */
export function planLayers(options: StepOptions): { graph: Graph; layers: readonly string[]; plan: Plan } {
  const { graph } = describeClassifier(options, true);
  const layers = options.network.layers.map(({ name }) => name).filter((name) => graph.values.has(name));
  const keep = layers.map((name) => graph.value(name));
  return { graph, layers, plan: compile(graph, { target: options.target, keep, external: options.placements }) };
}

/** The plan of a whole step, optimiser included. */
export function planTrainStep(
  options: StepOptions,
  arena: ParameterArena,
  recipe: OptimiserRecipe,
  groups: ReadonlyMap<string, Group>,
): TrainStep {
  const { network, target } = options;
  const described = describeClassifier(options, true);
  const trained = fuseBatchNorms(described.graph, new Set());
  const forwardCount = trained.nodes.length;
  const parameters = [...arena.placements.keys()].map((name) => trained.value(name));
  const seeds = new Map([[trained.value(logitsOf(network)), trained.value(described.gradLogits.name)]]);
  const differentiated = differentiate(trained, seeds, parameters, target);

  const graph = specialise(recompute(trained, forwardCount, options.recomputed), specialisation(options));
  const gradients = new Map(parameters.map(({ name }) => [name, differentiated.get(trained.value(name))?.name ?? '']));
  const loss = graph.value(names.totals);
  const optimiser = planOptimiser(graph, gradients, arena, { recipe, groups, loss });
  return { ...classifierIn(graph, network), optimiser, plan: compileStep(graph, optimiser, options) };
}

/** What is wanted of either plan, the classifier alone computes: nothing else has to be kept. */
function specialisation({ target, frozenPrecision }: StepOptions): SpecialiseOptions {
  return { target, precision: frozenPrecision };
}

function compileStep(graph: Graph, optimiser: OptimiserPlan, { target, placements }: StepOptions): Plan {
  const { wanted, gradients, external, dispatches, clipping, norms } = optimiser;
  const told = [clipping, norms].filter((value) => value !== undefined);
  return compile(graph, {
    target,
    keep: [graph.value(names.totals), ...wanted, ...told],
    external: new Map([...placements, ...external]),
    apart: gradients,
    append: dispatches,
  });
}
