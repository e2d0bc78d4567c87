/** The state of the whole page as one plain object, and what it is before anything is loaded. */

import type { KeptExperiment, KindName } from '../worker/experiment-protocol.js';
import type {
  AdapterReport,
  ChannelOrder,
  ColourScale,
  DataEdit,
  DataSource,
  DataSummary,
  Forecast,
  Interrupted,
  Head,
  LayerSummary,
  ModelSummary,
  OwnData,
  PictureReport,
  Prediction,
  Progress,
  Thumbnail,
  TrainedSummary,
  ValuesOf,
} from '../worker/protocol.js';
import { defaultRecipe, type Recipe } from '../../engine/index.js';
import { emptyHistory, type History } from './history.js';
import type { Progress as LessonProgress } from './lesson-progress.js';
import type { Part } from './link.js';
import type { Notice } from './notice.js';
import type { RunRecord } from './run-record.js';
import type { SlowMotionState } from './slow-motion.js';
import type { TrainingState } from './training.js';
import { untrained } from './training.js';
import { closedZoo, type ZooState } from './zoo.js';

/** The inspector's two halves. */
export type PaneName = 'early' | 'late';

/** How a pane shows its maps. */
export interface PaneView {
  readonly network: ValuesOf;
  readonly scale: ColourScale;
  readonly order: ChannelOrder;
}

export interface Pane extends PaneView {
  /** Empty until a model is loaded. */
  readonly layer: string;
}

export const networks: readonly ValuesOf[] = ['pretrained', 'retrained', 'change', 'untrained'];
export const colourScales: readonly ColourScale[] = ['channel', 'layer', 'network'];
export const plainView: PaneView = { network: 'pretrained', scale: 'channel', order: 'index' };

/** One value of one map: channel, then row and column in the map. */
export interface Place {
  readonly channel: number;
  readonly y: number;
  readonly x: number;
}

/** Where a person points: a place in a layer, and its value as soon as the worker has answered. */
export interface Cursor {
  readonly pane: PaneName;
  readonly layer: string;
  readonly network: ValuesOf;
  readonly place: Place;
  readonly value: number | undefined;
}

export interface Picture {
  readonly name: string;
  readonly url: string;
  /** Undefined until the network has seen it. */
  readonly report: PictureReport | undefined;
  /** Grows with everything that changes the values behind the maps: a new picture, a new model. */
  readonly revision: number;
}

/** The network that was trained here, and how it is shown. */
export interface TrainedState extends TrainedSummary {
  /** Steps that are done at the moment that is shown; none for the end. */
  readonly step: number | undefined;
  /** Grows with everything that changes its weights: another training, another moment. */
  readonly revision: number;
}

export type PredictionsByHead = Readonly<Record<Head, readonly Prediction[] | undefined>>;

export interface DataState {
  readonly source: DataSource | undefined;
  readonly summary: DataSummary | undefined;
  readonly progress: Progress | undefined;
  readonly error: string | undefined;
}

/** What of a person's own data this browser keeps. */
export interface KeptState {
  readonly own: OwnData | undefined;
  /** While they are written. */
  readonly progress: Progress | undefined;
  /** Why what is open could not be kept. */
  readonly error: string | undefined;
}

/** Of the file that the data are saved in: how far it is while it is made, or why it could not be. */
export interface SavingState {
  readonly progress: Progress | undefined;
  readonly error: string | undefined;
}

/** What of the data can be opened to be edited: a class by its name, or duplicates of one kind. */
export type DataView =
  { readonly kind: 'class'; readonly className: string } | { readonly kind: 'duplicates'; readonly of: DuplicateKind };

/** In both parts, under two classes, or within one class and part. */
export type DuplicateKind = 'leak' | 'ambiguous' | 'plain';

/** Test samples that a cell of the confusion matrix opened. */
export interface OpenSamples {
  readonly title: string;
  readonly indices: readonly number[];
  readonly thumbnails: readonly Thumbnail[];
}

/** What the next training would take: neither part before there is a model and data. */
export interface ForecastState {
  readonly phases: Forecast['phases'] | undefined;
  /** Why it cannot be done, with the numbers. */
  readonly error: string | undefined;
}

export interface AppState {
  readonly adapter: AdapterReport | undefined;
  /** Why the engine cannot run at all; the page is then a message and nothing else. */
  readonly failure: Notice | undefined;
  /** Long work that the page waits for. */
  readonly progress: Progress | undefined;
  readonly notices: readonly Notice[];
  readonly model: ModelSummary | undefined;
  /** The name by which the zoo has the model; none for one from a file. */
  readonly zooName: string | undefined;
  readonly zoo: ZooState;
  readonly picture: Picture | undefined;
  readonly predictions: PredictionsByHead;
  readonly panes: Readonly<Record<PaneName, Pane>>;
  /** The pane that shows what is chosen on the spine. */
  readonly focusedPane: PaneName;
  readonly cursor: Cursor | undefined;
  readonly data: DataState;
  readonly kept: KeptState;
  readonly saving: SavingState;
  /** What is changed of the data as they were loaded. */
  readonly edits: readonly DataEdit[];
  /** What the editor of the data was opened with; closed where there is nothing. */
  readonly editor: DataView | undefined;
  /** How the next training goes: its mask too. */
  readonly recipe: Recipe;
  readonly history: History;
  readonly forecast: ForecastState;
  readonly training: TrainingState;
  /** The walk through its next step, while there is one. */
  readonly slowMotion: SlowMotionState | undefined;
  /** Every training that was kept, oldest first, and the ids of those that are compared. */
  readonly runs: readonly RunRecord[];
  readonly compared: readonly string[];
  /** What was trained of this model; it stays while another run goes on, fails or is cancelled. */
  readonly trained: TrainedState | undefined;
  readonly samples: OpenSamples | undefined;
  /** The experiments that are kept; none before their card has been opened. */
  readonly experiments: readonly KeptExperiment[];
  /** The question that their card is to open: another object each time. */
  readonly question: { readonly kind: KindName } | undefined;
  /** How far the guided lesson is, while it is open. */
  readonly lesson: LessonProgress | undefined;
  /** Parts of the page that a lesson does without. */
  readonly hidden: readonly Part[];
  /** A training that was cut off, by a reload say, and can go on. */
  readonly interrupted: Interrupted | undefined;
}

export const initialState: AppState = {
  adapter: undefined,
  failure: undefined,
  progress: undefined,
  notices: [],
  model: undefined,
  zooName: undefined,
  zoo: closedZoo,
  picture: undefined,
  predictions: { pretrained: undefined, retrained: undefined },
  panes: { early: { ...plainView, layer: '' }, late: { ...plainView, layer: '' } },
  focusedPane: 'early',
  cursor: undefined,
  data: { source: undefined, summary: undefined, progress: undefined, error: undefined },
  kept: { own: undefined, progress: undefined, error: undefined },
  saving: { progress: undefined, error: undefined },
  edits: [],
  editor: undefined,
  recipe: defaultRecipe,
  history: emptyHistory,
  forecast: { phases: undefined, error: undefined },
  training: untrained,
  slowMotion: undefined,
  runs: [],
  compared: [],
  trained: undefined,
  samples: undefined,
  experiments: [],
  question: undefined,
  lesson: undefined,
  hidden: [],
  interrupted: undefined,
};

export function findLayer(model: ModelSummary | undefined, name: string): LayerSummary | undefined {
  return model?.blocks.flatMap((block) => block.layers).find((layer) => layer.name === name);
}

/** The first and the last residual block's output: what an early and a late layer see. */
export function defaultLayers(model: ModelSummary): Readonly<Record<PaneName, string>> {
  const residual = model.blocks.filter((block) => block.shortcut !== 'none');
  return { early: residual.at(0)?.output ?? '', late: residual.at(-1)?.output ?? '' };
}

/** Whose values a pane shows: before anything was trained, there is nothing else than what came. */
export function networkOf({ network }: PaneView, trained: TrainedState | undefined): ValuesOf {
  return trained || network === 'untrained' ? network : 'pretrained';
}

/** The panes for a model that has just been loaded: a layer that it has too stays in its pane. */
export function panesFor(model: ModelSummary, panes: AppState['panes']): AppState['panes'] {
  const byDefault = defaultLayers(model);
  const kept = (name: PaneName): Pane => ({
    ...panes[name],
    layer: findLayer(model, panes[name].layer)?.name ?? byDefault[name],
  });
  return { early: kept('early'), late: kept('late') };
}
