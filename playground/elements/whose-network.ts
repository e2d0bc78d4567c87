/** A box that asks whether something is to be shown of the network as it was trained here, rather than as it came. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Head } from '../worker/protocol.js';

export function whoseNetwork(head: Head, choose: (head: Head) => void): TemplateResult {
  return html`<label>
    <input
      type="checkbox"
      .checked=${head === 'retrained'}
      @change=${(event: Event) => choose((event.target as HTMLInputElement).checked ? 'retrained' : 'pretrained')}
    />
    by the network trained here
  </label>`;
}
