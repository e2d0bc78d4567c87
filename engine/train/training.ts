/** How a training is steered from outside. */

import type { ModelDescription } from '../models/model.js';
import type { Tensors } from '../weights/tensor.js';
import type { Checkpoint } from './checkpoint.js';
import type { CacheStore } from './cache-store.js';
import type { Gate } from './gate.js';

export interface TrainerOptions {
  readonly signal?: AbortSignal;
  readonly gate?: Gate;
  /** Keeps the frozen part's activations for the next run; without it they are freed at the end. */
  readonly caches?: CacheStore;
  /** Where the training is saved every so many steps (once an epoch where absent), to be resumed. */
  readonly checkpoints?: { readonly every?: number | undefined; readonly save: (one: Checkpoint) => Promise<void> };
  /** Goes on from there; its recipe is the one that counts. */
  readonly resume?: Checkpoint | undefined;
  /** Bytes of GPU memory that the training may take; as many as there are where absent. */
  readonly memoryBudget?: number | undefined;
  /** Bytes of it that cached activations may take: 1 GiB where absent. The rest of them goes to the caches' file. */
  readonly cacheBudget?: number | undefined;
  /** Called with the exact first weights of the whole model, before the first step. */
  readonly onInitial?: (description: ModelDescription, tensors: Tensors) => void;
}
