/**
 * What the page (and the command line) can ask of the engine's worker. Commands go through Comlink; every answer is
 * plain data. The page never holds a GPU object: canvases are transferred to the worker, which draws on them.
 */

import type {
  AdapterInfo,
  Arithmetic,
  Budgets,
  ClimbStep,
  DataEdit,
  DocumentInput,
  ModelProfile,
  Parts,
  PreprocessingChoice,
  Probe,
  ProfileRequest,
  Progress,
  RunDefinition,
  RunOutcome,
  SampleEntry,
  TensorCheck,
  TileTable,
  TrainEvent,
  TrainReport,
  Tuned,
  TuneRequest,
  ZooReport,
} from '../../engine/index.js';
import type {
  DataSource,
  DataOptions,
  DataSummary,
  Thumbnail,
  EvaluateRequest,
  EvaluateReport,
} from './protocol/data.js';
import type {
  SaliencyRequest,
  SaliencyReport,
  WeightsOf,
  FilterReport,
  ExcitingRequest,
  ExcitingReport,
  ClimbRequest,
  SimilarityReport,
} from './protocol/inspection.js';
import type { ModelSource, ModelSummary } from './protocol/models.js';
import type { Head, Prediction, PictureReport, MapsRequest, MapsReport, FeatureValues } from './protocol/pictures.js';
import type {
  TrainSettings,
  SavedForm,
  Keeping,
  Interrupted,
  Forecast,
  GradientRequest,
  MaterialHashes,
} from './protocol/training.js';

export type {
  Arithmetic,
  ArithmeticStep,
  ChannelActivity,
  ChannelOrder,
  ChannelStatistics,
  ClimbStep,
  Contribution,
  DataEdit,
  DocumentInput,
  Duplicate,
  EpochReport,
  Excitement,
  KeptFile,
  LoadReport,
  ModelProfile,
  Parts,
  Preprocessing,
  PreprocessingChoice,
  PreprocessingSource,
  Probe,
  ProfileRequest,
  Progress,
  ReceptiveField,
  RunDefinition,
  RunOutcome,
  SaliencyMap,
  SampleEntry,
  StepLoss,
  TensorCheck,
  TestResult,
  TileTable,
  TrainEvent,
  TrainReport,
  Tuned,
  TuneRequest,
  ZooItem,
  ZooReport,
} from '../../engine/index.js';
export type * from './protocol/data.js';
export type * from './protocol/inspection.js';
export type * from './protocol/models.js';
export type * from './protocol/pictures.js';
export type * from './protocol/training.js';

/** The adapter that the engine runs on, in words and numbers. */
export type AdapterReport = AdapterInfo;

/** Everything the page can ask. Each command rejects with an `Error` whose message a person can act on. */
export interface EngineWorker {
  /** Finds an adapter. Rejects, saying what to do, where there is none. */
  start(): Promise<AdapterReport>;

  /** Loads a model; a head alone goes onto the model that is there. */
  loadModel(source: ModelSource, onProgress: (progress: Progress) => void): Promise<ModelSummary>;
  /** Feeds the loaded model in another way. The open picture has to be opened anew, and what was trained is forgotten. */
  changePreprocessing(choice: PreprocessingChoice): Promise<ModelSummary>;

  /** The models that load by name, and what of them this browser keeps. */
  zoo(): Promise<ZooReport>;
  /** Downloads a model unless it is kept. Rejects with an `AbortError` when it is cancelled. */
  downloadModel(name: string, onProgress: (progress: Progress) => void): Promise<void>;
  cancelDownload(): Promise<void>;
  /** Deletes a kept file, by its file name; its checksum is remembered. */
  deleteKept(fileName: string): Promise<void>;
  /** Deletes all kept files, and forgets their checksums. */
  clearKept(): Promise<void>;

  /** Decodes a picture and runs the network on it; its maps stay on the GPU until the next one. */
  openPicture(picture: Blob): Promise<PictureReport>;
  /** The `count` most probable classes for the open picture. */
  predict(head: Head, count: number): Promise<readonly Prediction[]>;

  /** Gives the worker a canvas to draw on, under a name of the page's choice (`early`, `late`, `thumbnail:layer1.0`). */
  attachCanvas(name: string, canvas: OffscreenCanvas): Promise<void>;
  detachCanvas(name: string): Promise<void>;
  /** Draws a layer's maps for the open picture on that canvas (which it resizes to the grid), without a read-back. */
  drawMaps(canvas: string, request: MapsRequest): Promise<MapsReport>;
  /** One value of a layer for the open picture. */
  readValue(layer: string, channel: number, y: number, x: number): Promise<number>;

  /** All values of a layer for the open picture. Rejects, offering near names, where there is no such layer. */
  readFeatures(layer: string): Promise<FeatureValues>;

  /** What a value of a convolution, or behind one, is made of, for the open picture. */
  explainValue(layer: string, channel: number, y: number, x: number): Promise<Arithmetic>;
  /** Where in the open picture a class is seen. */
  findSaliency(request: SaliencyRequest, onProgress: (progress: Progress) => void): Promise<SaliencyReport>;
  /** The weights of a convolution. Rejects for other layers, and where nothing was trained yet. */
  readFilters(layer: string, of: WeightsOf): Promise<FilterReport>;
  /** What excites each channel of a layer most among the test pictures, and how often it is above zero. */
  findExciting(request: ExcitingRequest, onProgress: (progress: Progress) => void): Promise<ExcitingReport>;
  /** Makes a picture that a channel likes, telling of every step; `cancelInspection` stops it, and it resolves then. */
  climbChannel(request: ClimbRequest, onStep: (step: ClimbStep) => void): Promise<void>;
  /** How well each block's features tell the loaded data's classes apart. */
  probeBlocks(onProgress: (progress: Progress) => void, onProbe: (probe: Probe) => void): Promise<readonly Probe[]>;
  /** How alike blocks are in what they make of the test pictures: the network's own, or those of the retrained one. */
  compareBlocks(withRetrained: boolean, onProgress: (progress: Progress) => void): Promise<SimilarityReport>;
  /** Ends what looks closer; it rejects then. */
  cancelInspection(): Promise<void>;

  loadData(source: DataSource, options: DataOptions, onProgress: (progress: Progress) => void): Promise<DataSummary>;
  /** Changes the data set as it was loaded in just these ways, without decoding anything again. */
  editData(edits: readonly DataEdit[]): Promise<DataSummary>;
  /** The samples of a class, those to train on first. */
  classSamples(className: string): Promise<readonly SampleEntry[]>;
  /** Of samples by their names, also of removed ones. Rejects where the data have no such sample. */
  thumbnails(names: readonly string[]): Promise<readonly Thumbnail[]>;
  /** The picture of a sample as a file, to open it as the current picture. */
  samplePicture(name: string): Promise<Blob>;

  /** Classifies samples of the loaded data. Rejects where the classes of the head and of the data do not match. */
  evaluate(request: EvaluateRequest, onProgress: (progress: Progress) => void): Promise<EvaluateReport>;

  /** Checks the gradients of the loaded model, telling of each tensor; gives the part by which they may differ. */
  checkGradients(request: GradientRequest, onTensor: (check: TensorCheck) => void): Promise<number>;

  /** Times every kernel of a forward pass or a training step of the loaded model, against the adapter's measured peaks. */
  profile(request: ProfileRequest, onProgress: (progress: Progress) => void): Promise<ModelProfile>;

  /** What a training of the loaded data would take. Rejects, with the numbers, where it cannot be done. */
  forecast(settings: TrainSettings, keeping: Budgets): Promise<Forecast>;

  /**
   * Finds the fastest tile for each product of the loaded model's work that has none yet; gives all that there are for
   * this adapter, and keeps them. They are used from the next start on.
   */
  tune(request: TuneRequest, onTuned: (tuned: Tuned) => void): Promise<TileTable>;
  /** Ends tuning after the product under way; `tune` then resolves with what was found. */
  cancelTuning(): Promise<void>;
  /** Takes, for all that is planned from now on, the tiles of that table which is this adapter's; gives their number. */
  useTiles(tables: readonly TileTable[]): Promise<number>;

  /** With `keeping.to` as `caller`, `onCheckpoint` gets every checkpoint as a file, and is waited for. */
  train(
    settings: TrainSettings,
    onEvent: (event: TrainEvent) => void,
    keeping: Keeping,
    onCheckpoint?: (file: Uint8Array<ArrayBuffer>) => Promise<void>,
  ): Promise<TrainReport>;
  /** The training that was cut off before it ended, if there is one in the browser's storage. */
  findInterrupted(): Promise<Interrupted | undefined>;
  discardInterrupted(): Promise<void>;
  pauseTraining(): Promise<void>;
  resumeTraining(): Promise<void>;
  /** Ends training at the next step boundary; `train` then resolves with what was reached. */
  cancelTraining(): Promise<void>;

  identifyMaterial(onProgress: (progress: Progress) => void): Promise<MaterialHashes>;
  /**
   * Seconds that an experiment will take on the loaded model and data, about. Rejects where it cannot be done.
   * @param parts of that model.
   */
  estimateExperiment(document: DocumentInput, parts: Parts): Promise<number>;
  /**
   * Does one run of an experiment on the loaded model and data; the retrained model of `train` stays as it is.
   * @param base the weights file of the run that this one begins with.
   */
  runExperiment(
    definition: RunDefinition,
    base: Uint8Array<ArrayBuffer> | undefined,
    onEvent: (event: TrainEvent) => void,
  ): Promise<RunOutcome>;

  /** The retrained model as a file. */
  saveModel(form: SavedForm): Promise<Uint8Array<ArrayBuffer>>;
  /** A program for PyTorch that loads the retrained model from that file, which is named as seen from the program. */
  pytorchSnippet(file: string): Promise<string>;
  /** The same as it stood before the first step of the training that runs or ran last: with the head's seeded weights. */
  saveInitialModel(): Promise<Uint8Array<ArrayBuffer>>;
}
