/** Files that come from outside the page, dropped anywhere on it or pasted, for as long as an element is on it. */

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { IncomingFile } from '../state/intake.js';
import { chosenFiles, readDroppedFiles } from './read-dropped-files.js';

export interface FileArrivalsListener {
  /** Files hover over the page, or no longer do. */
  hover(isOver: boolean): void;
  arrive(files: readonly IncomingFile[]): void;
  fail(error: unknown): void;
}

export class FileArrivals implements ReactiveController {
  /** Entering a child and leaving its parent come in pairs; the files are gone when both are even. */
  #depth = 0;

  constructor(
    host: ReactiveControllerHost,
    private readonly listener: FileArrivalsListener,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('dragenter', this.#enter);
    window.addEventListener('dragleave', this.#leave);
    window.addEventListener('dragover', this.#allow);
    window.addEventListener('drop', this.#drop);
    window.addEventListener('paste', this.#paste);
  }

  hostDisconnected(): void {
    window.removeEventListener('dragenter', this.#enter);
    window.removeEventListener('dragleave', this.#leave);
    window.removeEventListener('dragover', this.#allow);
    window.removeEventListener('drop', this.#drop);
    window.removeEventListener('paste', this.#paste);
  }

  readonly #enter = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    this.#depth += 1;
    this.listener.hover(true);
  };

  readonly #leave = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth === 0) this.listener.hover(false);
  };

  /** Without this the browser would leave the page and show the file. */
  readonly #allow = (event: DragEvent): void => {
    if (hasFiles(event)) event.preventDefault();
  };

  readonly #drop = (event: DragEvent): void => {
    this.#depth = 0;
    this.listener.hover(false);
    const isTaken = event.defaultPrevented;
    if (!hasFiles(event) || !event.dataTransfer || isTaken) return;
    event.preventDefault();
    readDroppedFiles(event.dataTransfer).then(
      (files) => this.listener.arrive(files),
      (error: unknown) => this.listener.fail(error),
    );
  };

  readonly #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.listener.arrive(chosenFiles(files));
  };
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
