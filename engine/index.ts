/** The engine's public API. */

export { Engine, type EngineOptions, type FramedPicture } from './engine.js';
export { ThawError, type Complaint } from './core/errors.js';
export { colourAt, colourMapFor, colourTable, type ColourMap } from './core/colour-maps.js';
export { gridSize, type MapGrid } from './core/map-grid.js';
export { sameNames } from './core/names.js';
export { nearNames } from './core/near-names.js';
export type { Shape } from './core/shape.js';

export { openDataSet, holdOut, samplesOf, takeFirst, type DataSet } from './data/dataset.js';
export { decodeImage, sampleFile } from './data/image.js';
export { prepare, type PixelSet, type TrainingData } from './data/pixels.js';
export { cropOf } from './data/resample.js';
export type { Sample, Skipped, SourceFile } from './data/sample.js';

export { Device, type AdapterInfo } from './gpu/device.js';
export { ImageResizer } from './gpu/image-resizer.js';
export { MapPainter } from './gpu/map-painter.js';

export { Model } from './model.js';
export { Forward } from './forward.js';
export { architecture, familyNames, type Architecture } from './models/architecture.js';
export { findLayer } from './models/find-layer.js';
export { countParameters, parametersOf, type Block, type Layer, type Network } from './models/layer.js';
export type { ModelDescription, Preprocessing } from './models/model.js';
export { resnet } from './models/resnet.js';
export { findInZoo, zoo, type ZooEntry } from './models/zoo.js';

export { loadModel, type LoadedModel } from './weights/load.js';
export { saveOnnx } from './weights/onnx/write-onnx.js';
export { saveModel } from './weights/save.js';
export type { Tensor, Tensors } from './weights/tensor.js';

export { classify } from './inspect/classify.js';
export {
  checkGradients,
  gradientTolerance,
  type GradientCheckOptions,
  type TensorCheck,
} from './inspect/gradient-check.js';
export { Look, type LayerMaps } from './inspect/look.js';
export { paintMaps, type MapValues, type PaintedMaps } from './inspect/paint-maps.js';
export { receptiveFields, type ReceptiveField } from './inspect/receptive-field.js';

export { CacheStore } from './train/cache-store.js';
export { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './train/checkpoint.js';
export type { EpochReport, Progress, StepLoss, TestResult, TrainEvent, TrainReport } from './train/events.js';
export { Gate } from './train/gate.js';
export { accuracyOf, confusionMatrix, resultsOf, softmaxRow } from './train/metrics.js';
export {
  defaultRecipe,
  type Augmentation,
  type BatchNormPolicy,
  type Recipe,
  type RecipeInput,
} from './train/recipe.js';
export { phasesOf } from './train/phases.js';
export { checkRecipe } from './train/recipe-rules.js';
export { train, type TrainOutcome } from './train/trainer.js';
export type { TrainerOptions } from './train/training.js';
