/**
 * `<thaw-picture>`: the square of the picture that the network sees, as a photograph or at the network's own size, with the
 * receptive field of the value under the cursor; and the ways to open another picture.
 */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Picture } from '../state/app-state.js';
import type { SamplePicture } from '../state/samples.js';
import { samplePictures, sampleUrl } from '../state/samples.js';
import { sharedStyles } from '../styles/shared.js';
import type { PictureReport } from '../worker/protocol.js';
import { emit } from './events.js';
import { cameraIcon, pictureIcon } from './icons.js';
import { markStyles, outlined } from './marks.js';
import { pictureStyles } from './picture-styles.js';
import type { InputSquare } from './receptive-field.js';
import type { ThawCamera } from './thaw-camera.js';
import './thaw-camera.js';

type View = 'photograph' | 'pixels';

@customElement('thaw-picture')
export class ThawPicture extends LitElement {
  @property({ attribute: false }) picture: Picture | undefined;
  /** Side of the network's input in pixels; 0 while no model is loaded. */
  @property({ type: Number }) inputSize = 0;
  /** The receptive field under the cursor, in the network's pixels. */
  @property({ attribute: false }) seen: InputSquare | undefined;

  @state() private view: View = 'photograph';
  @query('canvas') private canvas!: HTMLCanvasElement | null;
  @query('thaw-camera') private camera!: ThawCamera;

  static override styles = [sharedStyles, markStyles, pictureStyles];

  protected override updated(changed: PropertyValues): void {
    if (changed.has('picture') || changed.has('view') || changed.has('inputSize')) this.#drawPixels();
  }

  protected override render(): TemplateResult {
    return html`<div class="parts">
        <figure>
          <div class="frame">
            ${this.picture ? this.#picture(this.picture) : ''}
            ${this.seen && this.inputSize > 0 ? fieldMark(this.seen, this.inputSize) : ''}
          </div>
          ${this.#viewChooser()}
          <figcaption class="quiet-text">${this.#caption()}</figcaption>
        </figure>
        <slot></slot>
        ${this.#sources()}
      </div>
      <thaw-camera></thaw-camera>`;
  }

  #picture({ name, url, report }: Picture): TemplateResult {
    return html`
      <img src=${url} alt=${name} style=${report ? croppedTo(report) : ''} ?hidden=${this.view === 'pixels'} />
      ${
        this.view === 'pixels'
          ? html`<canvas role="img" aria-label="${name}, at ${this.inputSize} × ${this.inputSize} pixels"></canvas>`
          : ''
      }
    `;
  }

  #caption(): TemplateResult {
    const { picture } = this;
    if (!picture) return html`&nbsp;`;
    const { report, name } = picture;
    return html`<b>${name}</b><br />${
        report ? `centre of ${report.width} × ${report.height}` : html`<i class="bone"></i>`
      }`;
  }

  #viewChooser(): TemplateResult {
    const option = (view: View, text: string) =>
      html`<label>
        <input
          type="radio"
          name="view"
          .checked=${this.view === view}
          @change=${() => {
            this.view = view;
          }}
        /><span>${text}</span>
      </label>`;
    const size = this.inputSize > 0 ? `${this.inputSize} × ${this.inputSize}` : 'pixels';
    return html`<fieldset class="segmented">
      <legend class="visually-hidden">Show the picture as</legend>
      ${option('photograph', 'photo')} ${option('pixels', size)}
    </fieldset>`;
  }

  #sources(): TemplateResult {
    return html`<div class="sources">
      <div class="strip" role="group" aria-label="Pictures to open">
        ${samplePictures.map((sample) => this.#sample(sample))}
        <label class="button source" for="file">${pictureIcon}<span>own</span></label>
        <input
          id="file"
          class="visually-hidden"
          type="file"
          accept="image/*"
          aria-label="Open an own picture"
          @change=${this.#pick}
        />
        <button
          class="source"
          aria-label="Take a picture with the camera"
          @click=${() => {
            void this.camera.open();
          }}
        >
          ${cameraIcon}<span>camera</span>
        </button>
      </div>
      <p class="quiet-text">Or drop or paste a picture anywhere on the page.</p>
    </div>`;
  }

  #sample(sample: SamplePicture): TemplateResult {
    return html`<button
      class="source"
      aria-label=${sample.name}
      title=${sample.name}
      aria-pressed=${this.picture?.name === sample.name}
      @click=${() => emit(this, 'thaw-sample-picture', { sample })}
    >
      <img src=${sampleUrl(sample)} alt="" />
    </button>`;
  }

  #pick(event: Event): void {
    const input = event.target as HTMLInputElement;
    emit(this, 'thaw-files', { files: [...(input.files ?? [])] });
    input.value = '';
  }

  /** What the network is shown, number for number. */
  #drawPixels(): void {
    const { canvas, inputSize } = this;
    const pixels = this.picture?.report?.pixels;
    const context = canvas?.getContext('2d');
    if (!canvas || !context || pixels?.length !== inputSize ** 2 * 4) return;
    canvas.width = canvas.height = inputSize;
    context.putImageData(new ImageData(pixels, inputSize), 0, 0);
  }
}

/** Places the whole picture so that the frame shows the crop and nothing else. */
function croppedTo({ width, height, crop }: PictureReport): string {
  const share = (length: number) => `${(100 * length) / crop.size}%`;
  return `left: ${share(-crop.x)}; top: ${share(-crop.y)}; width: ${share(width)}; height: ${share(height)}`;
}

/** Darkens what the value does not depend on, and outlines what it does. */
function fieldMark({ top, left, size }: InputSquare, inputSize: number): TemplateResult {
  const around = `M0 0H${inputSize}V${inputSize}H0ZM${left} ${top}h${size}v${size}h${-size}Z`;
  return html`<svg class="marks" viewBox="0 0 ${inputSize} ${inputSize}" aria-hidden="true">
    <path class="shade" fill-rule="evenodd" d=${around} />
    ${outlined({ left, top, width: size, height: size })}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-picture': ThawPicture;
  }
}
