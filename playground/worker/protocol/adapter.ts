/** What is asked of the adapter: which it is, how fast its kernels are, with which tiles, and whether it differentiates rightly. */

import type {
  AdapterInfo,
  ModelProfile,
  ProfileRequest,
  Progress,
  TensorCheck,
  TileTable,
  Tuned,
  TuneRequest,
} from '../../../engine/index.js';

/** The adapter that the engine runs on, in words and numbers. */
export type AdapterReport = AdapterInfo;

/** A layer or module, or all; and the batch of noise. */
export interface GradientRequest {
  readonly layer?: string | undefined;
  readonly batchSize: number;
  readonly seed: number;
}

export interface AdapterCommands {
  /** Finds an adapter. Rejects, saying what to do, where there is none. */
  start(): Promise<AdapterReport>;

  /** Takes, for all that is planned from now on, the tiles of that table which is this adapter's; gives their number. */
  useTiles(tables: readonly TileTable[]): Promise<number>;

  /**
   * Finds the fastest tile for each product of the loaded model's work that has none yet; gives all that there are for
   * this adapter, and keeps them. They are used from the next start on.
   */
  tune(request: TuneRequest, onTuned: (tuned: Tuned) => void): Promise<TileTable>;

  /** Ends tuning after the product under way; `tune` then resolves with what was found. */
  cancelTuning(): Promise<void>;

  /** Times every kernel of a forward pass or a training step of the loaded model, against the adapter's measured peaks. */
  profile(request: ProfileRequest, onProgress: (progress: Progress) => void): Promise<ModelProfile>;

  /** Checks the gradients of the loaded model, telling of each tensor; gives the part by which they may differ. */
  checkGradients(request: GradientRequest, onTensor: (check: TensorCheck) => void): Promise<number>;
}
