/** The events by which the page's own elements tell what a person chose; each bubbles out of its shadow root. */

import type { PageName, Place as LessonPlace } from '../lesson/page.js';
import type { KeptExperiment, KindName } from '../worker/experiment-protocol.js';
import type { DataEdit, DataSource, PreprocessingChoice } from '../worker/protocol.js';
import type { DataView, PaneName, PaneView, Place } from '../state/app-state.js';
import type { Recipe } from '../../engine/index.js';
import type { Preset } from '../state/presets.js';
import type { SlowMotionAct } from '../state/slow-motion.js';
import type { Part } from '../state/link.js';
import type { Thawed } from '../state/mask.js';
import type { SamplePicture } from '../state/samples.js';

/** Of the network, the pictures, and where they come from. */
export interface LookEvents {
  /** A block or layer for the focused pane. */
  'thaw-choose-layer': { readonly layer: string };
  'thaw-pane-layer': { readonly pane: PaneName; readonly layer: string };
  'thaw-pane-view': { readonly pane: PaneName; readonly change: Partial<PaneView> };
  /** The network that was trained here, as it stood after so many steps; at the end where nothing is said. */
  'thaw-moment': { readonly step: number | undefined };
  'thaw-pane-focus': { readonly pane: PaneName };
  /** Where a map is pointed at, `undefined` when it no longer is; the pane around it adds its name. */
  'thaw-place': { readonly place: Place | undefined };
  'thaw-pane-place': { readonly pane: PaneName; readonly place: Place | undefined };
  'thaw-sample-picture': { readonly sample: SamplePicture };
  /** Files from a picker; what they are for is found out by their names and types. */
  'thaw-files': { readonly files: readonly File[] };
  'thaw-frame': { readonly frame: Blob };
  'thaw-preprocessing': { readonly choice: PreprocessingChoice };
  'thaw-error': { readonly error: unknown };
  'thaw-dismiss': { readonly id: number };
  'thaw-zoo-open': null;
  'thaw-zoo-close': null;
  /** A model by its name in the zoo. */
  'thaw-zoo-choose': { readonly name: string };
  /** Whether models are to be loaded without their heads. */
  'thaw-zoo-leave-out': { readonly leavesOutHead: boolean };
  'thaw-zoo-cancel': null;
  /** A kept file by its file name; all of them where there is none. */
  'thaw-zoo-delete': { readonly fileName?: string };
}

/** What a person changes of the next training. */
export interface PlanEvents {
  /** The layers that are to be trained; changes of one `gesture` in a row are undone together. */
  'thaw-mask': { readonly thawed: Thawed; readonly gesture?: string };
  'thaw-preset': { readonly preset: Preset };
  /** Fields of the recipe, `undefined` while one is wrong; changes of one `field` in a row are undone together. */
  'thaw-recipe': { readonly recipe: Partial<Recipe> | undefined; readonly field: string };
  /** The parts of the page that a lesson does without. */
  'thaw-hide': { readonly hidden: readonly Part[] };
  'thaw-undo': null;
  'thaw-redo': null;
}

/** Of the training that runs. */
export interface StepEvents {
  /** A walk through its next step. */
  'thaw-slow-motion': { readonly act: SlowMotionAct };
}

/** What a person does with the runs that were kept, each by its id. */
export interface RunEvents {
  'thaw-run-open': { readonly id: string };
  'thaw-run-rename': { readonly id: string; readonly name: string };
  'thaw-run-remove': { readonly id: string };
  'thaw-run-compare': { readonly id: string; readonly isCompared: boolean };
}

/** Of the experiments and of the guided lesson. */
export interface LessonEvents {
  /** All that are kept, whenever one of them changes. */
  'thaw-experiments': { readonly kept: readonly KeptExperiment[] };
  /** A question that the experiments' card is to open. */
  'thaw-question': { readonly kind: KindName };
  /** Opens the lesson where it was left, or closes it. */
  'thaw-lesson': { readonly isOpen: boolean };
  'thaw-lesson-page': { readonly page: PageName };
  'thaw-lesson-skip': null;
  'thaw-lesson-set-up': null;
  'thaw-lesson-restart': null;
  /** A part of the page that is to be pointed out. */
  'thaw-show': { readonly place: LessonPlace };
}

/** What a person brings and changes of the data. */
export interface DataEvents {
  /** A data set to train on, instead of the present one or added to it. */
  'thaw-data-chosen': { readonly source: DataSource; readonly isAdded?: boolean };
  /** The person's own data that this browser keeps are to be opened again. */
  'thaw-open-kept': null;
  /** What this browser keeps of the person's own data is to be deleted. */
  'thaw-forget-data': null;
  /** The data are to be saved as a file, or what is being saved to be given up. */
  'thaw-save-data': null;
  'thaw-cancel-saving': null;
  'thaw-editor-open': { readonly view: DataView };
  'thaw-editor-close': null;
  'thaw-data-edit': { readonly edit: DataEdit };
}

/** Within the freeze editor: the settings of a block are to be shown beside the button that was pressed. */
export interface BlockSettings {
  readonly block: string;
  readonly beside: HTMLElement;
}

type ElementEvents = LookEvents &
  PlanEvents &
  StepEvents &
  RunEvents &
  LessonEvents &
  DataEvents & { 'thaw-block-settings': BlockSettings };

/** Dispatches one of these events from `host`. */
export function emit<Name extends keyof ElementEvents>(
  host: EventTarget,
  name: Name,
  detail: ElementEvents[Name],
): void {
  host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

type Dispatched = { readonly [Name in keyof ElementEvents]: CustomEvent<ElementEvents[Name]> };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- what `addEventListener` knows of them
  interface HTMLElementEventMap extends Dispatched {}
}

/** What a listener for the event `Name` receives. */
export type LookEvent<Name extends keyof LookEvents> = CustomEvent<LookEvents[Name]>;
