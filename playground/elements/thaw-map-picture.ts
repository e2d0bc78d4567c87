/**
 * `<thaw-map-picture>`: one picture of a map: what it is, what it is taken for, and the pictures nearest to it in feature
 * space as a table, each of which can be gone to. It tells where to by `thaw-point`, and by `thaw-toggle` what to select.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import type { FeatureMap, MappedPicture, Thumbnail } from '../worker/protocol.js';
import { emit } from './events.js';
import { neighboursOf } from './feature-space-words.js';
import { printValue } from './format.js';
import type { Pointed } from './thaw-feature-scatter.js';
import type { SampleChosen } from './thaw-sample-grid.js';

/** Rows of the table. */
const shownNeighbours = 8;

@customElement('thaw-map-picture')
export class ThawMapPicture extends LitElement {
  @property({ attribute: false }) map!: FeatureMap;
  /** The number of the picture; −1 where none is meant. */
  @property({ type: Number }) point = -1;
  @property({ type: Boolean }) chosen = false;
  /** Where thumbnails are to be had, by the names of their samples. */
  @property({ attribute: false }) thumbnails!: (names: readonly string[]) => Promise<readonly Thumbnail[]>;

  /** Of the picture and of those nearest to it. */
  @state() private drawn: readonly Thumbnail[] = [];

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        align-content: start;
      }

      .picture {
        display: grid;
        grid-template-columns: 72px minmax(0, 1fr);
        gap: var(--space-2);
        align-items: center;
      }

      canvas {
        display: block;
        flex: none;
        width: 24px;
        height: 24px;
        border-radius: 2px;
        background: var(--surface-sunken);
        image-rendering: pixelated;
      }

      .picture canvas {
        width: 72px;
        height: 72px;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
      }

      h3 {
        overflow-wrap: anywhere;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      table {
        width: 100%;
        table-layout: fixed;
      }

      caption {
        padding-block-end: var(--space-1);
        text-align: start;
      }

      :is(th, td) {
        padding: 2px var(--space-1) 2px 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      th:last-child {
        width: 64px;
      }

      .other {
        color: var(--danger);
      }

      td button {
        max-width: 100%;
        min-height: 28px;
        padding: 1px 4px;
        font-weight: var(--weight-regular);
      }

      td span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('point') || changed.has('map')) void this.#fetch();
  }

  protected override updated(): void {
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      const thumbnail = this.drawn.find(({ name }) => name === canvas.dataset.name);
      canvas.width = canvas.height = thumbnail?.size ?? 0;
      if (!thumbnail) continue;
      const { pixels, size } = thumbnail;
      canvas.getContext('2d')?.putImageData(new ImageData(pixels, size, size), 0, 0);
    }
  }

  get #picture(): MappedPicture | undefined {
    return this.map.pictures[this.point];
  }

  get #near() {
    return neighboursOf(this.map, this.point).slice(0, shownNeighbours);
  }

  /** Those of the picture before stay until they are here; each is drawn where its name stands. */
  async #fetch(): Promise<void> {
    const picture = this.#picture;
    if (!picture) return;
    try {
      const drawn = await this.thumbnails([picture.name, ...this.#near.map((near) => near.picture.name)]);
      if (picture === this.#picture) this.drawn = drawn;
    } catch (error) {
      emit(this, 'thaw-error', { error });
    }
  }

  protected override render(): TemplateResult {
    const picture = this.#picture;
    if (!picture) return html`<p class="quiet-text">Point at a picture, or go to one with the arrow keys.</p>`;
    const { name, label, part, predicted } = picture;
    return html`<div class="picture">
        ${this.#canvas(name)}
        <div>
          <h3>${this.map.classes[label]}</h3>
          <p class="quiet-text">taken for ${predicted}</p>
          <p class="quiet-text">${name.split('/').at(-1)}, ${part}</p>
        </div>
      </div>
      <div class="actions">
        <button aria-pressed=${this.chosen} @click=${() => this.#tell('thaw-toggle', this.point)}>
          ${this.chosen ? 'Selected' : 'Select'}
        </button>
        <button @click=${() => this.#open({ name })}>Open this picture</button>
      </div>
      ${this.#neighbours(label)}`;
  }

  #neighbours(label: number): TemplateResult | typeof nothing {
    const near = this.#near;
    if (near.length === 0) return nothing;
    return html`<table>
      <caption class="quiet-text">
        Nearest in all ${this.map.width} dimensions
      </caption>
      <thead>
        <tr>
          <th scope="col">Picture</th>
          <th scope="col">Class</th>
          <th scope="col" class="number">Distance</th>
        </tr>
      </thead>
      <tbody>
        ${near.map(
          ({ picture, distance }) =>
            html`<tr>
              <td>
                <button class="quiet" title=${picture.name} @click=${() => this.#go(picture)}>
                  ${this.#canvas(picture.name)} <span>${picture.name.split('/').at(-1)}</span>
                </button>
              </td>
              <td class=${picture.label === label ? '' : 'other'}>
                ${this.map.classes[picture.label]}${picture.label === label ? '' : ' ≠'}
              </td>
              <td class="number">${printValue(distance)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #canvas(name: string): TemplateResult {
    return html`<canvas width="0" height="0" data-name=${name} aria-hidden="true"></canvas>`;
  }

  #go(picture: MappedPicture): void {
    this.#tell('thaw-point', this.map.pictures.indexOf(picture));
  }

  #open(detail: SampleChosen): void {
    this.dispatchEvent(new CustomEvent('thaw-sample', { detail, bubbles: true, composed: true }));
  }

  #tell(name: 'thaw-point' | 'thaw-toggle', point: number): void {
    this.dispatchEvent(new CustomEvent<Pointed>(name, { detail: { point } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-map-picture': ThawMapPicture;
  }
}
