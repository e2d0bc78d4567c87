/**
 * The workbench: the worker's side of the protocol. It holds one model, one open picture and one data set, and hands
 * each command to the part that does it. Commands that touch the open picture wait for one another.
 */

import {
  accuracyOf,
  classify,
  confusionMatrix,
  explainValue,
  imagenetOf,
  Look,
  measurePace,
  resultsOf,
  takeTiles,
  ThawError,
  type Budgets,
  type Model,
  type Pace,
  type Preprocessing,
  type RunDefinition,
  type RunOutcome,
  type TrainingData,
} from '../../engine/index.js';
import { matchClasses } from './classes.js';
import { hasCheckpoints } from './checkpoint-folder.js';
import { DataShelf } from './data-shelf.js';
import { drain } from './drain.js';
import { equip, type Equipment } from './equipment.js';
import { Lazy } from './lazy.js';
import { ModelShelf } from './model-shelf.js';
import { channelsFirst, isSigned, summarise, torchShape } from './model-summary.js';
import { openModel } from './open-model.js';
import { predictionsOf } from './predictions.js';
import type * as protocol from './protocol.js';
import { keptTables } from './tile-store.js';

type Tell = (progress: protocol.Progress) => void;

export class Workbench implements protocol.EngineWorker {
  readonly #training = new Lazy(async () => new (await import('./training-desk.js')).TrainingDesk());
  readonly #experiments = new Lazy(async () => new (await import('./experiment-desk.js')).ExperimentDesk());
  readonly #inspection = new Lazy(async () => new (await import('./inspect-desk.js')).InspectDesk());
  readonly #tuning = new Lazy(async () => new (await import('./tune-desk.js')).TuneDesk());
  readonly #shelf: DataShelf;
  readonly #models = new ModelShelf();
  #equipment: Equipment | undefined;
  #model: { readonly model: Model; readonly look: Look } | undefined;
  #hasPicture = false;
  #pace: Pace | undefined;

  /**
   * @param base the address that models and data sets are relative to.
   * @param isReproducible whether results are held against those of other days: no tuned tiles then.
   */
  constructor(
    readonly base: string,
    readonly isReproducible = false,
  ) {
    this.#shelf = new DataShelf(base);
  }

  async start(): Promise<protocol.AdapterReport> {
    if (!this.#equipment) {
      this.#equipment = await equip(this.base, await this.#models.store);
      if (!this.isReproducible) await this.useTiles(await keptTables());
    }
    return this.#equipment.engine.device.info;
  }

  async loadModel(source: protocol.ModelSource, tell: Tell): Promise<protocol.ModelSummary> {
    const model = await openModel(this.#tools().engine, source, tell, this.#model?.model);
    tell({ stage: 'Compiling', done: 0, total: 1 });
    const look = await Look.create(model);
    this.#forgetModel()?.destroy();
    return this.#useModel(model, look);
  }

  async changePreprocessing(choice: protocol.PreprocessingChoice): Promise<protocol.ModelSummary> {
    const model = this.#loaded().model.fedBy(choice);
    const look = await Look.create(model);
    this.#forgetModel();
    return this.#useModel(model, look);
  }

  zoo(): Promise<protocol.ZooReport> {
    return this.#models.report();
  }

  downloadModel(name: string, tell: Tell): Promise<void> {
    return this.#models.download(this.#tools().engine, name, tell);
  }

  cancelDownload(): Promise<void> {
    this.#models.cancel();
    return Promise.resolve();
  }

  deleteKept(fileName: string): Promise<void> {
    return this.#models.delete(fileName);
  }

  clearKept(): Promise<void> {
    return this.#models.clear();
  }

  async openPicture(picture: Blob): Promise<protocol.PictureReport> {
    const started = performance.now();
    const { look, model } = this.#loaded();
    const { width, height, crop, pixels } = await this.#tools().engine.frame(picture, model);
    await look.show(pixels);
    this.#hasPicture = true;
    const seconds = (performance.now() - started) / 1000;
    return { width, height, crop, pixels: new Uint8ClampedArray(pixels), seconds };
  }

  async predict(head: protocol.Head, count: number): Promise<readonly protocol.Prediction[]> {
    const model = this.#headModel(head);
    return predictionsOf(await this.#look().logits(model), model.description.classes, count);
  }

  attachCanvas(name: string, canvas: OffscreenCanvas): Promise<void> {
    this.#tools().canvases.attach(name, canvas);
    return Promise.resolve();
  }

  detachCanvas(name: string): Promise<void> {
    this.#tools().canvases.detach(name);
    return Promise.resolve();
  }

  drawMaps(canvas: string, request: protocol.MapsRequest): Promise<protocol.MapsReport> {
    return this.#tools().canvases.draw(canvas, this.#look(), request);
  }

  readValue(layer: string, channel: number, y: number, x: number): Promise<number> {
    return this.#look().readValue(layer, channel, y, x);
  }

  async readFeatures(name: string): Promise<protocol.FeatureValues> {
    const look = this.#look();
    const layer = look.resolve(name);
    const { shape, data } = await look.read(layer);
    const kind = look.model.network.layers.find((candidate) => candidate.name === layer)?.kind ?? 'linear';
    return {
      layer,
      shape: torchShape(shape, kind),
      data: channelsFirst(data, shape.at(-1) ?? 1),
      isSigned: isSigned(look.model, layer),
    };
  }

  explainValue(layer: string, channel: number, y: number, x: number): Promise<protocol.Arithmetic> {
    return explainValue(this.#look(), layer, { channel, y, x });
  }

  async findSaliency(request: protocol.SaliencyRequest, tell: Tell): Promise<protocol.SaliencyReport> {
    const [look, judge] = [this.#look(), this.#headModel(request.head)];
    return (await this.#inspection.get()).saliency(look, judge, request, tell);
  }

  async readFilters(layer: string, of: protocol.WeightsOf): Promise<protocol.FilterReport> {
    const after = this.#headModel(of === 'pretrained' ? 'pretrained' : 'retrained');
    return (await this.#inspection.get()).filters(this.#loaded().model, after, layer, of);
  }

  async findExciting(request: protocol.ExcitingRequest, tell: Tell): Promise<protocol.ExcitingReport> {
    const model = this.#headModel(request.head);
    const data = await this.#pixels(tell);
    return (await this.#inspection.get()).exciting(model, data, request.layer, tell);
  }

  async climbChannel(request: protocol.ClimbRequest, onStep: (step: protocol.ClimbStep) => void): Promise<void> {
    const { layer, channel, head } = request;
    return (await this.#inspection.get()).climb(this.#headModel(head), layer, channel, onStep);
  }

  async probeBlocks(tell: Tell, onProbe: (probe: protocol.Probe) => void): Promise<readonly protocol.Probe[]> {
    const data = await this.#pixels(tell);
    return (await this.#inspection.get()).probes(this.#loaded().model, data, tell, onProbe);
  }

  async compareBlocks(withRetrained: boolean, tell: Tell): Promise<protocol.SimilarityReport> {
    const { test } = await this.#pixels(tell);
    const other = withRetrained ? this.#headModel('retrained') : undefined;
    return (await this.#inspection.get()).similarity(this.#loaded().model, other, test, tell);
  }

  cancelInspection(): Promise<void> {
    this.#inspection.ifLoaded?.cancel();
    return Promise.resolve();
  }

  async loadData(
    source: protocol.DataSource,
    options: protocol.DataOptions,
    tell: Tell,
  ): Promise<protocol.DataSummary> {
    const summary = await this.#shelf.load(source, options, this.#tools().engine.resizer, this.#framing(), tell);
    this.#forgetData();
    return summary;
  }

  editData(edits: readonly protocol.DataEdit[]): Promise<protocol.DataSummary> {
    const summary = this.#shelf.edit(edits);
    this.#forgetData();
    return Promise.resolve(summary);
  }

  classSamples(className: string): Promise<readonly protocol.SampleEntry[]> {
    return Promise.resolve(this.#shelf.samplesOf(className));
  }

  thumbnails(names: readonly string[]): Promise<readonly protocol.Thumbnail[]> {
    return Promise.resolve(this.#shelf.thumbnails(names));
  }

  samplePicture(name: string): Promise<Blob> {
    return this.#shelf.picture(name);
  }

  async evaluate(request: protocol.EvaluateRequest, tell: Tell): Promise<protocol.EvaluateReport> {
    const started = performance.now();
    const model = this.#headModel(request.head);
    const { classes } = model.description;
    const ids = (await imagenetOf(classes))?.map(({ wordnetId }) => wordnetId);
    const outputs = matchClasses(this.#shelf.classes, classes, ids);
    await this.#pixels(tell);
    const set = this.#shelf.select(request.split);
    const logits = await drain(classify(model, set), ({ done, total }) => tell({ stage: 'Classifying', done, total }));
    const labels = Uint32Array.from(set.labels, (label) => outputs[label] ?? 0);
    const results = resultsOf(logits, labels, classes.length);
    return {
      total: results.length,
      correct: results.filter(({ label, predicted }) => label === predicted).length,
      top1: accuracyOf(results),
      classes,
      confusion: confusionMatrix(results, classes.length),
      skipped: set.skipped,
      seconds: (performance.now() - started) / 1000,
    };
  }

  async checkGradients(
    request: protocol.GradientRequest,
    onTensor: (check: protocol.TensorCheck) => void,
  ): Promise<number> {
    return (await this.#inspection.get()).gradients(this.#loaded().model, request, onTensor);
  }

  async profile(request: protocol.ProfileRequest, tell: Tell): Promise<protocol.ModelProfile> {
    return (await this.#inspection.get()).profile(this.#loaded().model, request, tell);
  }

  async tune(request: protocol.TuneRequest, onTuned: (tuned: protocol.Tuned) => void): Promise<protocol.TileTable> {
    return (await this.#tuning.get()).tune(this.#loaded().model, request, onTuned);
  }

  cancelTuning(): Promise<void> {
    this.#tuning.ifLoaded?.cancel();
    return Promise.resolve();
  }

  useTiles(tables: readonly protocol.TileTable[]): Promise<number> {
    return takeTiles(this.#tools().engine.device, tables);
  }

  async train(
    settings: protocol.TrainSettings,
    onEvent: (event: protocol.TrainEvent) => void,
    keeping: protocol.Keeping,
    onCheckpoint?: (file: Uint8Array<ArrayBuffer>) => Promise<void>,
  ): Promise<protocol.TrainReport> {
    const { model } = this.#loaded();
    const data = await this.#pixels((progress) => onEvent({ kind: 'progress', progress }));
    return (await this.#training.get()).train(model, data, settings, onEvent, keeping, onCheckpoint);
  }

  async forecast(settings: protocol.TrainSettings, keeping: Budgets): Promise<protocol.Forecast> {
    const { model } = this.#loaded();
    const data = this.#shelf.sizeFor(this.#framing());
    return (await this.#training.get()).forecast(model, data, settings, keeping, () => this.#measuredPace());
  }

  async findInterrupted(): Promise<protocol.Interrupted | undefined> {
    return (await hasCheckpoints()) ? (await this.#training.get()).findInterrupted() : undefined;
  }

  async discardInterrupted(): Promise<void> {
    return (await this.#training.get()).discardInterrupted();
  }

  pauseTraining(): Promise<void> {
    this.#training.ifLoaded?.pause();
    return Promise.resolve();
  }

  resumeTraining(): Promise<void> {
    this.#training.ifLoaded?.resume();
    return Promise.resolve();
  }

  cancelTraining(): Promise<void> {
    this.#training.ifLoaded?.cancel();
    return Promise.resolve();
  }

  async identifyMaterial(tell: Tell): Promise<protocol.MaterialHashes> {
    const data = await this.#pixels(tell);
    return (await this.#experiments.get()).identify(this.#loaded().model, data);
  }

  async estimateExperiment(document: protocol.DocumentInput, parts: protocol.Parts): Promise<number> {
    const data = this.#shelf.sizeFor(this.#framing());
    const { look } = this.#loaded();
    return (await this.#experiments.get()).estimate(look, data, document, parts, () => this.#measuredPace());
  }

  async runExperiment(
    definition: RunDefinition,
    base: Uint8Array<ArrayBuffer> | undefined,
    onEvent: (event: protocol.TrainEvent) => void,
  ): Promise<RunOutcome> {
    const data = await this.#pixels((progress) => onEvent({ kind: 'progress', progress }));
    return (await this.#experiments.get()).run(this.#loaded().model, data, definition, base, onEvent);
  }

  async saveModel(form: protocol.SavedForm): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#training.get()).save(form);
  }

  async pytorchSnippet(file: string): Promise<string> {
    return (await this.#training.get()).snippet(file);
  }

  async saveInitialModel(): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#training.get()).saveInitial();
  }

  #useModel(model: Model, look: Look): protocol.ModelSummary {
    this.#model = { model, look };
    this.#hasPicture = false;
    return summarise(model, (layer) => look.forward.value(layer).shape);
  }

  /** Gives up what belongs to the data as they were. */
  #forgetData(): void {
    this.#training.ifLoaded?.forgetData();
    this.#experiments.ifLoaded?.forget();
  }

  /** Gives up what belongs to the model that was loaded, and the model to the caller. */
  #forgetModel(): Model | undefined {
    this.#training.ifLoaded?.forgetModel();
    this.#experiments.ifLoaded?.forget();
    this.#model?.look.destroy();
    return this.#model?.model;
  }

  #tools(): Equipment {
    if (this.#equipment) return this.#equipment;
    throw new ThawError({ operation: 'engine', got: 'no adapter yet', expected: 'the engine to be started first' });
  }

  #loaded(): { model: Model; look: Look } {
    if (this.#model) return this.#model;
    throw new ThawError({ operation: 'engine', got: 'no model', expected: 'a model to be loaded first' });
  }

  #look(): Look {
    const { look } = this.#loaded();
    if (this.#hasPicture) return look;
    throw new ThawError({ operation: 'look', got: 'no picture', expected: 'a picture to be opened first' });
  }

  /** Measured when it is first asked for, on the model of that time. */
  async #measuredPace(): Promise<Pace> {
    return (this.#pace ??= await measurePace(this.#loaded().look));
  }

  #pixels(tell: Tell): Promise<TrainingData> {
    return this.#shelf.pixels(this.#tools().engine.resizer, this.#framing(), tell);
  }

  #framing(): Preprocessing {
    return this.#loaded().model.description.preprocessing;
  }

  #headModel(head: protocol.Head): Model {
    if (head === 'pretrained') return this.#loaded().model;
    const retrained = this.#training.ifLoaded?.retrained;
    if (retrained) return retrained;
    throw new ThawError({ operation: 'predict', got: 'no retrained head', expected: 'one', remedy: 'Train first.' });
  }
}
