/**
 * What a pointer does on a plot: it points at places, presses one, draws a lasso around some or moves the whole. Two
 * fingers move it and zoom, whatever else one would do.
 */

import type { Place } from './scatter-view.js';

export type Tool = 'select' | 'move';

export interface HandActions {
  /** The pointer rests at a pixel, or is gone. */
  point(pixel: Place | undefined): void;
  press(pixel: Place, isBesides: boolean): void;
  /** The plot is moved by so many pixels. */
  move(by: Place): void;
  /** It is enlarged, the place under that pixel staying under it. */
  zoom(factor: number, at: Place): void;
  /** The line grows. */
  draw(): void;
  /** The line is closed. */
  lasso(line: readonly Place[], isBesides: boolean): void;
}

/** How far a pointer moves before it is more than a press, in CSS pixels. */
const farEnough = 5;

export class ScatterHand {
  tool: Tool = 'select';
  #plot: HTMLElement | undefined;
  /** Where those are that are down, by their pointers' numbers; two at most. */
  readonly #fingers = new Map<number, Place>();
  #line: Place[] = [];
  #held: Place | undefined;
  #isDragged = false;

  constructor(private readonly actions: HandActions) {}

  /** What is drawn so far. */
  get line(): readonly Place[] {
    return this.tool === 'select' && this.#isDragged ? this.#line : [];
  }

  get isHolding(): boolean {
    return this.#held !== undefined;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#fingers.size === 2) return;
    this.#plot = event.currentTarget as HTMLElement;
    this.#plot.setPointerCapture(event.pointerId);
    const pixel = this.pixelOf(event);
    this.#fingers.set(event.pointerId, pixel);
    if (this.#fingers.size === 2) {
      this.#letGo();
      return;
    }
    this.#held = pixel;
    this.#line = [pixel];
    this.#isDragged = false;
    this.actions.point(undefined);
  };

  readonly move = (event: PointerEvent): void => {
    this.#plot = event.currentTarget as HTMLElement;
    const pixel = this.pixelOf(event);
    const before = [...this.#fingers.values()];
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, pixel);
    if (before.length === 2) this.#pinch(before, [...this.#fingers.values()]);
    if (!this.#held) {
      if (before.length === 0) this.actions.point(pixel);
      return;
    }
    const by: Place = [pixel[0] - this.#held[0], pixel[1] - this.#held[1]];
    this.#isDragged ||= Math.hypot(...by) > farEnough;
    if (!this.#isDragged) return;
    if (this.tool === 'select') this.#draw(pixel);
    else this.#shift(pixel, by);
  };

  readonly up = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    if (!this.#held) return;
    const isBesides = event.shiftKey || event.ctrlKey || event.metaKey;
    const { line } = this;
    const wasDragged = this.#isDragged;
    this.#letGo();
    if (!wasDragged) this.actions.press(this.pixelOf(event), isBesides);
    else if (this.tool === 'select') this.actions.lasso(line, isBesides);
  };

  readonly leave = (): void => this.actions.point(undefined);

  readonly drop = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    this.#letGo();
  };

  /** Of the plot that the pointer is over. */
  pixelOf({ clientX, clientY }: MouseEvent): Place {
    const { left = 0, top = 0 } = this.#plot?.getBoundingClientRect() ?? {};
    return [clientX - left, clientY - top];
  }

  #letGo(): void {
    this.#held = undefined;
    this.#line = [];
    this.#isDragged = false;
    this.actions.draw();
  }

  /** What is between the fingers follows their middle, and grows as they part. */
  #pinch([a = [0, 0], b = [0, 0]]: readonly Place[], [c = [0, 0], d = [0, 0]]: readonly Place[]): void {
    const middle: Place = [(c[0] + d[0]) / 2, (c[1] + d[1]) / 2];
    const apart = (one: Place, other: Place) => Math.max(1, Math.hypot(one[0] - other[0], one[1] - other[1]));
    this.actions.move([middle[0] - (a[0] + b[0]) / 2, middle[1] - (a[1] + b[1]) / 2]);
    this.actions.zoom(apart(c, d) / apart(a, b), middle);
  }

  #draw(pixel: Place): void {
    this.#line.push(pixel);
    this.actions.draw();
  }

  #shift(pixel: Place, by: Place): void {
    this.#held = pixel;
    this.actions.move(by);
  }
}
