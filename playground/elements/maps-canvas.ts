/**
 * A canvas that the engine's worker draws maps on: made and handed over when its element appears, taken back when it
 * goes. Only the newest wish is drawn; what was asked for while the worker was busy and is overtaken is never drawn.
 */

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { EngineWorker, MapsReport, MapsRequest } from '../worker/protocol.js';

/** The part of the worker that draws. */
export type MapPainter = Pick<EngineWorker, 'attachCanvas' | 'detachCanvas' | 'drawMaps'>;

/** As a plain object: Lit asks what it is given for marks of its own, and the engine has an answer to every name. */
export function painterOf(engine: MapPainter): MapPainter {
  return {
    attachCanvas: (name, canvas) => engine.attachCanvas(name, canvas),
    detachCanvas: (name) => engine.detachCanvas(name),
    drawMaps: (name, request) => engine.drawMaps(name, request),
  };
}

export interface MapsDrawing {
  readonly request: MapsRequest;
  /** The picture and model behind the values: an equal request for a later revision is drawn again. */
  readonly revision: number;
}

export interface MapsCanvasListener {
  /** The drawing is on the canvas. */
  drawn(drawing: MapsDrawing, report: MapsReport): void;
  failed(error: unknown): void;
}

export class MapsCanvas implements ReactiveController {
  /** A canvas can be handed over once only, so that every appearance of the element has its own. */
  canvas = document.createElement('canvas');
  #painter: MapPainter | undefined;
  #attached: Promise<void> | undefined;
  #wanted: MapsDrawing | undefined;
  #isDrawing = false;
  #lastKey = '';

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly name: string,
    private readonly listener: MapsCanvasListener,
  ) {
    host.addController(this);
  }

  /** Asks for a drawing, unless the same one was the last. */
  draw(painter: MapPainter, drawing: MapsDrawing): void {
    const key = JSON.stringify(drawing);
    if (key === this.#lastKey && painter === this.#painter) return;
    this.#lastKey = key;
    this.#painter = painter;
    this.#wanted = drawing;
    if (!this.#isDrawing) void this.#drawWanted(painter);
  }

  hostDisconnected(): void {
    if (this.#attached) void this.#painter?.detachCanvas(this.name);
    this.#attached = undefined;
    this.#wanted = undefined;
    this.#lastKey = '';
    this.canvas = document.createElement('canvas');
    this.host.requestUpdate();
  }

  async #drawWanted(painter: MapPainter): Promise<void> {
    this.#isDrawing = true;
    for (let drawing = this.#take(); drawing; drawing = this.#take()) {
      try {
        this.#attached ??= painter.attachCanvas(this.name, this.canvas.transferControlToOffscreen());
        await this.#attached;
        this.listener.drawn(drawing, await painter.drawMaps(this.name, drawing.request));
      } catch (error) {
        this.listener.failed(error);
      }
    }
    this.#isDrawing = false;
  }

  #take(): MapsDrawing | undefined {
    const drawing = this.#wanted;
    this.#wanted = undefined;
    return drawing;
  }
}
