/**
 * The difference of two looks at one picture, value by value: what training, say, changed in what a layer makes of it.
 *
 *     difference = after - before
 */

import { unite, type Range } from '../core/map-grid.js';
import { sameShape } from '../core/shape.js';
import type { Model } from '../model.js';
import type { Value } from '../graph/graph.js';
import { channelStatistics } from '../ops/channel-statistics.js';
import { subtract } from '../ops/pointwise.js';
import { extend, type Extension } from './extension.js';
import { indexIn, layerMapsOf, type LayerMaps, type LayerValues, type MapSource } from './layer-maps.js';
import type { Look } from './look.js';

type Difference = Extension<readonly [difference: Value, statistics: Value]>;

/** A layer's difference, computed for the pictures that were shown. */
interface Compared {
  readonly extension: Difference;
  readonly maps: LayerMaps;
}

export class LookDifference implements MapSource {
  readonly isDifference = true;
  readonly #extensions = new Map<string, Promise<Difference>>();
  readonly #compared = new Map<string, Promise<Compared>>();
  /** How often the two had looked when they were compared. */
  #shows = '';

  /** Both are of networks with the same layers, show the same picture, and outlive their difference. */
  constructor(
    readonly after: Look,
    readonly before: Look,
  ) {}

  get model(): Model {
    return this.after.model;
  }

  resolve(name: string): string {
    return this.after.resolve(name);
  }

  /** @throws ThawError where the layer has other shapes in the two: a head for other classes. */
  async maps(name: string): Promise<LayerMaps> {
    return (await this.#compare(name)).maps;
  }

  /** Of those layers that can be compared. */
  async range(names: readonly string[]): Promise<Range> {
    const layers = names.filter((name) => this.#isAlike(name));
    const maps = await Promise.all(layers.map((layer) => this.maps(layer)));
    return unite(maps.map(({ statistics }) => unite(statistics.map(({ range }) => range))));
  }

  async read(name: string): Promise<LayerValues> {
    const { session, outputs } = (await this.#compare(name)).extension;
    const [value] = outputs;
    const [data = new Float32Array()] = await session.read(value);
    return { shape: value.shape, data };
  }

  async readValue(name: string, channel: number, y: number, x: number): Promise<number> {
    const { session, outputs } = (await this.#compare(name)).extension;
    const [value] = outputs;
    return session.readNumber(value, indexIn(name, value, channel, y, x));
  }

  destroy(): void {
    for (const extension of this.#extensions.values()) {
      // One that failed has nothing to give back.
      extension.then(({ session }) => session.destroy()).catch(() => undefined);
    }
  }

  #isAlike(name: string): boolean {
    return sameShape(this.after.operand(name).value.shape, this.before.operand(name).value.shape);
  }

  #compare(name: string): Promise<Compared> {
    const shows = `${this.after.shows}, ${this.before.shows}`;
    if (this.#shows !== shows) this.#compared.clear();
    this.#shows = shows;
    const layer = this.resolve(name);
    const compared = this.#compared.get(layer) ?? this.#run(layer);
    this.#compared.set(layer, compared);
    return compared;
  }

  async #run(layer: string): Promise<Compared> {
    const making = this.#extensions.get(layer) ?? this.#extend(layer);
    this.#extensions.set(layer, making);
    const extension = await making;
    const [difference, statistics] = extension.outputs;
    const [numbers = new Float32Array()] = await extension.session.runAndRead(statistics);
    return { extension, maps: layerMapsOf(difference, numbers, extension.session.binding(difference)) };
  }

  #extend(layer: string): Promise<Difference> {
    const name = `difference of ${layer}`;
    return extend(this.model.device, name, [this.after.operand(layer), this.before.operand(layer)], (graph, both) => {
      const [difference] = graph.add(subtract, name, both, {});
      const [statistics] = graph.add(channelStatistics, `statistics of the ${name}`, [difference], {});
      return [difference, statistics] as const;
    });
  }
}
