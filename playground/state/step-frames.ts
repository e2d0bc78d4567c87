/**
 * One training step as frames of a slow motion: what is computed one thing after the other, and which blocks do it. The
 * order is that of the step's own stages. Pure.
 */

import type { StepStages } from '../worker/protocol.js';

/** The parts of a step in their order; `done`: it has been taken. */
export const stepParts = ['batch', 'forward', 'loss', 'backward', 'update', 'done'] as const;
export type StepPart = (typeof stepParts)[number];

export interface StepFrame {
  readonly part: StepPart;
  /** Names of the blocks that light up. */
  readonly blocks: readonly string[];
  /** How long it is shown where frames follow by themselves, in milliseconds. */
  readonly time: number;
}

/** Of a frame with something to read. */
const readingTime = 2600;
/** All blocks one way through the network, however many there are; and the most and least that one of them has. */
const passTime = 8000;
const [mostBlockTime, leastBlockTime] = [700, 120];

/** @param isWhole the whole way through the network is one frame: for who does without motion. */
export function stepFrames({ forward, backward, update }: StepStages, isWhole: boolean): readonly StepFrame[] {
  const pass = (part: StepPart, blocks: readonly string[]): StepFrame[] => {
    if (isWhole) return [{ part, blocks, time: readingTime }];
    const time = Math.min(Math.max(passTime / blocks.length, leastBlockTime), mostBlockTime);
    return blocks.map((block) => ({ part, blocks: [block], time }));
  };
  const still = (part: StepPart, blocks: readonly string[]): StepFrame => ({ part, blocks, time: readingTime });
  return [
    still('batch', []),
    ...pass('forward', forward),
    still('loss', []),
    ...pass('backward', backward),
    still('update', update),
    still('done', []),
  ];
}
