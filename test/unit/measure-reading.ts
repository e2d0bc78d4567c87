/**
 * A program that reads one weights file and prints, as JSON, how that went: milliseconds of processor time, the most
 * memory that the process had beyond what it had once the file was in memory, and the number of tensors or the error.
 *
 *     node --import tsx test/unit/measure-reading.ts FILE
 *
 * A process of its own, because the operating system counts the most memory of a process from its start.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { messageOf } from '../../engine/core/errors.js';
import { readWeights } from '../../engine/weights/read-weights.js';

export interface Measured {
  readonly cpuMilliseconds: number;
  readonly extraBytes: number;
  readonly outcome: number | string;
}

// What is loaded with the first file of a format counts as the program, not as reading.
await Promise.all([
  import('../../engine/weights/torch/read-torch.js'),
  import('../../engine/weights/onnx/read-onnx.js'),
  import('../../engine/weights/sharded.js'),
  import('../../engine/weights/keras.js'),
]);

const bytes = readFileSync(process.argv[2] ?? '');
forgetPeak();
const before = process.memoryUsage.rss();
const start = process.cpuUsage();

void readWeights(bytes, 'file')
  .then(({ tensors }) => tensors.size, messageOf)
  .then((outcome) => {
    const { user, system } = process.cpuUsage(start);
    const extraBytes = peakBytes() - before;
    const measured: Measured = { cpuMilliseconds: (user + system) / 1000, extraBytes, outcome };
    console.log(JSON.stringify(measured));
  });

/** Linux can count the peak afresh: what loading the program took, and gave back, is none of reading's. */
function forgetPeak(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
