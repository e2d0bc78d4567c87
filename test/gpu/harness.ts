/**
 * How a GPU test is written. A file `*.gpu.ts` exports `cases`: names and functions that run in the page of a real
 * headless browser. run.test.ts lists them in Node, so that every case is a named test, and runs each in the browser.
 */

import type { Device } from '../../engine/gpu/device.js';

export interface GpuContext {
  /** Opened once for all cases of a file. */
  readonly device: Device;
  /** Bytes of the page's JavaScript that are alive, after a garbage collection. */
  readonly heapBytes: () => Promise<number>;
}

/** Throws where the case fails. */
export type GpuCase = (context: GpuContext) => Promise<void>;

export type GpuCases = Readonly<Record<string, GpuCase>>;
