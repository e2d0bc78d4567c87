/**
 * A session: a plan made real. Buffers, pipelines and bind groups are made once; a run encodes the plan's dispatches
 * into one pass and submits it.
 */

import { expect, ThawError } from '../core/errors.js';
import { megabytes } from '../core/megabytes.js';
import { printShape, sizeOf } from '../core/shape.js';
import type { Dispatch } from '../graph/dispatch.js';
import type { Value } from '../graph/graph.js';
import type { Placement } from '../graph/memory.js';
import type { Plan } from '../graph/plan.js';
import type { Device } from './device.js';
import type { Command } from './stopwatch.js';

/** A buffer that outlives the session and that its plan refers to by name. */
export interface SharedArena {
  readonly name: string;
  readonly buffer: GPUBuffer;
}

/** After a run, bytes of a value go to another buffer: what a batch computed into a cache, say. */
export interface Copy {
  readonly from: Value;
  readonly to: GPUBuffer;
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Work in one submit, in floating-point operations: beyond it a run is cut, so that the page and the operating system's
 * watchdog stay calm. About half a second on a software adapter, and well below that on a GPU of 1 TFLOP/s.
 */
const flopsPerSubmit = { software: 1e9, gpu: 100e9 } as const;

const arenaUsage = () =>
  GPUBufferUsage.STORAGE | GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

export class Session {
  private constructor(
    readonly device: Device,
    /** What it computes, with shapes: it stands in every error. */
    readonly name: string,
    readonly plan: Plan,
    readonly buffers: ReadonlyMap<string, GPUBuffer>,
    readonly owned: readonly GPUBuffer[],
    readonly prepared: readonly Command[],
    readonly commands: readonly Command[],
  ) {}

  /** Makes the plan's buffers and pipelines and runs its preparation. `arenas` are those that the plan refers to. */
  static async create(device: Device, name: string, plan: Plan, arenas: readonly SharedArena[] = []): Promise<Session> {
    const dispatches = [...plan.prepare, ...plan.step];
    const compiling = Promise.all(dispatches.map((dispatch) => device.pipelines.get(dispatch)));
    // Marks the rejection as handled in case making a buffer fails first.
    compiling.catch(() => undefined);
    const buffers = new Map(arenas.map((arena) => [arena.name, arena.buffer]));
    const owned: GPUBuffer[] = [];
    try {
      for (const [arena, bytes] of plan.arenas) {
        const buffer = await device.createBuffer(`${name}, ${arena}`, bytes, arenaUsage());
        owned.push(buffer);
        buffers.set(arena, buffer);
      }
      const pipelines = await compiling;
      const commands = await device.guard(name, () =>
        dispatches.map((dispatch, index) => command(device, dispatch, pipelines[index], plan, buffers)),
      );
      const count = plan.prepare.length;
      const session = new Session(device, name, plan, buffers, owned, commands.slice(0, count), commands.slice(count));
      session.prepare();
      return session;
    } catch (error) {
      owned.forEach((buffer) => device.destroyBuffer(buffer));
      throw error;
    }
  }

  /** Runs the preparation again, after parameters were written. */
  prepare(): void {
    this.#encode(this.prepared, []);
  }

  /** Writes an input: as many numbers as its shape has, or fewer. */
  write(value: Value, data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): void {
    if (data.length > sizeOf(value.shape)) {
      throw new ThawError({
        operation: `write ${value.name} of ${this.name}`,
        got: `${data.length} numbers`,
        expected: `at most those of ${printShape(value.shape)}`,
      });
    }
    const { arena, offset } = this.placement(value);
    this.device.gpu.queue.writeBuffer(this.buffer(arena), offset, data);
  }

  /** Runs the plan once, and copies behind it, in the same submit. */
  run(copies: readonly Copy[] = []): void {
    this.#encode(this.commands, copies);
  }

  /**
   * Runs the plan once and reads values back behind it, in the same submit. The submit has happened when this returns,
   * so that inputs may be written for the next run before this one's answer is there.
   */
  async runAndRead(...values: Value[]): Promise<Float32Array<ArrayBuffer>[]> {
    return this.#readAfter(this.name, this.commands, values);
  }

  /** The same, of a value's first number alone: 4 bytes. */
  async runAndReadFirst(value: Value): Promise<number> {
    const [first] = await this.#readAfter(this.name, this.commands, [value], 4);
    return first?.[0] ?? NaN;
  }

  /** Reads values as the last run left them; only values that the plan keeps. */
  async read(...values: Value[]): Promise<Float32Array<ArrayBuffer>[]> {
    return this.#readAfter(this.#reading(values), [], values);
  }

  /** Reads one number of a value, 4 bytes. */
  async readNumber(value: Value, index: number): Promise<number> {
    const { arena, offset } = this.placement(value);
    const operation = this.#reading([value]);
    const bytes = await this.device.readback.read(operation, this.buffer(arena), offset + index * 4, 4);
    return new Float32Array(bytes)[0] ?? NaN;
  }

  /** Where a value lives, for whoever draws or copies it on the GPU. */
  placement(value: Value): Placement {
    const placement = this.plan.placements.get(value);
    if (!placement) {
      throw new ThawError({ operation: 'session', got: value.name, expected: 'a value that its plan touches' });
    }
    return placement;
  }

  buffer(arena: string): GPUBuffer {
    const buffer = this.buffers.get(arena);
    if (!buffer)
      throw new ThawError({ operation: 'session', got: `arena ${arena}`, expected: 'an arena it was given' });
    return buffer;
  }

  binding(value: Value): GPUBufferBinding {
    const { arena, offset, bytes } = this.placement(value);
    return { buffer: this.buffer(arena), offset, size: bytes };
  }

  destroy(): void {
    this.owned.forEach((buffer) => this.device.destroyBuffer(buffer));
  }

  async #readAfter(
    operation: string,
    commands: readonly Command[],
    values: readonly Value[],
    mostBytes = Infinity,
  ): Promise<Float32Array<ArrayBuffer>[]> {
    const bytesOf = ({ shape }: Value) => Math.min(sizeOf(shape) * 4, mostBytes);
    const answers = await this.device.readback.collect(operation, values.map(bytesOf), (stagings) => {
      const copies = values.map((from, index) => {
        return { from, to: stagings[index] as GPUBuffer, offset: 0, bytes: bytesOf(from) };
      });
      this.#encode(commands, copies, operation);
    });
    return answers.map((bytes) => new Float32Array(bytes));
  }

  #reading(values: readonly Value[]): string {
    return `read ${values.map(({ name, shape }) => `${name} ${printShape(shape)}`).join(', ')} of ${this.name}`;
  }

  #encode(commands: readonly Command[], copies: readonly Copy[], operation = this.name): void {
    const { gpu, target } = this.device;
    const parts = cut(commands, flopsPerSubmit[target.kind]);
    parts.forEach((part, index) => {
      const encoder = gpu.createCommandEncoder({ label: operation });
      if (part.length > 0) encodePass(encoder, part);
      if (index === parts.length - 1) {
        for (const { from, to, offset, bytes } of copies) {
          const place = this.placement(from);
          encoder.copyBufferToBuffer(this.buffer(place.arena), place.offset, to, offset, bytes);
        }
      }
      this.device.submit(operation, encoder.finish());
    });
  }
}

function encodePass(encoder: GPUCommandEncoder, commands: readonly Command[]): void {
  const pass = encoder.beginComputePass();
  for (const { pipeline, bindGroup, dispatch } of commands) {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(...dispatch.workgroups);
  }
  pass.end();
}

/** Cuts commands into runs of at most `budget` operations (always at least one command each). */
function cut(commands: readonly Command[], budget: number): Command[][] {
  let current: Command[] = [];
  const parts = [current];
  let flops = 0;
  for (const command of commands) {
    const cost = command.dispatch.flops ?? 0;
    if (current.length > 0 && flops + cost > budget) {
      current = [];
      parts.push(current);
      flops = 0;
    }
    current.push(command);
    flops += cost;
  }
  return parts;
}

function command(
  device: Device,
  dispatch: Dispatch,
  pipeline: GPUComputePipeline | undefined,
  plan: Plan,
  buffers: ReadonlyMap<string, GPUBuffer>,
): Command {
  const entries = dispatch.bindings.map(({ value }, binding) => {
    const placement = plan.placements.get(value);
    const buffer = placement && buffers.get(placement.arena);
    if (!buffer) {
      throw new ThawError({
        operation: dispatch.label,
        got: `${value.name} ${printShape(value.shape)} without a place in memory`,
        expected: 'every value in an arena of the plan or of its session',
      });
    }
    checkBinding(device, dispatch, value, placement.bytes);
    return { binding, resource: { buffer, offset: placement.offset, size: placement.bytes } };
  });
  if (!pipeline) throw new ThawError({ operation: dispatch.label, got: 'no pipeline', expected: 'a compiled one' });
  const layout = pipeline.getBindGroupLayout(0);
  return { pipeline, dispatch, bindGroup: device.gpu.createBindGroup({ label: dispatch.label, layout, entries }) };
}

function checkBinding({ target }: Device, { label }: Dispatch, value: Value, bytes: number): void {
  expect(bytes <= target.maxBindingBytes, () => ({
    operation: label,
    got: `${value.name} ${printShape(value.shape)} of ${megabytes(bytes)}`,
    expected: `at most ${megabytes(target.maxBindingBytes)}, the adapter's largest binding`,
    remedy: 'Use a smaller batch or image size.',
  }));
}
