/**
 * A layer's maps as one picture: a square cell for each channel, row by row, values as whole blocks of pixels, in the
 * colours that the playground uses.
 */

import { unite, type Range } from '../../engine/core/map-grid.js';
import { paintMaps, type PaintedMaps } from '../../engine/inspect/paint-maps.js';
import type { FeatureValues } from '../worker/protocol.js';

const smallestCell = 32;
const gap = 2;

interface MapsShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

export interface LayerRanges {
  readonly layer: Range;
  readonly channels: readonly Range[];
}

/** The layer's ranges, whole and by channel. */
export function rangesOf({ shape, data }: FeatureValues): LayerRanges {
  const { channels, height, width } = mapsOf(shape);
  const area = height * width;
  const ranges = Array.from({ length: channels }, (_, channel) =>
    rangeOf(data.subarray(channel * area, (channel + 1) * area)),
  );
  return { layer: unite(ranges), channels: ranges };
}

function rangeOf(values: Float32Array): Range {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}

/** Paints every channel, each on its own range or all on the layer's. */
export function drawMaps(values: FeatureValues, scale: 'channel' | 'layer'): PaintedMaps {
  const shape = mapsOf(values.shape);
  const { layer, channels } = rangesOf(values);
  const cells = channels.map((own, channel) => ({ channel, range: scale === 'channel' ? own : layer }));
  return paintMaps(values.data, { ...shape, ...gridFor(shape), isSigned: values.isSigned, cells });
}

/** `[1, C, H, W]`, or `[1, features]` as that many maps of one value. */
function mapsOf(shape: readonly number[]): MapsShape {
  const [, channels = 1, height = 1, width = 1] = shape;
  return { channels, height, width };
}

/** As square as it can be, with cells of a whole number of pixels a value. */
function gridFor({ channels, height, width }: MapsShape): { columns: number; cell: number; gap: number } {
  const side = Math.max(height, width);
  return { columns: Math.ceil(Math.sqrt(channels)), cell: side * Math.ceil(smallestCell / side), gap };
}
