/** Training: what it is asked for, what it will take, and how it outlives what may interrupt it. */

import type {
  Budgets,
  EpochReport,
  Moment,
  PhaseForecast,
  Recipe,
  StepLoss,
  TrainEvent,
  TrainReport,
} from '../../../engine/index.js';

export type TrainSettings = Recipe;

/** A .safetensors file with torchvision's names, an ONNX file, or a .safetensors file of the head alone. */
export type SavedForm = 'safetensors' | 'onnx' | 'head';

/** How a training outlives what may interrupt it, and what it may take. */
export interface Keeping {
  /** Bytes of GPU memory; as many as there are where absent. */
  readonly memoryBudget?: number | undefined;
  /** Bytes of it that cached activations may take; the rest of them goes to the browser's storage. */
  readonly cacheBudget?: number | undefined;
  /** Where checkpoints go: the browser's storage, a file of the caller's, or nowhere. */
  readonly to: 'storage' | 'caller' | 'nowhere';
  /** Steps between two of them; once an epoch where absent. */
  readonly every?: number | undefined;
  /** Goes on from the one in the browser's storage, or from a file; its own settings count then. */
  readonly resume?: 'storage' | Uint8Array<ArrayBuffer> | undefined;
}

/** A training that can be resumed. */
export interface Interrupted {
  readonly settings: TrainSettings;
  readonly classes: readonly string[];
  /** Epochs that are done, and of how many. */
  readonly epochs: readonly EpochReport[];
  readonly epochCount: number;
  readonly losses: readonly StepLoss[];
}

/** What a training will take, phase by phase. */
export interface Forecast {
  readonly phases: readonly (PhaseForecast & {
    /** About; measured on forward passes of one picture. */
    readonly secondsPerStep: number;
  })[];
}

/** A moment of a training, with the test accuracy where there was a test. */
export interface TestedMoment extends Moment {
  readonly testAccuracy: number | undefined;
}

/** The network that was trained here last. */
export interface TrainedSummary {
  readonly classes: readonly string[];
  /** Moments of its training at which it can be shown, from before the first step on; its end is none of them. */
  readonly moments: readonly TestedMoment[];
  /** At its end. */
  readonly testAccuracy: number;
}

export interface TrainingCommands {
  /** What a training of the loaded data would take. Rejects, with the numbers, where it cannot be done. */
  forecast(settings: TrainSettings, keeping: Budgets): Promise<Forecast>;

  /** With `keeping.to` as `caller`, `onCheckpoint` gets every checkpoint as a file, and is waited for. */
  train(
    settings: TrainSettings,
    onEvent: (event: TrainEvent) => void,
    keeping: Keeping,
    onCheckpoint?: (file: Uint8Array<ArrayBuffer>) => Promise<void>,
  ): Promise<TrainReport>;

  pauseTraining(): Promise<void>;

  resumeTraining(): Promise<void>;

  /** Takes one step of a training that is paused, which then is so again; at the end of an epoch its test too. */
  stepTraining(): Promise<void>;

  /** Ends training at the next step boundary; `train` then resolves with what was reached. */
  cancelTraining(): Promise<void>;

  /** The training that was cut off before it ended, if there is one in the browser's storage. */
  findInterrupted(): Promise<Interrupted | undefined>;

  discardInterrupted(): Promise<void>;

  /** Rejects where nothing was trained. */
  describeTrained(): Promise<TrainedSummary>;

  /** From here on the retrained network is the one that stood after so many steps, or that at the end. */
  showMoment(step: number | undefined): Promise<void>;

  /** The retrained model, as it was at its end, as a file. */
  saveModel(form: SavedForm): Promise<Uint8Array<ArrayBuffer>>;

  /** The same as it stood before the first step of the training that runs or ran last: with the head's seeded weights. */
  saveInitialModel(): Promise<Uint8Array<ArrayBuffer>>;

  /** A program for PyTorch that loads the retrained model from that file, which is named as seen from the program. */
  pytorchSnippet(file: string): Promise<string>;
}
