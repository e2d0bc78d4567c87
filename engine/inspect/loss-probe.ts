/**
 * A loss that can be asked at any point: a network in training on one seeded batch, its parameters in an arena of their
 * own, so that each can be moved and put back while the model stays as it is.
 *
 * ReLUs would put a kink into it wherever one of their many inputs is near zero, and differences over kinks are no
 * gradients. So each lets through what it let through at the first point: there the loss and its gradient are those of
 * the network itself, and on the way to other points it is smooth.
 */

import { randomUniform } from '../core/random.js';
import type { Shape } from '../core/shape.js';
import { sizeOf } from '../core/shape.js';
import { Arena } from '../gpu/arena.js';
import { Session } from '../gpu/session.js';
import { differentiate } from '../graph/autodiff.js';
import { fuseBatchNorms } from '../graph/fuse.js';
import { Graph, type Value } from '../graph/graph.js';
import { compile } from '../graph/plan.js';
import { packedShapes, type Model } from '../model.js';
import { buildForward } from '../models/forward.js';
import { crossEntropy } from '../ops/cross-entropy.js';
import { reluBackward } from '../ops/pointwise-backward.js';
import { relu } from '../ops/pointwise.js';
import { pack } from '../weights/pack.js';
import type { Tensors } from '../weights/tensor.js';

/** How gradients are added to a graph; see autodiff.ts. */
export type Differentiate = typeof differentiate;

export interface LossProbeOptions {
  readonly batchSize: number;
  /** Of the pictures, which are noise. */
  readonly seed: number;
  readonly differentiate: Differentiate | undefined;
}

interface Described {
  /** The network as it is trained, with its gradients. */
  readonly trained: Graph;
  /** Of every parameter, by its name. */
  readonly gradients: ReadonlyMap<string, Value>;
  /** The network whose ReLUs are switched as they were. */
  readonly smooth: Graph;
  readonly relus: readonly Value[];
}

const lossName = 'loss';
const switchName = (relu: string) => `${relu}, at first`;

export class LossProbe {
  private constructor(
    readonly arenas: Readonly<Record<'parameters' | 'statistics' | 'switches', Arena>>,
    readonly base: ReadonlyMap<string, Float32Array<ArrayBuffer>>,
    readonly described: Described,
    readonly forward: Session,
    readonly backward: Session,
  ) {}

  static async create(model: Model, options: LossProbeOptions): Promise<LossProbe> {
    const { device, network } = model;
    const tensors = await model.readTensors();
    const part = (isBuffer: boolean): Tensors => {
      const names = network.parameters.filter(({ role }) => (role === 'buffer') === isBuffer).map(({ name }) => name);
      return new Map([...tensors].filter(([name]) => names.includes(name)));
    };
    const parameters = await upload(model, 'checked', part(false));
    const statistics = await upload(model, 'checked statistics', part(true));
    const described = describe(model, options, parameters);
    const { trained, smooth, gradients, relus } = described;
    const switches = await Arena.create(
      device,
      'switches of ReLUs',
      new Map(relus.map(({ name, shape }) => [switchName(name), shape])),
    );
    const arenas = [parameters, statistics, switches];
    const external = new Map(arenas.flatMap(({ placements }) => [...placements]));
    const start = async (name: string, graph: Graph, keep: readonly Value[]) => {
      const plan = compile(graph, { target: device.target, keep: [graph.value(lossName), ...keep], external });
      const session = await Session.create(device, `${name} of ${model.description.name}`, plan, arenas);
      writeBatch(session, graph, options);
      return session;
    };
    const forward = await start('loss', smooth, []);
    const backward = await start('gradients', trained, [...gradients.values(), ...relus]);
    const base = new Map([...part(false)].map(([name, { shape, data }]) => [name, pack(shape, data)]));
    return new LossProbe({ parameters, statistics, switches }, base, described, forward, backward);
  }

  weights(name: string): Float32Array<ArrayBuffer> {
    return this.base.get(name) ?? new Float32Array();
  }

  shape(name: string): Shape {
    return this.arenas.parameters.shapes.get(name) ?? [];
  }

  /** Comes first. The mean loss where the model is, and its gradients by the names of the parameters, packed. */
  async gradients(): Promise<{ loss: number; gradients: ReadonlyMap<string, Float32Array<ArrayBuffer>> }> {
    const { trained, gradients, relus } = this.described;
    const { buffer, placements } = this.arenas.switches;
    this.backward.run(
      relus.map((from) => {
        const offset = placements.get(switchName(from.name))?.offset ?? 0;
        return { from, to: buffer, offset, bytes: sizeOf(from.shape) * 4 };
      }),
    );
    const [own = [], ...found] = await this.backward.read(trained.value(lossName), ...gradients.values());
    const named = [...gradients.keys()].map((name, index) => [name, found[index] ?? new Float32Array()] as const);
    return { loss: mean(own), gradients: new Map(named) };
  }

  /** The mean loss where one parameter is moved by `step` along a direction; it is back in its place afterwards. */
  async lossAt(name: string, direction: Float64Array, step: number): Promise<number> {
    const base = this.weights(name);
    const { parameters } = this.arenas;
    parameters.write(
      name,
      base.map((value, index) => value + step * (direction[index] ?? 0)),
    );
    const asked = this.forward.runAndRead(this.described.smooth.value(lossName));
    parameters.write(name, base);
    const [losses = []] = await asked;
    return mean(losses);
  }

  destroy(): void {
    this.forward.destroy();
    this.backward.destroy();
    Object.values(this.arenas).forEach((arena) => arena.destroy());
  }
}

async function upload({ device }: Model, name: string, tensors: Tensors): Promise<Arena> {
  const arena = await Arena.create(device, name, packedShapes(tensors));
  for (const [tensor, { shape, data }] of tensors) arena.write(tensor, pack(shape, data));
  return arena;
}

function describe(model: Model, options: LossProbeOptions, parameters: Arena): Described {
  const { network, device, description } = model;
  const { batchSize, differentiate: add = differentiate } = options;
  const { crop } = description.preprocessing;
  const forward = new Graph();
  const picture = forward.input('picture', [batchSize, crop, crop, 4]);
  const labels = forward.input('labels', [batchSize], 'u32');
  const count = forward.input('count', [4], 'u32');
  const layers = buildForward(forward, picture, network, {
    trainable: new Set(network.parameters.map(({ name }) => name)),
    batchNormOf: () => 'batch',
  });
  const logits = network.layers.at(-1)?.name ?? '';
  const [, gradLogits] = forward.add(crossEntropy, lossName, [layers.get(logits) ?? picture, labels, count], {});

  const graph = fuseBatchNorms(forward, new Set());
  const names = [...parameters.placements.keys()];
  const seeds = new Map([[graph.value(logits), graph.value(gradLogits?.name ?? '')]]);
  const wanted = names.map((name) => graph.value(name));
  const found = add(graph, seeds, wanted, device.target);
  const gradients = wanted.map((value) => [value.name, found.get(value) ?? value] as const);
  const relus = forward.nodes.filter(({ op }) => op === relu).map(({ name }) => graph.value(name));
  return { trained: graph, gradients: new Map(gradients), smooth: withSwitches(forward), relus };
}

/** A graph whose ReLUs let through what another point's did: where that was positive. */
function withSwitches(graph: Graph): Graph {
  const smooth = new Graph();
  for (const { kind, name, shape, type } of graph.values.values()) {
    if (kind === 'input') smooth.input(name, shape, type);
    if (kind === 'trainable') smooth.trainable(name, shape);
  }
  for (const { op, name, inputs, attributes } of graph.nodes) {
    const own = inputs.map((input) => smooth.value(input.name));
    if (op === relu) {
      const switches = smooth.parameter(switchName(name), inputs[0]?.shape ?? []);
      smooth.add(reluBackward, name, [...own, switches], {});
    } else {
      smooth.add(op, name, own, attributes);
    }
  }
  return smooth;
}

function writeBatch(session: Session, graph: Graph, { batchSize, seed }: LossProbeOptions): void {
  const picture = graph.value('picture');
  const noise = Float32Array.from({ length: sizeOf(picture.shape) }, (_, index) =>
    index % 4 === 3 ? 0 : 4 * randomUniform(seed, 'test', index, 1) - 2,
  );
  session.write(picture, noise);
  // One class for all: what samples add to a gradient then has one sign, and single ReLUs that switch weigh less in it.
  session.write(graph.value('labels'), new Uint32Array(batchSize));
  session.write(graph.value('count'), Uint32Array.of(batchSize));
}

/** In float64: what differs between two losses is small. */
function mean(losses: ArrayLike<number>): number {
  return Array.from(losses).reduce((sum, loss) => sum + loss, 0) / losses.length;
}
