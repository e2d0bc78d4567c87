/**
 * A look inside: one picture's way through the network with every layer's values kept on the GPU, to be drawn, read at
 * a point or read whole.
 */

import { ThawError } from '../core/errors.js';
import { unite, type Range } from '../core/map-grid.js';
import { Forward } from '../forward.js';
import { Session } from '../gpu/session.js';
import { Graph, type Op, type Value } from '../graph/graph.js';
import { compile } from '../graph/plan.js';
import type { Model } from '../model.js';
import { findLayer } from '../models/find-layer.js';
import { inputName, parametersOf, type LinearLayer } from '../models/layer.js';
import { packedShape } from '../weights/pack.js';
import { channelStatistics, statisticsSize } from '../ops/channel-statistics.js';
import { linear } from '../ops/linear.js';
import type { ChannelStatistics } from './channel-statistics.js';

/** A layer's values: what each channel's are like, and where they lie on the GPU. */
export interface LayerMaps {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly statistics: readonly ChannelStatistics[];
  /** [1, H, W, C] */
  readonly values: GPUBufferBinding;
}

/** A small graph that goes on from values of the look, and what it computes. */
interface Extension {
  readonly session: Session;
  readonly outputs: readonly Value[];
}

export class Look {
  #pixels: Uint8Array<ArrayBuffer> = new Uint8Array();
  readonly #extensions = new Map<string, Promise<Extension>>();
  /** Of the picture that is shown, by layer. */
  readonly #maps = new Map<string, Promise<LayerMaps>>();

  private constructor(readonly forward: Forward) {}

  static async create(model: Model): Promise<Look> {
    const keep = [inputName, ...model.network.layers.map((layer) => layer.name)];
    return new Look(await Forward.create(model, { batch: 1, keep }));
  }

  get model(): Model {
    return this.forward.model;
  }

  /** The picture that is shown: RGBA bytes [S, S, 4]. */
  get pixels(): Uint8Array<ArrayBuffer> {
    return this.#pixels;
  }

  /** The layer that a name stands for, or the network's input; an error that offers near names where there is none. */
  resolve(name: string): string {
    return name === inputName ? name : findLayer(this.model.network, name);
  }

  /** Runs the network on one picture: RGBA bytes [S, S, 4]. */
  async show(pixels: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#pixels = pixels;
    this.#maps.clear();
    this.forward.writePixels(pixels);
    this.forward.session.run();
    await this.model.device.settled(this.forward.session.name);
  }

  /** A layer's values for the picture, NHWC: [1, H, W, C], or [1, features]. */
  async read(layer: string): Promise<{ shape: readonly number[]; data: Float32Array<ArrayBuffer> }> {
    const value = this.#layer(layer);
    const [data] = await this.forward.session.read(value);
    return { shape: value.shape, data: data ?? new Float32Array() };
  }

  /** One value of a layer. Throws for a place outside of it. */
  async readValue(layer: string, channel: number, y: number, x: number): Promise<number> {
    const { height, width, channels } = extent(this.#layer(layer));
    const inside = (position: number, size: number) => Number.isInteger(position) && position >= 0 && position < size;
    if (!inside(channel, channels) || !inside(y, height) || !inside(x, width)) {
      throw new ThawError({
        operation: `value of ${layer}`,
        got: `channel ${channel}, row ${y}, column ${x}`,
        expected: `a place in ${channels} channels of ${height} x ${width}`,
      });
    }
    return this.forward.session.readNumber(this.#layer(layer), (y * width + x) * channels + channel);
  }

  /** A layer's maps, ready to be painted. */
  maps(name: string): Promise<LayerMaps> {
    const layer = this.resolve(name);
    const known = this.#maps.get(layer) ?? this.#measure(this.forward.value(layer));
    this.#maps.set(layer, known);
    return known;
  }

  /** The smallest range that holds every value of these layers. */
  async range(layers: readonly string[]): Promise<Range> {
    const maps = await Promise.all(layers.map((layer) => this.maps(layer)));
    return unite(maps.flatMap(({ statistics }) => statistics.map(({ range }) => range)));
  }

  /** The logits of the picture, by this model or by `judge`, one that was retrained from it. */
  async logits(judge: Model = this.model): Promise<Float32Array<ArrayBuffer>> {
    const head = judge.network.layers.at(-1);
    if (head?.kind !== 'linear') throw new TypeError('a network ends in a linear layer');
    if (judge === this.model) return (await this.read(head.name)).data;
    const weights = parametersOf(head);
    const hasSameBody = judge.ownNames.every((owned) => weights.some(({ name }) => name === owned));
    return hasSameBody ? this.#headLogits(judge, head) : this.#wholeLogits(judge, head);
  }

  async #measure(value: Value): Promise<LayerMaps> {
    const key = `statistics of ${value.name}`;
    const { session, outputs } = await this.#extend(key, channelStatistics, [value], {});
    const [numbers = new Float32Array()] = await session.runAndRead(...outputs);
    const shape = extent(value);
    const statistics = Array.from({ length: shape.channels }, (_, channel): ChannelStatistics => {
      const own = numbers.subarray(channel * statisticsSize);
      const [low = 0, high = 0, mean = 0, variance = 0, active = 0, selectivity = 0] = own;
      return { range: [low, high], mean, variance, active, selectivity };
    });
    return { ...shape, statistics, values: this.forward.session.binding(value) };
  }

  /** Only the head differs: it goes on from the features that are there. */
  async #headLogits(judge: Model, head: LinearLayer): Promise<Float32Array<ArrayBuffer>> {
    const [features = ''] = head.inputs;
    const weights = parametersOf(head).map(({ name, shape }): Value => ({
      name,
      shape: packedShape(shape),
      type: 'f32',
      kind: 'parameter',
    }));
    const inputs = [this.#layer(features), ...weights];
    const { session, outputs } = await this.#extend(`head of model ${judge.id}`, linear, inputs, {}, judge);
    const [logits = new Float32Array()] = await session.runAndRead(...outputs);
    return logits;
  }

  async #wholeLogits(judge: Model, head: LinearLayer): Promise<Float32Array<ArrayBuffer>> {
    const forward = await Forward.create(judge, { batch: 1, keep: [head.name] });
    try {
      forward.writePixels(this.#pixels);
      const [logits = new Float32Array()] = await forward.session.runAndRead(forward.value(head.name));
      return logits;
    } finally {
      forward.destroy();
    }
  }

  destroy(): void {
    for (const extension of this.#extensions.values()) {
      // One that failed has nothing to give back.
      extension.then(({ session }) => session.destroy()).catch(() => undefined);
    }
    this.forward.destroy();
  }

  /** One op over values of the look (and weights of `model`), made when it is first asked for. */
  #extend<A>(key: string, op: Op<A>, inputs: readonly Value[], attributes: A, model = this.model): Promise<Extension> {
    const known = this.#extensions.get(key);
    if (known) return known;
    const extension = this.#build(key, op, inputs, attributes, model);
    this.#extensions.set(key, extension);
    return extension;
  }

  async #build<A>(key: string, op: Op<A>, inputs: readonly Value[], attributes: A, model: Model): Promise<Extension> {
    const { session, graph: shown } = this.forward;
    const graph = new Graph();
    const own = inputs.filter((input) => shown.values.get(input.name) === input);
    const external = new Map(model.placements);
    for (const value of own) {
      const placement = session.placement(value);
      external.set(value.name, { ...placement, arena: shared(placement.arena) });
    }
    const operands = inputs.map((input) =>
      own.includes(input) ? graph.input(input.name, input.shape) : graph.parameter(input.name, input.shape),
    );
    const outputs = graph.add(op, key, operands, attributes);
    const plan = compile(graph, { target: session.device.target, keep: outputs, external });
    const arenas = [...session.buffers].map(([name, buffer]) => ({ name: shared(name), buffer }));
    return { session: await Session.create(session.device, key, plan, [...model.arenas, ...arenas]), outputs };
  }

  #layer(name: string): Value {
    return this.forward.value(this.resolve(name));
  }
}

/** The look's arenas keep a name of their own beside those of a plan that goes on from them. */
const shared = (arena: string) => `look: ${arena}`;

function extent({ shape }: Value): { height: number; width: number; channels: number } {
  const channels = shape.at(-1) ?? 1;
  const [height = 1, width = 1] = shape.length === 4 ? shape.slice(1, 3) : [];
  return { channels, height, width };
}
