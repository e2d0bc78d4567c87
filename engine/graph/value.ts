/** Values: the tensors that a graph computes with, as names and shapes. */

import type { Shape } from '../core/shape.js';

export type ElementType = 'f32' | 'u32';

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
