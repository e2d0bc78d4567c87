/** `<thaw-app>`: the page: starts the engine and lays the parts out, each with its share of the one state. */

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AppState, PaneName } from '../state/app-state.js';
import { initialState } from '../state/app-state.js';
import { IdleTuning } from '../state/idle-tuning.js';
import { Lesson } from '../state/lesson.js';
import type { Part } from '../state/link.js';
import { DataSaving } from '../state/data-saving.js';
import { Editing } from '../state/editing.js';
import { Keeping } from '../state/keeping.js';
import { Look } from '../state/look.js';
import { Moments } from '../state/moments.js';
import { Planning } from '../state/planning.js';
import { Retrain } from '../state/retrain.js';
import { Runs } from '../state/runs.js';
import { Sharing } from '../state/sharing.js';
import { SlowMotion } from '../state/slow-motion.js';
import { Store, StoreController } from '../state/store.js';
import { isTraining } from '../state/training.js';
import { Zoo } from '../state/zoo.js';
import { sharedStyles } from '../styles/shared.js';
import { connectEngine } from '../worker/client.js';
import { isDoingExperiments } from '../worker/experiment-waiting.js';
import { appStyles } from './app-styles.js';
import { besideLessonStyles } from './beside-lesson-styles.js';
import { dataEditor, dropSign, hiddenLine, lookCard, resultsCard, slowMotionBar, workCards } from './cards.js';
import { openFiles, routeEvents } from './event-routes.js';
import { FileArrivals } from './file-arrivals.js';
import { shareIcon } from './icons.js';
import { painterOf } from './maps-canvas.js';
import { prefersStillness, showPartsOf } from './show-part.js';
import { ShortcutKeys } from './shortcut-keys.js';
import './thaw-closer-look.js';
import type { PictureSource } from './thaw-data-editor.js';
import './thaw-experiments.js';
import './thaw-freeze-editor.js';
import './thaw-header.js';
import './thaw-layer-pane.js';
import type { Estimator } from './thaw-experiment-queue.js';
import type { InspectionEngine } from './thaw-inspector.js';
import './thaw-network-line.js';
import './thaw-no-engine.js';
import './thaw-notice.js';
import './thaw-task-bar.js';

type DialogName = keyof typeof loadDialog;

const loadDialog = {
  sheet: () => import('./thaw-shortcut-sheet.js'),
  share: () => import('./thaw-share-dialog.js'),
} as const;

@customElement('thaw-app')
export class ThawApp extends LitElement {
  @state() private isDroppable = false;
  @state() private dialog: DialogName | undefined;

  readonly #store = new Store<AppState>(initialState);
  readonly #tuning = new IdleTuning(
    connectEngine((error) => this.#look.fail(error)),
    isDoingExperiments,
  );
  readonly #engine = this.#tuning.engine;
  readonly #look = new Look(this.#engine, this.#store);
  readonly #planning = new Planning(this.#engine, this.#store);
  readonly #runs = new Runs(this.#store, this.#look, this.#planning);
  readonly #moments = new Moments(this.#engine, this.#store, this.#look);
  readonly #retrain = new Retrain(this.#engine, this.#store, this.#look, this.#runs, this.#moments);
  readonly #slowMotion = new SlowMotion(this.#engine, this.#store, this.#look, prefersStillness);
  readonly #editing = new Editing(this.#engine, this.#store, this.#look, this.#planning);
  readonly #keeping = new Keeping(this.#engine, this.#store);
  readonly #dataSaving = new DataSaving(this.#engine, this.#store);
  readonly #zoo = new Zoo(this.#engine, this.#store, this.#look);
  readonly #lesson = new Lesson(
    this.#store,
    { look: this.#look, planning: this.#planning, retrain: this.#retrain },
    async () => (await import('./lesson-parts.js')).lessonPages,
  );
  readonly #painter = painterOf(this.#engine);

  /** Plain objects, as the painter is. */
  readonly #estimator: Estimator = {
    estimateExperiment: (...document) => this.#engine.estimateExperiment(...document),
  };

  readonly #inspection: InspectionEngine = {
    explainValue: (...place) => this.#engine.explainValue(...place),
    findSaliency: (...request) => this.#engine.findSaliency(...request),
    readFilters: (...request) => this.#engine.readFilters(...request),
    findExciting: (...request) => this.#engine.findExciting(...request),
    thumbnails: (...request) => this.#engine.thumbnails(...request),
    climbChannel: (...request) => this.#engine.climbChannel(...request),
    probeBlocks: (...listeners) => this.#engine.probeBlocks(...listeners),
    compareBlocks: (...request) => this.#engine.compareBlocks(...request),
    mapFeatures: (...request) => this.#engine.mapFeatures(...request),
    layOutFeatures: (...request) => this.#engine.layOutFeatures(...request),
    profile: (...request) => this.#engine.profile(...request),
    cancelInspection: () => this.#engine.cancelInspection(),
    tune: (...request) => this.#engine.tune(...request),
    cancelTuning: () => this.#engine.cancelTuning(),
  };

  readonly #pictures: PictureSource = {
    classSamples: (className) => this.#engine.classSamples(className),
    thumbnails: (names) => this.#engine.thumbnails(names),
  };

  static override styles = [sharedStyles, appStyles, besideLessonStyles];

  constructor() {
    super();
    const actions = {
      store: this.#store,
      look: this.#look,
      moments: this.#moments,
      planning: this.#planning,
      retrain: this.#retrain,
      slowMotion: this.#slowMotion,
      editing: this.#editing,
      keeping: this.#keeping,
      dataSaving: this.#dataSaving,
      runs: this.#runs,
      zoo: this.#zoo,
      lesson: this.#lesson,
    };
    new StoreController(this, this.#store);
    new FileArrivals(this, {
      hover: (isOver) => (this.isDroppable = isOver),
      arrive: (files) => void openFiles(actions, files),
      fail: (error) => this.#look.report(error),
    });
    routeEvents(this, actions);
    showPartsOf(this);
    new ShortcutKeys(this, {
      undo: () => this.#planning.undo(),
      redo: () => this.#planning.redo(),
      train: () => void this.#retrain.press(),
      sheet: () => void this.#open('sheet'),
      share: () => void this.#open('share'),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#start();
  }

  async #start(): Promise<void> {
    void this.#runs.start();
    const wanted = new Sharing(this.#store, this.#planning, this.#look, this.#retrain, this.#lesson).start();
    await this.#look.start(wanted);
    void this.#load(() => import('./results-parts.js'));
    const { adapter, model } = this.#store.state;
    if (!adapter || !model) return;
    this.#tuning.begin(adapter);
    await this.#retrain.openFirst(wanted.data, await this.#keeping.start());
    await this.#retrain.findInterrupted();
  }

  protected override render(): TemplateResult {
    const now = this.#store.state;
    const lesson = now.failure ? undefined : now.lesson;
    return html`
      <div class="page ${lesson ? 'beside-lesson' : ''}">
        <thaw-header .adapter=${now.adapter} .alive=${!now.failure} ?teaching=${lesson}></thaw-header>
        ${lesson ? html`<thaw-lesson .now=${now}></thaw-lesson>` : nothing}
        <div class="notices" role="alert" ?hidden=${now.notices.length === 0}>
          ${now.notices.map((notice) => html`<thaw-notice .notice=${notice}></thaw-notice>`)}
        </div>
        ${now.failure ? html`<thaw-no-engine .notice=${now.failure}></thaw-no-engine>` : this.#workbench(now)}
      </div>
      ${now.zoo.isOpen ? html`<thaw-zoo .zoo=${now.zoo} .loaded=${now.model?.name}></thaw-zoo>` : nothing}
      ${dataEditor(now, this.#pictures)} ${this.isDroppable ? dropSign() : nothing}
      ${this.dialog ? this.#dialog(this.dialog, now) : nothing}
    `;
  }

  #workbench(now: AppState): TemplateResult {
    const isHidden = (part: Part) => now.hidden.includes(part);
    return html`<main class=${isHidden('inspector') ? 'without-panes' : ''}>
      <section id="network" class="network" tabindex="-1" aria-label="Network" ?hidden=${isHidden('network')}>
        <thaw-network-line .model=${now.model} .progress=${now.progress} ?trained=${now.trained}></thaw-network-line>
        <thaw-freeze-editor
          .model=${now.model}
          .recipe=${now.recipe}
          .forecast=${now.forecast}
          .history=${now.history}
          ?locked=${isTraining(now.training)}
          ?bare=${isHidden('figures')}
          .picture=${now.picture}
          .predictions=${now.predictions.retrained ?? now.predictions.pretrained}
          .panes=${now.panes}
          .focusedPane=${now.focusedPane}
          .painter=${this.#painter}
          .lit=${now.slowMotion?.frames[now.slowMotion.at]}
        >
          <button slot="tools" class="share" aria-label="Share" @click=${() => this.#open('share')}>
            ${shareIcon} <span>Share</span>
          </button>
          <button slot="tools" class="icon" aria-label="Keys" title="Keys (?)" @click=${() => this.#open('sheet')}>
            ?
          </button>
        </thaw-freeze-editor>
      </section>
      ${lookCard(now)}
      <div class="panes" ?hidden=${isHidden('inspector')}>${this.#pane('early', now)} ${this.#pane('late', now)}</div>
      <section class="closer card" aria-label="A closer look" ?hidden=${isHidden('closer-look')}>
        <thaw-closer-look .engine=${this.#inspection} .now=${now}></thaw-closer-look>
      </section>
      ${workCards(now)} ${resultsCard(now)}
      <section
        id="experiments"
        class="experiments card"
        tabindex="-1"
        aria-label="Experiments"
        ?hidden=${isHidden('experiments')}
      >
        <thaw-experiments .now=${now} .estimator=${this.#estimator}></thaw-experiments>
      </section>
      ${now.hidden.length > 0 ? hiddenLine(this) : nothing}
      <thaw-task-bar
        for="training"
        ?hidden=${now.slowMotion}
        .training=${now.training}
        .freeze=${now.recipe.freeze}
      ></thaw-task-bar>
      ${slowMotionBar(now)}
    </main>`;
  }

  /** Dialogs are loaded when they are first opened. */
  async #open(name: DialogName): Promise<void> {
    if (await this.#load(loadDialog[name])) this.dialog = name;
  }

  /** Whether the elements of a module are there now. */
  async #load(elements: () => Promise<unknown>): Promise<boolean> {
    try {
      await elements();
      return true;
    } catch (error) {
      this.#look.report(error);
      return false;
    }
  }

  #dialog(name: DialogName, now: AppState): TemplateResult {
    const close = () => (this.dialog = undefined);
    if (name === 'sheet') return html`<thaw-shortcut-sheet @close=${close}></thaw-shortcut-sheet>`;
    return html`<thaw-share-dialog .now=${now} @close=${close}></thaw-share-dialog>`;
  }

  #pane(name: PaneName, now: AppState): TemplateResult {
    return html`<thaw-layer-pane
      id=${name}
      tabindex="-1"
      .name=${name}
      .pane=${now.panes[name]}
      .model=${now.model}
      .trained=${now.trained}
      .painter=${this.#painter}
      .revision=${now.picture?.report ? now.picture.revision : 0}
      .cursor=${now.cursor}
      ?focused=${now.focusedPane === name}
    ></thaw-layer-pane>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-app': ThawApp;
  }
}
