/**
 * The moments of a training that can be looked at again: its weights as they stood between two steps, over its whole
 * course, as many as there is room for. Pure.
 */

import type { Tensors } from '../weights/tensor.js';

/** Between two steps of a training. */
export interface Moment {
  /** Steps that are done. */
  readonly step: number;
  /** The epoch that has just been done, 0 at the start; none within an epoch. */
  readonly epoch: number | undefined;
}

export interface KeptMoment extends Moment {
  /** What had changed by then, in PyTorch's layout. */
  readonly tensors: Tensors;
}

export interface Room {
  readonly moments: number;
  readonly bytes: number;
}

const roomByDefault: Room = { moments: 32, bytes: 256e6 };

export class Moments {
  #kept: readonly (KeptMoment & { readonly turn: number })[] = [];
  #offered = 0;
  /** Of so many that are offered, one is kept. */
  #stride = 1;

  constructor(readonly room = roomByDefault) {}

  get all(): readonly KeptMoment[] {
    return this.#kept;
  }

  /** Keeps a moment where it is its turn; where there is no room for all, every second one goes. */
  offer(moment: KeptMoment): void {
    this.#offered += 1;
    if (this.#offered % this.#stride !== 0) return;
    this.#kept = [...this.#kept, { ...moment, turn: this.#offered }];
    while (this.#isFull()) {
      this.#stride *= 2;
      this.#kept = this.#kept.filter(({ turn }) => turn % this.#stride === 0);
    }
  }

  #isFull(): boolean {
    const bytes = this.#kept.reduce((sum, { tensors }) => sum + bytesOf(tensors), 0);
    return this.#kept.length > this.room.moments || bytes > this.room.bytes;
  }
}

function bytesOf(tensors: Tensors): number {
  return [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
}
