/** Paints feature maps on a canvas from the buffer they are in: no read-back, one triangle. */

import { ThawError } from '../core/errors.js';
import { colourTable } from '../core/colour-maps.js';
import { gridSize, type MapGrid } from '../core/map-grid.js';
import source from '../../shaders/feature_maps.wgsl?raw';
import type { Device } from './device.js';

export interface MapBuffers {
  /** [1, H, W, C] */
  readonly values: GPUBufferBinding;
  /** [C, 2] */
  readonly channelRanges: GPUBufferBinding;
  /** [1, 2] */
  readonly layerRange: GPUBufferBinding;
}

export class MapPainter {
  private constructor(
    readonly device: Device,
    readonly pipeline: GPURenderPipeline,
    readonly format: GPUTextureFormat,
    readonly colours: GPUBuffer,
    readonly grid: GPUBuffer,
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
    return new MapPainter(device, pipeline, format, colours, grid);
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

  /** Sizes the canvas to the grid and paints it. */
  paint(context: GPUCanvasContext, maps: MapGrid, buffers: MapBuffers): void {
    Object.assign(context.canvas, this.#fit(maps));
    const { channels, height, width, columns, cell, gap, perChannel, isSigned } = maps;
    const numbers = [channels, height, width, columns, cell, gap, Number(perChannel), Number(isSigned)];
    this.device.gpu.queue.writeBuffer(this.grid, 0, Uint32Array.from(numbers));
    this.#draw(context, (pass) => {
      pass.setPipeline(this.pipeline);
      pass.setBindGroup(0, this.#bindGroup(buffers));
      pass.draw(3);
    });
  }

  destroy(): void {
    this.device.destroyBuffer(this.colours);
    this.device.destroyBuffer(this.grid);
  }

  #draw(context: GPUCanvasContext, draw: (pass: GPURenderPassEncoder) => void): void {
    const encoder = this.device.gpu.createCommandEncoder({ label: 'feature maps' });
    const view = context.getCurrentTexture().createView();
    const pass = encoder.beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }] });
    draw(pass);
    pass.end();
    this.device.submit('feature maps', encoder.finish());
  }

  #bindGroup({ values, channelRanges, layerRange }: MapBuffers): GPUBindGroup {
    const resources = [values, channelRanges, layerRange, { buffer: this.colours }, { buffer: this.grid }];
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
