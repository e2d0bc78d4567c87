/**
 * The canvases that the page has lent to the worker, and the painting of feature maps on them: by the GPU, straight
 * from where the network wrote its values, or, where a WebGPU canvas takes the device down with it, from a read-back
 * through a 2D canvas.
 */

import {
  MapPainter,
  paintMaps,
  ThawError,
  type Device,
  type LayerMaps,
  type Look,
  type MapGrid,
} from '../../engine/index.js';
import { channelsFirst, isSigned } from './model-summary.js';
import type { MapsReport, MapsRequest } from './protocol.js';

/** Paints one layer's maps on one canvas. */
type Brush = (look: Look, layer: string, maps: LayerMaps, grid: MapGrid) => Promise<void>;

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
  async draw(name: string, look: Look, request: MapsRequest): Promise<MapsReport> {
    const layer = look.resolve(request.layer);
    const maps = await look.maps(layer);
    const brush = this.#brushes.get(name);
    if (!brush) {
      throw new ThawError({ operation: 'draw maps', got: `canvas "${name}"`, expected: 'a canvas that was attached' });
    }
    const { channels, height, width, range, channelRanges } = maps;
    const { columns, cell, gap, scale } = request;
    const report = { layer, channels, height, width, range, channelRanges, isSigned: isSigned(look.model, layer) };
    await brush(look, layer, maps, { ...report, columns, cell, gap, perChannel: scale === 'channel' });
    return report;
  }
}

function gpuBrush(painter: MapPainter, canvas: OffscreenCanvas): Brush {
  const context = painter.adopt(canvas);
  return (_look, _layer, maps, grid) => {
    painter.paint(context, grid, maps.buffers);
    return Promise.resolve();
  };
}

function pixelBrush(canvas: OffscreenCanvas): Brush {
  const context = canvas.getContext('2d');
  return async (look, layer, maps, grid) => {
    const values = await look.read(layer);
    const painted = paintMaps({ ...maps, data: channelsFirst(values.data, maps.channels) }, grid);
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
