/**
 * The canvases that the page has lent to the worker, and the painting of feature maps on them: by the GPU, straight
 * from where the network wrote its values, or, where a WebGPU canvas takes the device down with it, from a read-back
 * through a 2D canvas.
 */

import {
  layerFigures,
  MapPainter,
  orderChannels,
  paintMaps,
  ThawError,
  type Device,
  type LayerMaps,
  type MapGrid,
  type MapSource,
  type Range,
} from '../../engine/index.js';
import { channelsFirst, isSigned } from './model-summary.js';
import type { ColourScale, MapsReport, MapsRequest } from './protocol.js';

/** Paints one layer's maps on one canvas. */
type Brush = (source: MapSource, layer: string, maps: LayerMaps, grid: MapGrid) => Promise<void>;

export class MapCanvases {
  readonly #brushes = new Map<string, Brush>();

  /** @param painter the GPU's; without one, canvases are painted from read-backs. */
  constructor(readonly painter: MapPainter | undefined) {}

  attach(name: string, canvas: OffscreenCanvas): void {
    this.#brushes.set(name, this.painter ? gpuBrush(this.painter, canvas) : pixelBrush(canvas));
  }

  detach(name: string): void {
    this.#brushes.delete(name);
  }

  /** Paints a layer's maps; the report says what the colours mean. */
  async draw(name: string, source: MapSource, request: MapsRequest): Promise<MapsReport> {
    const layer = source.resolve(request.layer);
    const maps = await source.maps(layer);
    const brush = this.#brushes.get(name);
    if (!brush) {
      throw new ThawError({ operation: 'draw maps', got: `canvas "${name}"`, expected: 'a canvas that was attached' });
    }
    const { channels, height, width, statistics } = maps;
    const { columns, cell, gap } = request;
    const order = orderChannels(statistics, request.order);
    const [figures, signed] = [layerFigures(statistics), isSignedIn(source, layer)];
    const sharedRange = await sharedRangeOf(source, request.scale, figures.range, signed);
    const cells = order.map((channel) => ({ channel, range: sharedRange ?? statistics[channel]?.range ?? [0, 0] }));
    await brush(source, layer, maps, { height, width, columns, cell, gap, isSigned: signed, cells });
    return { layer, channels, height, width, statistics, figures, order, sharedRange, isSigned: signed };
  }
}

/** The range that all channels are coloured over; of a network, that of all layers whose values have a sign as these. */
async function sharedRangeOf(
  source: MapSource,
  scale: ColourScale,
  ofLayer: Range,
  signed: boolean,
): Promise<Range | undefined> {
  if (scale !== 'network') return scale === 'layer' ? ofLayer : undefined;
  const names = source.model.network.layers.map(({ name }) => name);
  return source.range(names.filter((name) => isSignedIn(source, name) === signed));
}

/** Differences have a sign, whatever the layer's own. */
function isSignedIn({ model, isDifference }: MapSource, layer: string): boolean {
  return isDifference || isSigned(model, layer);
}

function gpuBrush(painter: MapPainter, canvas: OffscreenCanvas): Brush {
  const context = painter.adopt(canvas);
  return (_source, _layer, maps, grid) => {
    painter.paint(context, grid, maps.values, maps.channels);
    return Promise.resolve();
  };
}

function pixelBrush(canvas: OffscreenCanvas): Brush {
  const context = canvas.getContext('2d');
  return async (source, layer, maps, grid) => {
    const values = await source.read(layer);
    const painted = paintMaps(channelsFirst(values.data, maps.channels), grid);
    Object.assign(canvas, { width: painted.width, height: painted.height });
    context?.putImageData(new ImageData(new Uint8ClampedArray(painted.pixels.buffer), painted.width), 0, 0);
  };
}

/**
 * Whether a WebGPU canvas can be painted without losing the device: on some software adapters the first one ends the
 * GPU process. The device is lost then, and another must be opened.
 */
export async function canPaintCanvases(device: Device, painter: MapPainter): Promise<boolean> {
  try {
    painter.clear(painter.adopt(new OffscreenCanvas(4, 4)));
    await device.settled('canvas');
    return true;
  } catch {
    return false;
  }
}
