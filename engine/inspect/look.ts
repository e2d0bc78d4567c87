/**
 * A look inside: one picture's way through the network with every layer's values kept on the GPU, to be drawn, read at
 * a point or read whole.
 */

import { unite, type Range } from '../core/map-grid.js';
import { Forward } from '../forward.js';
import type { Value } from '../graph/graph.js';
import type { Model } from '../model.js';
import { findLayer } from '../models/find-layer.js';
import { inputName, parametersOf, type LinearLayer } from '../models/layer.js';
import { packedShape } from '../weights/pack.js';
import { channelStatistics } from '../ops/channel-statistics.js';
import { linear } from '../ops/linear.js';
import { extend, type Extension, type Operand } from './extension.js';
import { indexIn, layerMapsOf, type LayerMaps, type LayerValues, type MapSource } from './layer-maps.js';

export class Look implements MapSource {
  readonly isDifference = false;
  #pixels: Uint8Array<ArrayBuffer> = new Uint8Array();
  #shows = 0;
  /** Made when they are first asked for. */
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

  /** How often it has looked: with other weights, the same picture has other values. */
  get shows(): number {
    return this.#shows;
  }

  resolve(name: string): string {
    return name === inputName ? name : findLayer(this.model.network, name);
  }

  /** Runs the network on one picture: RGBA bytes [S, S, 4]. */
  async show(pixels: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#pixels = pixels;
    this.#shows += 1;
    this.#maps.clear();
    this.forward.writePixels(pixels);
    this.forward.session.run();
    await this.model.device.settled(this.forward.session.name);
  }

  async read(layer: string): Promise<LayerValues> {
    const value = this.#layer(layer);
    const [data] = await this.forward.session.read(value);
    return { shape: value.shape, data: data ?? new Float32Array() };
  }

  async readValue(layer: string, channel: number, y: number, x: number): Promise<number> {
    const value = this.#layer(layer);
    return this.forward.session.readNumber(value, indexIn(layer, value, channel, y, x));
  }

  maps(name: string): Promise<LayerMaps> {
    const layer = this.resolve(name);
    const known = this.#maps.get(layer) ?? this.#measure(this.forward.value(layer));
    this.#maps.set(layer, known);
    return known;
  }

  async range(layers: readonly string[]): Promise<Range> {
    const maps = await Promise.all(layers.map((layer) => this.maps(layer)));
    return unite(maps.flatMap(({ statistics }) => statistics.map(({ range }) => range)));
  }

  /** A layer's values, for a graph that goes on from them. */
  operand(layer: string): Operand {
    return { value: this.#layer(layer), of: this.forward.session };
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
    const { session, outputs } = await this.#extension(`statistics of ${value.name}`, (key) =>
      extend(this.model.device, key, [{ value, of: this.forward.session }], (graph, inputs) =>
        graph.add(channelStatistics, key, inputs, {}),
      ),
    );
    const [numbers = new Float32Array()] = await session.runAndRead(...outputs);
    return layerMapsOf(value, numbers, this.forward.session.binding(value));
  }

  /** Only the head differs: it goes on from the features that are there. */
  async #headLogits(judge: Model, head: LinearLayer): Promise<Float32Array<ArrayBuffer>> {
    const [features = ''] = head.inputs;
    // Models that share their weights' place share this too: it is read anew each time.
    const key = `head in ${judge.arenas.map(({ name }) => name).join()}`;
    const { session, outputs } = await this.#extension(key, () => {
      const weights = parametersOf(head).map(({ name, shape }): Operand => {
        return { value: { name, shape: packedShape(shape), type: 'f32', kind: 'parameter' }, of: judge };
      });
      return extend(judge.device, key, [this.operand(features), ...weights], (graph, inputs) =>
        graph.add(linear, key, inputs, {}),
      );
    });
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

  #extension(key: string, make: (key: string) => Promise<Extension>): Promise<Extension> {
    const extension = this.#extensions.get(key) ?? make(key);
    this.#extensions.set(key, extension);
    return extension;
  }

  #layer(name: string): Value {
    return this.forward.value(this.resolve(name));
  }
}
