/** Values: the tensors that a graph computes with, as names and shapes. */

import type { Shape } from '../core/shape.js';

export type ElementType = Precision | 'u32';

/** What numbers are kept as: exact, or in half the memory, each within 2^-11 of itself. They are counted with as f32. */
export type Precision = 'f32' | 'f16';

/**
 * - `input`: written from outside before a run;
 * - `parameter`: a weight that stays as it is while the plan lives (frozen, or inference);
 * - `trainable`: a weight that an optimiser changes between runs;
 * - `activation`: computed by a node.
 */
export type ValueKind = 'input' | 'parameter' | 'trainable' | 'activation';

export interface Value {
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
  readonly kind: ValueKind;
}

/** Bytes of one number of a value. */
export function elementBytes({ type }: Value): number {
  return type === 'f16' ? 2 : 4;
}
