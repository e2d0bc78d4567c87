/** Training: what it is asked for, what it will take, and how it outlives what may interrupt it. */

import type { EpochReport, PhaseForecast, Recipe, StepLoss } from '../../../engine/index.js';

export type TrainSettings = Recipe;

/** A .safetensors file with torchvision's names, an ONNX file, or a .safetensors file of the head alone. */
export type SavedForm = 'safetensors' | 'onnx' | 'head';

/** How a training outlives what may interrupt it, and what it may take. */
export interface Keeping {
  /** Bytes of GPU memory; as many as there are where absent. */
  readonly memoryBudget?: number | undefined;
  /** Bytes of it that cached activations may take; the rest of them goes to the browser's storage. */
  readonly cacheBudget?: number | undefined;
  /** Where checkpoints go: the browser's storage, a file of the caller's, or nowhere. */
  readonly to: 'storage' | 'caller' | 'nowhere';
  /** Steps between two of them; once an epoch where absent. */
  readonly every?: number | undefined;
  /** Goes on from the one in the browser's storage, or from a file; its own settings count then. */
  readonly resume?: 'storage' | Uint8Array<ArrayBuffer> | undefined;
}

/** A training that can be resumed. */
export interface Interrupted {
  readonly settings: TrainSettings;
  readonly classes: readonly string[];
  /** Epochs that are done, and of how many. */
  readonly epochs: readonly EpochReport[];
  readonly epochCount: number;
  readonly losses: readonly StepLoss[];
}

/** What a training will take, phase by phase. */
export interface Forecast {
  readonly phases: readonly (PhaseForecast & {
    /** About; measured on forward passes of one picture. */
    readonly secondsPerStep: number;
  })[];
}

/** A layer or module, or all; and the batch of noise. */
export interface GradientRequest {
  readonly layer?: string | undefined;
  readonly batchSize: number;
  readonly seed: number;
}

/** SHA-256 of the loaded data's pixels and labels, and of the loaded model's weights. */
export interface MaterialHashes {
  readonly data: string;
  readonly model: string;
}
