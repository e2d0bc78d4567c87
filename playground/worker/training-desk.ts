/** Training on behalf of the page: one run at a time, its events passed on, its model kept. */

import {
  CacheStore,
  decodeCheckpoint,
  encodeCheckpoint,
  epochsOf,
  forecast,
  Gate,
  hashTensors,
  pytorchSnippet,
  saveHead,
  saveModel,
  saveOnnx,
  secondsOf,
  ThawError,
  train,
  type Budgets,
  type Checkpoint,
  type DataSize,
  type Model,
  type ModelDescription,
  type Pace,
  type Tensors,
  type TrainingData,
} from '../../engine/index.js';
import { CheckpointStore } from './checkpoint-store.js';
import { openScratchFile } from './scratch-files.js';
import type { Forecast, Interrupted, Keeping, SavedForm, TrainEvent, TrainReport, TrainSettings } from './protocol.js';

interface Running {
  readonly abort: AbortController;
  readonly gate: Gate;
}

export class TrainingDesk {
  readonly #caches = new CacheStore(openScratchFile);
  readonly #stored = new CheckpointStore();
  #running: Running | undefined;
  #retrained: { readonly model: Model; readonly source: Model; readonly settings: TrainSettings } | undefined;
  #initial: { readonly description: ModelDescription; readonly tensors: Tensors } | undefined;

  /** The model of the last run that trained anything. */
  get retrained(): Model | undefined {
    return this.#retrained?.model;
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
      const save = (one: Checkpoint) =>
        keeping.to === 'caller' ? onCheckpoint(encodeCheckpoint(one)) : this.#stored.save(one);
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
          this.#keep(next.value.model, model, settings);
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
    if (!this.#retrained) throw nothingTrained();
    const { model, source, settings } = this.#retrained;
    const trained = await model.read();
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
    if (!this.#retrained) throw nothingTrained();
    return pytorchSnippet(this.#retrained.model.description, file);
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
    this.#retrained?.model.destroy();
    this.#retrained = undefined;
    this.#initial = undefined;
  }

  #keep(model: Model, source: Model, settings: TrainSettings): void {
    this.#retrained?.model.destroy();
    this.#retrained = { model, source, settings };
  }
}

function nothingTrained(): ThawError {
  return new ThawError({ operation: 'save', got: 'no retrained model', expected: 'one', remedy: 'Train first.' });
}
