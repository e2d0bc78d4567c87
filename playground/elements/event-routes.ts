/** Which event of the elements calls which action: the one place where what a person does becomes what the page does. */

import type { AppState, DataView, PaneName } from '../state/app-state.js';
import { joined } from '../state/data-parts.js';
import type { DataSaving } from '../state/data-saving.js';
import type { Editing } from '../state/editing.js';
import type { IncomingFile } from '../state/intake.js';
import { sortFiles } from '../state/intake.js';
import type { Keeping } from '../state/keeping.js';
import type { Lesson } from '../state/lesson.js';
import type { Look } from '../state/look.js';
import type { Moments } from '../state/moments.js';
import type { Planning } from '../state/planning.js';
import type { Retrain } from '../state/retrain.js';
import type { Runs } from '../state/runs.js';
import type { SlowMotion, SlowMotionAct } from '../state/slow-motion.js';
import type { Store } from '../state/store.js';
import type { Zoo } from '../state/zoo.js';
import { sayCell } from './confusion-cells.js';
import type { SavedForm } from '../worker/protocol.js';
import type { DataEvents, LessonEvents, LookEvents, PlanEvents, RunEvents, StepEvents } from './events.js';
import { chosenFiles } from './read-dropped-files.js';
import type { ChosenCell } from './thaw-confusion-matrix.js';
import type { SampleChosen } from './thaw-sample-grid.js';

export interface Actions {
  readonly store: Store<AppState>;
  readonly look: Look;
  readonly moments: Moments;
  readonly planning: Planning;
  readonly retrain: Retrain;
  readonly slowMotion: SlowMotion;
  readonly editing: Editing;
  readonly keeping: Keeping;
  readonly dataSaving: DataSaving;
  readonly runs: Runs;
  readonly zoo: Zoo;
  readonly lesson: Lesson;
}

/** What the elements of the training and its results tell. */
interface RetrainEvents {
  'thaw-press': null;
  'thaw-cancel': null;
  'thaw-save': { readonly form: SavedForm };
  'thaw-continue': null;
  'thaw-discard': null;
  'thaw-cell': ChosenCell;
  'thaw-sample': SampleChosen;
}

/** For every event, what is to be done with its detail. */
type Routes<Events> = { readonly [Name in keyof Events]: (detail: Events[Name]) => unknown };

function lookRoutes(actions: Actions): Routes<Omit<LookEvents, 'thaw-place'>> {
  const { store, look, moments, planning, zoo } = actions;
  const showLayer = (pane: PaneName, layer: string) => {
    planning.record();
    look.showLayer(pane, layer);
  };
  return {
    'thaw-choose-layer': ({ layer }) => showLayer(store.state.focusedPane, layer),
    'thaw-pane-layer': ({ pane, layer }) => showLayer(pane, layer),
    'thaw-pane-view': ({ pane, change }) => {
      planning.record();
      look.changeView(pane, change);
    },
    'thaw-moment': ({ step }) => moments.show(step),
    'thaw-pane-focus': ({ pane }) => look.focusPane(pane),
    'thaw-pane-place': ({ pane, place }) => look.pointAt(pane, place),
    'thaw-sample-picture': ({ sample }) => look.openSample(sample),
    'thaw-frame': ({ frame }) => look.openPicture(frame, 'Camera'),
    'thaw-files': ({ files }) => openFiles(actions, chosenFiles(files)),
    'thaw-preprocessing': ({ choice }) => look.changePreprocessing(choice),
    'thaw-error': ({ error }) => look.report(error),
    'thaw-dismiss': ({ id }) => look.dismiss(id),
    'thaw-zoo-open': () => openZoo(actions),
    'thaw-zoo-close': () => zoo.close(),
    'thaw-zoo-choose': ({ name }) => zoo.choose(name),
    'thaw-zoo-leave-out': ({ leavesOutHead }) => zoo.leaveOutHead(leavesOutHead),
    'thaw-zoo-cancel': () => zoo.cancel(),
    'thaw-zoo-delete': ({ fileName }) => (fileName === undefined ? zoo.clear() : zoo.delete(fileName)),
  };
}

function planRoutes({ store, planning }: Actions): Routes<PlanEvents> {
  return {
    'thaw-mask': ({ thawed, gesture }) => planning.setMask(thawed, gesture),
    'thaw-preset': ({ preset }) => planning.applyPreset(preset),
    'thaw-recipe': ({ recipe, field }) => recipe && planning.changeRecipe(recipe, field),
    'thaw-hide': ({ hidden }) => store.update({ hidden }),
    'thaw-undo': () => planning.undo(),
    'thaw-redo': () => planning.redo(),
  };
}

function runRoutes({ runs }: Actions): Routes<RunEvents> {
  return {
    'thaw-run-open': ({ id }) => runs.open(id),
    'thaw-run-rename': ({ id, name }) => runs.rename(id, name),
    'thaw-run-remove': ({ id }) => runs.remove(id),
    'thaw-run-compare': ({ id, isCompared }) => runs.compare(id, isCompared),
  };
}

function lessonRoutes({ store, lesson }: Actions): Routes<Omit<LessonEvents, 'thaw-show'>> {
  return {
    'thaw-experiments': ({ kept }) => store.update({ experiments: kept }),
    'thaw-question': ({ kind }) => store.update({ question: { kind } }),
    'thaw-lesson': ({ isOpen }) => (isOpen ? lesson.open() : lesson.close()),
    'thaw-lesson-page': ({ page }) => lesson.turnTo(page),
    'thaw-lesson-skip': () => lesson.skip(),
    'thaw-lesson-set-up': () => lesson.setUp(),
    'thaw-lesson-restart': () => lesson.restart(),
  };
}

function dataRoutes(actions: Actions): Routes<DataEvents> {
  const { store, editing, keeping, dataSaving, retrain } = actions;
  return {
    'thaw-data-chosen': ({ source, isAdded }) => {
      const { data, edits } = store.state;
      return retrain.loadData(isAdded ? joined(data.source, edits, source) : source);
    },
    'thaw-open-kept': async () => {
      const source = await keeping.find();
      if (source) await retrain.loadData(source);
    },
    'thaw-forget-data': () => keeping.forget(),
    'thaw-save-data': () => dataSaving.save(),
    'thaw-cancel-saving': () => dataSaving.cancel(),
    'thaw-editor-open': ({ view }) => openEditor(actions, view),
    'thaw-editor-close': () => store.update({ editor: undefined }),
    'thaw-data-edit': ({ edit }) => editing.edit(edit),
  };
}

function retrainRoutes(actions: Actions): Routes<RetrainEvents & StepEvents> {
  const { store, retrain } = actions;
  return {
    'thaw-press': () => retrain.press(),
    'thaw-cancel': () => retrain.cancel(),
    'thaw-save': ({ form }) => retrain.save(form),
    'thaw-slow-motion': ({ act }) => walkStep(actions, act),
    'thaw-continue': () => retrain.continueInterrupted(),
    'thaw-discard': () => retrain.discardInterrupted(),
    'thaw-cell': (cell) => {
      const { report } = store.state.training;
      return (
        report &&
        retrain.showTested(store.state.training, sayCell(report.classes, report.confusion, cell), cell.indices)
      );
    },
    'thaw-sample': ({ name }) => retrain.openSample(name),
  };
}

/** Listens on `host` for all of them; actions report their own failures. */
export function routeEvents(host: HTMLElement, actions: Actions): void {
  for (const [name, act] of Object.entries({
    ...lookRoutes(actions),
    ...planRoutes(actions),
    ...runRoutes(actions),
    ...dataRoutes(actions),
    ...retrainRoutes(actions),
    ...lessonRoutes(actions),
  })) {
    host.addEventListener(name, (event) => void act((event as CustomEvent<never>).detail));
  }
}

/** Its dialog is loaded when it is first asked for. */
async function openEditor({ look, store }: Actions, editor: DataView): Promise<void> {
  try {
    await import('./thaw-data-editor.js');
    store.update({ editor });
  } catch (error) {
    look.report(error);
  }
}

/** What shows it is loaded when it is first asked for. */
async function walkStep({ look, slowMotion }: Actions, act: SlowMotionAct): Promise<void> {
  try {
    if (act === 'begin') await import('./thaw-slow-motion.js');
    slowMotion.act(act);
  } catch (error) {
    look.report(error);
  }
}

/** The dialog is loaded when it is first asked for. */
async function openZoo({ look, zoo }: Actions): Promise<void> {
  try {
    await import('./thaw-zoo.js');
    await zoo.open();
  } catch (error) {
    look.report(error);
  }
}

/** Files from anywhere (a drop, the clipboard, a picker): a picture, a model or a data set. */
export async function openFiles({ look, retrain, zoo }: Actions, files: readonly IncomingFile[]): Promise<void> {
  const { leaveOut } = zoo;
  zoo.close();
  try {
    const intake = sortFiles(files);
    if (intake.kind === 'picture') await look.openPicture(intake.file, intake.file.name || 'Pasted picture');
    else if (intake.kind === 'model') await look.loadModel({ ...intake, kind: 'file', leaveOut });
    else await retrain.loadData({ kind: 'files', files: intake.files });
  } catch (error) {
    look.report(error);
  }
}
