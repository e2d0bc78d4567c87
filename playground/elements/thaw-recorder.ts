/**
 * `<thaw-recorder>`: a dialog in which pictures are recorded with the camera, class by class, for as long as a button is
 * held. What becomes of them is told by `thaw-data-chosen`; they stay here until they are the data, or part of them.
 */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { messageOf } from '../../engine/core/errors.js';
import type { DataState } from '../state/app-state.js';
import { hasPart } from '../state/data-parts.js';
import {
  classCount,
  newRecording,
  picturesOf,
  renamed,
  sayRecording,
  sourceOf,
  withClass,
  withFilm,
  withoutClass,
  withoutLastFilm,
  withPicture,
  type RecordedClass,
  type Recording,
} from '../state/recording.js';
import { dialogStyles } from '../styles/dialog-styles.js';
import { sharedStyles } from '../styles/shared.js';
import type { DataSource } from '../worker/protocol.js';
import { CameraStream } from './camera-stream.js';
import { emit } from './events.js';
import { FilmRecorder } from './film-recorder.js';
import { printCount } from './format.js';
import { grabFrame } from './grab-frame.js';
import { closeIcon, warningIcon } from './icons.js';
import { PictureUrls } from './picture-urls.js';
import { recordedClass, shownOf } from './recorded-class.js';
import { recorderStyles } from './recorder-styles.js';
import './thaw-hold-button.js';

@customElement('thaw-recorder')
export class ThawRecorder extends LitElement {
  @property({ attribute: false }) data!: DataState;
  /** While a training runs, pictures can be recorded, but the data stay. */
  @property({ type: Boolean }) locked = false;

  @state() private recording: Recording = newRecording();
  @state() private filmed: RecordedClass['id'] | undefined;
  @state() private toggles = false;
  @state() private error = '';
  /** What has just been recorded, for those who do not see it. */
  @state() private news = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('video') private video!: HTMLVideoElement;

  /** What was handed over and is not yet known to have been taken. */
  #handed: DataSource | undefined;
  readonly #camera = new CameraStream(this, (error) => this.#fail(error));
  readonly #film = new FilmRecorder(
    () => this.#take(),
    (error) => this.#fail(error),
  );
  readonly #urls = new PictureUrls(this);

  static override styles = [sharedStyles, dialogStyles, recorderStyles];

  async open(): Promise<void> {
    if (!this.dialog.open) this.dialog.showModal();
    await this.#show();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('data') || !this.#handed || !hasPart(this.data.source, this.#handed)) return;
    this.#handed = undefined;
    this.recording = newRecording(this.recording.map(({ name }) => name));
  }

  protected override updated(): void {
    this.#urls.keep(this.recording.flatMap(shownOf));
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.#camera.stop()}>
      <div class="title">
        <h2 id="title">Record pictures</h2>
        <button class="icon quiet" aria-label="Close" @click=${() => this.dialog.close()}>${closeIcon}</button>
      </div>
      ${
        this.error
          ? html`<div class="error" role="alert">
              ${warningIcon}
              <p>${this.error}</p>
            </div>`
          : nothing
      }
      <div class="parts">${this.#view()} ${this.#classes()}</div>
      ${this.#end()}
      <p class="visually-hidden" role="status">${this.news}</p>
    </dialog>`;
  }

  #view(): TemplateResult {
    const { isLive, choices, id } = this.#camera;
    return html`<div class="view">
      <div class="frame ${this.filmed === undefined ? '' : 'filming'}">
        <video muted playsinline aria-label="What the camera sees, as in a mirror" ?hidden=${!isLive}></video>
        ${isLive ? nothing : this.#noPicture()}
      </div>
      <select
        aria-label="Camera"
        ?hidden=${choices.length < 2}
        @change=${(event: Event) => this.#show((event.target as HTMLSelectElement).value)}
      >
        ${choices.map((choice) => html`<option value=${choice.id} ?selected=${choice.id === id}>${choice.label}</option>`)}
      </select>
      <p class="quiet-text">
        The network is shown this square. Hold for a few seconds, let go, turn things a little and hold again: pictures
        of one holding are alike, and stay together when some are held out to test with.
      </p>
      <label class="box">
        <input
          type="checkbox"
          .checked=${this.toggles}
          @change=${(event: Event) => (this.toggles = (event.target as HTMLInputElement).checked)}
        />
        Press to start and to stop, instead of holding
      </label>
    </div>`;
  }

  #noPicture(): TemplateResult {
    return html`<div class="waiting">
      ${
        this.error
          ? html`<button @click=${() => this.#show()}>Try the camera again</button>`
          : html`<p class="quiet-text">Waiting for the camera. The browser may ask for permission.</p>`
      }
    </div>`;
  }

  #classes(): TemplateResult {
    return html`<div class="classes">
      <ul aria-label="Classes">
        ${this.recording.map((own) =>
          recordedClass(own, {
            isLive: this.#camera.isLive && (this.filmed === undefined || this.filmed === own.id),
            toggles: this.toggles,
            urlOf: (picture) => this.#urls.of(picture),
            hold: ({ isHeld }) => this.#hold(own, isHeld),
            rename: (field) => this.#rename(own, field),
            removeFilm: () => this.#change(withoutLastFilm(this.recording, own.id)),
            remove: () => this.#change(withoutClass(this.recording, own.id)),
          }),
        )}
      </ul>
      <button @click=${this.#addClass}>Add a class</button>
    </div>`;
  }

  #end(): TemplateResult {
    const { summary, progress } = this.data;
    const classes = classCount(this.recording);
    const isClosed = this.locked || progress !== undefined || this.filmed !== undefined;
    return html`<div class="end">
      <p class="quiet-text">
        ${this.locked ? 'The data are fixed while a training runs.' : sayRecording(this.recording)}
      </p>
      <div class="actions">
        ${
          summary
            ? html`<button ?disabled=${isClosed || classes < 1} @click=${() => this.#handOver(true)}>
                Add to ${summary.name}
              </button>`
            : nothing
        }
        <button class="primary" ?disabled=${isClosed || classes < 2} @click=${() => this.#handOver(false)}>
          Use as the data
        </button>
      </div>
    </div>`;
  }

  async #show(id?: string): Promise<void> {
    this.error = '';
    try {
      await this.#camera.show(this.video, id);
    } catch (error) {
      this.#fail(error);
    }
  }

  #hold({ id, name }: RecordedClass, isHeld: boolean): void {
    if (isHeld) {
      this.filmed = id;
      this.recording = withFilm(this.recording, id);
      this.news = `Recording ${name}`;
      this.#film.start();
    } else {
      this.#film.stop();
      this.filmed = undefined;
      const own = this.recording.find((recorded) => recorded.id === id);
      this.news = own ? `${name}: ${printCount(picturesOf(own).length)} pictures` : '';
    }
  }

  /** A picture belongs to the class that was recorded when it was taken. */
  async #take(): Promise<void> {
    const { filmed } = this;
    if (filmed === undefined) return;
    const picture = await grabFrame(this.video);
    this.recording = withPicture(this.recording, filmed, picture);
  }

  /** A name that is refused is not the class's: what stands there is what it is called. */
  #rename({ id, name }: RecordedClass, field: HTMLInputElement): void {
    try {
      this.#change(renamed(this.recording, id, field.value));
    } catch (error) {
      field.value = name;
      this.#fail(error);
    }
  }

  readonly #addClass = async (): Promise<void> => {
    this.#change(withClass(this.recording));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('li:last-child input')?.select();
  };

  #change(recording: Recording): void {
    this.error = '';
    this.recording = recording;
  }

  #handOver(isAdded: boolean): void {
    this.#handed = sourceOf(this.recording);
    this.dialog.close();
    emit(this, 'thaw-data-chosen', { source: this.#handed, isAdded });
  }

  #fail(error: unknown): void {
    this.error = messageOf(error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-recorder': ThawRecorder;
  }
}
