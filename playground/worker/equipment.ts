/** What the workbench works with: the engine, and canvases that it can paint. */

import { Engine, MapPainter, type FileStore } from '../../engine/index.js';
import { canPaintCanvases, MapCanvases } from './map-canvases.js';

export interface Equipment {
  readonly engine: Engine;
  readonly canvases: MapCanvases;
}

/**
 * Opens the engine; where a WebGPU canvas costs the device, another is opened and canvases are painted without it.
 * @param files where downloaded models are kept.
 */
export async function equip(base: string, files: FileStore): Promise<Equipment> {
  const open = () => Engine.create({ gpu: navigator.gpu, base, files });
  const engine = await open();
  const painter = await MapPainter.create(engine.device, navigator.gpu);
  if (await canPaintCanvases(engine.device, painter)) return { engine, canvases: new MapCanvases(painter) };
  return { engine: await open(), canvases: new MapCanvases(undefined) };
}
