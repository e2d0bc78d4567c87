/** The maps of a layer: what each channel's values are like, and where they lie on the GPU; and what has such maps. */

import { ThawError } from '../core/errors.js';
import type { Range } from '../core/map-grid.js';
import type { Value } from '../graph/graph.js';
import type { Model } from '../model.js';
import { statisticsSize } from '../ops/channel-statistics.js';
import type { ChannelStatistics } from './channel-statistics.js';

export interface LayerMaps extends Extent {
  readonly statistics: readonly ChannelStatistics[];
  /** [1, H, W, C] */
  readonly values: GPUBufferBinding;
}

export interface LayerValues {
  /** [1, H, W, C], or [1, features] */
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/** What has values for every layer of a network: a look, or the difference of two. */
export interface MapSource {
  /** The network whose layers they are. */
  readonly model: Model;
  /** Whether values are differences: these have a sign, whatever the layer's own. */
  readonly isDifference: boolean;

  /** The layer that a name stands for, or the network's input; an error that offers near names where there is none. */
  resolve(name: string): string;

  /** A layer's maps, ready to be painted. */
  maps(layer: string): Promise<LayerMaps>;

  /** The smallest range that holds every value of these layers. */
  range(layers: readonly string[]): Promise<Range>;

  read(layer: string): Promise<LayerValues>;

  /** One value of a layer. Throws for a place outside of it. */
  readValue(layer: string, channel: number, y: number, x: number): Promise<number>;
}

export interface Extent {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

export function extentOf({ shape }: Value): Extent {
  const channels = shape.at(-1) ?? 1;
  const [height = 1, width = 1] = shape.length === 4 ? shape.slice(1, 3) : [];
  return { channels, height, width };
}

/** @param numbers [C, 6], as `channelStatistics` computes them of the value. */
export function layerMapsOf(value: Value, numbers: Float32Array, values: GPUBufferBinding): LayerMaps {
  const extent = extentOf(value);
  const statistics = Array.from({ length: extent.channels }, (_, channel): ChannelStatistics => {
    const own = numbers.subarray(channel * statisticsSize);
    const [low = 0, high = 0, mean = 0, variance = 0, active = 0, selectivity = 0] = own;
    return { range: [low, high], mean, variance, active, selectivity };
  });
  return { ...extent, statistics, values };
}

/** Where a place of a layer's maps lies among its values. Throws for one outside of them. */
export function indexIn(layer: string, value: Value, channel: number, y: number, x: number): number {
  const { height, width, channels } = extentOf(value);
  const inside = (position: number, size: number) => Number.isInteger(position) && position >= 0 && position < size;
  if (inside(channel, channels) && inside(y, height) && inside(x, width)) return (y * width + x) * channels + channel;
  throw new ThawError({
    operation: `value of ${layer}`,
    got: `channel ${channel}, row ${y}, column ${x}`,
    expected: `a place in ${channels} channels of ${height} x ${width}`,
  });
}
