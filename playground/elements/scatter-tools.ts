/** The buttons above a plot: what dragging does, and how near it is looked at. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Tool } from './scatter-hand.js';

export interface ScatterTools {
  readonly tool: Tool;
  readonly isWhole: boolean;
  readonly choose: (tool: Tool) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly showWhole: () => void;
}

export function scatterTools({ tool, isWhole, choose, zoomIn, zoomOut, showWhole }: ScatterTools): TemplateResult {
  const choice = (value: Tool, title: string) =>
    html`<label>
      <input type="radio" name="tool" .checked=${tool === value} @change=${() => choose(value)} /><span>${title}</span>
    </label>`;
  return html`<div class="tools">
    <fieldset class="segmented">
      <legend class="visually-hidden">What dragging does</legend>
      ${choice('select', 'Select')} ${choice('move', 'Move')}
    </fieldset>
    <span class="zoom" role="group" aria-label="Zoom">
      <button class="icon" aria-label="Zoom out" ?disabled=${isWhole} @click=${zoomOut}>−</button>
      <button class="icon" aria-label="Zoom in" @click=${zoomIn}>+</button>
      <button ?disabled=${isWhole} @click=${showWhole}>Whole</button>
    </span>
  </div>`;
}
