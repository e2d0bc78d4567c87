/**
 * What the page (and the command line) can ask of the engine's worker. Commands go through Comlink; every answer is
 * plain data. The page never holds a GPU object: canvases are transferred to the worker, which draws on them.
 */

import type { AdapterCommands } from './protocol/adapter.js';
import type { DataCommands } from './protocol/data.js';
import type { ExperimentCommands } from './protocol/experiments.js';
import type { InspectionCommands } from './protocol/inspection.js';
import type { ModelCommands } from './protocol/models.js';
import type { PictureCommands } from './protocol/pictures.js';
import type { TrainingCommands } from './protocol/training.js';

export type {
  Agreement,
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
  LayerUpdate,
  LoadReport,
  ModelProfile,
  Neighbours,
  Parts,
  PhaseStart,
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
  StepStages,
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
export type * from './protocol/adapter.js';
export type * from './protocol/data.js';
export type * from './protocol/experiments.js';
export type * from './protocol/inspection.js';
export type * from './protocol/models.js';
export type * from './protocol/pictures.js';
export type * from './protocol/training.js';

/** Everything the page can ask. Each command rejects with an `Error` whose message a person can act on. */
export type EngineWorker = AdapterCommands &
  ModelCommands &
  PictureCommands &
  InspectionCommands &
  DataCommands &
  TrainingCommands &
  ExperimentCommands;
