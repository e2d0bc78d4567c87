/** The state of a training run, as a pure function of the events that the worker sends. */

import { ThawError, type Recipe } from '../../engine/index.js';
import type {
  EpochReport,
  LayerUpdate,
  PhaseStart,
  Progress,
  StepLoss,
  TrainEvent,
  TrainReport,
} from '../worker/protocol.js';

export type TrainingPhase = 'idle' | 'preparing' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

export interface TrainingState {
  readonly phase: TrainingPhase;
  /** The stage before the first step: reading files, computing the frozen body's activations. */
  readonly progress: Progress | undefined;
  /** The phase of the recipe that runs: what its steps are. */
  readonly part: PhaseStart | undefined;
  readonly step: number;
  readonly steps: number;
  /** Epochs asked for. */
  readonly epochCount: number;
  readonly secondsLeft: number | undefined;
  readonly stepLosses: readonly StepLoss[];
  /** How the last step moved the layers that learn. */
  readonly layers: readonly LayerUpdate[] | undefined;
  readonly epochs: readonly EpochReport[];
  readonly report: TrainReport | undefined;
  readonly error: string | undefined;
  /** An earlier run, looked at again: its weights are gone. */
  readonly isPast: boolean;
  /** `DataSummary.origin` of what it was tested with. */
  readonly dataOrigin: string | undefined;
}

export const untrained: TrainingState = {
  phase: 'idle',
  progress: undefined,
  part: undefined,
  step: 0,
  steps: 0,
  epochCount: 0,
  secondsLeft: undefined,
  stepLosses: [],
  layers: undefined,
  epochs: [],
  report: undefined,
  error: undefined,
  isPast: false,
  dataOrigin: undefined,
};

/** A run that has been asked for; the report of the run before it is gone. */
export function begun(epochCount: number): TrainingState {
  return { ...untrained, phase: 'preparing', epochCount };
}

/** What comes after the end, as events may that travel beside the answer, is of no use. */
export function advanced(state: TrainingState, event: TrainEvent): TrainingState {
  if (!isTraining(state)) return state;
  switch (event.kind) {
    case 'progress':
      return { ...state, phase: 'preparing', progress: event.progress };
    case 'phase': {
      const { kind: _, ...part } = event;
      return { ...state, part };
    }
    case 'step': {
      const { kind: _, steps, secondsLeft, ...told } = event;
      return {
        ...state,
        phase: state.phase === 'paused' ? 'paused' : 'running',
        progress: undefined,
        step: told.step,
        steps,
        secondsLeft,
        stepLosses: [...state.stepLosses, told],
      };
    }
    case 'layers':
      return { ...state, layers: event.layers };
    case 'epoch':
      return {
        ...state,
        epochCount: event.epochs,
        secondsLeft: event.secondsLeft,
        epochs: [...state.epochs, event.report],
      };
    case 'state':
      return { ...state, phase: event.state, step: event.step };
  }
}

export function finished(state: TrainingState, report: TrainReport): TrainingState {
  const phase = report.isComplete ? 'done' : 'cancelled';
  const { epochs, layers = state.layers } = report;
  return { ...state, phase, report, epochs, layers, progress: undefined, secondsLeft: undefined };
}

/** What was measured before the failure stays on screen. */
export function failed(state: TrainingState, error: string): TrainingState {
  return { ...state, phase: 'failed', error, progress: undefined, secondsLeft: undefined };
}

/** Throws while a run is going on: `operation` would take away what it works with. */
export function expectIdle(training: TrainingState, operation: string): void {
  if (!isTraining(training)) return;
  throw new ThawError({
    operation,
    got: 'a training that is going on',
    expected: 'none',
    remedy: 'Cancel it first, or wait for its end.',
  });
}

export function isTraining({ phase }: TrainingState): boolean {
  return phase === 'preparing' || phase === 'running' || phase === 'paused';
}

/**
 * A recipe as the page trains by it: it always watches the gradients and the layers, for its charts. What is kept is as it
 * was chosen.
 */
export function watched(recipe: Recipe): Recipe {
  return { ...recipe, watchGradients: true, watchLayers: true };
}
