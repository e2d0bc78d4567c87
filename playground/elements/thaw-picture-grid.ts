/**
 * `<thaw-picture-grid>`: pictures of which some are selected, by mouse, touch or keyboard. Only what is in sight is drawn,
 * so that there may be any number of them. It tells a new selection by `thaw-select`.
 */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { sharedStyles } from '../styles/shared.js';
import type { Thumbnail } from '../worker/protocol.js';
import { balanceStyles } from './class-table.js';
import { emit } from './events.js';
import { placeAfter } from './grid-walk.js';
import { pictureGridStyles } from './picture-grid-styles.js';
import { cellHeight, columnsIn, heightOf, placesIn, topFor, type Sight } from './picture-rows.js';
import { allOrNothing, extended, moved, nothingSelected, toggled, type Selection } from './picture-selection.js';
import { ThumbnailFeed } from './thumbnail-feed.js';

/** A picture of the grid. */
export interface GridPicture {
  readonly name: string;
  readonly part: 'train' | 'test';
  readonly caption: string;
  /** Whether it belongs with the one before it. */
  readonly isWithPrevious: boolean;
}

@customElement('thaw-picture-grid')
export class ThawPictureGrid extends LitElement {
  @property({ attribute: false }) pictures: readonly GridPicture[] = [];
  @property({ attribute: false }) selection: Selection = nothingSelected;
  /** Where thumbnails are to be had, by the names of their samples. */
  @property({ attribute: false }) thumbnails!: (names: readonly string[]) => Promise<readonly Thumbnail[]>;
  /** Of the grid, for those who do not see it. */
  @property() name = 'Pictures';

  @state() private sight: Sight = { top: 0, width: 0, height: 0 };
  @query('.scroller') private scroller!: HTMLElement;
  readonly #size = new ResizeObserver(() => this.#look());
  readonly #feed = new ThumbnailFeed(
    (names) => this.thumbnails(names),
    () => this.#draw(),
    (error) => emit(this, 'thaw-error', { error }),
  );

  static override styles = [sharedStyles, balanceStyles, pictureGridStyles];

  override disconnectedCallback(): void {
    this.#size.disconnect();
    super.disconnectedCallback();
  }

  protected override firstUpdated(): void {
    this.#size.observe(this.scroller);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('name')) this.scroller.scrollTop = 0;
    this.#feed.want(this.#shown.map(({ name }) => name));
    this.#draw();
  }

  protected override render(): TemplateResult {
    const { pictures, selection } = this;
    return html`<div
      class="scroller"
      role="listbox"
      tabindex="0"
      aria-multiselectable="true"
      aria-label=${this.name}
      aria-activedescendant="picture-${selection.active}"
      @scroll=${this.#look}
      @click=${this.#click}
      @keydown=${this.#press}
    >
      <div
        class="pictures"
        role="presentation"
        style=${styleMap({ height: `${heightOf(pictures.length, this.#columns)}px` })}
      >
        ${this.#shown.map((picture, index) => this.#picture(picture, this.#places.first + index))}
      </div>
    </div>`;
  }

  #picture({ name, part, caption, isWithPrevious }: GridPicture, place: number): TemplateResult {
    const [row, column] = [Math.floor(place / this.#columns), place % this.#columns];
    const classes = [
      ...(place === this.selection.active ? ['active'] : []),
      ...(isWithPrevious ? ['with-previous'] : []),
    ];
    return html`<div
      id="picture-${place}"
      class=${classes.join(' ')}
      role="option"
      aria-selected=${this.selection.chosen.has(name)}
      aria-setsize=${this.pictures.length}
      aria-posinset=${place + 1}
      aria-label="${name}, ${caption}"
      title=${name}
      data-place=${place}
      style=${styleMap({ top: `${row * cellHeight}px`, insetInlineStart: `${(100 * column) / this.#columns}%`, width: `${100 / this.#columns}%` })}
    >
      <span class="frame"><canvas width="0" height="0"></canvas></span>
      <span class="caption"><i class="swatch ${part}"></i>${caption}</span>
    </div>`;
  }

  get #columns(): number {
    return columnsIn(this.sight.width);
  }

  get #places() {
    return placesIn(this.sight, this.pictures.length);
  }

  get #shown(): readonly GridPicture[] {
    const { first, last } = this.#places;
    return this.pictures.slice(first, last);
  }

  readonly #look = (): void => {
    const { scrollTop, clientWidth, clientHeight } = this.scroller;
    this.sight = { top: scrollTop, width: clientWidth, height: clientHeight };
  };

  /** Cells are used again as the grid is scrolled; one whose picture has not come is empty. */
  #draw(): void {
    const canvases = this.renderRoot.querySelectorAll('canvas');
    this.#shown.forEach(({ name }, index) => {
      const canvas = canvases[index];
      const thumbnail = this.#feed.get(name);
      const drawn = thumbnail ? name : '';
      if (!canvas || canvas.dataset.drawn === drawn) return;
      canvas.dataset.drawn = drawn;
      canvas.width = canvas.height = thumbnail?.size ?? 0;
      if (!thumbnail) return;
      canvas.getContext('2d')?.putImageData(new ImageData(thumbnail.pixels, thumbnail.size, thumbnail.size), 0, 0);
    });
  }

  readonly #click = (event: MouseEvent): void => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-place]');
    if (!cell) return;
    this.#select((event.shiftKey ? extended : toggled)(this.selection, this.#names, Number(cell.dataset.place)));
  };

  readonly #press = (event: KeyboardEvent): void => {
    const next = this.#after(event);
    if (!next) return;
    event.preventDefault();
    this.#select(next);
    this.scroller.scrollTop = topFor(next.active, this.sight);
  };

  /** The selection after a key: arrows, Home and End go, with Shift they select on the way; Space selects. */
  #after({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): Selection | undefined {
    const { active } = this.selection;
    if (key === ' ') return (shiftKey ? extended : toggled)(this.selection, this.#names, active);
    if (key.toLowerCase() === 'a' && (ctrlKey || metaKey)) return allOrNothing(this.selection, this.#names);
    const place = placeAfter(key, active, this.pictures.length, this.#columns);
    if (place === undefined) return undefined;
    return shiftKey ? extended(this.selection, this.#names, place) : moved(this.selection, place);
  }

  get #names(): readonly string[] {
    return this.pictures.map(({ name }) => name);
  }

  #select(selection: Selection): void {
    this.dispatchEvent(new CustomEvent<Selection>('thaw-select', { detail: selection }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-picture-grid': ThawPictureGrid;
  }
}
