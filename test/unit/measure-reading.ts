/**
 * A program that reads one weights file and prints, as JSON, how that went: milliseconds of processor time, the most
 * memory that the process had beyond what it had once the file was in memory, and the number of tensors or the error.
 *
 *     node --import tsx test/unit/measure-reading.ts FILE
 *
 * A process of its own, because the operating system counts the most memory of a process from its start.
 */

import { readFileSync } from 'node:fs';
import { messageOf } from '../../engine/core/errors.js';
import { readWeights } from '../../engine/weights/read-weights.js';

export interface Measured {
  readonly cpuMilliseconds: number;
  readonly extraBytes: number;
  readonly outcome: number | string;
}

const bytes = readFileSync(process.argv[2] ?? '');
const before = process.memoryUsage.rss();
const start = process.cpuUsage();

void readWeights(bytes, 'file')
  .then(({ tensors }) => tensors.size, messageOf)
  .then((outcome) => {
    const { user, system } = process.cpuUsage(start);
    const extraBytes = process.resourceUsage().maxRSS * 1024 - before;
    const measured: Measured = { cpuMilliseconds: (user + system) / 1000, extraBytes, outcome };
    console.log(JSON.stringify(measured));
  });
