/** What an engine has to offer to be timed. */

import type { Tensors } from '../../engine/weights/tensor.js';
import type { Network } from '../../engine/models/layer.js';
import type { ModelDescription } from '../../engine/models/model.js';
import type { Convolution, Inference, Product, Training } from './workloads.js';

/** Numbers in Thaw's layouts: NHWC and [KH, KW, C, O]. */
export interface Operand {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/** Work that is ready to run again and again. */
export interface Trial {
  /** Runs once, and resolves when the adapter has done it. */
  run(): Promise<void>;
  /** What the last run computed, in Thaw's layouts; of a training the loss of each of the first two steps. */
  result(): Promise<Float32Array>;
  destroy(): void;
}

/** A network, its weights in PyTorch's layouts, and a batch of its normalised input [B, S, S, 3]. */
export interface NetworkInputs {
  readonly description: ModelDescription;
  readonly network: Network;
  readonly weights: Tensors;
  readonly picture: Operand;
}

export interface TrainingInputs extends NetworkInputs {
  readonly labels: Uint32Array<ArrayBuffer>;
  /** The parameters that a step changes. */
  readonly trainable: readonly string[];
  /** Batch norms that use the statistics of the batch; the others use those that are stored. */
  readonly batchStatistics: ReadonlySet<string>;
}

/** Each makes a trial. Absent: the engine cannot do it. */
export interface Contender {
  readonly name: string;
  readonly version: string;
  readonly product?: (workload: Product, a: Operand, b: Operand) => Promise<Trial>;
  /** [x, weight], [gradOutput, weight] or [x, gradOutput], as the direction has it. */
  readonly convolution?: (workload: Convolution, operands: readonly [Operand, Operand]) => Promise<Trial>;
  readonly inference?: (workload: Inference, inputs: NetworkInputs) => Promise<Trial>;
  readonly training?: (workload: Training, inputs: TrainingInputs) => Promise<Trial>;
}

/** The momentum and the rate of every training step. */
export const optimiser = { rate: 0.05, momentum: 0.9 } as const;
