/**
 * Times dispatches on the GPU: by timestamps at the edges of a compute pass where the adapter has them, else by submits
 * of so many repeats that their own cost does not count.
 */

import type { Dispatch } from '../graph/dispatch.js';
import type { Device } from './device.js';

/** A dispatch that is ready to run. */
export interface Command {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly dispatch: Dispatch;
}

/** How long repeats last together at least, in milliseconds: Dawn rounds timestamps to 0.1 ms. */
const leastTime = 2;

export class Stopwatch {
  readonly #queries: GPUQuerySet | undefined;

  constructor(
    readonly device: Device,
    hasTimestamps = device.gpu.features.has('timestamp-query'),
  ) {
    this.#queries = hasTimestamps ? device.gpu.createQuerySet({ type: 'timestamp', count: 2 }) : undefined;
  }

  get method(): 'timestamps' | 'submits' {
    return this.#queries ? 'timestamps' : 'submits';
  }

  /** How often a command must run for its time to be told well. */
  async repeatsOf(command: Command): Promise<number> {
    await this.milliseconds(command, 1);
    const once = await this.milliseconds(command, 1);
    return Math.min(1000, Math.max(1, Math.ceil(leastTime / Math.max(once, 0.002))));
  }

  /** The time of one run, in milliseconds, over `repeats` of them. */
  async milliseconds(command: Command, repeats: number): Promise<number> {
    const { gpu } = this.device;
    const encoder = gpu.createCommandEncoder({ label: command.dispatch.label });
    const pass = encoder.beginComputePass(
      this.#queries
        ? { timestampWrites: { querySet: this.#queries, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } }
        : {},
    );
    pass.setPipeline(command.pipeline);
    pass.setBindGroup(0, command.bindGroup);
    for (let repeat = 0; repeat < repeats; repeat++) pass.dispatchWorkgroups(...command.dispatch.workgroups);
    pass.end();
    const total = this.#queries ? await this.#byTimestamps(encoder, this.#queries) : await this.#bySubmit(encoder);
    return total / repeats;
  }

  /**
   * The median time of each command, in milliseconds: one after the other, round after round, so that a slow moment of the
   * machine meets all of them.
   * @param onTimed after every timing, of which there are one more a command than rounds; what it throws ends it.
   */
  async medians(
    commands: readonly Command[],
    rounds: number,
    onTimed: () => void = () => undefined,
  ): Promise<readonly number[]> {
    const timed = commands.map((command) => ({ command, repeats: 1, times: [] as number[] }));
    for (const one of timed) {
      one.repeats = await this.repeatsOf(one.command);
      onTimed();
    }
    for (let round = 0; round < rounds; round++) {
      for (const { command, repeats, times } of timed) {
        times.push(await this.milliseconds(command, repeats));
        onTimed();
      }
    }
    return timed.map(({ times }) => median(times));
  }

  destroy(): void {
    this.#queries?.destroy();
  }

  async #byTimestamps(encoder: GPUCommandEncoder, queries: GPUQuerySet): Promise<number> {
    const bytes = 16;
    const usage = GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC;
    const resolved = this.device.allocate('timestamps', bytes, usage);
    const [answer = new ArrayBuffer(bytes)] = await this.device.readback.collect('timestamps', [bytes], ([staging]) => {
      encoder.resolveQuerySet(queries, 0, 2, resolved, 0);
      if (staging) encoder.copyBufferToBuffer(resolved, 0, staging, 0, bytes);
      this.device.submit('timestamps', encoder.finish());
    });
    this.device.destroyBuffer(resolved);
    const [begin = 0n, end = 0n] = new BigUint64Array(answer);
    return Number(end - begin) / 1e6;
  }

  async #bySubmit(encoder: GPUCommandEncoder): Promise<number> {
    await this.device.gpu.queue.onSubmittedWorkDone();
    const before = performance.now();
    this.device.submit('timed work', encoder.finish());
    await this.device.gpu.queue.onSubmittedWorkDone();
    return performance.now() - before;
  }
}

/** The middle of some times. */
export function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
