/**
 * A loss that can be asked at any point: a network in training on one seeded batch, its parameters in an arena of their
 * own, so that each can be moved and put back while the model stays as it is.
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
  readonly graph: Graph;
  readonly losses: Value;
  /** Of every parameter, by its name. */
  readonly gradients: ReadonlyMap<string, Value>;
}

export class LossProbe {
  private constructor(
    readonly parameters: Arena,
    readonly statistics: Arena,
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
    const external = new Map([...parameters.placements, ...statistics.placements]);
    const start = (name: string, keep: readonly Value[]) => {
      const plan = compile(described.graph, { target: device.target, keep, external });
      return Session.create(device, `${name} of ${model.description.name}`, plan, [parameters, statistics]);
    };
    const forward = await start('loss', [described.losses]);
    const backward = await start('gradients', [described.losses, ...described.gradients.values()]);
    [forward, backward].forEach((session) => writeBatch(session, described.graph, options));
    const base = new Map([...part(false)].map(([name, { shape, data }]) => [name, pack(shape, data)]));
    return new LossProbe(parameters, statistics, base, described, forward, backward);
  }

  weights(name: string): Float32Array<ArrayBuffer> {
    return this.base.get(name) ?? new Float32Array();
  }

  shape(name: string): Shape {
    return this.parameters.shapes.get(name) ?? [];
  }

  /** The mean loss where the model is, and its gradients by the names of the parameters, packed. */
  async gradients(): Promise<{ loss: number; gradients: ReadonlyMap<string, Float32Array<ArrayBuffer>> }> {
    const { losses, gradients } = this.described;
    const [own = [], ...found] = await this.backward.runAndRead(losses, ...gradients.values());
    const named = [...gradients.keys()].map((name, index) => [name, found[index] ?? new Float32Array()] as const);
    return { loss: mean(own), gradients: new Map(named) };
  }

  /** The mean loss where one parameter is moved by `step` along a direction; it is back in its place afterwards. */
  async lossAt(name: string, direction: Float64Array, step: number): Promise<number> {
    const base = this.weights(name);
    this.parameters.write(
      name,
      base.map((value, index) => value + step * (direction[index] ?? 0)),
    );
    const asked = this.forward.runAndRead(this.described.losses);
    this.parameters.write(name, base);
    const [losses = []] = await asked;
    return mean(losses);
  }

  destroy(): void {
    this.forward.destroy();
    this.backward.destroy();
    this.parameters.destroy();
    this.statistics.destroy();
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
  const [losses, gradLogits] = forward.add(crossEntropy, 'loss', [layers.get(logits) ?? picture, labels, count], {});

  const graph = fuseBatchNorms(forward, new Set());
  const names = [...parameters.placements.keys()];
  const seeds = new Map([[graph.value(logits), graph.value(gradLogits?.name ?? '')]]);
  const wanted = names.map((name) => graph.value(name));
  const found = add(graph, seeds, wanted, device.target);
  const gradients = wanted.map((value) => [value.name, found.get(value) ?? value] as const);
  return { graph, losses: graph.value(losses.name), gradients: new Map(gradients) };
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
