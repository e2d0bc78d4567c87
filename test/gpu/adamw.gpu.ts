/** AdamW over arenas: several steps, each held against the reference. */

import type { AdamwSettings } from '../../engine/ops/adamw.js';
import { assertClose } from '../assert.js';
import { adamwStep, type AdamwState } from '../reference/adamw.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { runAdamw } from './run-optimiser.js';

const rule: AdamwSettings = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 };

/** The last is more than one sweep of the grid covers. */
const counts = [1, 33, 640, 300_001];

const steps = 3;

function stepsLikeTheReference(count: number): GpuCase {
  return async ({ device }) => {
    const gradients = Array.from({ length: steps }, (_, step) => Tensor.random([count], 10 + step));
    const initial = Tensor.random([count], 1);
    const after = await runAdamw(device, initial, gradients, rule);

    let state: AdamwState = { parameters: initial };
    gradients.forEach((gradient, index) => {
      state = adamwStep(state, gradient, rule, index + 1);
      assertClose(after[index] ?? [], state.parameters.data, 1e-6);
    });
  };
}

export const cases: GpuCases = caseTable(
  counts,
  (count) => `adamw of ${count} parameters`,
  (count) => stepsLikeTheReference(count),
);
