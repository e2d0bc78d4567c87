/** What training tells while it runs, and what it ends with. Plain data, so that it can cross to a page or a file. */

import type { Recomputed } from '../graph/recompute.js';
import type { LayerUpdate } from './layer-update.js';
import type { MemoryPlan } from './memory-plan.js';
import type { Recipe } from './recipe.js';
import type { StepStages } from './step-stages.js';

/** A stage of long work: `done` of `total`, in words for people. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
  /** What is counted, where it is not one thing after the other. */
  readonly unit?: 'bytes';
}

export interface EpochReport {
  /** From 1, over all phases. */
  readonly epoch: number;
  /** From 1. */
  readonly phase: number;
  /** Of its last step. */
  readonly learningRate: number;
  /** Mean over the epoch's samples, as they were trained on. */
  readonly trainLoss: number;
  /** Share of the epoch's samples that were right when they were trained on. */
  readonly trainAccuracy: number;
  /** Over the whole test part, after the epoch. */
  readonly testLoss: number;
  readonly testAccuracy: number;
  readonly seconds: number;
}

/** A step whose loss was read back. */
export interface StepLoss {
  /** From 1, over all epochs. */
  readonly step: number;
  /** Mean over the step's batch. */
  readonly loss: number;
  /** The learning rate. */
  readonly rate: number;
  /** The gradients' global norm, before it is clipped; of a recipe that clips or watches them. */
  readonly gradientNorm?: number;
}

/** A phase that is about to take its first step. */
export interface PhaseStart {
  /** From 1. */
  readonly phase: number;
  /** Its own. */
  readonly recipe: Recipe;
  readonly stages: StepStages;
}

export type TrainEvent =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | ({ readonly kind: 'phase' } & PhaseStart)
  | ({ readonly kind: 'step'; readonly steps: number; readonly secondsLeft: number } & StepLoss)
  /** How that step moved the layers that learn; of a recipe that watches them. */
  | { readonly kind: 'layers'; readonly step: number; readonly layers: readonly LayerUpdate[] }
  | { readonly kind: 'epoch'; readonly report: EpochReport; readonly epochs: number; readonly secondsLeft: number }
  /** `step`: how many have been taken. */
  | { readonly kind: 'state'; readonly state: 'running' | 'paused'; readonly step: number };

export interface TestResult {
  readonly label: number;
  readonly predicted: number;
  readonly probability: number;
}

export interface TrainReport {
  /** SHA-256 of the model that it began with, and of its data; only where checkpoints are made. */
  readonly modelHash?: string;
  readonly dataHash?: string;
  /** `false` when it was cancelled: what was trained so far is kept and reported. */
  readonly isComplete: boolean;
  readonly epochs: readonly EpochReport[];
  /** Of the steps whose loss was read back, each the mean over its batch. */
  readonly losses: readonly StepLoss[];
  /** How the last step that told of itself moved the layers that learn; of a recipe that watches them. */
  readonly layers?: readonly LayerUpdate[] | undefined;
  /** Of a test of learning rates: the one to use, if it found one. */
  readonly suggestedRate?: number | undefined;
  readonly classes: readonly string[];
  readonly testAccuracy: number;
  /** `confusion[label][predicted]`: numbers of test samples. */
  readonly confusion: readonly (readonly number[])[];
  /** For each test sample, in order. */
  readonly testResults: readonly TestResult[];
  /** Their names. */
  readonly testSamples: readonly string[];
  readonly trainableParameters: number;
  readonly peakGpuBytes: number;
  /** As it was planned before the start. */
  readonly memory: MemoryPlan;
  /** What the backward part computed again, to keep within the memory budget. */
  readonly recomputed: Recomputed;
  /** Bytes of cached activations that lay in a file, because the GPU had no room for them. */
  readonly cacheFileBytes: number;
  readonly dispatchesPerStep: number;
  /** Of convolutions and matrix products, on a whole batch. */
  readonly multiplyAddsPerStep: number;
  readonly submitsPerStep: number;
  /** Seconds spent on the frozen body's activations, once; 0 where they were cached already. */
  readonly prefixSeconds: number;
  readonly seconds: number;
}
