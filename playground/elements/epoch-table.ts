/** Every epoch of a training run as a row of figures: what the curves draw, for reading and copying. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { EpochReport } from '../worker/protocol.js';
import { printPercent } from './format.js';

const heads = ['epoch', 'train loss', 'test loss', 'train accuracy', 'test accuracy', 'seconds'];

export function epochTable(epochs: readonly EpochReport[]): TemplateResult {
  return html`<div class="table" role="region" aria-label="Figures of every epoch" tabindex="0">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${epochs.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row(report: EpochReport): TemplateResult {
  const { epoch, trainLoss, testLoss, trainAccuracy, testAccuracy, seconds } = report;
  const figures = [
    String(epoch),
    trainLoss.toFixed(4),
    testLoss.toFixed(4),
    printPercent(trainAccuracy),
    printPercent(testAccuracy),
    seconds.toFixed(2),
  ];
  return html`<tr>
    ${figures.map((figure) => html`<td class="number">${figure}</td>`)}
  </tr>`;
}
