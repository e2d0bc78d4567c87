/** `<thaw-camera>`: a dialog with the camera's live picture; taking it sends a `thaw-frame` event with a PNG. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ThawError } from '../../engine/index.js';
import { dialogStyles } from '../styles/dialog-styles.js';
import { sharedStyles } from '../styles/shared.js';
import { emit } from './events.js';

@customElement('thaw-camera')
export class ThawCamera extends LitElement {
  @state() private isLive = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('video') private video!: HTMLVideoElement;
  #stream: MediaStream | undefined;

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      .frame {
        position: relative;
        aspect-ratio: 4 / 3;
        margin-block: var(--space-2);
        border-radius: var(--radius-small);
        background: var(--surface-sunken);
        overflow: hidden;
      }

      .frame p {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
      }

      video {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
    `,
  ];

  override disconnectedCallback(): void {
    this.#stop();
    super.disconnectedCallback();
  }

  /** Asks for the camera and shows it; a refusal is told in a `thaw-error` event. */
  async open(): Promise<void> {
    this.dialog.showModal();
    try {
      const stream = await requestCamera();
      this.#stream = stream;
      if (!this.dialog.open) {
        this.#stop();
        return;
      }
      this.video.srcObject = stream;
      await this.video.play();
      this.isLive = true;
    } catch (error) {
      this.dialog.close();
      emit(this, 'thaw-error', { error });
    }
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${this.#stop}>
      <h2 id="title">Camera</h2>
      <div class="frame">
        <video muted playsinline></video>
        ${this.isLive ? '' : html`<p class="quiet-text">Waiting for the camera. The browser may ask for permission.</p>`}
      </div>
      <p class="quiet-text">The picture stays on this device.</p>
      <div class="actions">
        <button @click=${() => this.dialog.close()}>Cancel</button>
        <button class="primary" ?disabled=${!this.isLive} @click=${this.#take}>Take the picture</button>
      </div>
    </dialog>`;
  }

  async #take(): Promise<void> {
    const canvas = new OffscreenCanvas(this.video.videoWidth, this.video.videoHeight);
    canvas.getContext('2d')?.drawImage(this.video, 0, 0);
    const frame = await canvas.convertToBlob({ type: 'image/png' });
    this.dialog.close();
    emit(this, 'thaw-frame', { frame });
  }

  #stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.isLive = false;
  }
}

async function requestCamera(): Promise<MediaStream> {
  // Outside a secure context there is no `mediaDevices`, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw noCamera('no access to cameras from this page', 'Open the page over https or on localhost.');
  try {
    return await devices.getUserMedia({ video: { width: { ideal: 1280 } }, audio: false });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError') {
      throw noCamera('a refusal', 'Allow the camera for this page in the browser’s address bar, or open a file.');
    }
    if (name === 'NotFoundError') throw noCamera('no camera', 'Connect one, or open a file.');
    throw noCamera('a camera that does not start', 'Close other programs that use it, or open a file.');
  }
}

function noCamera(got: string, remedy: string): ThawError {
  return new ThawError({ operation: 'camera', got, expected: 'a camera that this page may use', remedy });
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-camera': ThawCamera;
  }
}
