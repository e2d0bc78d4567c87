/** Tiles of the spine that show no maps: the prediction, and the skeleton of a network that is still loading. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Prediction } from '../worker/protocol.js';
import { printPercent } from './format.js';

const skeletonTiles = 10;
const mostBars = 4;

/** The head's values are the prediction itself. */
export function predictionBars(predictions: readonly Prediction[] | undefined): TemplateResult {
  return html`<span class="bars">
    ${predictions
      ?.slice(0, mostBars)
      .map(
        ({ className, probability }) =>
          html`<span class="bar" title=${printPercent(probability)}>
            <i style="width: ${probability * 100}%"></i><span>${className}</span>
          </span>`,
      )}
  </span>`;
}

export function skeleton(): TemplateResult {
  const tiles = Array.from(
    { length: skeletonTiles },
    () => html`<div class="block"><div class="tile bone"></div></div>`,
  );
  return html`<div class="zone loading" aria-hidden="true">
    <p class="stage-name">&nbsp;</p>
    <div class="blocks">${tiles}</div>
    <p class="name">&nbsp;</p>
    <div class="mask-room"></div>
  </div>`;
}
