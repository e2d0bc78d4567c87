/**
 * Frozen layers whose weights and values are kept as f16: as near to f32 as halves can be, in every kernel that reads or
 * writes them, packed into words and, on adapters that have it, as WGSL's own type.
 */

import type { Shape } from '../../engine/core/shape.js';
import type { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import type { Target, Tile } from '../../engine/graph/dispatch.js';
import { Graph, type Precision } from '../../engine/graph/graph.js';
import { layOut } from '../../engine/graph/memory.js';
import { compile } from '../../engine/graph/plan.js';
import { specialise } from '../../engine/graph/specialise.js';
import type { Architecture } from '../../engine/models/architecture.js';
import { buildForward } from '../../engine/models/forward.js';
import { resnet } from '../../engine/models/resnet.js';
import { batchNorm } from '../../engine/ops/batch-norm.js';
import { conv2d } from '../../engine/ops/conv2d.js';
import { add, relu } from '../../engine/ops/pointwise.js';
import { pack } from '../../engine/weights/pack.js';
import { assert, assertClose } from '../assert.js';
import { everyTile } from '../candidate-tiles.js';
import { toPicture } from '../fixture.js';
import { seededParameters, seededTensor } from '../seeded.js';
import { pictures, smallMembers, strength } from '../small-family.js';
import type { GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { changedBetween, runTraining } from './run-training.js';

/** Relative to the largest number: of what took a few roundings to 11 bits, and of a whole network's logits. */
const [afterFew, afterMany] = [2e-3, 1e-2];

/** Among them every kind of layer that there is. */
const members: ReadonlySet<string> = new Set([
  'resnet18',
  'resnext50_32x4d',
  'resnet50d',
  'resnet20 projection',
  'resnet20 subsample-and-pad',
]);

interface Computation {
  readonly graph: Graph;
  /** Of inputs and parameters, as the kernels read them. */
  readonly numbers: ReadonlyMap<string, Float32Array<ArrayBuffer>>;
  readonly result: string;
}

interface RunOptions {
  readonly target: Target;
  readonly precision: Precision;
  readonly tile?: Tile | undefined;
}

async function run(device: Device, { graph, numbers, result }: Computation, { target, precision, tile }: RunOptions) {
  const special = specialise(graph, { target, keep: new Set([result]), precision });
  const parameters = [...special.values.values()].filter(({ kind }) => kind === 'parameter');
  const apart = layOut(parameters, 'parameters');
  const plan = compile(special, { target, keep: [special.value(result)], apart });
  const step = plan.step.map((dispatch) => (tile && dispatch.tuning?.as(tile)) ?? dispatch);
  const session = await Session.create(device, 'halves', { ...plan, step });
  try {
    for (const [name, data] of numbers) session.write(special.value(name), data);
    session.prepare();
    const [values = new Float32Array()] = await session.runAndRead(special.value(result));
    return values;
  } finally {
    session.destroy();
  }
}

/** Holds f16 against f32, in words and, where there is one, in a type of its own. */
async function compare(device: Device, computation: Computation, tolerance: number, options: Partial<RunOptions> = {}) {
  const base = { target: device.target, precision: 'f32' as const, ...options };
  const exact = await run(device, computation, base);
  for (const hasHalves of new Set([false, device.target.hasHalves])) {
    const target = { ...base.target, hasHalves };
    const halved = await run(device, computation, { ...base, target, precision: 'f16' });
    assertClose(halved, exact, tolerance);
    assert(
      halved.some((value, index) => value !== exact[index]),
      'the same numbers: nothing was rounded',
    );
  }
}

function networkOf(member: Architecture): Computation {
  const network = resnet(member);
  const picture = toPicture(seededTensor('input', pictures[member.stem], { scale: strength }));
  const graph = new Graph();
  buildForward(graph, graph.input('picture', picture.shape), network);
  const packed = [...seededParameters(network.parameters)].map(
    ([name, { shape, data }]) => [name, pack(shape, data)] as const,
  );
  return { graph, numbers: new Map([['picture', picture.data], ...packed]), result: network.layers.at(-1)?.name ?? '' };
}

/** Two convolutions, the second with all that can follow one: of x [B, H, W, C] to as many channels as a tile has. */
function blockOf(x: Shape, outputs: number): Computation {
  const channels = x.at(-1) ?? 1;
  const graph = new Graph();
  const plain = { stride: 1, padding: 1, dilation: 1, groups: 1 };
  const [start] = graph.add(relu, 'start', [graph.input('x', x)], {});
  const first = graph.parameter('first', [3, 3, channels, outputs]);
  const second = graph.parameter('second', [3, 3, outputs, outputs]);
  const [y] = graph.add(conv2d, 'y', [start, first], plain);
  const [z] = graph.add(conv2d, 'z', [y, second], plain);
  const [scaled] = graph.add(batchNorm, 'scaled', [z, graph.parameter('affine', [2, outputs])], {});
  const [sum] = graph.add(add, 'sum', [scaled, y], {});
  graph.add(relu, 'result', [sum], {});
  const shapes = [...graph.values.values()].filter(({ kind }) => kind !== 'activation');
  return {
    graph,
    numbers: new Map(shapes.map(({ name, shape }) => [name, seededTensor(name, shape).data])),
    result: 'result',
  };
}

export const cases: GpuCases = {
  ...caseTable(
    [...smallMembers].filter(([name]) => members.has(name)),
    ([name]) => `${name}: logits with everything kept as f16`,
    ([, member]) =>
      async ({ device }) =>
        compare(device, networkOf(member), afterMany),
  ),

  ...caseTable(
    [...everyTile],
    ([name]) => `convolutions kept as f16 in tiles of ${name}`,
    ([, tile]) =>
      async ({ device }) => {
        const outputs = 4 * tile.columns * tile.workgroupN;
        await compare(device, blockOf([2, 9, 7, 8], outputs), afterFew, { tile });
      },
  ),

  'by Winograd: its patches and products kept as f16': async ({ device }) => {
    const target: Target = { ...device.target, kind: 'software' };
    await compare(device, blockOf([2, 9, 8, 32], 32), afterFew, { target });
  },

  'training: the frozen layers as f16, losses close to those of f32, and not a bit of them changed': async ({
    device,
  }) => {
    const recipe = { freeze: 'layer2', cache: false, augment: {} };
    const exact = await runTraining(device, recipe);
    const halved = await runTraining(device, { ...recipe, frozenPrecision: 'f16' });
    assertClose(halved.losses, exact.losses, afterFew);
    assert(halved.losses[0] !== exact.losses[0], 'the same losses: nothing was rounded');
    const changed = changedBetween(halved.before, halved.after);
    assert(changed.length > 0 && changed.every((name) => /^(layer3|fc)/.test(name)), changed.join(', '));
  },

  'training: what the frozen layers computed as f16 can be cached': async ({ device }) => {
    const recipe = { freeze: 'layer2', frozenPrecision: 'f16', augment: {} } as const;
    const [cached, computed] = [
      await runTraining(device, recipe),
      await runTraining(device, { ...recipe, cache: false }),
    ];
    assertClose(cached.losses, computed.losses, afterFew);
  },
};
