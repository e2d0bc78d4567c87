/** The page in which all engines run, on one adapter: it makes inputs, checks results and times rounds in turn. */

import { randomNormal } from '../../engine/core/random.js';
import { sizeOf } from '../../engine/core/shape.js';
import { Engine } from '../../engine/engine.js';
import { figuresAlone, type Figure } from './alone.js';
import type { Contender, Operand, Trial } from './contender.js';
import { openJax } from './contenders/jax-js.js';
import { openOnnxRuntime } from './contenders/onnx-runtime.js';
import { openTfjs } from './contenders/tfjs.js';
import { openThaw } from './contenders/thaw.js';
import { prepareNetwork, type PreparedNetwork } from './networks.js';
import { workloads, type Workload } from './workloads.js';

/** What the page cannot know of the packages of the other engines. */
export interface Peers {
  /** The addresses of TensorFlow.js's bundles. */
  readonly tfjs: readonly string[];
  /** The address of ONNX Runtime's WebAssembly files. */
  readonly onnxRuntime: string;
  readonly jaxVersion: string;
}

/** The times of one engine at one workload. */
export interface Timing {
  readonly contender: string;
  /** Of the first run, which compiles. */
  readonly firstMs: number;
  /** Of each round, per run. */
  readonly ms: readonly number[];
  /** The browser's GPU process's processor time meanwhile, per run: on a software adapter the work itself. */
  readonly processorMs: readonly number[];
  /** The largest difference from Thaw's result, as a part of the largest number in it. */
  readonly difference: number;
}

export interface BenchPage {
  /** Opens every engine; gives the adapter's name and theirs with versions. */
  open(peers: Peers): Promise<{ adapter: string; contenders: { name: string; version: string }[] }>;
  run(workload: string, rounds: number): Promise<Timing[]>;
  figures(): Promise<Figure[]>;
}

declare global {
  var benchPage: BenchPage | undefined;
  /** Answered in Node: the processor time of the browser's GPU process so far, in milliseconds. */
  function gpuProcessMs(): Promise<number>;
}

/** Results that differ by more are not of the same computation. */
const tolerance = 2e-3;

/** A round repeats a run until it has lasted so long, in milliseconds: processor time is counted in steps of 10. */
const leastRound = 200;

interface Started {
  readonly contender: string;
  readonly trial: Trial;
  readonly firstMs: number;
  readonly difference: number;
  readonly repeats: number;
}

let engine: Engine;
let contenders: readonly Contender[] = [];
let prepared: PreparedNetwork | undefined;

globalThis.benchPage = {
  async open({ tfjs, jaxVersion, onnxRuntime }) {
    engine = await Engine.create({ gpu: navigator.gpu, base: document.baseURI });
    const current = () => {
      if (!prepared) throw new TypeError('the workload has no network');
      return prepared;
    };
    const thaw = openThaw(engine.device, { model: () => current().model, pictures: () => current().pictures });
    contenders = [thaw, await openTfjs(tfjs), await openJax(jaxVersion), openOnnxRuntime(onnxRuntime)];
    return {
      adapter: engine.device.info.description,
      contenders: contenders.map(({ name, version }) => ({ name, version })),
    };
  },

  async run(name, rounds) {
    const workload = workloads.find((one) => one.name === name);
    if (!workload) throw new TypeError(`no workload ${name}`);
    prepared =
      workload.kind === 'inference' || workload.kind === 'training'
        ? await prepareNetwork(engine, workload)
        : undefined;
    const started = await startAll(workload);
    try {
      return await timeInTurn(started, rounds);
    } finally {
      started.forEach(({ trial }) => trial.destroy());
      prepared?.model.destroy();
    }
  },

  figures: figuresAlone,
};

/** Makes every engine's trial, runs it twice (the second run is warm), and holds its result against Thaw's. */
async function startAll(workload: Workload): Promise<Started[]> {
  const started: Started[] = [];
  const begin = trialMaker(workload);
  let expected: Float32Array | undefined;
  for (const contender of contenders) {
    const before = performance.now();
    const trial = await begin(contender);
    if (!trial) continue;
    await trial.run();
    const firstMs = performance.now() - before;
    const warm = performance.now();
    await trial.run();
    const repeats = Math.max(1, Math.ceil(leastRound / (performance.now() - warm)));
    const result = await trial.result();
    expected ??= result;
    const difference = differenceOf(result, expected);
    if (!(difference <= tolerance)) {
      throw new Error(`${contender.name} at ${workload.name}: results differ by ${difference} of the largest`);
    }
    started.push({ contender: contender.name, trial, firstMs, difference, repeats });
  }
  return started;
}

function trialMaker(workload: Workload): (contender: Contender) => Promise<Trial> | undefined {
  switch (workload.kind) {
    case 'product': {
      const [a, b] = [random([workload.size, workload.size], 1), random([workload.size, workload.size], 2)];
      return (contender) => contender.product?.(workload, a, b);
    }
    case 'convolution': {
      const { input, outputs, kernelSize, stride, direction } = workload;
      const [batch, height, width, channels] = input;
      const x = random(input, 1);
      const weight = random([kernelSize, kernelSize, channels, outputs], 2);
      const gradOutput = random([batch, Math.ceil(height / stride), Math.ceil(width / stride), outputs], 3);
      const operands = (
        { forward: [x, weight], 'backward-data': [gradOutput, weight], 'backward-weights': [x, gradOutput] } as const
      )[direction];
      return (contender) => contender.convolution?.(workload, operands);
    }
    case 'inference':
      return (contender) => prepared && contender.inference?.(workload, prepared.inputs);
    case 'training':
      return (contender) => prepared && contender.training?.(workload, prepared.inputs);
  }
}

/** One engine after the other, round after round, so that a slow moment of the machine meets all of them. */
async function timeInTurn(started: readonly Started[], rounds: number): Promise<Timing[]> {
  const timings = started.map(({ contender, firstMs, difference }) => {
    return { contender, firstMs, difference, ms: [] as number[], processorMs: [] as number[] };
  });
  for (let round = 0; round < rounds; round++) {
    for (const [index, { trial, repeats }] of started.entries()) {
      const [before, worked] = [performance.now(), await gpuProcessMs()];
      for (let repeat = 0; repeat < repeats; repeat++) await trial.run();
      timings[index]?.ms.push((performance.now() - before) / repeats);
      timings[index]?.processorMs.push(((await gpuProcessMs()) - worked) / repeats);
    }
  }
  return timings;
}

function random(shape: readonly number[], seed: number): Operand {
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, index) => randomNormal(seed, 'test', index));
  return { shape, data };
}

function differenceOf(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Infinity;
  let [largest, difference] = [0, 0];
  for (const [index, value] of expected.entries()) {
    largest = Math.max(largest, Math.abs(value));
    difference = Math.max(difference, Math.abs((actual[index] ?? NaN) - value));
  }
  return difference / largest;
}
