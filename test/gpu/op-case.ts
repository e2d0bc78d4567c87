/** GPU cases of a single op: its inputs, and what the reference makes of them. */

import type { Target } from '../../engine/graph/dispatch.js';
import type { Op } from '../../engine/graph/graph.js';
import { assertClose } from '../assert.js';
import type { Tensor } from '../reference/tensor.js';
import type { GpuCase } from './harness.js';
import { runOp, type OpInput } from './run-op.js';

export interface OpExample<Attributes> {
  readonly op: Op<Attributes>;
  readonly inputs: readonly OpInput[];
  readonly attributes: Attributes;
  /** The kind of adapter that it is lowered for; the device's own by default. */
  readonly kind?: Target['kind'];
  /** The outputs, in order. */
  readonly expected: readonly Tensor[];
  /** Relative to the largest expected number; by default what rounding to float32 can do in a few steps. */
  readonly tolerance?: number;
}

/** The case that an op gives what is expected. The example is made when the case runs, in the browser alone. */
export function opCase<Attributes>(makeExample: () => OpExample<Attributes>): GpuCase {
  return async ({ device }) => {
    const { op, inputs, attributes, expected, kind = device.target.kind, tolerance = 2e-6 } = makeExample();
    const outputs = await runOp(device, op, inputs, attributes, { target: { ...device.target, kind } });
    expected.forEach((tensor, index) => assertClose(outputs[index] ?? [], tensor.data, tolerance));
  };
}

export function floats({ shape, data }: Tensor): OpInput {
  return { shape, data: Float32Array.from(data) };
}

/** A u32 vector. */
export function indices(...numbers: readonly number[]): OpInput {
  return { shape: [numbers.length], data: Uint32Array.from(numbers) };
}

/** The cases of a table, each under the name that `nameOf` gives it. */
export function caseTable<Row>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
  caseOf: (row: Row) => GpuCase,
): Record<string, GpuCase> {
  return Object.fromEntries(rows.map((row) => [nameOf(row), caseOf(row)]));
}
