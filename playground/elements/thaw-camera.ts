/** `<thaw-camera>`: a dialog with the camera's live picture; taking it sends a `thaw-frame` event with a PNG. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { dialogStyles } from '../styles/dialog-styles.js';
import { sharedStyles } from '../styles/shared.js';
import { CameraStream } from './camera-stream.js';
import { emit } from './events.js';

@customElement('thaw-camera')
export class ThawCamera extends LitElement {
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('video') private video!: HTMLVideoElement;
  readonly #camera = new CameraStream(this, (error) => this.#fail(error));

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

  /** Asks for the camera and shows it; a refusal is told in a `thaw-error` event. */
  async open(): Promise<void> {
    this.dialog.showModal();
    try {
      await this.#camera.show(this.video);
    } catch (error) {
      this.#fail(error);
    }
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.#camera.stop()}>
      <h2 id="title">Camera</h2>
      <div class="frame">
        <video muted playsinline></video>
        ${this.#camera.isLive ? '' : html`<p class="quiet-text">Waiting for the camera. The browser may ask for permission.</p>`}
      </div>
      <p class="quiet-text">The picture stays on this device.</p>
      <div class="actions">
        <button @click=${() => this.dialog.close()}>Cancel</button>
        <button class="primary" ?disabled=${!this.#camera.isLive} @click=${this.#take}>Take the picture</button>
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

  #fail(error: unknown): void {
    this.dialog.close();
    emit(this, 'thaw-error', { error });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-camera': ThawCamera;
  }
}
