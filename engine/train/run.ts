/**
 * A training run on the GPU: the arenas of what is trained, the step and the evaluation made ready, and the things that
 * can be done with them. It knows nothing of epochs, time or events; epochs.ts and trainer.ts do.
 */

import { ThawError } from '../core/errors.js';
import { Arena } from '../gpu/arena.js';
import { Session } from '../gpu/session.js';
import { multiplyAddsOf } from '../graph/dispatch.js';
import type { Plan } from '../graph/plan.js';
import type { Recomputed } from '../graph/recompute.js';
import { pack, unpackAll } from '../weights/pack.js';
import type { Tensor, Tensors } from '../weights/tensor.js';
import type { LayerUpdate } from './layer-update.js';
import { layerUpdates } from './layer-updates.js';
import { settingsOf } from './optimiser.js';
import { parameterGroups } from './parameter-groups.js';
import { createArenas, listArenas, type RunArenas, type RunContent } from './run-arenas.js';
import type { SampleSource } from './sample-source.js';
import {
  batchSizes,
  epochSums,
  evaluationBatch,
  planEvaluation,
  planTrainStep,
  type Evaluation,
  type StepOptions,
  type TrainStep,
} from './train-step.js';

export interface RunOptions extends RunContent {
  readonly train: SampleSource;
  readonly test: SampleSource;
  /** What the backward part computes again rather than finds in memory. */
  readonly recomputed: Recomputed;
}

export interface Totals {
  /** Sum over the rows. */
  readonly loss: number;
  readonly correct: number;
}

/** Samples of a batch, their classes, and the epoch in which they are seen. */
export interface Batch {
  readonly samples: Uint32Array;
  readonly labels: Uint32Array<ArrayBuffer>;
  readonly epoch: number;
}

/** What a step tells when it is asked. */
export interface StepReport {
  /** Mean over the batch. */
  readonly loss: number;
  /** The gradients' global norm, before it is clipped; of a recipe that clips or watches them. */
  readonly gradientNorm?: number;
  /** Of a recipe that watches them. */
  readonly layers?: readonly LayerUpdate[];
}

/** What changes from step to step. */
export interface Pace {
  readonly rate: number;
  readonly momentum: number;
  /** From 1. */
  readonly step: number;
}

type Ready<P> = P & { readonly session: Session };

export class Run {
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
    const start = async (name: string, plan: Plan, source: SampleSource): Promise<Session> => {
      const session = await Session.create(options.model.device, name, plan, shared(options, arenas, source));
      sessions.push(session);
      return session;
    };
    try {
      const { train, test, recipe, model } = options;
      const groups = parameterGroups(model.network, recipe);
      const steps = new Map<number, Ready<TrainStep>>();
      for (const batch of batchSizes(recipe.batchSize, train.count)) {
        const step = planTrainStep(stepOptions(options, train, batch, arenas), arenas.parameters, recipe, groups);
        const session = await start(`training step, batch ${batch}, from ${train.boundary}`, step.plan, train);
        for (const [value, table] of step.optimiser.tables) session.write(value, table);
        steps.set(batch, { ...step, session });
      }
      const batch = Math.min(evaluationBatch, test.count);
      const evaluation = planEvaluation(stepOptions(options, test, batch, arenas));
      const session = await start(`evaluation, batch ${batch}`, evaluation.plan, test);
      return new Run(options, arenas, steps, { ...evaluation, session });
    } catch (error) {
      sessions.forEach((session) => session.destroy());
      listArenas(arenas).forEach((arena) => arena.destroy());
      throw error;
    }
  }

  /** Dispatches of a step. */
  get dispatches(): number {
    return [...this.steps.values()][0]?.plan.step.length ?? 0;
  }

  /** Multiply-adds of a step. */
  get multiplyAdds(): number {
    return multiplyAddsOf([...this.steps.values()][0]?.plan.step ?? []);
  }

  /**
   * Trains on one batch. The step has been submitted when this returns.
   * @param withLoss reads the batch's mean loss back, 4 bytes, and the norms that the recipe watches. Either way it
   * resolves when the GPU is done with the step.
   */
  async train({ samples, labels, epoch }: Batch, pace: Pace, withLoss: boolean): Promise<StepReport | undefined> {
    const step = this.steps.get(samples.length);
    if (!step) {
      const expected = [...this.steps.keys()].join(' or ');
      throw new ThawError({ operation: 'training step', got: `a batch of ${samples.length}`, expected });
    }
    const { session, optimiser, ...values } = step;
    this.options.train.write(session, values.graph, samples, epoch);
    session.write(values.labels, labels);
    session.write(values.count, Uint32Array.of(samples.length));
    session.write(optimiser.settings, settingsOf(this.options.recipe, pace, pace.step));
    if (!withLoss) {
      session.run();
      await this.options.model.device.settled(session.name);
      return undefined;
    }
    const { clipping, norms } = optimiser;
    if (!clipping && !norms) return { loss: (await session.runAndReadFirst(values.totals)) / samples.length };
    const told = [values.totals, ...(clipping ? [clipping] : []), ...(norms ? [norms] : [])];
    const numbers = new Map((await session.runAndRead(...told)).map((read, index) => [told[index], read]));
    return {
      loss: (numbers.get(values.totals)?.[0] ?? NaN) / samples.length,
      ...(clipping ? { gradientNorm: numbers.get(clipping)?.[1] ?? NaN } : {}),
      ...(norms ? { layers: layerUpdates(this.#trained, numbers.get(norms) ?? []) } : {}),
    };
  }

  /** Names of what is trained, as it lies in its arena. */
  get #trained(): readonly string[] {
    return [...this.arenas.parameters.placements.keys()];
  }

  /** Sums of losses and of right predictions over all steps since `resetSums`. */
  async readSums(): Promise<Totals> {
    const sums = (await this.arenas.sums.readAll()).get(epochSums) ?? [];
    return { loss: sums[0] ?? NaN, correct: sums[1] ?? NaN };
  }

  resetSums({ loss, correct }: Totals = { loss: 0, correct: 0 }): void {
    this.arenas.sums.write(epochSums, Float32Array.of(loss, correct));
  }

  /** Logits [N, classes] of every test sample in order, and their totals. */
  async evaluate(labels: Uint32Array): Promise<Totals & { logits: Float32Array<ArrayBuffer> }> {
    const { session, ...values } = this.evaluation;
    const [batch = 1, classes = 1] = values.logits.shape;
    const logits = new Float32Array(labels.length * classes);
    let [loss, correct] = [0, 0];
    for (let first = 0; first < labels.length; first += batch) {
      const count = Math.min(batch, labels.length - first);
      const samples = Uint32Array.from({ length: count }, (_, index) => first + index);
      this.options.test.write(session, values.graph, samples, 0);
      session.write(values.labels, labels.slice(first, first + count));
      session.write(values.count, Uint32Array.of(count));
      const [totals = [], own] = await session.runAndRead(values.totals, values.logits);
      logits.set(own?.subarray(0, count * classes) ?? [], first * classes);
      loss += totals[0] ?? NaN;
      correct += totals[1] ?? NaN;
    }
    return { loss, correct, logits };
  }

  /** What has been trained, and the running statistics that have moved, in PyTorch's layout. */
  async readTensors(): Promise<Tensors> {
    const { parameters, statistics } = this.arenas;
    const packed = new Map([...(await parameters.readAll()), ...(await statistics.readAll())]);
    return unpackAll(this.options.model.network.parameters, packed);
  }

  /** What the optimiser keeps, by `ARENA/PARAMETER`, in PyTorch's layout. */
  async readOptimiser(): Promise<Tensors> {
    const all = new Map<string, Tensor>();
    for (const arena of this.arenas.state) {
      const tensors = unpackAll(this.options.model.network.parameters, await arena.readAll());
      tensors.forEach((tensor, name) => all.set(`${arena.name}/${name}`, tensor));
    }
    return all;
  }

  /** Puts back what `readOptimiser` gave. */
  writeOptimiser(tensors: Tensors): void {
    for (const arena of this.arenas.state) {
      for (const name of arena.shapes.keys()) {
        const tensor = tensors.get(`${arena.name}/${name}`);
        if (tensor) arena.write(name, pack(tensor.shape, tensor.data));
      }
    }
  }

  /** For a plan of the same layers from the same parameters. */
  stepOptions(source: SampleSource, batch: number): StepOptions {
    return stepOptions(this.options, source, batch, this.arenas);
  }

  /** The arenas that such a plan refers to. */
  sharedWith(source: SampleSource): readonly Arena[] {
    return shared(this.options, this.arenas, source);
  }

  /** Gives everything back. */
  destroy(): void {
    this.steps.forEach(({ session }) => session.destroy());
    this.evaluation.session.destroy();
    listArenas(this.arenas).forEach((arena) => arena.destroy());
  }
}

function shared({ model }: RunOptions, arenas: RunArenas, source: SampleSource): readonly Arena[] {
  return [...model.arenas, ...listArenas(arenas), ...source.arenas];
}

function stepOptions(
  { model, plan, recipe, recomputed }: RunOptions,
  source: SampleSource,
  batch: number,
  { parameters, statistics, sums }: RunArenas,
): StepOptions {
  const changing = [parameters, statistics];
  return {
    network: model.network,
    source,
    batch,
    target: model.device.target,
    batchNorm: plan.batchNorm,
    labelSmoothing: recipe.labelSmoothing,
    frozenPrecision: recipe.frozenPrecision,
    recomputed,
    changing: new Set(changing.flatMap(({ placements }) => [...placements.keys()])),
    placements: new Map([
      ...model.placements,
      ...[...changing, sums, ...source.arenas].flatMap(({ placements }) => [...placements]),
    ]),
  };
}
