/**
 * Progress on standard error: stage, bar, numbers, time left. On a terminal one line is drawn over and over; in a log,
 * where nothing can be drawn over, a line is written now and then.
 */

import { printDone } from '../elements/format.js';
import type { Progress } from '../worker/protocol.js';

export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const barCells = 24;
const secondsBetweenDraws = 0.1;
const secondsBetweenLines = 10;

export class ProgressBar {
  #stage = '';
  #start = { at: 0, done: 0 };
  #lastShown = -Infinity;
  #isDrawn = false;

  /** `now` gives seconds. */
  constructor(
    readonly output: ProgressOutput,
    readonly now: () => number = () => performance.now() / 1000,
  ) {}

  /** Shows how far a stage is. Time left is the stage's own pace so far, unless `secondsLeft` is known better. */
  show(progress: Progress, secondsLeft?: number): void {
    const now = this.now();
    const isNew = progress.stage !== this.#stage;
    if (isNew) [this.#stage, this.#start] = [progress.stage, { at: now, done: progress.done }];
    if (!isNew && now - this.#lastShown < (this.output.isTTY ? secondsBetweenDraws : secondsBetweenLines)) return;
    this.#lastShown = now;
    const line = progressLine(progress, secondsLeft ?? this.#estimate(progress, now));
    if (this.output.isTTY) this.#draw(line);
    else this.line(isNew ? progress.stage : line);
  }

  /** Writes a line that stays. */
  line(text: string): void {
    this.clear();
    this.output.write(`${text}\n`);
  }

  /** Takes the bar off the terminal. */
  clear(): void {
    if (this.#isDrawn) this.output.write('\r\u001b[K');
    this.#isDrawn = false;
  }

  /** From the pace since the stage was first heard of; `undefined` as long as there is none. */
  #estimate({ done, total }: Progress, now: number): number | undefined {
    const pace = (done - this.#start.done) / (now - this.#start.at);
    return pace > 0 && total > 0 ? (total - done) / pace : undefined;
  }

  #draw(line: string): void {
    this.output.write(`\r\u001b[K${line.slice(0, (this.output.columns ?? 80) - 1)}`);
    this.#isDrawn = true;
  }
}

/** `Computing features  ██████████░░░░░░░░░░░░░░  512 of 1206  3 s left` */
export function progressLine(progress: Progress, secondsLeft: number | undefined): string {
  const { stage, done, total } = progress;
  if (total <= 0) return progress.unit === 'bytes' && done > 0 ? `${stage}  ${printDone(progress)}` : stage;
  const filled = Math.round((Math.min(done, total) / total) * barCells);
  const bar = '█'.repeat(filled) + '░'.repeat(barCells - filled);
  const left = secondsLeft === undefined || done >= total ? '' : `  ${printDuration(secondsLeft)} left`;
  return `${stage}  ${bar}  ${printDone(progress)}${left}`;
}

/** `8 s`, `3 min 20 s`, `2 h 5 min` */
export function printDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
