/** What every optimiser promises, whatever its rule: gradients in slices, rates of groups, and nothing at a loss that is none. */

import type { Device } from '../../engine/gpu/device.js';
import type { AdamwSettings } from '../../engine/ops/adamw.js';
import type { Group } from '../../engine/train/parameter-groups.js';
import { assertClose } from '../assert.js';
import type { SgdSettings } from '../reference/sgd.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { runAdamw, runSgd, type OptimiserOptions } from './run-optimiser.js';

const sgd: SgdSettings = { learningRate: 0.1, momentum: 0.9, weightDecay: 5e-4 };
const adamw: AdamwSettings = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 };

type Run = (device: Device, count: number, rates: Group, options?: OptimiserOptions) => ReturnType<typeof runSgd>;

/** Three steps of each from the same gradients; `rates` multiply the rule's own learning rate and weight decay. */
const optimisers: Readonly<Record<string, Run>> = {
  sgd: (device, count, rates, options) => runSgd(device, ...drawn(count), scaled(sgd, rates), options),
  adamw: (device, count, rates, options) => runAdamw(device, ...drawn(count), scaled(adamw, rates), options),
};

const asItIs: Group = { rate: 1, decay: 1 };

function drawn(count: number): [Tensor, Tensor[]] {
  return [Tensor.random([count], 1), [10, 11, 12].map((seed) => Tensor.random([count], seed))];
}

function scaled<Rule extends SgdSettings | AdamwSettings>(rule: Rule, { rate, decay }: Group): Rule {
  return { ...rule, learningRate: rule.learningRate * rate, weightDecay: rule.weightDecay * decay };
}

const each = Object.entries(optimisers);
const rows = each.flatMap(([name, run]) => [1, 7, 34, 640].map((count) => ({ name, run, count })));
const still: readonly OptimiserOptions[] = [{ loss: NaN }, { loss: Infinity }, { group: { rate: 0, decay: 1 } }];

export const cases: GpuCases = {
  ...caseTable(
    rows,
    ({ name, count }) => `${name} of ${count} parameters sums their gradients' slices`,
    ({ run, count }) =>
      async ({ device }) => {
        const whole = await run(device, count, asItIs);
        const sliced = await run(device, count, asItIs, { slices: 5 });
        sliced.forEach((after, step) => assertClose(after, whole[step] ?? [], 1e-5));
      },
  ),

  ...caseTable(
    rows,
    ({ name, count }) => `${name} of ${count} parameters takes a group's multiples of rate and decay`,
    ({ run, count }) =>
      async ({ device }) => {
        const group = { rate: 0.25, decay: 0.5 };
        const expected = await run(device, count, group);
        const grouped = await run(device, count, asItIs, { group });
        grouped.forEach((after, step) => assertClose(after, expected[step] ?? [], 1e-6));
      },
  ),

  ...caseTable(
    each.flatMap(([name, run]) => still.map((options) => ({ name, run, options }))),
    ({ name, options: { loss, group } }) =>
      `${name} changes nothing ${group ? 'at a rate of 0' : `where the loss is ${loss}`}`,
    ({ run, options }) =>
      async ({ device }) => {
        const after = await run(device, 34, asItIs, options);
        after.forEach((parameters) => assertClose(parameters, drawn(34)[0].data, 0));
      },
  ),
};
