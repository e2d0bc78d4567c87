/**
 * Compute pipelines, one for each WGSL text. Compilation is asynchronous and every text is compiled once, also when
 * it is asked for again while the first compilation is still running.
 */

import { messageOf, ThawError } from '../core/errors.js';

/** What compiling needs of a device. */
interface CompilingDevice {
  readonly gpu: GPUDevice;
  answer<T>(operation: string, asked: Promise<T>): Promise<T>;
}

export interface PipelineSource {
  /** Names the operation and its shapes in errors. */
  readonly label: string;
  /** With an entry point `main`. */
  readonly wgsl: string;
}

export class PipelineCache {
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(readonly device: CompilingDevice) {}

  /**
   * The pipeline for that text.
   * @throws ThawError with the label and the compiler's messages where it does not compile, or the device is lost.
   */
  get(source: PipelineSource): Promise<GPUComputePipeline> {
    const known = this.#pipelines.get(source.wgsl);
    if (known) return known;
    const pipeline = this.#compile(source);
    this.#pipelines.set(source.wgsl, pipeline);
    pipeline.catch(() => this.#pipelines.delete(source.wgsl));
    return pipeline;
  }

  async #compile({ label, wgsl }: PipelineSource): Promise<GPUComputePipeline> {
    const { gpu } = this.device;
    // The module's own validation error would reach the page as an uncaptured error: it is told here instead.
    gpu.pushErrorScope('validation');
    const module = gpu.createShaderModule({ label, code: wgsl });
    gpu.popErrorScope().catch(() => undefined);
    try {
      const descriptor = { label, layout: 'auto' as const, compute: { module, entryPoint: 'main' } };
      return await gpu.createComputePipelineAsync(descriptor);
    } catch (error) {
      const operation = `shader of ${label}`;
      const { messages } = await this.device.answer(operation, module.getCompilationInfo());
      const complaints = messages.filter((message) => message.type === 'error').map((message) => quote(message, wgsl));
      throw new ThawError({
        operation,
        got: complaints.join('; ') || messageOf(error),
        expected: 'WGSL that this adapter compiles',
        remedy: 'This is a fault of the engine: please report it with the adapter and this message.',
      });
    }
  }
}

function quote(message: GPUCompilationMessage, wgsl: string): string {
  const line = wgsl.split('\n')[message.lineNum - 1]?.trim() ?? '';
  return `${message.lineNum}:${message.linePos} ${message.message} in "${line}"`;
}
