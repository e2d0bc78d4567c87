/** The buttons above a plot: what dragging does, and how near it is looked at. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Tool } from './scatter-hand.js';
import { segmented } from './segmented.js';

export interface ScatterTools {
  readonly tool: Tool;
  readonly isWhole: boolean;
  readonly choose: (tool: Tool) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly showWhole: () => void;
}

export function scatterTools({ tool, isWhole, choose, zoomIn, zoomOut, showWhole }: ScatterTools): TemplateResult {
  return html`<div class="tools">
    ${segmented('What dragging does', { select: 'Select', move: 'Move' }, tool, choose)}
    <span class="zoom" role="group" aria-label="Zoom">
      <button class="icon" aria-label="Zoom out" ?disabled=${isWhole} @click=${zoomOut}>−</button>
      <button class="icon" aria-label="Zoom in" @click=${zoomIn}>+</button>
      <button ?disabled=${isWhole} @click=${showWhole}>Whole</button>
    </span>
  </div>`;
}
