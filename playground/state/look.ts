/** Looking: loads a model, opens pictures, chooses layers and reads values; every answer of the worker goes to the store. */

import type {
  EngineWorker,
  ModelSource,
  ModelSummary,
  PictureReport,
  PreprocessingChoice,
  Progress,
} from '../worker/protocol.js';
import { ThawError } from '../../engine/index.js';
import type { AppState, PaneName, PaneView, Place } from './app-state.js';
import { networkOf, panesFor } from './app-state.js';
import { noticeOf } from './notice.js';
import { sampleOf, sampleUrl } from './samples.js';
import type { SamplePicture } from './samples.js';
import type { Wanted } from './sharing.js';
import type { Store } from './store.js';
import { expectIdle, untrained } from './training.js';
import { whileWorking } from './while-working.js';

export const embeddedModel = 'resnet20-cifar10';
const predictionCount = 5;
/** A pointer that crosses a map asks for the values where it rests, not for all on its way. */
const readDelay = 60;

export class Look {
  #blob: Blob | undefined;
  #latestOpening = 0;
  #readTimer: number | undefined;

  constructor(
    private readonly engine: EngineWorker,
    private readonly store: Store<AppState>,
  ) {}

  /** Finds an adapter, then loads a model of the zoo and shows it a sample: those that are wanted, or the page's own. */
  async start({ model: name = embeddedModel, preprocessing, picture }: Wanted): Promise<void> {
    const first = sampleOf(picture);
    this.#update({
      progress: { stage: 'Waiting for the GPU', done: 0, total: 0 },
      picture: { name: first.name, url: sampleUrl(first), report: undefined, revision: 0 },
    });
    try {
      this.#update({ adapter: await this.engine.start() });
    } catch (error) {
      this.fail(error);
      return;
    }
    await this.loadModel({ kind: 'zoo', name, preprocessing });
    const { model, notices } = this.store.state;
    const isMissed = !model && name !== embeddedModel;
    if (isMissed) await this.loadModel({ kind: 'zoo', name: embeddedModel });
    await this.openSample(first);
    // Why it is not the model that was wanted stays to be read.
    if (isMissed) this.#update({ notices: [...notices, ...this.store.state.notices] });
  }

  /** The engine cannot run at all. */
  fail(error: unknown): void {
    this.#update({ failure: noticeOf(error), progress: undefined });
  }

  async loadModel(source: ModelSource): Promise<void> {
    await this.#attempt('Loading the model', async () => {
      expectIdle(this.store.state.training, 'load model');
      const zooName = source.kind === 'zoo' ? source.name : undefined;
      const model = await whileWorking(this.#showProgress, (tell) => this.engine.loadModel(source, tell));
      await this.#showModel(model, zooName);
    });
  }

  /** Feeds the model in another way, from the open picture on. */
  async changePreprocessing(choice: PreprocessingChoice): Promise<void> {
    await this.#attempt('Compiling', async () => {
      expectIdle(this.store.state.training, 'change preprocessing');
      await this.#showModel(await this.engine.changePreprocessing(choice), this.store.state.zooName);
    });
  }

  async openPicture(picture: Blob, name: string): Promise<void> {
    await this.#attempt('Running the network', () => this.#run(picture, name));
  }

  async openSample(sample: SamplePicture): Promise<void> {
    await this.#attempt('Opening the picture', async () => {
      const response = await fetch(sampleUrl(sample));
      if (!response.ok) throw missingSample(sample, response.status);
      await this.#run(await response.blob(), sample.name);
    });
  }

  /** Asks every head that there is for its most probable classes. */
  async predict(): Promise<void> {
    const { trained } = this.store.state;
    const [pretrained, retrained] = await Promise.all([
      this.engine.predict('pretrained', predictionCount),
      trained ? this.engine.predict('retrained', predictionCount) : undefined,
    ]);
    this.#update({ predictions: { pretrained, retrained } });
  }

  showLayer(pane: PaneName, layer: string): void {
    const { panes } = this.store.state;
    this.#update({ panes: { ...panes, [pane]: { ...panes[pane], layer } }, focusedPane: pane, cursor: undefined });
  }

  changeView(pane: PaneName, change: Partial<PaneView>): void {
    const { panes } = this.store.state;
    this.#update({ panes: { ...panes, [pane]: { ...panes[pane], ...change } } });
  }

  focusPane(focusedPane: PaneName): void {
    if (this.store.state.focusedPane !== focusedPane) this.#update({ focusedPane });
  }

  /** Moves the cursor, and reads the value there once it rests. */
  pointAt(pane: PaneName, place: Place | undefined): void {
    window.clearTimeout(this.#readTimer);
    const { panes, trained } = this.store.state;
    const { layer } = panes[pane];
    const network = networkOf(panes[pane], trained);
    this.#update({ cursor: place && { pane, layer, network, place, value: undefined } });
    if (place) this.#readTimer = window.setTimeout(() => void this.#readValue(), readDelay);
  }

  async #readValue(): Promise<void> {
    const { cursor } = this.store.state;
    if (!cursor) return;
    const { channel, y, x } = cursor.place;
    try {
      const value = await this.engine.readValue(cursor.layer, channel, y, x, cursor.network);
      if (this.store.state.cursor === cursor) this.#update({ cursor: { ...cursor, value } });
    } catch (error) {
      this.report(error);
    }
  }

  /** Tells what went wrong, once: one cause often fails several commands. */
  report(error: unknown): void {
    const notice = noticeOf(error);
    const { notices } = this.store.state;
    if (!notices.some(({ text }) => text === notice.text)) this.#update({ notices: [...notices, notice] });
  }

  dismiss(id: number): void {
    this.#update({ notices: this.store.state.notices.filter((notice) => notice.id !== id) });
  }

  /** Shows a model that knows nothing of a picture yet, and shows it the one that is open. */
  async #showModel(model: ModelSummary, zooName: string | undefined): Promise<void> {
    this.#update({
      model,
      zooName,
      panes: panesFor(model, this.store.state.panes),
      training: untrained,
      trained: undefined,
      samples: undefined,
      cursor: undefined,
      predictions: { pretrained: undefined, retrained: undefined },
    });
    const { picture } = this.store.state;
    if (picture && this.#blob) await this.#run(this.#blob, picture.name);
  }

  /** Opens a picture in the worker and, unless a later one overtook it, shows it with its predictions. */
  async #run(blob: Blob, name: string): Promise<void> {
    const opening = ++this.#latestOpening;
    const report = await this.engine.openPicture(blob);
    if (opening !== this.#latestOpening) return;
    this.#blob = blob;
    this.#showPicture(blob, name, report);
    await this.predict();
  }

  #showPicture(blob: Blob, name: string, report: PictureReport): void {
    const before = this.store.state.picture;
    if (before) URL.revokeObjectURL(before.url);
    const revision = (before?.revision ?? 0) + 1;
    this.#update({ picture: { name, url: URL.createObjectURL(blob), report, revision }, cursor: undefined });
  }

  /** Shows that work is going on, and turns what it throws into a notice; notices of earlier work are done with. */
  async #attempt(stage: string, work: () => Promise<void>): Promise<void> {
    this.#update({ progress: { stage, done: 0, total: 0 }, notices: [] });
    try {
      await work();
    } catch (error) {
      this.report(error);
    } finally {
      this.#update({ progress: undefined });
    }
  }

  readonly #showProgress = (progress: Progress): void => this.#update({ progress });

  #update(change: Partial<AppState>): void {
    this.store.update(change);
  }
}

function missingSample(sample: SamplePicture, status: number): ThawError {
  return new ThawError({
    operation: `open ${sample.name}`,
    got: `HTTP status ${status}`,
    expected: `samples/${sample.file} beside the page`,
    remedy: 'Serve the whole folder of the playground.',
  });
}
