/** Paints feature maps on a canvas from the buffer they are in: no read-back, one triangle. */

import { ThawError } from '../core/errors.js';
import { colourTable } from '../core/colour-maps.js';
import { gridSize, type MapCell, type MapGrid } from '../core/map-grid.js';
import source from '../../shaders/feature_maps.wgsl?raw';
import type { Device } from './device.js';

/** Bytes of a channel and its range. */
const cellBytes = 12;
/** Cells that there is room for at first: as many as the widest layers of the family have channels. */
const firstRoom = 2048;

const cellUsage = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;

export class MapPainter {
  private constructor(
    readonly device: Device,
    readonly pipeline: GPURenderPipeline,
    readonly format: GPUTextureFormat,
    readonly colours: GPUBuffer,
    readonly grid: GPUBuffer,
    private cells: GPUBuffer,
  ) {}

  static async create(device: Device, gpu: GPU): Promise<MapPainter> {
    const format = gpu.getPreferredCanvasFormat();
    const module = device.gpu.createShaderModule({ label: 'feature maps', code: source });
    const pipeline = await device.gpu.createRenderPipelineAsync({
      label: 'feature maps',
      layout: 'auto',
      vertex: { module, entryPoint: 'cover' },
      fragment: { module, entryPoint: 'paint', targets: [{ format }] },
    });
    const tables = [...colourTable('viridis'), ...colourTable('diverging')];
    const colours = await device.createBuffer(
      'colour maps',
      tables.length * 4,
      GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    );
    device.gpu.queue.writeBuffer(colours, 0, Uint32Array.from(tables));
    const grid = await device.createBuffer('map grid', 32, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    const cells = await device.createBuffer('map cells', firstRoom * cellBytes, cellUsage());
    return new MapPainter(device, pipeline, format, colours, grid, cells);
  }

  /** Makes a canvas one that this device paints on. */
  adopt(canvas: OffscreenCanvas): GPUCanvasContext {
    const context = canvas.getContext('webgpu');
    if (!context) {
      throw new ThawError({
        operation: 'feature maps',
        got: 'a canvas without a WebGPU context',
        expected: 'a canvas that nothing else draws on',
      });
    }
    context.configure({ device: this.device.gpu, format: this.format, alphaMode: 'premultiplied' });
    return context;
  }

  /** Paints nothing: a canvas without a picture. */
  clear(context: GPUCanvasContext): void {
    this.#draw(context, () => undefined);
  }

  /**
   * Sizes the canvas to the grid and paints it.
   * @param values [1, H, W, C], where the network wrote them.
   */
  paint(context: GPUCanvasContext, maps: MapGrid, values: GPUBufferBinding, channels: number): void {
    Object.assign(context.canvas, this.#fit(maps));
    const { height, width, columns, cell, gap, isSigned, cells } = maps;
    const numbers = [channels, height, width, columns, cell, gap, Number(isSigned), cells.length];
    this.device.gpu.queue.writeBuffer(this.grid, 0, Uint32Array.from(numbers));
    this.#writeCells(cells);
    this.#draw(context, (pass) => {
      pass.setPipeline(this.pipeline);
      pass.setBindGroup(0, this.#bindGroup(values));
      pass.draw(3);
    });
  }

  destroy(): void {
    this.device.destroyBuffer(this.colours);
    this.device.destroyBuffer(this.grid);
    this.device.destroyBuffer(this.cells);
  }

  #writeCells(cells: readonly MapCell[]): void {
    const bytes = new DataView(new ArrayBuffer(cells.length * cellBytes));
    cells.forEach(({ channel, range: [low, high] }, index) => {
      bytes.setUint32(index * cellBytes, channel, true);
      bytes.setFloat32(index * cellBytes + 4, low, true);
      bytes.setFloat32(index * cellBytes + 8, high, true);
    });
    if (bytes.byteLength > this.cells.size) {
      this.device.destroyBuffer(this.cells);
      this.cells = this.device.allocate('map cells', bytes.byteLength, cellUsage());
    }
    this.device.gpu.queue.writeBuffer(this.cells, 0, bytes);
  }

  #draw(context: GPUCanvasContext, draw: (pass: GPURenderPassEncoder) => void): void {
    const encoder = this.device.gpu.createCommandEncoder({ label: 'feature maps' });
    const view = context.getCurrentTexture().createView();
    const pass = encoder.beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }] });
    draw(pass);
    pass.end();
    this.device.submit('feature maps', encoder.finish());
  }

  #bindGroup(values: GPUBufferBinding): GPUBindGroup {
    const resources = [values, { buffer: this.cells }, { buffer: this.colours }, { buffer: this.grid }];
    return this.device.gpu.createBindGroup({
      layout: this.pipeline.getBindGroupLayout(0),
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
  }

  #fit(maps: MapGrid): { width: number; height: number } {
    const size = gridSize(maps);
    const limit = this.device.gpu.limits.maxTextureDimension2D;
    if (size.width <= limit && size.height <= limit) return size;
    throw new ThawError({
      operation: 'feature maps',
      got: `a picture of ${size.width} x ${size.height} pixels`,
      expected: `at most ${limit} each way`,
      remedy: 'Use smaller cells.',
    });
  }
}
