/**
 * The ledger of a training: how far it is, in all its phases, and what it has measured. Together with the recipe it is
 * all that has to be known to go on from here, because random numbers are drawn by their counters.
 */

import type { EpochReport, StepLoss } from './events.js';
import type { LayerUpdate } from './layer-update.js';

/** What a ledger is about: the epochs and the steps of each phase. */
export interface Course {
  readonly phases: readonly { readonly epochs: number; readonly stepsPerEpoch: number }[];
  /** Ends the training, if that is sooner. */
  readonly stepLimit: number | null;
  /** Steps between two checkpoints; null: none. */
  readonly checkpointEvery: number | null;
}

/** Where a training stands, as plain data. */
export interface Position {
  /** Phases that are done. */
  readonly phase: number;
  /** Epochs of the phase that are done. */
  readonly epochOfPhase: number;
  readonly stepOfPhase: number;
  readonly stepOfEpoch: number;
  readonly samplesOfEpoch: number;
  /** Steps of all phases that are done. */
  readonly step: number;
}

export const atTheStart: Position = {
  phase: 0,
  epochOfPhase: 0,
  stepOfPhase: 0,
  stepOfEpoch: 0,
  samplesOfEpoch: 0,
  step: 0,
};

export class Ledger {
  readonly #clock = new Clock();
  readonly #firstStep: number;
  #lastCheckpoint: number;
  /** Command submissions of the steps taken here. */
  submits = 0;
  /** Of the last step. */
  rate = 0;
  /** How the last step that told of itself moved the layers. */
  layers: readonly LayerUpdate[] | undefined;
  /** Whether the training has seen enough before its last step. */
  isEnded = false;

  constructor(
    readonly course: Course,
    public position: Position = atTheStart,
    readonly epochs: EpochReport[] = [],
    readonly losses: StepLoss[] = [],
  ) {
    this.#firstStep = position.step;
    this.#lastCheckpoint = position.step;
  }

  /** Steps of the phase, as its schedule counts them. */
  get stepsOfPhase(): number {
    const { phase, step, stepOfPhase } = this.position;
    const limit = this.course.stepLimit ?? Infinity;
    return Math.min(this.#stepsIn(phase), limit - (step - stepOfPhase));
  }

  /** Steps of all phases. */
  get stepCount(): number {
    const all = this.course.phases.reduce((sum, _, phase) => sum + this.#stepsIn(phase), 0);
    return Math.min(all, this.course.stepLimit ?? Infinity);
  }

  get epochCount(): number {
    return this.course.phases.reduce((sum, { epochs }) => sum + epochs, 0);
  }

  /** Steps taken since this ledger was opened. */
  get stepsHere(): number {
    return this.position.step - this.#firstStep;
  }

  /** Whether no more steps may be taken. */
  get isFull(): boolean {
    return this.isEnded || this.position.step >= (this.course.stepLimit ?? Infinity);
  }

  get isCheckpointDue(): boolean {
    const { checkpointEvery } = this.course;
    return checkpointEvery !== null && this.position.step - this.#lastCheckpoint >= checkpointEvery;
  }

  /** How long the remaining steps will take, from those that are done; time spent paused does not count. */
  get secondsLeft(): number {
    return this.stepsHere === 0 ? 0 : (this.#clock.seconds / this.stepsHere) * (this.stepCount - this.position.step);
  }

  /** Counts a step; its number, from 1. */
  takeStep(samples: number, rate: number): number {
    const { position } = this;
    this.rate = rate;
    this.position = {
      ...position,
      stepOfPhase: position.stepOfPhase + 1,
      stepOfEpoch: position.stepOfEpoch + 1,
      samplesOfEpoch: position.samplesOfEpoch + samples,
      step: position.step + 1,
    };
    return this.position.step;
  }

  endEpoch(report: EpochReport): void {
    this.epochs.push(report);
    const { position } = this;
    this.position = { ...position, epochOfPhase: position.epochOfPhase + 1, stepOfEpoch: 0, samplesOfEpoch: 0 };
  }

  endPhase(): void {
    const { phase, step } = this.position;
    this.position = { ...atTheStart, phase: phase + 1, step };
  }

  noteCheckpoint(): void {
    this.#lastCheckpoint = this.position.step;
  }

  pause(): void {
    this.#clock.stop();
  }

  resume(): void {
    this.#clock.start();
  }

  #stepsIn(phase: number): number {
    const { epochs, stepsPerEpoch } = this.course.phases[phase] ?? { epochs: 0, stepsPerEpoch: 0 };
    return epochs * stepsPerEpoch;
  }
}

/** Counts the time in which work is done. */
class Clock {
  #spent = 0;
  #since = performance.now();

  stop(): void {
    this.#spent = this.seconds * 1000;
    this.#since = Infinity;
  }

  start(): void {
    this.#since = performance.now();
  }

  get seconds(): number {
    return (this.#spent + Math.max(0, performance.now() - this.#since)) / 1000;
  }
}
