/**
 * A training run on the GPU: the arenas of what is trained, the step and the evaluation made ready, and the two things
 * that can be done with them. It knows nothing of epochs, time or events; trainer.ts does.
 */

import { ThawError } from '../core/errors.js';
import { Arena } from '../gpu/arena.js';
import { Session } from '../gpu/session.js';
import type { Plan } from '../graph/plan.js';
import type { Model } from '../model.js';
import { packedShapes } from '../model.js';
import { resnet } from '../models/resnet.js';
import { pack } from '../weights/pack.js';
import type { Tensors } from '../weights/tensor.js';
import type { ActivationCache } from './activation-cache.js';
import type { Recipe } from './recipe.js';
import { pick, type Start } from './start.js';
import {
  planEvaluation,
  planTrainStep,
  runArenas,
  type Evaluation,
  type StepOptions,
  type TrainStep,
} from './train-step.js';

export interface RunOptions extends Start {
  readonly model: Model;
  readonly recipe: Recipe;
  readonly train: ActivationCache;
  readonly test: ActivationCache;
}

export interface Totals {
  /** Sum over the rows. */
  readonly loss: number;
  readonly correct: number;
}

/** Rows of a batch and their classes. */
export interface Batch {
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly labels: Uint32Array<ArrayBuffer>;
}

/** What training makes beside the model's own arenas. The first two are the trained model's. */
type RunArenas = Readonly<Record<'parameters' | 'statistics' | 'gradients' | 'momentum', Arena>>;

interface Planned {
  readonly plan: Plan;
}

type Ready<P> = P & { readonly session: Session };

/** Rows that one evaluation pass takes. */
const evaluationBatch = 64;

export class Run {
  #isFirstStep = true;

  private constructor(
    readonly options: RunOptions,
    readonly arenas: RunArenas,
    /** By the number of samples: an epoch's last batch has a plan of its own, so that batch norm sees just its samples. */
    readonly steps: ReadonlyMap<number, Ready<TrainStep>>,
    readonly evaluation: Ready<Evaluation>,
  ) {}

  static async create(options: RunOptions): Promise<Run> {
    const arenas = await createArenas(options);
    const sessions: Session[] = [];
    const start = async <P extends Planned>(name: string, planned: P, cache: ActivationCache): Promise<Ready<P>> => {
      const shared = [...options.model.arenas, ...Object.values(arenas), cache.arena];
      const session = await Session.create(options.model.device, name, planned.plan, shared);
      sessions.push(session);
      return { ...planned, session };
    };
    try {
      const { train, test, boundary } = options;
      const steps = new Map<number, Ready<TrainStep>>();
      for (const batch of batchSizes(options)) {
        const step = planTrainStep(stepOptions(options, train, batch, arenas), arenas.parameters);
        steps.set(batch, await start(`training step, batch ${batch}, from ${boundary}`, step, train));
      }
      const batch = Math.min(evaluationBatch, test.samples);
      const evaluation = planEvaluation(stepOptions(options, test, batch, arenas));
      return new Run(options, arenas, steps, await start(`evaluation, batch ${batch}`, evaluation, test));
    } catch (error) {
      sessions.forEach((session) => session.destroy());
      Object.values(arenas).forEach((arena) => arena.destroy());
      throw error;
    }
  }

  /** Dispatches of a step. */
  get dispatches(): number {
    return [...this.steps.values()][0]?.plan.step.length ?? 0;
  }

  /** Trains on one batch; resolves when the GPU is done with it. */
  async train({ rows, labels }: Batch): Promise<Totals> {
    const step = this.steps.get(rows.length);
    if (!step) {
      const expected = [...this.steps.keys()].join(' or ');
      throw new ThawError({ operation: 'training step', got: `a batch of ${rows.length}`, expected });
    }
    const { session, ...values } = step;
    const { learningRate, momentum, weightDecay } = this.options.recipe;
    session.write(values.rows, rows);
    session.write(values.labels, labels);
    session.write(values.count, Uint32Array.of(rows.length));
    session.write(values.settings, Float32Array.of(learningRate, momentum, weightDecay, Number(this.#isFirstStep)));
    this.#isFirstStep = false;
    const [totals = []] = await session.runAndRead(values.totals);
    return { loss: totals[0] ?? NaN, correct: totals[1] ?? NaN };
  }

  /** Logits [N, classes] of every test sample in order, and their totals. */
  async evaluate(labels: Uint32Array): Promise<Totals & { logits: Float32Array<ArrayBuffer> }> {
    const { session, ...values } = this.evaluation;
    const [batch = 1, classes = 1] = values.logits.shape;
    const logits = new Float32Array(labels.length * classes);
    let [loss, correct] = [0, 0];
    for (let first = 0; first < labels.length; first += batch) {
      const count = Math.min(batch, labels.length - first);
      const rows = Uint32Array.from({ length: count }, (_, index) => first + index);
      session.write(values.rows, rows);
      session.write(values.labels, labels.slice(first, first + count));
      session.write(values.count, Uint32Array.of(count));
      const [totals = [], own] = await session.runAndRead(values.totals, values.logits);
      logits.set(own?.subarray(0, count * classes) ?? [], first * classes);
      loss += totals[0] ?? NaN;
      correct += totals[1] ?? NaN;
    }
    return { loss, correct, logits };
  }

  /** The model as trained so far; it owns what was trained from then on. */
  finish(): Model {
    const { parameters, statistics, gradients, momentum } = this.arenas;
    [gradients, momentum].forEach((arena) => arena.destroy());
    this.#destroySessions();
    return this.options.model.with(this.options.description, [parameters, statistics]);
  }

  /** Gives everything back; for a run that failed. */
  destroy(): void {
    Object.values(this.arenas).forEach((arena) => arena.destroy());
    this.#destroySessions();
  }

  #destroySessions(): void {
    this.steps.forEach(({ session }) => session.destroy());
    this.evaluation.session.destroy();
  }
}

/** The sizes of an epoch's batches: the recipe's, and what is left for the last. */
function batchSizes({ recipe, train }: RunOptions): number[] {
  const sizes = [Math.min(recipe.batchSize, train.samples), train.samples % recipe.batchSize];
  return [...new Set(sizes)].filter((size) => size > 0);
}

async function createArenas({ model, tensors, trainable, statistics }: RunOptions): Promise<RunArenas> {
  const weights = pick(tensors, trainable);
  const made: Arena[] = [];
  const create = async (name: string, shapes: Tensors) => {
    const arena = await Arena.create(model.device, name, packedShapes(shapes));
    made.push(arena);
    return arena;
  };
  try {
    return {
      parameters: write(await create(runArenas.parameters, weights), weights),
      statistics: write(await create(runArenas.statistics, pick(tensors, statistics)), pick(tensors, statistics)),
      gradients: await create(runArenas.gradients, weights),
      momentum: await create(runArenas.momentum, weights),
    };
  } catch (error) {
    made.forEach((arena) => arena.destroy());
    throw error;
  }
}

function write(arena: Arena, tensors: Tensors): Arena {
  for (const [name, { shape, data }] of tensors) arena.write(name, pack(shape, data));
  return arena;
}

function stepOptions(options: RunOptions, cache: ActivationCache, batch: number, arenas: RunArenas): StepOptions {
  const { model, description, boundary, batchNorm } = options;
  const { parameters, statistics } = arenas;
  return {
    network: resnet(description.architecture),
    boundary,
    cacheShape: cache.shape,
    batch,
    target: model.device.target,
    batchNorm,
    changing: new Set([...parameters.placements.keys(), ...statistics.placements.keys()]),
    placements: new Map([
      ...model.placements,
      ...parameters.placements,
      ...statistics.placements,
      ...cache.arena.placements,
    ]),
  };
}
