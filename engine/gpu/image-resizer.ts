/**
 * Brings pictures to a network's input size on the GPU, to the byte as Pillow and torchvision do: Resize of the shorter
 * side by antialiased bilinear or bicubic interpolation, then CenterCrop. The arithmetic stands in engine/data/resample.ts.
 *
 * Only the needed part of a picture is uploaded and computed. Pictures of one size that follow each other share their
 * dispatches, and all pictures of a call share one read-back.
 */

import { ThawError } from '../core/errors.js';
import { ceilDivide } from '../core/shape.js';
import { frameWeights, weightBits, type AxisWeights, type Framing } from '../data/resample.js';
import type { RgbaImage } from '../data/sample.js';
import type { Target } from '../graph/dispatch.js';
import { assemble } from '../ops/wgsl.js';
import horizontalSource from '../../shaders/resize_horizontal.wgsl?raw';
import passSource from '../../shaders/resize_pass.wgsl?raw';
import verticalSource from '../../shaders/resize_vertical.wgsl?raw';
import type { Device } from './device.js';
import { readOpaquePixels, type Region } from './opaque-pixels.js';

/** Alpha must not be premultiplied: `decodeImage` makes bitmaps so. */
export type Picture = ImageBitmap | RgbaImage;

/** Pictures of one size, to be resized together. */
interface Group {
  readonly pictures: readonly Picture[];
  readonly width: number;
  readonly height: number;
  /** The place of the first one among all pictures of the call. */
  readonly first: number;
}

const textureBytes = 64e6;
const tile = 8;
const label = 'resize';

export class ImageResizer {
  private constructor(
    readonly device: Device,
    readonly horizontal: GPUComputePipeline,
    readonly vertical: GPUComputePipeline,
    readonly target: Target,
  ) {}

  /** The target's kind chooses the way in which bitmaps reach the GPU. */
  static async create(device: Device, target = device.target): Promise<ImageResizer> {
    const compile = (name: string, source: string) => {
      const wgsl = assemble(source, { WEIGHT_BITS: weightBits }, { pass: passSource });
      return device.pipelines.get({ label: `${label} ${name}`, wgsl });
    };
    const [horizontal, vertical] = await Promise.all([
      compile('horizontally', horizontalSource),
      compile('vertically', verticalSource),
    ]);
    return new ImageResizer(device, horizontal, vertical, target);
  }

  /** One picture as RGBA bytes [crop, crop, 4]; alpha is 255, whatever it was. */
  resize(picture: Picture, framing: Framing): Promise<Uint8Array<ArrayBuffer>> {
    return this.resizeAll([picture], framing);
  }

  /**
   * Pictures of any sizes as RGBA bytes [N, crop, crop, 4], in the order given. Bitmaps may be closed when it is done.
   * @throws ThawError where memory does not suffice, or a picture's needed part is larger than a texture can be.
   */
  async resizeAll(pictures: readonly Picture[], framing: Framing): Promise<Uint8Array<ArrayBuffer>> {
    if (pictures.length === 0) return new Uint8Array();
    const bytes = pictures.length * framing.crop ** 2 * 4;
    const scratch = new Scratch(this.device);
    try {
      const outputs = await scratch.buffer(bytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
      for (const group of groupsOf(pictures)) await this.#resizeGroup(group, framing, outputs, scratch);
      const staging = this.device.readback.reserve(bytes);
      const encoder = this.device.gpu.createCommandEncoder({ label });
      encoder.copyBufferToBuffer(outputs, 0, staging, 0, bytes);
      this.device.submit(label, encoder.finish());
      return new Uint8Array(await this.device.readback.take(label, staging, bytes));
    } finally {
      scratch.destroy();
    }
  }

  async #resizeGroup(group: Group, framing: Framing, outputs: GPUBuffer, scratch: Scratch): Promise<void> {
    const { crop } = framing;
    const { x, y } = frameWeights(group, framing);
    const count = group.pictures.length;
    const texture = await this.#upload(group, x, y, scratch);
    const means = await scratch.buffer(count * y.length * crop * 4, GPUBufferUsage.STORAGE);
    const bind = async (pipeline: GPUComputePipeline, from: GPUBindingResource, axis: AxisWeights, to: GPUBuffer) => {
      const pass = Uint32Array.of(crop, y.length, axis.taps, group.first);
      const resources = [
        from,
        { buffer: await scratch.filled(axis.firsts, GPUBufferUsage.STORAGE) },
        { buffer: await scratch.filled(axis.weights, GPUBufferUsage.STORAGE) },
        { buffer: to },
        { buffer: await scratch.filled(pass, GPUBufferUsage.UNIFORM) },
      ];
      const entries = resources.map((resource, binding) => ({ binding, resource }));
      return this.device.gpu.createBindGroup({ label, layout: pipeline.getBindGroupLayout(0), entries });
    };
    const view = texture.createView({ dimension: '2d-array' });
    const horizontal = await bind(this.horizontal, view, x, means);
    const vertical = await bind(this.vertical, { buffer: means }, y, outputs);

    const encoder = this.device.gpu.createCommandEncoder({ label });
    const pass = encoder.beginComputePass({ label });
    pass.setPipeline(this.horizontal);
    pass.setBindGroup(0, horizontal);
    pass.dispatchWorkgroups(ceilDivide(crop, tile), ceilDivide(y.length, tile), count);
    pass.setPipeline(this.vertical);
    pass.setBindGroup(0, vertical);
    pass.dispatchWorkgroups(ceilDivide(crop, tile), ceilDivide(crop, tile), count);
    pass.end();
    this.device.submit(label, encoder.finish());
  }

  /** The needed part of each picture as a layer of a texture. */
  async #upload(group: Group, x: AxisWeights, y: AxisWeights, scratch: Scratch): Promise<GPUTexture> {
    const size = { width: x.length, height: y.length };
    const texture = await scratch.texture({ ...size, depthOrArrayLayers: group.pictures.length });
    const region = { x: x.start, y: y.start, ...size };
    for (const [layer, picture] of group.pictures.entries()) {
      await this.#copy(picture, region, { texture, origin: [0, 0, layer] });
    }
    return texture;
  }

  async #copy(picture: Picture, region: Region, destination: GPUTexelCopyTextureInfo): Promise<void> {
    const { queue } = this.device.gpu;
    const { x, y, ...size } = region;
    if ('rgba' in picture) {
      const layout = { offset: (y * picture.width + x) * 4, bytesPerRow: picture.width * 4 };
      queue.writeTexture(destination, checked(picture).rgba, layout, size);
      return;
    }
    const isSoftware = this.target.kind === 'software';
    const pixels = isSoftware ? await readOpaquePixels(picture, region) : undefined;
    if (pixels) {
      queue.writeTexture(destination, pixels, { bytesPerRow: size.width * 4 }, size);
    } else {
      const untouched = { premultipliedAlpha: false, colorSpace: 'srgb' } as const;
      queue.copyExternalImageToTexture({ source: picture, origin: [x, y] }, { ...destination, ...untouched }, size);
    }
  }
}

function checked(picture: RgbaImage): RgbaImage {
  const { width, height, rgba } = picture;
  if (rgba.length === width * height * 4) return picture;
  const expected = `${width * height * 4} for ${width} x ${height} pixels of RGBA`;
  throw new ThawError({ operation: label, got: `${rgba.length} bytes`, expected });
}

/** Cuts a list of pictures where their size changes, or where a group would become too large a texture. */
function groupsOf(pictures: readonly Picture[]): Group[] {
  const groups: { pictures: Picture[]; width: number; height: number; first: number }[] = [];
  pictures.forEach((picture, index) => {
    const { width, height } = picture;
    const last = groups.at(-1);
    const most = Math.min(256, Math.floor(textureBytes / (width * height * 4)));
    const fits = last?.width === width && last.height === height && last.pictures.length < most;
    if (fits) last.pictures.push(picture);
    else groups.push({ pictures: [picture], width, height, first: index });
  });
  return groups;
}

/** GPU objects that live for one call. */
class Scratch {
  readonly #buffers: GPUBuffer[] = [];
  readonly #textures: GPUTexture[] = [];

  constructor(readonly device: Device) {}

  async buffer(bytes: number, usage: GPUBufferUsageFlags): Promise<GPUBuffer> {
    const buffer = await this.device.createBuffer(label, bytes, usage);
    this.#buffers.push(buffer);
    return buffer;
  }

  async filled(
    data: Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
    usage: GPUBufferUsageFlags,
  ): Promise<GPUBuffer> {
    const buffer = await this.buffer(data.byteLength, usage | GPUBufferUsage.COPY_DST);
    this.device.gpu.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }

  async texture(size: GPUExtent3DDict): Promise<GPUTexture> {
    // Copying from a bitmap is drawing, for which the texture must be a render attachment.
    const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST | GPUTextureUsage.RENDER_ATTACHMENT;
    const descriptor = { label, size, format: 'rgba8unorm' as const, usage };
    const texture = await this.device.guard(label, () => this.device.gpu.createTexture(descriptor));
    this.#textures.push(texture);
    return texture;
  }

  destroy(): void {
    for (const buffer of this.#buffers) this.device.destroyBuffer(buffer);
    for (const texture of this.#textures) texture.destroy();
  }
}
