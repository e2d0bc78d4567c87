/** What a pointer does on a plot: it points at places, presses one, draws a lasso around some or moves the whole. */

import type { Place } from './scatter-view.js';

export type Tool = 'select' | 'move';

export interface HandActions {
  /** The pointer rests at a pixel, or is gone. */
  point(pixel: Place | undefined): void;
  press(pixel: Place, isBesides: boolean): void;
  /** The plot is moved by so many pixels. */
  move(by: Place): void;
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
    if (event.button !== 0 || !event.isPrimary) return;
    this.#plot = event.currentTarget as HTMLElement;
    this.#plot.setPointerCapture(event.pointerId);
    this.#held = this.pixelOf(event);
    this.#line = [this.#held];
    this.#isDragged = false;
    this.actions.point(undefined);
  };

  readonly move = (event: PointerEvent): void => {
    this.#plot = event.currentTarget as HTMLElement;
    const pixel = this.pixelOf(event);
    if (!this.#held) {
      this.actions.point(pixel);
      return;
    }
    const by: Place = [pixel[0] - this.#held[0], pixel[1] - this.#held[1]];
    this.#isDragged ||= Math.hypot(...by) > farEnough;
    if (!this.#isDragged) return;
    if (this.tool === 'select') this.#draw(pixel);
    else this.#shift(pixel, by);
  };

  readonly up = (event: PointerEvent): void => {
    if (!this.#held) return;
    const isBesides = event.shiftKey || event.ctrlKey || event.metaKey;
    const { line } = this;
    const wasDragged = this.#isDragged;
    this.drop();
    if (!wasDragged) this.actions.press(this.pixelOf(event), isBesides);
    else if (this.tool === 'select') this.actions.lasso(line, isBesides);
  };

  readonly leave = (): void => this.actions.point(undefined);

  readonly drop = (): void => {
    this.#held = undefined;
    this.#line = [];
    this.#isDragged = false;
    this.actions.draw();
  };

  /** Of the plot that the pointer is over. */
  pixelOf({ clientX, clientY }: MouseEvent): Place {
    const { left = 0, top = 0 } = this.#plot?.getBoundingClientRect() ?? {};
    return [clientX - left, clientY - top];
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
