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
import { featureScatterStyles } from './feature-scatter-styles.js';
import { Gliding } from './gliding.js';
import { ScatterCanvas } from './scatter-canvas.js';
import { insideOf, nearestTo, pointAfter } from './scatter-geometry.js';
import { ScatterHand } from './scatter-hand.js';
import { scatterTools } from './scatter-tools.js';
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

/** The detail of `thaw-lasso`: points by number, instead of what was picked out or besides it. */
export interface Picked {
  readonly points: readonly number[];
  readonly isBesides: boolean;
}

/** The detail of `thaw-point` and `thaw-toggle`. */
export interface Pointed {
  readonly point: number;
}

/** How far from a point a pointer still means it, in CSS pixels. */
const nearEnough = 14;
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

  @state() private pointed: number | undefined;
  @state() private camera = wholeLayout;
  @query('.plot') private plot!: HTMLElement;
  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.tip canvas') private tipCanvas!: HTMLCanvasElement | null;
  #size: PlotSize = { width: 0, height: 0 };
  readonly #observer = new ResizeObserver(() => this.#measure());
  readonly #hand = new ScatterHand({
    point: (pixel) => (this.pointed = pixel && nearestTo(this.#points, pixel, nearEnough)),
    press: (pixel, isBesides) => this.#pressPoint(nearestTo(this.#points, pixel, nearEnough), isBesides),
    move: (by) => (this.camera = moved(this.#view, this.#extent, this.camera, by)),
    zoom: (factor, at) => this.#zoom(factor, at),
    draw: () => this.#painter.paintSoon(),
    lasso: (line, isBesides) => this.#pick(insideOf(line, this.#points), isBesides),
  });
  readonly #gliding = new Gliding(() => this.#painter.paintSoon());
  readonly #painter = new ScatterCanvas(
    this,
    (names) => this.thumbnails(names),
    () => ({ ...this.#scene, plot: this.canvas, tip: this.tipCanvas }),
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
    this.#painter.paintSoon();
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
    return html`${this.#tools()}
      <span class="up axis">${up}</span>
      <div
        class="plot ${this.#hand.tool}"
        role="application"
        tabindex="0"
        aria-label=${this.name}
        aria-describedby="keys"
        @keydown=${this.#press}
        @focus=${this.#enter}
        @wheel=${this.#wheel}
        @pointerdown=${this.#hand.down}
        @pointermove=${this.#hand.move}
        @pointerup=${this.#hand.up}
        @pointercancel=${this.#hand.drop}
        @pointerleave=${this.#hand.leave}
      >
        <canvas></canvas>
        ${this.pointed === undefined ? nothing : this.#tip(this.pointed)}
      </div>
      <span class="across axis">${across}</span>
      <p id="keys" class="keys quiet-text">
        Drag around pictures to select them, with Shift to add. Arrow keys go to the nearest picture that way, with
        Shift they select on the way, Space selects, Escape selects nothing. + and − zoom, and so do two fingers.
      </p>
      <p class="visually-hidden" role="status">${this.active < 0 ? '' : this.#spoken(this.active)}</p>`;
  }

  #tools(): TemplateResult {
    return scatterTools({
      tool: this.#hand.tool,
      isWhole: this.camera.zoom === 1,
      choose: (tool) => {
        this.#hand.tool = tool;
        this.requestUpdate();
      },
      zoomIn: () => this.#zoom(zoomStep),
      zoomOut: () => this.#zoom(1 / zoomStep),
      showWhole: () => (this.camera = wholeLayout),
    });
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

  get #scene() {
    const { pictures, chosen, active, pointed } = this;
    return { pictures, chosen, active, pointed, points: this.#points, size: this.#size, lasso: this.#hand.line };
  }

  #measure(): void {
    this.#size = { width: this.plot.clientWidth, height: this.plot.clientHeight };
    this.#painter.paintSoon();
  }

  #zoom(factor: number, at?: Place): void {
    const { width, height } = this.#size;
    const [x = width / 2, y = height / 2] =
      this.active < 0 ? [] : this.#points.subarray(2 * this.active, 2 * this.active + 2);
    this.camera = zoomed(this.#view, this.camera, factor, at ?? [x, y]);
  }

  /** The keyboard begins at the first picture. */
  readonly #enter = (): void => {
    if (this.active < 0 && this.pictures.length > 0 && !this.#hand.isHolding) this.#tell('thaw-point', 0);
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
    else if (key === '0') this.camera = wholeLayout;
    else if (key === 'Escape') this.#pick([], false);
    else if (key === ' ') this.#tell('thaw-toggle', from);
    else {
      const next = pointAfter(key, from, this.#points);
      if (next === undefined) return false;
      if (shiftKey) this.#pick([from, next], true);
      this.#tell('thaw-point', next);
      this.camera = showing(this.#view, this.camera, [this.places[2 * next] ?? 0, this.places[2 * next + 1] ?? 0]);
    }
    return true;
  }

  readonly #wheel = (event: WheelEvent): void => {
    // The page scrolls on, unless the wheel is meant for the map; so do two fingers on a touchpad that are drawn apart.
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY / 200), this.#hand.pixelOf(event));
  };

  #pressPoint(point: number | undefined, isBesides: boolean): void {
    if (point === undefined) return;
    this.#tell('thaw-point', point);
    if (isBesides) this.#tell('thaw-toggle', point);
  }

  #pick(points: readonly number[], isBesides: boolean): void {
    this.dispatchEvent(new CustomEvent<Picked>('thaw-lasso', { detail: { points, isBesides } }));
  }

  #tell(name: 'thaw-point' | 'thaw-toggle', point: number): void {
    this.dispatchEvent(new CustomEvent<Pointed>(name, { detail: { point } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-feature-scatter': ThawFeatureScatter;
  }
}
