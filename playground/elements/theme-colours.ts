/** The design tokens as colours that a canvas takes, read again whenever the theme changes. */

import type { LitElement, ReactiveController } from 'lit';
import { systemQueries } from '../state/theme.js';

/** What the colours depend on: of the system, and of what is chosen on the page. */
const systemChoices = [...Object.values(systemQueries), '(forced-colors: active)'];
const ownChoices = Object.keys(systemQueries).map((choice) => `data-${choice}`);

export class ThemeColours implements ReactiveController {
  readonly #system = systemChoices.map((query) => matchMedia(query));
  readonly #chosen = new MutationObserver(() => this.onChange());

  /** Calls `onChange` for as long as `host` is on the page. */
  constructor(
    private readonly host: LitElement,
    private readonly onChange: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const query of this.#system) query.addEventListener('change', this.onChange);
    this.#chosen.observe(document.documentElement, { attributes: true, attributeFilter: ownChoices });
  }

  hostDisconnected(): void {
    for (const query of this.#system) query.removeEventListener('change', this.onChange);
    this.#chosen.disconnect();
  }

  /** `--warm` as `rgb(146, 80, 0)`: a token may be a function of the theme, which only a property resolves. */
  read(token: string): string {
    const probe = document.createElement('i');
    probe.style.color = `var(${token})`;
    probe.hidden = true;
    this.host.renderRoot.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }
}
