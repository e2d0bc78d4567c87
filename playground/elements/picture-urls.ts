/** Addresses under which pictures in memory are shown, for as long as they are. */

import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class PictureUrls implements ReactiveController {
  readonly #urls = new Map<Blob, string>();

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.keep([]);
  }

  of(picture: Blob): string {
    const url = this.#urls.get(picture) ?? URL.createObjectURL(picture);
    this.#urls.set(picture, url);
    return url;
  }

  /** Gives up the addresses of all other pictures. */
  keep(pictures: readonly Blob[]): void {
    const kept = new Set(pictures);
    for (const [picture, url] of this.#urls) {
      if (kept.has(picture)) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(picture);
    }
  }
}
