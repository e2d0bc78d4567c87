/** Retraining: loads data, runs and steers a training, opens what it got wrong; every event of the worker goes to the store. */

import { epochsOf, ThawError } from '../../engine/index.js';
import type { DataSource, EngineWorker, SavedForm, TrainEvent, TrainSettings } from '../worker/protocol.js';
import { holdOutSeed } from '../worker/embedded-data.js';
import type { AppState } from './app-state.js';
import { download } from './download.js';
import type { Look } from './look.js';
import type { Moments } from './moments.js';
import { noticeOf } from './notice.js';
import type { Runs } from './runs.js';
import type { Store } from './store.js';
import { advanced, begun, expectIdle, failed, finished, untrained, watched, type TrainingState } from './training.js';
import { whileWorking } from './while-working.js';

/** Steps can come faster than a page can be drawn; events are gathered this long, in milliseconds. */
const gatheringTime = 50;
/** The data set that the page offers to train on before a person brings one. */
export const embeddedData = 'emoji12';

const fileEndings: Readonly<Record<SavedForm, string>> = {
  safetensors: 'retrained.safetensors',
  onnx: 'retrained.onnx',
  head: 'head.safetensors',
};

export class Retrain {
  #gathered: TrainEvent[] = [];
  #gathering: number | undefined;
  #run = { isCancelled: false };

  constructor(
    private readonly engine: EngineWorker,
    private readonly store: Store<AppState>,
    private readonly look: Look,
    private readonly runs: Runs,
    private readonly moments: Moments,
  ) {}

  /** Loads a data set. Where that fails, the one that was there stays, and so does what was trained on it. */
  async loadData(source: DataSource): Promise<void> {
    if (this.store.state.data.progress) {
      this.look.report(stillReading());
      return;
    }
    this.#updateData({ progress: { stage: 'Reading the files', done: 0, total: 0 }, error: undefined });
    try {
      expectIdle(this.store.state.training, 'load data');
      const summary = await whileWorking(
        (progress) => this.#updateData({ progress }),
        (tell) => this.engine.loadData(source, { seed: holdOutSeed }, tell),
      );
      this.#updateData({ source, summary });
      // The head that was trained stays; what it was tested on is gone.
      this.#update({ training: untrained, samples: undefined });
    } catch (error) {
      this.#updateData({ error: noticeOf(error).text });
    } finally {
      this.#updateData({ progress: undefined });
    }
  }

  /** Opens the data of that name or else what was open last; where that fails, those that come with the page. */
  async openFirst(name: string | undefined, last: DataSource | undefined): Promise<void> {
    const named = { kind: 'embedded', name: name ?? embeddedData } as const;
    await this.loadData(name === undefined && last ? last : named);
    const { summary, error } = this.store.state.data;
    if (summary || error === undefined) return;
    this.look.report(new Error(error));
    await this.loadData(named);
  }

  /** Looks for a training that was cut off before it ended. */
  async findInterrupted(): Promise<void> {
    await this.#attempt(async () => this.#update({ interrupted: await this.engine.findInterrupted() }));
  }

  async discardInterrupted(): Promise<void> {
    this.#update({ interrupted: undefined });
    await this.#attempt(() => this.engine.discardInterrupted());
  }

  /** Goes on with the training that was cut off, its curves first. */
  async continueInterrupted(): Promise<void> {
    const { interrupted } = this.store.state;
    if (!interrupted) return;
    const { settings, epochs, epochCount, losses } = interrupted;
    await this.train(settings, { ...begun(epochCount), epochs, stepLosses: losses }, 'storage');
  }

  /** Trains to the end or until cancelled; then the new head predicts the open picture too. */
  async train(settings: TrainSettings, from = begun(epochsOf(settings)), resume?: 'storage'): Promise<void> {
    const before = this.store.state.training;
    const run = { isCancelled: false };
    const startedAt = Date.now();
    this.#run = run;
    const dataOrigin = this.store.state.data.summary?.origin;
    this.#update({ training: { ...from, dataOrigin }, samples: undefined, interrupted: undefined });
    try {
      const report = await this.engine.train(watched(settings), this.#gather, { to: 'storage', resume });
      this.#showGathered();
      this.#update({ training: finished(this.store.state.training, report) });
      await this.moments.begin();
      await this.runs.keep(this.store.state.training, settings, startedAt);
    } catch (error) {
      this.#showGathered();
      // Cancelled before its first step a run has nothing to tell, and the one before it stands.
      const now = run.isCancelled ? before : failed(this.store.state.training, noticeOf(error).text);
      this.#update({ training: now });
      if (!run.isCancelled) await this.runs.keep(now, settings, startedAt);
      await this.findInterrupted();
    }
    if (this.store.state.trained) await this.#attempt(() => this.look.predict());
  }

  /** What the one button of a run does: begins it, pauses it, goes on with it. */
  async press(): Promise<void> {
    const { training, recipe, model, data } = this.store.state;
    if (training.phase === 'running') await this.pause();
    else if (training.phase === 'paused') await this.resume();
    else if (training.phase !== 'preparing' && model && data.summary && !data.progress) await this.train(recipe);
  }

  async pause(): Promise<void> {
    await this.#attempt(() => this.engine.pauseTraining());
  }

  async resume(): Promise<void> {
    await this.#attempt(() => this.engine.resumeTraining());
  }

  async cancel(): Promise<void> {
    this.#run.isCancelled = true;
    await this.#attempt(() => this.engine.cancelTraining());
  }

  /** The retrained model as a file for the person to keep. */
  async save(form: SavedForm): Promise<void> {
    await this.#attempt(async () => {
      const bytes = await this.engine.saveModel(form);
      download(new Blob([bytes]), `${this.store.state.model?.name ?? 'model'}-${fileEndings[form]}`);
    });
  }

  /** Shows samples that a training was tested with, by their indices; other data may be loaded by now. */
  async showTested({ report, dataOrigin }: TrainingState, title: string, indices: readonly number[]): Promise<void> {
    await this.#attempt(async () => {
      const { summary } = this.store.state.data;
      if (!report || summary?.origin !== dataOrigin) throw otherData(summary?.name);
      const names = indices.map((index) => report.testSamples[index] ?? '');
      const thumbnails = await this.engine.thumbnails(names);
      this.#update({ samples: { title, indices, thumbnails } });
    });
  }

  /** Opens a sample as the picture. */
  async openSample(name: string): Promise<void> {
    await this.#attempt(async () => {
      await this.look.openPicture(await this.engine.samplePicture(name), name);
    });
  }

  readonly #gather = (event: TrainEvent): void => {
    this.#gathered.push(event);
    this.#gathering ??= window.setTimeout(() => this.#showGathered(), gatheringTime);
  };

  #showGathered(): void {
    window.clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const events = this.#gathered;
    this.#gathered = [];
    const { training } = this.store.state;
    if (events.length > 0) this.#update({ training: events.reduce(advanced, training) });
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.look.report(error);
    }
  }

  #updateData(change: Partial<AppState['data']>): void {
    this.#update({ data: { ...this.store.state.data, ...change } });
  }

  #update(change: Partial<AppState>): void {
    this.store.update(change);
  }
}

function stillReading(): ThawError {
  const remedy = 'Wait until the first is read, then try again.';
  return new ThawError({ operation: 'load data', got: 'a second data set', expected: 'one at a time', remedy });
}

function otherData(name = 'none'): ThawError {
  const expected = 'the data that the run was tested with';
  return new ThawError({ operation: 'show pictures', got: name, expected, remedy: 'Load them first.' });
}
