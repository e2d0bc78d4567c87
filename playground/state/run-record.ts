/** A training that was run, as it is kept: how it went, by which recipe, on what. Plain data, for storage and files. */

import { csv } from '../../engine/experiments/report/tables.js';
import { epochsOf, type Recipe } from '../../engine/index.js';
import type { EpochReport, StepLoss, TrainReport } from '../worker/protocol.js';
import type { AppState } from './app-state.js';
import { begun, finished, type TrainingState } from './training.js';

export interface RunRecord {
  readonly id: string;
  /** To begin with, what it froze; a person may call it anything. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly outcome: 'done' | 'cancelled' | 'failed';
  /** The mask and the seed are part of it. */
  readonly recipe: Recipe;
  readonly model: string;
  readonly data: string;
  /** None of runs that were kept before there was one. */
  readonly dataOrigin?: string | undefined;
  readonly adapter: string;
  readonly seconds: number;
  readonly epochs: readonly EpochReport[];
  readonly losses: readonly StepLoss[];
  /** Of a run that did not fail; it has the hashes of model and data. */
  readonly report: TrainReport | undefined;
  readonly error: string | undefined;
}

/** The runs that are compared, in the order of their looks. */
export function comparedIn({ runs, compared }: Pick<AppState, 'runs' | 'compared'>): RunRecord[] {
  return compared.flatMap((id) => runs.find((run) => run.id === id) ?? []);
}

/** `head only, 20 epochs` */
export function nameOf(recipe: Recipe): string {
  const epochs = epochsOf(recipe);
  return `${sayMask(recipe)}, ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
}

/** What a recipe trains: `head only`, `frozen up to layer2, but layer1.0`. */
export function sayMask({ freeze, unfreeze, phases, fromScratch }: Recipe): string {
  if (phases.length > 0) return `${phases.length} phases`;
  if (fromScratch) return 'from scratch';
  const frozen = freeze === 'head' ? 'head only' : freeze === 'none' ? 'everything learns' : `frozen up to ${freeze}`;
  return unfreeze.length > 0 ? `${frozen}, but ${unfreeze.join(', ')}` : frozen;
}

/** The state of the training as it was at its end. */
export function trainingOf({ recipe, epochs, losses, report, error, outcome, dataOrigin }: RunRecord): TrainingState {
  const steps = losses.at(-1)?.step ?? 0;
  const state = { ...begun(epochsOf(recipe)), step: steps, steps, stepLosses: losses, epochs, dataOrigin };
  return report ? finished(state, report) : { ...state, phase: outcome, error };
}

const columns = [
  'epoch',
  'phase',
  'learningRate',
  'trainLoss',
  'trainAccuracy',
  'testLoss',
  'testAccuracy',
  'seconds',
] as const satisfies readonly (keyof EpochReport)[];

/** The epochs as comma-separated values, with a line of names first. */
export function csvOf({ epochs }: Pick<RunRecord, 'epochs'>): string {
  return csv({ head: columns, rows: epochs.map((epoch) => columns.map((column) => String(epoch[column]))) });
}
