/** Training on behalf of the page: one run at a time, its events passed on, its model kept. */

import {
  CacheStore,
  decodeCheckpoint,
  encodeCheckpoint,
  epochsOf,
  forecast,
  Gate,
  hashTensors,
  Moments,
  pytorchSnippet,
  saveHead,
  saveModel,
  saveOnnx,
  secondsOf,
  ThawError,
  train,
  TrainedNetwork,
  type Budgets,
  type Checkpoint,
  type DataSize,
  type Model,
  type ModelDescription,
  type KeptMoment,
  type Pace,
  type Tensor,
  type Tensors,
  type TrainingData,
  type TrainOutcome,
} from '../../engine/index.js';
import { CheckpointStore } from './checkpoint-store.js';
import { openScratchFile } from './scratch-files.js';
import type {
  Forecast,
  Interrupted,
  Keeping,
  SavedForm,
  TrainedSummary,
  TrainEvent,
  TrainReport,
  TrainSettings,
} from './protocol.js';

interface Retrained {
  readonly network: TrainedNetwork;
  readonly settings: TrainSettings;
  readonly report: TrainReport;
}

interface Running {
  readonly abort: AbortController;
  readonly gate: Gate;
}

export class TrainingDesk {
  readonly #caches = new CacheStore(openScratchFile);
  readonly #stored = new CheckpointStore();
  #running: Running | undefined;
  #retrained: Retrained | undefined;
  #initial: { readonly description: ModelDescription; readonly tensors: Tensors } | undefined;

  /** The model of the last run that trained anything, at the moment that is shown. */
  get retrained(): Model | undefined {
    return this.#retrained?.network.shown;
  }

  /** What there is of it to be shown. */
  summary(): TrainedSummary {
    const { network, settings, report } = this.#trained();
    const { classes, testAccuracy, epochs } = report;
    // A test of learning rates leaves the weights as they were.
    const moments = settings.schedule.kind === 'range-test' ? [] : network.moments;
    const accuracyAfter = (epoch = 0) => epochs[epoch - 1]?.testAccuracy;
    return {
      classes,
      testAccuracy,
      moments: moments.map((moment) => ({ ...moment, testAccuracy: accuracyAfter(moment.epoch) })),
    };
  }

  /** Shows the retrained model as it stood after so many steps, or at its end. */
  show(step: number | undefined): Promise<void> {
    return this.#trained().network.show(step);
  }

  /** What a training would take. */
  async forecast(
    model: Model,
    data: DataSize,
    settings: TrainSettings,
    budgets: Budgets,
    measured: () => Promise<Pace>,
  ): Promise<Forecast> {
    const hasFile = this.#caches.openFile !== undefined;
    const phases = forecast(model, data, settings, { ...budgets, hasFile });
    const pace = await measured();
    return {
      phases: phases.map((phase) => ({ ...phase, secondsPerStep: secondsOf(pace, phase.multiplyAddsPerStep) })),
    };
  }

  /** Trains; a run that fails or is cancelled before its first step leaves the last retrained model as it was. */
  async train(
    model: Model,
    data: TrainingData,
    settings: TrainSettings,
    onEvent: (event: TrainEvent) => void,
    keeping: Keeping,
    onCheckpoint: (file: Uint8Array<ArrayBuffer>) => Promise<void> = () => Promise.resolve(),
  ): Promise<TrainReport> {
    if (this.#running) {
      throw new ThawError({
        operation: 'training',
        got: 'a second run',
        expected: 'one at a time',
        remedy: 'Cancel the one that runs, or wait for it.',
      });
    }
    const running = { abort: new AbortController(), gate: new Gate() };
    this.#running = running;
    try {
      const resume = await this.#resumed(keeping);
      const moments = new Moments();
      const save = (one: Checkpoint) => {
        moments.offer(momentOf(one, data));
        return keeping.to === 'caller' ? onCheckpoint(encodeCheckpoint(one)) : this.#stored.save(one);
      };
      const run = train(model, data, settings, {
        resume,
        memoryBudget: keeping.memoryBudget,
        cacheBudget: keeping.cacheBudget,
        ...(keeping.to === 'nowhere' ? {} : { checkpoints: { every: keeping.every, save } }),
        signal: running.abort.signal,
        gate: running.gate,
        caches: this.#caches,
        onInitial: (description, tensors) => (this.#initial = { description, tensors }),
      });
      for (;;) {
        const next = await run.next();
        if (next.done) {
          this.#keep(next.value, model, moments, settings);
          if (keeping.to === 'storage') await this.#stored.remove();
          return next.value.report;
        }
        onEvent(next.value);
      }
    } finally {
      this.#running = undefined;
    }
  }

  /** The training that was cut off before it ended. */
  async findInterrupted(): Promise<Interrupted | undefined> {
    const checkpoint = await this.#stored.load();
    if (!checkpoint || this.#running) return undefined;
    const { recipe, classes, epochs, losses } = checkpoint;
    return { settings: recipe, classes, epochs, losses, epochCount: epochsOf(recipe) };
  }

  discardInterrupted(): Promise<void> {
    return this.#stored.remove();
  }

  async #resumed({ resume }: Keeping): Promise<Checkpoint | undefined> {
    return resume instanceof Uint8Array ? decodeCheckpoint(resume) : resume && this.#stored.load();
  }

  pause(): void {
    this.#running?.gate.close();
  }

  resume(): void {
    this.#running?.gate.open();
  }

  step(): void {
    this.#running?.gate.openOnce();
  }

  cancel(): void {
    const expected = 'it to reach its first step';
    this.#running?.abort.abort(new ThawError({ operation: 'training', got: 'a cancelled run', expected }));
  }

  /** The retrained model as a file, which says what it was trained from. */
  async save(form: SavedForm): Promise<Uint8Array<ArrayBuffer>> {
    const { network, settings } = this.#trained();
    const { source } = network.course;
    const trained = await network.end.read();
    const provenance = {
      source: source.description.name,
      sourceSha256: await hashTensors(await source.readTensors()),
      recipe: settings,
    };
    if (form === 'head') return saveHead(trained, provenance);
    return (form === 'onnx' ? saveOnnx : saveModel)(trained.description, trained.weights, provenance);
  }

  /** The program that loads the retrained model into PyTorch. */
  snippet(file: string): string {
    return pytorchSnippet(this.#trained().network.end.description, file);
  }

  /** The model as it stood before the first step. */
  saveInitial(): Uint8Array<ArrayBuffer> {
    if (!this.#initial) throw nothingTrained();
    return saveModel(this.#initial.description, this.#initial.tensors);
  }

  /** Frees cached activations: they belong to data that is no longer there. */
  forgetData(): void {
    this.#caches.clear();
  }

  /** Forgets what was trained too: it belongs to a model that is no longer there. */
  forgetModel(): void {
    this.forgetData();
    this.#retrained?.network.destroy();
    this.#retrained = undefined;
    this.#initial = undefined;
  }

  #trained(): Retrained {
    if (this.#retrained) return this.#retrained;
    throw nothingTrained();
  }

  /** The last moment of a run that came to its end is that end. */
  #keep({ model, report }: TrainOutcome, source: Model, moments: Moments, settings: TrainSettings): void {
    const last = report.isComplete ? report.epochs.length : undefined;
    const kept = moments.all.filter(({ epoch }) => epoch === undefined || epoch !== last);
    this.#retrained?.network.destroy();
    const initial = this.#initial?.tensors ?? new Map<string, Tensor>();
    this.#retrained = { network: new TrainedNetwork(model, { source, initial, kept }), settings, report };
  }
}

/** A checkpoint is made behind a step, before the epoch that may end with it is reported. */
function momentOf({ position, epochs, tensors }: Checkpoint, { train: { count } }: TrainingData): KeptMoment {
  return { step: position.step, epoch: position.samplesOfEpoch === count ? epochs.length + 1 : undefined, tensors };
}

function nothingTrained(): ThawError {
  return new ThawError({ operation: 'save', got: 'no retrained model', expected: 'one', remedy: 'Train first.' });
}
