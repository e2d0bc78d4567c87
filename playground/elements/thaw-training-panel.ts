/** `<thaw-training-panel>`: what is frozen and what is trained, the recipe, the run with its steering, and what it reached. */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { defaultRecipe, type Recipe } from '../../engine/index.js';
import type { DataState } from '../state/app-state.js';
import type { TrainingPhase, TrainingState } from '../state/training.js';
import { isTraining } from '../state/training.js';
import { thawedBy } from '../state/mask.js';
import { sharedStyles } from '../styles/shared.js';
import type { Interrupted, ModelSummary, SavedForm, TrainReport } from '../worker/protocol.js';
import { emit, type PlanEvents } from './events.js';
import { printCount, printPercent } from './format.js';
import { frozenIcon, thawedIcon, warningIcon } from './icons.js';
import { StageClock } from './stage-clock.js';
import './thaw-recipe-form.js';
import { trainingPanelStyles } from './training-panel-styles.js';
import { partsOf, sayInterrupted, sayPhase, sayStage, sayTimeLeft, sayWork, shareDone } from './training-words.js';
import type { Parts } from './training-words.js';

type SteeringEvent = 'thaw-press' | 'thaw-cancel' | 'thaw-continue' | 'thaw-discard';

const phaseNames: Readonly<Record<TrainingPhase, string>> = {
  idle: 'ready',
  preparing: 'preparing',
  running: 'running',
  paused: 'paused',
  done: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
};

/** What the main button does in the middle of a run. */
const mainActions: Partial<Readonly<Record<TrainingPhase, string>>> = {
  preparing: 'Preparing…',
  running: 'Pause',
  paused: 'Resume',
};

@customElement('thaw-training-panel')
export class ThawTrainingPanel extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) recipe: Recipe = defaultRecipe;
  /** Without the recipe's numbers. */
  @property({ type: Boolean }) bare = false;
  @property({ attribute: false }) data!: DataState;
  @property({ attribute: false }) training!: TrainingState;
  @property({ attribute: false }) interrupted: Interrupted | undefined;

  /** Whether every number in the form is right. */
  @state() private isRight = true;
  @query('.primary') private mainButton!: HTMLButtonElement;

  #isCancelFocused = false;
  /** The state of a run has no forecast while it is prepared. */
  readonly #preparation = new StageClock();
  #preparationLeft: number | undefined;

  static override styles = [sharedStyles, trainingPanelStyles];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('training')) this.#preparationLeft = this.#preparation.secondsLeft(this.training.progress);
    this.#isCancelFocused = this.shadowRoot?.activeElement?.className === 'cancel';
  }

  /** The button for cancelling goes with the run; its focus must not. */
  protected override updated(): void {
    if (this.#isCancelFocused && !isTraining(this.training)) this.mainButton.focus();
  }

  protected override render(): TemplateResult {
    const isBusy = isTraining(this.training);
    return html`
      <header>
        <h2>Training</h2>
        <p class="quiet-text">${this.#canTrain || isBusy ? phaseNames[this.training.phase] : ''}</p>
      </header>
      <p class="visually-hidden" role="status">${sayPhase(this.training)}</p>
      ${this.interrupted && !isBusy ? this.#offerToContinue(this.interrupted) : nothing} ${this.#parts()}
      <thaw-recipe-form
        ?hidden=${this.bare}
        .recipe=${this.recipe}
        ?disabled=${isBusy}
        @thaw-recipe=${(event: CustomEvent<PlanEvents['thaw-recipe']>) => (this.isRight = event.detail.recipe !== undefined)}
      ></thaw-recipe-form>
      <div class="actions">
        ${this.#mainButton()}
        <button
          class="slow"
          ?hidden=${this.training.phase !== 'paused'}
          title="Walks through the next step, block by block, and takes it"
          @click=${() => emit(this, 'thaw-slow-motion', { act: 'begin' })}
        >
          One step, slowly
        </button>
        <button class="cancel" ?hidden=${!isBusy} @click=${() => this.#tell('thaw-cancel')}>Cancel</button>
      </div>
      <div class="now">${this.#now()}</div>
    `;
  }

  get #canTrain(): boolean {
    return this.model !== undefined && this.data.summary !== undefined && this.data.progress === undefined;
  }

  #parts(): TemplateResult {
    const { model, recipe } = this;
    const { summary } = this.data;
    const thawed = model && thawedBy(model, { ...recipe, ...recipe.phases[0] });
    const parts = model && summary && thawed ? partsOf(model, summary, thawed) : undefined;
    return html`<div class="parts">
      <p class="part frozen">${frozenIcon}<span>${frozenPart(parts)}</span></p>
      <p class="part trained">${thawedIcon}<span>${trainedPart(parts)}</span></p>
    </div>`;
  }

  #offerToContinue(interrupted: Interrupted): TemplateResult {
    return html`<div class="interrupted">
      <p>${sayInterrupted(interrupted)}</p>
      <button ?disabled=${!this.#canTrain} @click=${() => this.#tell('thaw-continue')}>Continue</button>
      <button @click=${() => this.#tell('thaw-discard')}>Discard</button>
    </div>`;
  }

  /** One button for the whole run, so that the focus stays on it. */
  #mainButton(): TemplateResult {
    const { phase, report } = this.training;
    return html`<button
      class="primary"
      ?disabled=${!isTraining(this.training) && !(this.#canTrain && this.isRight)}
      aria-disabled=${phase === 'preparing' ? 'true' : nothing}
      @click=${this.#press}
    >
      ${mainActions[phase] ?? (report ? 'Train again' : 'Train')}
    </button>`;
  }

  readonly #press = (): void => {
    if (this.isRight || isTraining(this.training)) this.#tell('thaw-press');
  };

  #now(): TemplateResult {
    const { training } = this;
    if (isTraining(training)) {
      return stage({ ...training, secondsLeft: training.secondsLeft ?? this.#preparationLeft });
    }
    if (training.phase === 'failed') return failure(training.error ?? '');
    if (training.report) return this.#outcome(training.report);
    if (this.#canTrain)
      return html`<p class="quiet-text">${this.isRight ? ready : 'Mend the number marked above.'}</p>`;
    return html`<p class="quiet-text">${this.data.progress ? waiting : noData}</p>`;
  }

  #outcome(report: TrainReport): TemplateResult {
    const { testAccuracy, classes } = report;
    return html`
      <p class="outcome">
        <span class="accuracy">${printPercent(testAccuracy)}</span>
        <span
          >of the test pictures right<br /><span class="quiet-text"
            >guessing: ${printPercent(1 / Math.max(1, classes.length))}</span
          ></span
        >
      </p>
      <p class="quiet-text">${sayWork(report, this.training.epochCount)}.</p>
      ${
        this.training.isPast
          ? html`<p class="quiet-text">An earlier run: its curves and results are kept, its weights are not.</p>`
          : this.#saving()
      }
    `;
  }

  #saving(): TemplateResult {
    const button = (form: SavedForm, words: string, title: string) =>
      html`<button title=${title} @click=${() => this.#save(form)}>${words}</button>`;
    return html`<div class="saving" role="group" aria-label="Save the retrained network">
      ${button('safetensors', 'Save the weights', 'A .safetensors file that PyTorch loads, and this page')}
      ${button('onnx', 'As ONNX', 'For ONNX Runtime and its like')}
      ${button('head', 'Head alone', 'Small: dropped here, it goes back onto the same network')}
    </div>`;
  }

  #save(form: SavedForm): void {
    this.dispatchEvent(new CustomEvent('thaw-save', { detail: { form }, bubbles: true, composed: true }));
  }

  #tell(name: SteeringEvent): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}

const ready = 'The head begins with random weights drawn by the seed.';
const waiting = 'Waiting for the data.';
const noData = 'No data yet: choose a data set, and a head for its classes can be trained.';

function frozenPart(parts: Parts | undefined): TemplateResult {
  if (!parts) return html`<b>Frozen:</b> what it sees in a picture is computed once.`;
  if (parts.frozen === 0) return html`<b>Frozen:</b> nothing.`;
  return html`<b>Frozen:</b> ${printCount(parts.frozen)} weights stay as they are, so what they see in a picture
    ${parts.thawed === 0 ? 'is computed once' : 'need not be learnt'}.`;
}

function trainedPart(parts: Parts | undefined): TemplateResult {
  if (!parts) return html`<b>Learns:</b> a new head for your classes.`;
  const { features, classes, head, thawed } = parts;
  const body = thawed > 0 ? html`, and ${printCount(thawed)} weights of the body` : '';
  return html`<b>Learns:</b> a new head, ${features} × ${classes} + ${classes} = ${printCount(head)} weights${body}.`;
}

function stage(training: TrainingState): TemplateResult {
  const share = shareDone(training);
  return html`
    <p class="stage"><span>${sayStage(training)}</span><span class="quiet-text">${sayTimeLeft(training)}</span></p>
    ${
      share === undefined
        ? html`<progress aria-label="Training"></progress>`
        : html`<progress aria-label="Training" max="1" .value=${share}></progress>`
    }
  `;
}

function failure(error: string): TemplateResult {
  return html`<div class="failed">
    ${warningIcon}
    <div>
      <p>${error}</p>
      <p>The data and the recipe are as they were: change what was wrong, or train again.</p>
    </div>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-training-panel': ThawTrainingPanel;
  }
}
