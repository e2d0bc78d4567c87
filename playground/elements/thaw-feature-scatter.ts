/**
 * `<thaw-feature-scatter>`: a map of pictures: walked over with the keyboard, selected with a lasso by mouse or touch, and
 * zoomed. When places change, points glide to them. It tells what is picked out by `thaw-lasso` and `thaw-toggle`, and
 * where the keyboard or a press is by `thaw-point`.
 */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { sharedStyles } from '../styles/shared.js';
import type { MappedPicture, Thumbnail } from '../worker/protocol.js';
import { emit } from './events.js';
import { featureScatterStyles } from './feature-scatter-styles.js';
import { Gliding } from './gliding.js';
import { insideOf, nearestTo, pointAfter } from './scatter-geometry.js';
import { paintScatter, type ScatterColours } from './scatter-paint.js';
import { inSight, ScatterPictures, sideOf } from './scatter-pictures.js';
import {
  cornersOf,
  extentOf,
  moved,
  pixelsOf,
  showing,
  viewOf,
  zoomed,
  type Camera,
  type Extent,
  type Place,
  type PlotSize,
} from './scatter-view.js';
import { ThemeColours } from './theme-colours.js';

/** The detail of `thaw-lasso`: points by number, instead of what was picked out or besides it. */
export interface Picked {
  readonly points: readonly number[];
  readonly isBesides: boolean;
}

/** The detail of `thaw-point` and `thaw-toggle`. */
export interface Pointed {
  readonly point: number;
}

/** How far from a point a pointer still means it, and how far it moves before it draws, in CSS pixels. */
const [nearEnough, farEnough] = [14, 5];
const zoomStep = 1.5;
const wholeLayout: Camera = { centre: [0, 0], zoom: 1 };

@customElement('thaw-feature-scatter')
export class ThawFeatureScatter extends LitElement {
  @property({ attribute: false }) pictures: readonly MappedPicture[] = [];
  /** [N, 2] */
  @property({ attribute: false }) places: Float64Array = new Float64Array();
  /** All layouts that the plot must have room for, so that switching between them does not change its scale. */
  @property({ attribute: false }) room: readonly Float64Array[] = [];
  /** Numbers of points. */
  @property({ attribute: false }) chosen: ReadonlySet<number> = new Set();
  @property({ type: Number }) active = -1;
  /** Of the plot, and of its axes. */
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) axes: readonly [across: string, up: string] = ['', ''];
  /** What a point is, in words. */
  @property({ attribute: false }) say!: (point: number) => string;
  /** Where thumbnails are to be had, by the names of their samples. */
  @property({ attribute: false }) thumbnails!: (names: readonly string[]) => Promise<readonly Thumbnail[]>;

  @state() private tool: 'select' | 'move' = 'select';
  @state() private pointed: number | undefined;
  @state() private camera = wholeLayout;
  @query('.plot') private plot!: HTMLElement;
  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.tip canvas') private tipCanvas!: HTMLCanvasElement | null;
  #size: PlotSize = { width: 0, height: 0 };
  #line: Place[] = [];
  #held: Place | undefined;
  #isDragged = false;
  #frame: number | undefined;
  readonly #observer = new ResizeObserver(() => this.#measure());
  readonly #theme = new ThemeColours(this, () => this.#recolour());
  #colours: ScatterColours | undefined;
  readonly #gliding = new Gliding(() => this.#paintSoon());
  readonly #drawn = new ScatterPictures(
    (names) => this.thumbnails(names),
    () => this.#paintSoon(),
    (error) => emit(this, 'thaw-error', { error }),
  );

  static override styles = [sharedStyles, featureScatterStyles];

  override disconnectedCallback(): void {
    this.#gliding.stop();
    this.#observer.disconnect();
    super.disconnectedCallback();
  }

  protected override firstUpdated(): void {
    this.#observer.observe(this.plot);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('pictures')) this.pointed = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('places')) this.#glide(!changed.has('pictures') || this.#isSame(changed));
    this.#paintSoon();
  }

  /** The corners of the room glide with the points, so that nothing jumps when its scale changes. */
  #glide(isSame: boolean): void {
    const corners = cornersOf([this.places, ...this.room]);
    this.#gliding.goTo(Float64Array.from([...this.places, ...corners]), isSame);
  }

  #isSame(changed: PropertyValues<this>): boolean {
    const before = changed.get('pictures');
    return (
      before?.length === this.pictures.length && before.every(({ name }, index) => name === this.pictures[index]?.name)
    );
  }

  protected override render(): TemplateResult {
    const [across, up] = this.axes;
    return html`<div class="tools">
        <fieldset class="segmented">
          <legend class="visually-hidden">What dragging does</legend>
          ${this.#tool('select', 'Select')} ${this.#tool('move', 'Move')}
        </fieldset>
        <span role="group" aria-label="Zoom">
          <button
            class="icon"
            aria-label="Zoom out"
            ?disabled=${this.camera.zoom === 1}
            @click=${() => this.#zoom(1 / zoomStep)}
          >
            −
          </button>
          <button class="icon" aria-label="Zoom in" @click=${() => this.#zoom(zoomStep)}>+</button>
          <button ?disabled=${this.camera.zoom === 1} @click=${() => this.#showWhole()}>Whole</button>
        </span>
      </div>
      <span class="up axis">${up}</span>
      <div
        class="plot ${this.tool}"
        role="application"
        tabindex="0"
        aria-label=${this.name}
        aria-describedby="keys"
        @keydown=${this.#press}
        @focus=${this.#enter}
        @wheel=${this.#wheel}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#drop}
        @pointerleave=${() => (this.pointed = undefined)}
      >
        <canvas></canvas>
        ${this.pointed === undefined || this.#held ? nothing : this.#tip(this.pointed)}
      </div>
      <span class="across axis">${across}</span>
      <p id="keys" class="keys quiet-text">
        Drag around pictures to select them, with Shift to add. Arrow keys go to the nearest picture that way, with
        Shift they select on the way, Space selects, + and − zoom, Escape selects nothing.
      </p>
      <p class="visually-hidden" role="status">${this.active < 0 ? '' : this.#spoken(this.active)}</p>`;
  }

  #tool(tool: 'select' | 'move', title: string): TemplateResult {
    return html`<label
      ><input type="radio" name="tool" .checked=${this.tool === tool} @change=${() => (this.tool = tool)} /><span
        >${title}</span
      ></label
    >`;
  }

  #tip(point: number): TemplateResult {
    const [x = 0, y = 0] = this.#points.subarray(2 * point, 2 * point + 2);
    const isRight = x > this.#size.width / 2;
    const side = isRight ? { right: `${this.#size.width - x + 12}px` } : { left: `${x + 12}px` };
    return html`<div class="tip" aria-hidden="true" style=${styleMap({ ...side, top: `${y}px` })}>
      <canvas width="0" height="0"></canvas>
      <p>${this.say(point)}</p>
    </div>`;
  }

  #spoken(point: number): string {
    return `${this.say(point)}${this.chosen.has(point) ? ', selected' : ''}`;
  }

  get #extent(): Extent {
    return extentOf(this.#gliding.places.subarray(-4));
  }

  get #view() {
    return viewOf(this.#size, this.#extent, this.camera);
  }

  get #points(): Float64Array {
    return pixelsOf(this.#view, this.#gliding.places.subarray(0, -4));
  }

  #measure(): void {
    this.#size = { width: this.plot.clientWidth, height: this.plot.clientHeight };
    this.#paintSoon();
  }

  #showWhole(): void {
    this.camera = wholeLayout;
  }

  #zoom(factor: number, at?: Place): void {
    const { width, height } = this.#size;
    const [x = width / 2, y = height / 2] =
      this.active < 0 ? [] : this.#points.subarray(2 * this.active, 2 * this.active + 2);
    this.camera = zoomed(this.#view, this.camera, factor, at ?? [x, y]);
  }

  /** Painted once a frame, however much has changed. */
  #paintSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      if (this.isConnected) this.#paint();
    });
  }

  #paint(): void {
    const context = this.canvas.getContext('2d');
    const { width, height } = this.#size;
    if (!context || width === 0) return;
    const ratio = devicePixelRatio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    const points = this.#points;
    const seen = inSight(points, this.#size);
    const side = sideOf(seen.length, this.#size);
    const nameOf = (index: number) => this.pictures[index]?.name ?? '';
    this.#drawn.want(seen.map(nameOf), this.pointed === undefined ? undefined : nameOf(this.pointed));
    const scatter = {
      points,
      labels: this.pictures.map(({ label }) => label),
      chosen: this.chosen,
      active: this.active,
      lasso: this.tool === 'select' && this.#isDragged ? this.#line : [],
      pictureOf: (index: number) => (side > 0 ? this.#drawn.get(nameOf(index)) : undefined),
      side,
    };
    this.#colours ??= {
      text: this.#theme.read('--text'),
      surface: this.#theme.read('--surface-raised'),
      accent: this.#theme.read('--accent'),
    };
    paintScatter(context, scatter, this.#colours);
    this.#paintTip(this.#drawn.get(nameOf(this.pointed ?? -1)));
  }

  #paintTip(picture: HTMLCanvasElement | undefined): void {
    const canvas = this.tipCanvas;
    if (!canvas) return;
    canvas.width = canvas.height = picture?.width ?? 0;
    if (picture) canvas.getContext('2d')?.drawImage(picture, 0, 0);
  }

  #recolour(): void {
    this.#colours = undefined;
    this.#paintSoon();
  }

  /** The keyboard begins at the first picture. */
  readonly #enter = (): void => {
    if (this.active < 0 && this.pictures.length > 0 && !this.#held) this.#point(0);
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#does(event)) return;
    event.preventDefault();
  };

  /** Whether the key means something here. */
  #does({ key, shiftKey }: KeyboardEvent): boolean {
    const from = Math.max(0, this.active);
    if (key === '+' || key === '=') this.#zoom(zoomStep);
    else if (key === '-') this.#zoom(1 / zoomStep);
    else if (key === '0') this.#showWhole();
    else if (key === 'Escape') this.#pick([], false);
    else if (key === ' ') this.#tell<Pointed>('thaw-toggle', { point: from });
    else {
      const next = pointAfter(key, from, this.#points);
      if (next === undefined) return false;
      if (shiftKey) this.#pick([from, next], true);
      this.#point(next);
      this.camera = showing(this.#view, this.camera, [this.places[2 * next] ?? 0, this.places[2 * next + 1] ?? 0]);
    }
    return true;
  }

  readonly #wheel = (event: WheelEvent): void => {
    // The page scrolls on, unless the wheel is meant for the map; so do two fingers on a touchpad that are drawn apart.
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY / 200), this.#pixelOf(event));
  };

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    this.plot.setPointerCapture(event.pointerId);
    this.#held = this.#pixelOf(event);
    this.#line = [this.#held];
    this.#isDragged = false;
  };

  readonly #move = (event: PointerEvent): void => {
    const pixel = this.#pixelOf(event);
    if (!this.#held) {
      this.pointed = nearestTo(this.#points, pixel, nearEnough);
      return;
    }
    const [x, y] = [pixel[0] - this.#held[0], pixel[1] - this.#held[1]];
    this.#isDragged ||= Math.hypot(x, y) > farEnough;
    if (!this.#isDragged) return;
    if (this.tool === 'select') this.#line.push(pixel);
    else {
      this.camera = moved(this.#view, this.#extent, this.camera, [x, y]);
      this.#held = pixel;
    }
    this.#paintSoon();
  };

  readonly #up = (event: PointerEvent): void => {
    if (!this.#held) return;
    const isBesides = event.shiftKey || event.ctrlKey || event.metaKey;
    if (this.#isDragged && this.tool === 'select') this.#pick(insideOf(this.#line, this.#points), isBesides);
    if (!this.#isDragged) this.#pressPoint(nearestTo(this.#points, this.#pixelOf(event), nearEnough), isBesides);
    this.#drop();
  };

  #pressPoint(point: number | undefined, isBesides: boolean): void {
    if (point === undefined) return;
    this.#point(point);
    if (isBesides) this.#tell<Pointed>('thaw-toggle', { point });
  }

  readonly #drop = (): void => {
    this.#held = undefined;
    this.#line = [];
    this.#isDragged = false;
    this.#paintSoon();
  };

  #pixelOf({ clientX, clientY }: MouseEvent): Place {
    const { left, top } = this.plot.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  #point(point: number): void {
    this.#tell<Pointed>('thaw-point', { point });
  }

  #pick(points: readonly number[], isBesides: boolean): void {
    this.#tell<Picked>('thaw-lasso', { points, isBesides });
  }

  #tell<Detail>(name: string, detail: Detail): void {
    this.dispatchEvent(new CustomEvent<Detail>(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-feature-scatter': ThawFeatureScatter;
  }
}
