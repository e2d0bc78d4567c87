/** The page in which GPU cases run: it opens the device, runs one case at a time and tells how that went. */

import { Device } from '../../engine/gpu/device.js';
import type { GpuCases } from './harness.js';

export interface CaseFailure {
  readonly message: string;
  readonly stack: string;
}

/** What run.test.ts calls through Puppeteer. */
export interface GpuTestPage {
  /** Loads the cases of a file and opens a device for them; gives the adapter's name. */
  open(file: string): Promise<string>;
  /** Runs a case; gives why it failed, or null. */
  run(name: string): Promise<CaseFailure | null>;
}

declare global {
  var gpuTestPage: GpuTestPage | undefined;
  /** Answered in Node, by the browser's debugger. */
  function heapBytes(): Promise<number>;
}

let cases: GpuCases = {};
let device: Device | undefined;
let faults: string[] = [];

globalThis.gpuTestPage = {
  async open(file) {
    cases = ((await import(/* @vite-ignore */ file)) as { cases: GpuCases }).cases;
    return (await openDevice()).info.description;
  },

  async run(name) {
    faults = [];
    try {
      const open = device ?? (await openDevice());
      await cases[name]?.({ device: open, heapBytes });
      await open.gpu.queue.onSubmittedWorkDone();
    } catch (error) {
      return describe(error);
    }
    return faults.length === 0 ? null : { message: faults.join('\n'), stack: '' };
  },
};

/** Opens a device whose faults, also those outside of any error scope, count against the case that is running. */
async function openDevice(): Promise<Device> {
  const opened = await Device.open(navigator.gpu);
  opened.gpu.addEventListener('uncapturederror', ({ error }) => faults.push(`uncaptured GPU error: ${error.message}`));
  void opened.gpu.lost.then(({ reason, message }) => {
    faults.push(`the device was lost (${reason}): ${message}`);
    if (device === opened) device = undefined;
  });
  device = opened;
  return opened;
}

function describe(error: unknown): CaseFailure {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { message: [message, ...faults].join('\n'), stack };
}
