/** GPU cases of single operations from a PyTorch fixture: a case for each operation that is named. */

import type { Device } from '../../engine/gpu/device.js';
import type { Tensor as Stored } from '../../engine/weights/tensor.js';
import { Fixture } from '../fixture.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCase } from './harness.js';
import { caseTable } from './op-case.js';

/** What rounding to float32 can do in a few steps, relative to the largest number. */
export const tolerance = 2e-6;

/** Exponentials and logarithms are less exact on GPUs. */
export const looseTolerance = 1e-5;

export interface Example {
  readonly device: Device;
  readonly fixture: Fixture;
  readonly name: string;
  readonly part: (name: string) => Stored;
}

/** What makes cases from the names of a fixture's operations. The fixture is fetched by the first case that runs. */
export function examplesOf(fixtureUrl: string) {
  let fetched: Promise<Fixture> | undefined;
  return (names: readonly string[], check: (example: Example) => Promise<void>): Record<string, GpuCase> => {
    const caseOf =
      (name: string): GpuCase =>
      async ({ device }) => {
        const fixture = await (fetched ??= Fixture.fetch(fixtureUrl));
        await check({ device, fixture, name, part: (part) => fixture.tensor(`${name}/${part}`) });
      };
    return caseTable(names, (name) => name, caseOf);
  };
}

/** A stored tensor as the references have theirs. */
export function plain({ shape, data }: Stored): Tensor {
  return Tensor.from(shape, data);
}
