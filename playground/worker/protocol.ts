/**
 * What the page (and the command line) can ask of the engine's worker. Commands go through Comlink; every answer is
 * plain data. The page never holds a GPU object: canvases are transferred to the worker, which draws on them.
 */

import type {
  AdapterInfo,
  Architecture,
  Arithmetic,
  ArithmeticStep,
  Block,
  Budgets,
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
  FilterBank,
  HeadOptions,
  KeptFile,
  LayerFigures,
  LoadReport,
  ModelProfile,
  Parts,
  PhaseForecast,
  Preprocessing,
  PreprocessingChoice,
  PreprocessingSource,
  Probe,
  ProfileRequest,
  Progress,
  Range,
  ReceptiveField,
  Recipe,
  RunDefinition,
  RunOutcome,
  SaliencyMap,
  SampleEntry,
  StepLoss,
  TestResult,
  TensorCheck,
  TileTable,
  TrainEvent,
  TrainReport,
  Tuned,
  TuneRequest,
  ZooItem,
  ZooReport,
} from '../../engine/index.js';

export type { LoadReport, Preprocessing, PreprocessingChoice, PreprocessingSource, Progress, ReceptiveField };

/** The adapter that the engine runs on, in words and numbers. */
export type AdapterReport = AdapterInfo;

// ---------------------------------------------------------------------------------------------------------- models

/** A zoo name, or the bytes of a weights file that a person brought. */
export type ModelSource = (
  | { readonly kind: 'zoo'; readonly name: string }
  | {
      readonly kind: 'file';
      readonly file: File;
      /** Files of the same folder or drop, by their names: configurations, or what the weights are continued in. */
      readonly beside?: readonly File[] | undefined;
    }
  /** A member of the family with weights drawn from the seed. */
  | { readonly kind: 'drawn'; readonly name: string; readonly seed: number }
) & {
  /** What of its preprocessing is to be another than it came with. */
  readonly preprocessing?: PreprocessingChoice | undefined;
  /** Takes the body alone, and puts a new head in the place of what stands behind it in the file. */
  readonly leaveOut?: HeadOptions['leaveOut'];
};

export type { KeptFile, ZooItem, ZooReport };

export interface LayerSummary {
  /** torchvision's feature-extraction name: `layer1.0.conv1`, `layer1.0.relu_1`, `avgpool`, `fc`. */
  readonly name: string;
  /** `convolution`, `batch norm`, `ReLU`, `addition`, `max pool`, `average pool`, `linear`. */
  readonly kind: string;
  /** As PyTorch has it, for one image: `[C, H, W]`, or `[features]` for the head. */
  readonly shape: readonly number[];
  readonly receptiveField: ReceptiveField;
  /** True for values that may be negative (before a ReLU): drawn on a diverging colour map centred on zero. */
  readonly isSigned: boolean;
  /** Weights that can be trained; 0 where the layer has none. */
  readonly parameters: number;
}

export interface BlockSummary {
  /** `layer1.0`; the stem is `stem`, the head is `head`. */
  readonly name: string;
  /** `stem`, `layer1` … `layer4`, `head`. */
  readonly stage: string;
  readonly layers: readonly LayerSummary[];
  /** The layer whose values leave the block; its maps are the block's thumbnail. */
  readonly output: string;
  /** What the skip connection does; `none` for stem and head. */
  readonly shortcut: Block['shortcut'];
  readonly parameters: number;
}

export interface ModelSummary {
  readonly name: string;
  /** `ResNet-20 (CIFAR)` */
  readonly architecture: string;
  /** The member of the family that it is, in numbers. */
  readonly member: Architecture;
  readonly parameters: number;
  readonly classes: readonly string[];
  /** Side of the square input in pixels. */
  readonly inputSize: number;
  readonly preprocessing: Preprocessing;
  readonly preprocessingSource: PreprocessingSource;
  /** What became of the tensors of its file, block by block; of a model that was drawn there is none. */
  readonly report?: LoadReport | undefined;
  readonly blocks: readonly BlockSummary[];
}

// -------------------------------------------------------------------------------------------------------- pictures

/** Which head predicts: the one the model came with, or the one trained here. */
export type Head = 'pretrained' | 'retrained';

export interface Prediction {
  readonly className: string;
  readonly classIndex: number;
  readonly probability: number;
  /** What WordNet says that the class is a kind of, if it is one of ImageNet's. */
  readonly parent?: string | undefined;
}

export interface PictureReport {
  /** Of the decoded picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The square of the picture that the network sees, in the picture's pixels. */
  readonly crop: { readonly x: number; readonly y: number; readonly size: number };
  /** What the network is shown: that square at the size of its input, RGBA bytes. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly seconds: number;
}

/**
 * How map values become colours: each channel on its own range, one range for the layer, or one for all layers of the
 * network whose values have a sign as its have, or have none as they have none.
 */
export type ColourScale = 'channel' | 'layer' | 'network';

export type { ChannelOrder, ChannelStatistics };

export interface MapsRequest {
  readonly layer: string;
  readonly scale: ColourScale;
  readonly order: ChannelOrder;
  /** The grid: `columns` cells of `cell` device pixels, `gap` device pixels apart, row by row in that order. */
  readonly columns: number;
  readonly cell: number;
  readonly gap: number;
}

export interface MapsReport {
  readonly layer: string;
  readonly channels: number;
  /** Of one map, in values. */
  readonly height: number;
  readonly width: number;
  /** By channel. */
  readonly statistics: readonly ChannelStatistics[];
  /** Of the whole layer. */
  readonly figures: LayerFigures;
  /** The channel in each cell of the grid. */
  readonly order: readonly number[];
  /** The range that all channels are coloured over; `undefined` where each has its own. */
  readonly sharedRange: Range | undefined;
  readonly isSigned: boolean;
}

/** All values of a layer for one picture. */
export interface FeatureValues {
  readonly layer: string;
  /** As PyTorch has it, the batch of one included: `[1, C, H, W]`, or `[1, features]` for the head. */
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
  readonly isSigned: boolean;
}

// ------------------------------------------------------------------------------------------------------------ data

export type { DataEdit, Duplicate, SampleEntry };

/** A data set: an embedded one by name, or files with their paths (class folders, zips, CIFAR-10 .bin). */
export type DataSource = (
  | { readonly kind: 'embedded'; readonly name: string }
  | { readonly kind: 'files'; readonly files: readonly { readonly path: string; readonly file: Blob }[] }
) & {
  /** What is changed of it. */
  readonly edits?: readonly DataEdit[] | undefined;
};

export interface DataOptions {
  /** Decides which samples are held out where the data have no test part. */
  readonly seed: number;
  /** Only the first so many samples, in the data set's stated order. */
  readonly limit?: number;
}

export interface DataSummary {
  /** `pets`, `pets (edited)` */
  readonly name: string;
  readonly classes: readonly { readonly name: string; readonly train: number; readonly test: number }[];
  readonly trainCount: number;
  readonly testCount: number;
  /** True when the data had no test part and one was held out by seed. */
  readonly isHeldOut: boolean;
  /** Files that could not be used, each with the reason. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  /** Samples that are the same to the network, pixel for pixel. */
  readonly duplicates: readonly Duplicate[];
}

/** A small picture of a sample as the network sees it: `size * size` RGBA bytes. */
export interface Thumbnail {
  readonly name: string;
  /** As it is by now; none where the sample was removed. */
  readonly className: string | undefined;
  readonly size: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export type Split = 'train' | 'test';

export interface EvaluateRequest {
  /** `all`: the whole set in its stated order, as if nothing had been held out. */
  readonly split: Split | 'all';
  readonly head: Head;
}

/** Predictions held against labels. Classes are matched by name; where no name is known, by number. */
export interface EvaluateReport {
  readonly total: number;
  readonly correct: number;
  /** `correct / total` */
  readonly top1: number;
  readonly classes: readonly string[];
  /** `confusion[label][predicted]`: numbers of samples. */
  readonly confusion: readonly (readonly number[])[];
  /** Samples that could not be decoded, each with the reason; they count nowhere. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly seconds: number;
}

// -------------------------------------------------------------------------------------------------------- training

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

/** A layer or module, or all; and the batch of noise. */
export interface GradientRequest {
  readonly layer?: string | undefined;
  readonly batchSize: number;
  readonly seed: number;
}

export type {
  DocumentInput,
  ModelProfile,
  Parts,
  ProfileRequest,
  RunDefinition,
  RunOutcome,
  TensorCheck,
  TileTable,
  Tuned,
  TuneRequest,
};

/** SHA-256 of the loaded data's pixels and labels, and of the loaded model's weights. */
export interface MaterialHashes {
  readonly data: string;
  readonly model: string;
}

// -------------------------------------------------------------------------------------------------- looking closer

export type { Arithmetic, ArithmeticStep, ChannelActivity, ClimbStep, Contribution, Excitement, Probe, SaliencyMap };

export type SaliencyMethod = 'grad-cam' | 'input-gradient' | 'occlusion';

export interface SaliencyRequest {
  readonly method: SaliencyMethod;
  readonly head: Head;
  /** The most probable one where absent. */
  readonly classIndex?: number | undefined;
  /** By the same network with weights drawn anew: a map that stays the same shows nothing that was learned. */
  readonly randomised: boolean;
}

export interface SaliencyReport {
  readonly map: SaliencyMap;
  readonly classIndex: number;
  readonly className: string;
}

/** Of the network as it came, as it was trained here, or what training added. */
export type WeightsOf = 'pretrained' | 'retrained' | 'change';

export interface FilterReport extends FilterBank {
  /** Of a change: its norm by the norm of the layer's weights before; exactly 0 where every weight is the same. */
  readonly change?: number | undefined;
}

export interface ExcitingRequest {
  readonly layer: string;
  readonly head: Head;
}

/** What excites the channels of a layer among the test pictures; pictures by their index there. */
export interface ExcitingReport {
  readonly layer: string;
  readonly channels: readonly ChannelActivity[];
  /** Names of the test pictures, by index. */
  readonly pictures: readonly string[];
}

/** A channel, and the network whose it is. */
export interface ClimbRequest {
  readonly layer: string;
  readonly channel: number;
  readonly head: Head;
}

export interface SimilarityReport {
  readonly blocks: readonly string[];
  /** Linear CKA of each block with each: of the network itself, or down the retrained one. */
  readonly rows: readonly (readonly number[])[];
  readonly pictures: number;
  /** Whether the columns are the retrained network's blocks. */
  readonly isOfTwo: boolean;
}

export type { EpochReport, StepLoss, TestResult, TrainEvent, TrainReport };

// ------------------------------------------------------------------------------------------------------ the worker

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
