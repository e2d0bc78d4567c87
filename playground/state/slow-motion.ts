/**
 * Slow motion: walks a person through the next step of a training that is paused, frame by frame, and then takes it. Frames
 * follow each other by themselves until a person takes over; who wants less motion goes by hand from the beginning.
 */

import type { EngineWorker } from '../worker/protocol.js';
import type { AppState } from './app-state.js';
import type { Look } from './look.js';
import { stepFrames, type StepFrame } from './step-frames.js';
import type { Store } from './store.js';
import type { TrainingPhase } from './training.js';

/** What a training that has taken its step does not become. */
const otherwise: readonly TrainingPhase[] = ['preparing', 'cancelled', 'failed'];

export interface SlowMotionState {
  readonly frames: readonly StepFrame[];
  /** The frame that is shown. */
  readonly at: number;
  readonly isPlaying: boolean;
  /** Steps that were taken before this one. */
  readonly step: number;
}

/** What a person can do with it. */
export type SlowMotionAct = 'begin' | 'next' | 'skip' | 'close';

export class SlowMotion {
  #timer: number | undefined;

  constructor(
    private readonly engine: Pick<EngineWorker, 'stepTraining'>,
    private readonly store: Store<AppState>,
    private readonly look: Pick<Look, 'report'>,
    private readonly prefersStillness: () => boolean,
  ) {
    store.subscribe(() => this.#follow());
  }

  act(act: SlowMotionAct): void {
    const { slowMotion: now } = this.store.state;
    if (act === 'begin') this.#begin();
    else if (act === 'close') this.#close();
    else if (now && act === 'next') this.#show({ ...now, isPlaying: false, at: now.at + 1 });
    else if (now) this.#show({ ...now, isPlaying: false, at: now.frames.length - 1 });
  }

  #begin(): void {
    const { phase, part, step } = this.store.state.training;
    if (phase !== 'paused' || !part) return;
    const isStill = this.prefersStillness();
    this.#show({ frames: stepFrames(part.stages, isStill), at: 0, isPlaying: !isStill, step });
  }

  #close(): void {
    window.clearTimeout(this.#timer);
    this.store.update({ slowMotion: undefined });
  }

  /** The last frame is the step itself. */
  #show(now: SlowMotionState): void {
    const { frames, at } = now;
    if (at >= frames.length) return;
    window.clearTimeout(this.#timer);
    this.store.update({ slowMotion: now });
    if (at === frames.length - 1) void this.#take();
    else if (now.isPlaying) {
      this.#timer = window.setTimeout(() => this.#show({ ...now, at: at + 1 }), frames[at]?.time);
    }
  }

  async #take(): Promise<void> {
    try {
      await this.engine.stepTraining();
    } catch (error) {
      this.look.report(error);
      this.#close();
    }
  }

  /** A training that goes on or ends otherwise is not the one that is walked through. */
  #follow(): void {
    const { slowMotion, training } = this.store.state;
    if (!slowMotion) return;
    const isTaken = slowMotion.at === slowMotion.frames.length - 1;
    if (isTaken ? otherwise.includes(training.phase) : training.phase !== 'paused') this.#close();
  }
}
