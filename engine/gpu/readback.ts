/**
 * Reading results back. Staging buffers are kept and used again, so a read in a training loop allocates nothing once
 * it runs.
 */

/** What read-backs need of a device. */
interface StagingDevice {
  readonly gpu: GPUDevice;
  allocate(label: string, size: number, usage: GPUBufferUsageFlags): GPUBuffer;
  destroyBuffer(buffer: GPUBuffer): void;
  submit(operation: string, commands: GPUCommandBuffer): void;
  answer<T>(operation: string, asked: Promise<T>): Promise<T>;
}

export class Readback {
  readonly #free = new Map<number, GPUBuffer[]>();

  constructor(readonly device: StagingDevice) {}

  /** Reads a range of a buffer, in a submit of its own. */
  async read(operation: string, buffer: GPUBuffer, offset: number, bytes: number): Promise<ArrayBuffer> {
    const [copy] = await this.collect(operation, [bytes], ([staging]) => {
      if (!staging) return;
      const encoder = this.device.gpu.createCommandEncoder({ label: operation });
      encoder.copyBufferToBuffer(buffer, offset, staging, 0, bytes);
      this.device.submit(operation, encoder.finish());
    });
    return copy ?? new ArrayBuffer();
  }

  /**
   * Reads what `submit` copies into staging buffers of these sizes, in bytes. The submit has happened when this
   * returns its promise.
   * @throws ThawError naming `operation` where the device was lost on the way, or what was submitted is invalid.
   */
  async collect(
    operation: string,
    sizes: readonly number[],
    submit: (stagings: readonly GPUBuffer[]) => void,
  ): Promise<ArrayBuffer[]> {
    const stagings = sizes.map((bytes) => this.reserve(bytes));
    try {
      submit(stagings);
    } catch (error) {
      stagings.forEach((staging) => this.#giveBack(staging));
      throw error;
    }
    return Promise.all(stagings.map((staging, index) => this.take(operation, staging, sizes[index] ?? 0)));
  }

  /** A mappable buffer of at least `bytes`, to be given back by `take`. */
  reserve(bytes: number): GPUBuffer {
    const size = Math.max(256, 2 ** Math.ceil(Math.log2(bytes)));
    const kept = this.#free.get(size)?.pop();
    return kept ?? this.device.allocate('read-back', size, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  }

  /**
   * Waits for what was copied into a reserved buffer and returns a copy of its first `bytes`.
   * @throws ThawError as `collect` does.
   */
  async take(operation: string, staging: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    try {
      await this.device.answer(operation, staging.mapAsync(GPUMapMode.READ, 0, bytes));
      const copy = staging.getMappedRange(0, bytes).slice(0);
      staging.unmap();
      this.#giveBack(staging);
      return copy;
    } catch (error) {
      this.device.destroyBuffer(staging);
      throw error;
    }
  }

  #giveBack(staging: GPUBuffer): void {
    this.#free.set(staging.size, [...(this.#free.get(staging.size) ?? []), staging]);
  }
}
