/** Stochastic gradient descent over arenas: several steps, each held against the reference or PyTorch. */

import { assertClose } from '../assert.js';
import { Fixture } from '../fixture.js';
import fixtureUrl from '../fixtures/kernels.safetensors?url';
import { sgdStep, type SgdSettings, type SgdState } from '../reference/sgd.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { runSgd } from './run-optimiser.js';

const rules: readonly SgdSettings[] = [
  { learningRate: 0.1, momentum: 0, weightDecay: 0 },
  { learningRate: 0.1, momentum: 0.9, weightDecay: 0 },
  { learningRate: 0.01, momentum: 0.9, weightDecay: 5e-4 },
  { learningRate: 0.01, momentum: 0.9, weightDecay: 5e-4, nesterov: true },
];

/** The last is more than one sweep of the grid covers. */
const counts = [1, 33, 640, 300_001];

const steps = 3;

function stepsLikeTheReference(count: number, rule: SgdSettings): GpuCase {
  return async ({ device }) => {
    const gradients = Array.from({ length: steps }, (_, step) => Tensor.random([count], 10 + step));
    const initial = Tensor.random([count], 1);
    const after = await runSgd(device, initial, gradients, rule);

    let state: SgdState = { parameters: initial };
    gradients.forEach((gradient, step) => {
      state = sgdStep(state, gradient, rule);
      assertClose(after[step] ?? [], state.parameters.data, 1e-6);
    });
  };
}

const stepsLikePytorch: GpuCase = async ({ device }) => {
  const fixture = await Fixture.fetch(fixtureUrl);
  const part = (name: string) => {
    const { shape, data } = fixture.tensor(`sgd/${name}`);
    return Tensor.from(shape, data);
  };
  const [gradients, expected] = [part('gradients'), part('steps')];
  const rows = Array.from({ length: gradients.size(0) }, (_, step) => gradients.row(step));
  const after = await runSgd(device, part('initial'), rows, fixture.attributes<SgdSettings>('sgd'));
  after.forEach((parameters, step) => assertClose(parameters, expected.row(step).data, 1e-6));
};

export const cases: GpuCases = {
  ...caseTable(
    rules.flatMap((rule) => counts.map((count) => ({ count, rule }))),
    ({ count, rule: { learningRate, momentum, weightDecay, nesterov } }) =>
      `sgd of ${count} parameters, rate ${learningRate}, ${nesterov ? "Nesterov's " : ''}momentum ${momentum}, decay ${weightDecay}`,
    ({ count, rule }) => stepsLikeTheReference(count, rule),
  ),

  'sgd with momentum and weight decay: five steps of PyTorch': stepsLikePytorch,
};
