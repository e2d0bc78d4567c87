/**
 * An arena on the GPU that outlives plans: a named buffer with a fixed layout of tensors. Parameters, the trainable
 * part of them, their gradients and the optimiser's state are arenas; plans refer to their tensors by name.
 */

import { ThawError } from '../core/errors.js';
import { printShape, sizeOf, type Shape } from '../core/shape.js';
import type { Value } from '../graph/graph.js';
import { layOut, type Placement } from '../graph/memory.js';
import type { Device } from './device.js';

export class Arena {
  private constructor(
    readonly device: Device,
    readonly name: string,
    readonly buffer: GPUBuffer,
    readonly placements: ReadonlyMap<string, Placement>,
    readonly shapes: ReadonlyMap<string, Shape>,
  ) {}

  /** Makes a zero-filled arena for tensors of these names and shapes. */
  static async create(device: Device, name: string, shapes: ReadonlyMap<string, Shape>): Promise<Arena> {
    const values = [...shapes].map(([tensor, shape]): Value => ({
      name: tensor,
      shape,
      type: 'f32',
      kind: 'parameter',
    }));
    const layout = layOut(values, name);
    const size = Math.max(256, layout.arenas.get(name) ?? 0);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
    const buffer = await device.createBuffer(titleOf(name, shapes), size, usage);
    const placements = new Map([...layout.placements].map(([value, placement]) => [value.name, placement]));
    return new Arena(device, name, buffer, placements, shapes);
  }

  /** The whole arena as one flat value, for kernels that run over all of it. */
  get whole(): { readonly value: Value; readonly placement: Placement } {
    const value: Value = { name: `all of ${this.name}`, shape: [this.buffer.size / 4], type: 'f32', kind: 'trainable' };
    return { value, placement: { arena: this.name, offset: 0, bytes: this.buffer.size } };
  }

  get bytes(): number {
    return this.buffer.size;
  }

  write(tensor: string, data: Float32Array<ArrayBuffer>): void {
    const placement = this.#placement(tensor);
    const expected = sizeOf(this.shapes.get(tensor) ?? []);
    if (data.length !== expected) {
      throw new ThawError({ operation: `write ${tensor}`, got: `${data.length} numbers`, expected: String(expected) });
    }
    this.device.gpu.queue.writeBuffer(this.buffer, placement.offset, data);
  }

  /** Writes bytes as they are, from an offset of the arena on; both multiples of 4. */
  writeBytes(offset: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.device.gpu.queue.writeBuffer(this.buffer, offset, bytes);
  }

  /** One tensor, as it lies on the GPU. */
  async read(tensor: string): Promise<Float32Array<ArrayBuffer>> {
    const { offset } = this.#placement(tensor);
    const bytes = sizeOf(this.shapes.get(tensor) ?? []) * 4;
    return new Float32Array(await this.device.readback.read(`read ${tensor}`, this.buffer, offset, bytes));
  }

  /** Every tensor of the arena, read back in one copy. */
  async readAll(): Promise<Map<string, Float32Array<ArrayBuffer>>> {
    const operation = `read ${titleOf(this.name, this.shapes)}`;
    const bytes = await this.device.readback.read(operation, this.buffer, 0, this.buffer.size);
    return new Map(
      [...this.shapes].map(([tensor, shape]) => [
        tensor,
        new Float32Array(bytes, this.#placement(tensor).offset, sizeOf(shape)).slice(),
      ]),
    );
  }

  destroy(): void {
    this.device.destroyBuffer(this.buffer);
  }

  #placement(tensor: string): Placement {
    const placement = this.placements.get(tensor);
    if (!placement) {
      throw new ThawError({
        operation: `arena ${this.name}`,
        got: `"${tensor}"`,
        expected: `one of its ${this.shapes.size} tensors`,
      });
    }
    return placement;
  }
}

/** `parameters (conv1.weight [7, 7, 4, 64] and 121 more)`, for errors. */
function titleOf(name: string, shapes: ReadonlyMap<string, Shape>): string {
  const [first = 'empty'] = [...shapes].map(([tensor, shape]) => `${tensor} ${printShape(shape)}`);
  return `${name} (${shapes.size > 1 ? `${first} and ${shapes.size - 1} more` : first})`;
}
