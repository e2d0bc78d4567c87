/** Listens for the page's shortcuts, wherever the focus is, for as long as its host is on the page. */

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { shortcutOf, type ShortcutName } from './shortcuts.js';

export class ShortcutKeys implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private readonly actions: Readonly<Record<ShortcutName, () => void>>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#press);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#press);
  }

  readonly #press = (event: KeyboardEvent): void => {
    const name = event.defaultPrevented ? undefined : shortcutOf(event);
    if (!name) return;
    event.preventDefault();
    this.actions[name]();
  };
}
