/**
 * The engine's public API, from its parts to the whole. A bundle has its modules in this order, and is smallest where like
 * stands beside like: kernels of gradients beside those of the forward pass, for one.
 */

export { messageOf, ThawError, type Complaint } from './core/errors.js';
export { megabytes } from './core/megabytes.js';
export { colourAt, colourMapFor, colourTable, type ColourMap } from './core/colour-maps.js';
export { gridSize, type MapCell, type MapGrid, type Range } from './core/map-grid.js';
export { sameNames } from './core/names.js';
export { nearNames } from './core/near-names.js';
export type { Shape } from './core/shape.js';

export { joinDataSets, openDataSet, samplesOf, takeFirst, type DataSet } from './data/dataset.js';
export { holdOut } from './data/hold-out.js';
export {
  copiesIn,
  duplicatesIn,
  entriesOf,
  findDuplicates,
  isAmbiguous,
  isLeak,
  type Duplicate,
  type SampleEntry,
} from './data/duplicates.js';
export { editData, type DataEdit } from './data/edit.js';
export { decodeImage, sampleFile } from './data/image.js';
export { prepare, type PixelSet, type TrainingData } from './data/pixels.js';
export { cropOf, sameFraming, type Interpolation } from './data/resample.js';
export { relabel } from './data/select.js';
export type { Sample, Skipped, SourceFile } from './data/sample.js';

export { configurationFiles } from './weights/configuration.js';
export type { FileStore, FileWriter } from './weights/download/file-store.js';
export { MemoryStore } from './weights/download/file-store.js';
export { KeptFiles, type KeptFile } from './weights/download/kept-files.js';
export { reportZoo, type ZooItem, type ZooReport } from './weights/download/zoo-files.js';
export { initialWeights } from './weights/initialise.js';
export { hashTensors } from './weights/hash-tensors.js';
export { loadHead, saveHead, type DescribedWeights } from './weights/head.js';
export { examineWeights, loadModel, type ExaminedWeights, type HeadOptions, type LoadedModel } from './weights/load.js';
export {
  isOfTorchvision,
  modelDefinition,
  oneLine,
  pytorchSnippet,
  transformation,
} from './weights/pytorch-snippet.js';
export { describeLine, describeTensors, type LoadReport, type ReportLine } from './weights/report.js';
export { saveOnnx } from './weights/onnx/write-onnx.js';
export { saveModel } from './weights/save.js';
export type { Tensor, Tensors } from './weights/tensor.js';
export type { OpenBeside } from './weights/weight-file.js';

export { Device, type AdapterInfo } from './gpu/device.js';
export { ImageResizer } from './gpu/image-resizer.js';
export { MapPainter } from './gpu/map-painter.js';
export { takeTiles, tileTable, type TileTable } from './gpu/tile-table.js';
export type { Trial, Tuned } from './gpu/tune.js';

export { Model } from './model.js';
export { Forward } from './forward.js';
export type { Precision } from './graph/value.js';
export { architecture, architectureOf, familyNames, type Architecture, type Form } from './models/architecture.js';
export { findLayer } from './models/find-layer.js';
export { countParameters, parametersOf, type Block, type Layer, type Network } from './models/layer.js';
export { imagenetOf, loadImagenet, type Imagenet, type ImagenetClass } from './models/imagenet.js';
export type { ModelDescription, Preprocessing, PreprocessingSource } from './models/model.js';
export {
  checkPreprocessing,
  type PreprocessingChoice,
  type PreprocessingFields,
} from './models/preprocessing-rules.js';
export { resnet } from './models/resnet.js';
export { findInZoo, zoo, type ZooEntry } from './models/zoo.js';

export { multiplyAddsOf } from './graph/dispatch.js';

export { explainValue, type Arithmetic, type ArithmeticStep, type Contribution } from './inspect/arithmetic.js';
export {
  channelOrders,
  layerFigures,
  orderChannels,
  type ChannelOrder,
  type ChannelStatistics,
  type LayerFigures,
} from './inspect/channel-statistics.js';
export { linearCka } from './inspect/cka.js';
export { classify } from './inspect/classify.js';
export {
  findExciting,
  rareRate,
  type ChannelActivity,
  type ExcitingOptions,
  type Excitement,
} from './inspect/exciting.js';
export {
  colourFilter,
  differenceOf,
  filterOf,
  kernelsOf,
  largestOf,
  normOf,
  readFilters,
  type FilterBank,
  type Kernel,
} from './inspect/filters.js';
export { gradientPictures, readFilterGradient } from './inspect/filter-gradient.js';
export {
  checkGradients,
  gradientTolerance,
  type GradientCheckOptions,
  type TensorCheck,
} from './inspect/gradient-check.js';
export { defaultClimbing, maximise, type Climbing, type ClimbStep } from './inspect/maximise.js';
export type { LayerMaps, MapSource } from './inspect/layer-maps.js';
export { Look } from './inspect/look.js';
export { LookDifference } from './inspect/look-difference.js';
export { profileModel, type ModelProfile, type ProfileRequest } from './inspect/profile-model.js';
export { paintMaps, type PaintedMaps } from './inspect/paint-maps.js';
export { pooledLayer, poolFeatures } from './inspect/pooled-features.js';
export {
  agreementOf,
  centroidDistances,
  nearestOthers,
  type Agreement,
  type Neighbours,
} from './inspect/neighbours.js';
export { principalComponents, projectOnto, type Components, type Projection } from './inspect/principal-components.js';
export { alignedTo } from './inspect/procrustes.js';
export { probeBlocks, type Probe, type ProbeEvent } from './inspect/probes.js';
export { receptiveFields, type ReceptiveField } from './inspect/receptive-field.js';
export { gradCam, inputGradient, occlusion, type SaliencyMap } from './inspect/saliency.js';
export { tuneModel, type TuneRequest } from './inspect/tune-model.js';
export { normalised, ValueGradients, type ValueGradient } from './inspect/value-gradient.js';

export { checkDocument } from './experiments/document-rules.js';
export type { DocumentInput } from './experiments/document.js';
export { estimateWork } from './experiments/estimate.js';
export { executeRun, samplesFor, type RunOutcome } from './experiments/execute.js';
export { expand, resolveDocument, type Parts } from './experiments/expand.js';
export type { RunDefinition } from './experiments/run-definition.js';

export { CacheStore } from './train/cache-store.js';
export { decodeCheckpoint, encodeCheckpoint, hashData, type Checkpoint } from './train/checkpoint.js';
export type {
  EpochReport,
  PhaseStart,
  Progress,
  StepLoss,
  TestResult,
  TrainEvent,
  TrainReport,
} from './train/events.js';
export { forecast, type PhaseForecast } from './train/forecast.js';
export { Gate } from './train/gate.js';
export { updateRatio, type LayerUpdate } from './train/layer-update.js';
export { accuracyOf, confusionMatrix, resultsOf, softmaxRow } from './train/metrics.js';
export {
  defaultRecipe,
  type Augmentation,
  type BatchNormPolicy,
  type Recipe,
  type RecipeInput,
} from './train/recipe.js';
export { epochsOf, phasesOf } from './train/phases.js';
export type { Budgets, DataSize } from './train/planned-phases.js';
export { checkRecipe } from './train/recipe-rules.js';
export type { OpenScratchFile, ScratchFile } from './train/scratch-file.js';
export { Moments, type KeptMoment, type Moment } from './train/moments.js';
export { measurePace, secondsOf, type Pace } from './train/pace.js';
export type { StepStages } from './train/step-stages.js';
export { TrainedNetwork } from './train/trained-network.js';
export { train, type TrainOutcome } from './train/trainer.js';
export type { TrainerOptions } from './train/training.js';

export { Engine, type EngineOptions, type FramedPicture, type LoadOptions } from './engine.js';
