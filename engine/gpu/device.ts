/**
 * The adapter and its device: chosen, described, watched. Whatever goes wrong on the GPU (no adapter, a lost device, no
 * memory, a shader that does not compile) leaves here as a `ThawError` that names what was being done.
 */

import { messageOf, ThawError } from '../core/errors.js';
import { megabytes } from '../core/megabytes.js';
import type { Target, Tile } from '../graph/dispatch.js';
import { PipelineCache } from './pipelines.js';
import { Readback } from './readback.js';

export interface AdapterInfo {
  /** One line for people: `SwiftShader (software)`. */
  readonly description: string;
  readonly vendor: string;
  readonly architecture: string;
  /** True when shaders run on the CPU: correct, but slow. */
  readonly isSoftware: boolean;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

/** Used where present, never required. */
const optionalFeatures: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups'];

/** Raised to what the adapter has; everything else stays at the WebGPU default, which every adapter has. */
const raisedLimits = ['maxBufferSize', 'maxStorageBufferBindingSize'] as const;

const reportedLimits = [
  ...raisedLimits,
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxStorageBuffersPerShaderStage',
] as const;

/** How long a refusal waits for the loss that may be its reason, in milliseconds. */
const lossDelay = 1000;

export class Device {
  readonly pipelines = new PipelineCache(this);
  readonly readback = new Readback(this);
  /** What was measured to be fast here, by product, for the plans to go by; see `takeTiles`. */
  readonly tiles = new Map<string, Tile>();
  readonly target: Target;
  readonly #alive = new Set<GPUBuffer>();
  #loss: string | undefined;
  #fault: GPUError | undefined;
  #bytes = 0;
  #peakBytes = 0;
  #submits = 0;

  private constructor(
    readonly gpu: GPUDevice,
    readonly info: AdapterInfo,
    target: Target,
  ) {
    this.target = { ...target, tiles: this.tiles };
    void gpu.lost.then(({ reason, message }) => {
      this.#loss = `a lost device (${[reason, oneLine(message)].filter(Boolean).join(': ')})`;
    });
    gpu.addEventListener('uncapturederror', ({ error }) => {
      this.#fault ??= error;
    });
  }

  /** Opens the most capable adapter. Throws where there is none. */
  static async open(gpu: GPU | undefined): Promise<Device> {
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) throw noDevice(gpu === undefined ? 'no navigator.gpu' : 'no adapter');
    const requiredLimits = Object.fromEntries(raisedLimits.map((name) => [name, adapter.limits[name]]));
    const requiredFeatures = optionalFeatures.filter((feature) => adapter.features.has(feature));
    const device = await adapter.requestDevice({ requiredFeatures, requiredLimits }).catch((error: unknown) => {
      throw noDevice(oneLine(messageOf(error)));
    });
    const info = describe(adapter, device);
    return new Device(device, info, targetOf(info, device));
  }

  /** Bytes of GPU buffers now alive, the most there ever were, and command submissions so far. */
  get usage(): { readonly bytes: number; readonly peakBytes: number; readonly submits: number } {
    return { bytes: this.#bytes, peakBytes: this.#peakBytes, submits: this.#submits };
  }

  /** Makes a buffer, zero-filled. Throws a `ThawError` naming `label` where memory does not suffice. */
  async createBuffer(label: string, size: number, usage: GPUBufferUsageFlags): Promise<GPUBuffer> {
    const limit = this.gpu.limits.maxBufferSize;
    const needed = `memory for ${megabytes(size)}`;
    if (size > limit) throw tooLarge(label, `an adapter with buffers of at most ${megabytes(limit)}`, needed);
    return this.#keep(await this.guard(label, () => this.gpu.createBuffer({ label, size, usage }), needed));
  }

  /** Makes a buffer at once; a failure is told by whatever uses it next. For small ones in the midst of work. */
  allocate(label: string, size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    return this.#keep(this.gpu.createBuffer({ label, size, usage }));
  }

  /** Gives a buffer's memory back; once is enough, and more does no harm. */
  destroyBuffer(buffer: GPUBuffer): void {
    if (this.#alive.delete(buffer)) this.#bytes -= buffer.size;
    buffer.destroy();
  }

  /** Starts counting the peak afresh, from what is alive now. */
  resetPeak(): void {
    this.#peakBytes = this.#bytes;
  }

  /** @param operation what the commands do, for errors. */
  submit(operation: string, commands: GPUCommandBuffer): void {
    this.throwIfFailed(operation);
    this.#submits += 1;
    this.gpu.queue.submit([commands]);
  }

  /**
   * Runs `work` so that a validation or memory error becomes a `ThawError` about `operation`.
   * @param needed what must be there for it: `memory for 12.3 MB`.
   */
  async guard<T>(operation: string, work: () => T, needed?: string): Promise<T> {
    this.throwIfFailed(operation);
    this.gpu.pushErrorScope('validation');
    this.gpu.pushErrorScope('out-of-memory');
    let scopes: Promise<readonly (GPUError | null)[]>;
    let result: T;
    try {
      result = work();
    } finally {
      // In any case: a scope left behind would swallow the errors of all that follows.
      scopes = Promise.all([this.gpu.popErrorScope(), this.gpu.popErrorScope()]);
      scopes.catch(() => undefined);
    }
    const fault = (await this.answer(operation, scopes)).find((error) => error !== null);
    if (fault) throw complaintOf(fault, operation, needed);
    return result;
  }

  /** Waits for an answer of WebGPU's. A refusal becomes a `ThawError`: about the device's loss, if that is its reason. */
  async answer<T>(operation: string, asked: Promise<T>): Promise<T> {
    let answer: T;
    try {
      answer = await asked;
    } catch (error) {
      // What was asked of a lost device may be refused a moment before the device tells of its loss.
      await Promise.race([this.gpu.lost, new Promise((resolve) => setTimeout(resolve, lossDelay))]);
      this.throwIfFailed(operation);
      throw invalid(operation, oneLine(messageOf(error)));
    }
    this.throwIfFailed(operation);
    return answer;
  }

  /** Resolves when the GPU has done all that was submitted. */
  async settled(operation: string): Promise<void> {
    await this.answer(operation, this.gpu.queue.onSubmittedWorkDone());
    // Work that a loss cut short counts as done as well, and the loss may still be untold: a mapping fails then.
    await this.readback.collect(operation, [4], () => undefined);
  }

  /** Throws where the device is lost, or where something that was submitted before turned out to be invalid. */
  throwIfFailed(operation: string): void {
    if (this.#loss !== undefined) {
      const remedy = 'Reload the page; if it happens again, use a smaller batch or image size.';
      throw new ThawError({ operation, got: this.#loss, expected: 'the GPU to stay', remedy });
    }
    const fault = this.#fault;
    this.#fault = undefined;
    if (fault) throw complaintOf(fault, operation);
  }

  destroy(): void {
    this.gpu.destroy();
  }

  #keep(buffer: GPUBuffer): GPUBuffer {
    this.#alive.add(buffer);
    this.#bytes += buffer.size;
    this.#peakBytes = Math.max(this.#peakBytes, this.#bytes);
    return buffer;
  }
}

function noDevice(got: string): ThawError {
  const remedy =
    'Use a current Chrome, Edge, Firefox or Safari over https or localhost, with hardware acceleration on.';
  return new ThawError({ operation: 'WebGPU', got, expected: 'a WebGPU adapter', remedy });
}

function complaintOf(fault: GPUError, operation: string, needed = 'enough memory'): ThawError {
  const got = oneLine(fault.message);
  return fault instanceof GPUOutOfMemoryError
    ? tooLarge(operation, `"out of memory" (${got})`, needed)
    : invalid(operation, got);
}

function tooLarge(operation: string, got: string, expected: string): ThawError {
  return new ThawError({ operation, got, expected, remedy: 'Use a smaller batch or image size.' });
}

function invalid(operation: string, got: string): ThawError {
  return new ThawError({ operation, got, expected: 'a valid GPU operation' });
}

/** WebGPU's messages say what is wrong in the first line, and where in the others, each with a dash before it. */
function oneLine(message: string): string {
  const lines = message.split('\n').map((line) => line.replace(/^[\s-]+|[\s.]+$/g, ''));
  return lines.filter(Boolean).join('; ');
}

function describe(adapter: GPUAdapter, device: GPUDevice): AdapterInfo {
  const { vendor, architecture, description } = adapter.info;
  const isSoftware =
    adapter.info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|warp/i.test(`${architecture} ${description}`);
  const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter';
  return {
    description: isSoftware ? `${name} (software)` : name,
    vendor,
    architecture,
    isSoftware,
    features: [...device.features].sort(),
    limits: Object.fromEntries(reportedLimits.map((limit) => [limit, device.limits[limit]])),
  };
}

function targetOf(info: AdapterInfo, device: GPUDevice): Target {
  return {
    kind: info.isSoftware ? 'software' : 'gpu',
    maxWorkgroupsPerDimension: device.limits.maxComputeWorkgroupsPerDimension,
    maxBindingBytes: device.limits.maxStorageBufferBindingSize,
    maxWorkgroupBytes: device.limits.maxComputeWorkgroupStorageSize,
    hasQuads: device.features.has('subgroups'),
    hasHalves: device.features.has('shader-f16'),
  };
}
