/** Runs an optimiser by itself over arenas of one tensor, from given gradients. */

import { Arena } from '../../engine/gpu/arena.js';
import type { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import type { Dispatch } from '../../engine/graph/dispatch.js';
import { Graph, type Value } from '../../engine/graph/graph.js';
import type { Placement } from '../../engine/graph/memory.js';
import { compile } from '../../engine/graph/plan.js';
import { adamwDispatch, adamwSettings, type AdamwSettings } from '../../engine/ops/adamw.js';
import { sgdDispatch } from '../../engine/ops/sgd.js';
import type { SgdSettings } from '../reference/sgd.js';
import type { Tensor } from '../reference/tensor.js';

interface Optimiser {
  /** Arenas, in the order in which `dispatch` takes them. */
  readonly arenas: readonly string[];
  /** How many settings there are. */
  readonly settingCount: number;
  readonly dispatch: (arenas: readonly Value[], settings: Value) => Dispatch;
  /** @param step from 1. */
  readonly settings: (step: number) => Float32Array<ArrayBuffer>;
}

/** The parameters after each step of stochastic gradient descent. */
export function runSgd(device: Device, initial: Tensor, gradients: readonly Tensor[], rule: SgdSettings) {
  const { learningRate, momentum, weightDecay, nesterov = false } = rule;
  return runOptimiser(device, initial, gradients, {
    arenas: ['parameters', 'gradients', 'velocities'],
    settingCount: 4,
    dispatch: (arenas, settings) => {
      const [parameters, slopes, velocities] = arenas as [Value, Value, Value];
      return sgdDispatch(parameters, slopes, velocities, settings, { nesterov });
    },
    settings: (step) => Float32Array.of(learningRate, momentum, weightDecay, step === 1 ? 1 : 0),
  });
}

/** The parameters after each step of AdamW. */
export function runAdamw(device: Device, initial: Tensor, gradients: readonly Tensor[], rule: AdamwSettings) {
  return runOptimiser(device, initial, gradients, {
    arenas: ['parameters', 'gradients', 'means', 'squares'],
    settingCount: 8,
    dispatch: (arenas, settings) => adamwDispatch(...(arenas as [Value, Value, Value, Value]), settings),
    settings: (step) => adamwSettings(rule, step),
  });
}

async function runOptimiser(
  device: Device,
  initial: Tensor,
  gradients: readonly Tensor[],
  optimiser: Optimiser,
): Promise<Float32Array<ArrayBuffer>[]> {
  const { arenas, step, close } = await open(device, initial.data.length, optimiser);
  const [parameters, slopes] = arenas as [Arena, Arena];
  try {
    parameters.write('w', Float32Array.from(initial.data));
    const after: Float32Array<ArrayBuffer>[] = [];
    for (const [index, gradient] of gradients.entries()) {
      slopes.write('w', Float32Array.from(gradient.data));
      step(index + 1);
      after.push((await parameters.readAll()).get('w') ?? new Float32Array());
    }
    return after;
  } finally {
    close();
  }
}

/** The arenas, and a session whose only dispatch is the optimiser's. */
async function open(device: Device, count: number, optimiser: Optimiser) {
  const arenas: Arena[] = [];
  for (const name of optimiser.arenas) arenas.push(await Arena.create(device, name, new Map([['w', [count]]])));
  const graph = new Graph();
  const settings = graph.input('settings', [optimiser.settingCount]);
  const external = new Map(arenas.map(({ whole }): [string, Placement] => [whole.value.name, whole.placement]));
  const values = arenas.map(({ whole }) => whole.value);
  const append = [optimiser.dispatch(values, settings)];
  const plan = compile(graph, { target: device.target, keep: [], external, append });
  const session = await Session.create(device, 'optimiser', plan, arenas);
  return {
    arenas,
    step: (number: number) => {
      session.write(settings, optimiser.settings(number));
      session.run();
    },
    close: () => {
      session.destroy();
      arenas.forEach((arena) => arena.destroy());
    },
  };
}
