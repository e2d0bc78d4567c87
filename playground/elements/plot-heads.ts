/** The head of each plot, with the signs of its curves and the values at the cursor, and the same as a sentence. */

import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { EpochReport } from '../worker/protocol.js';
import { printPercent } from './format.js';

type Curve = 'train' | 'test' | 'step' | 'chance';

export function lossPlot(shown: EpochReport | undefined, step: number | undefined): TemplateResult {
  const say = (loss: number | undefined) => loss?.toFixed(3) ?? '–';
  return html`<div class="plot">
    <div class="head">
      <h3>Loss <span class="unit">in nats</span></h3>
      ${entry('step', say(step))} ${entry('train', say(shown?.trainLoss))} ${entry('test', say(shown?.testLoss))}
    </div>
    <div id="loss" class="canvas" aria-hidden="true"></div>
  </div>`;
}

export function accuracyPlot(shown: EpochReport | undefined, classCount: number): TemplateResult {
  const say = (accuracy: number | undefined) => (accuracy === undefined ? '–' : printPercent(accuracy));
  return html`<div class="plot">
    <div class="head">
      <h3>Accuracy</h3>
      ${classCount > 1 ? entry('chance', say(1 / classCount)) : nothing} ${entry('train', say(shown?.trainAccuracy))}
      ${entry('test', say(shown?.testAccuracy))}
    </div>
    <div id="accuracy" class="canvas" aria-hidden="true"></div>
  </div>`;
}

/** A curve's sign and its value. */
function entry(curve: Curve, value: string): TemplateResult {
  const dot = curve === 'test' ? svg`<circle cx="11" cy="5" r="3" />` : nothing;
  return html`<span class="entry">
    <svg class="sign ${curve}" viewBox="0 0 22 10" aria-hidden="true">
      <path d="M0 5H22" />
      ${dot}
    </svg>
    ${curve} <b>${value}</b>
  </span>`;
}

export function sentence({ epoch, trainLoss, testLoss, trainAccuracy, testAccuracy }: EpochReport): string {
  const losses = `loss ${trainLoss.toFixed(3)} in training, ${testLoss.toFixed(3)} in the test`;
  return `Epoch ${epoch}: ${losses}; accuracy ${printPercent(trainAccuracy)} and ${printPercent(testAccuracy)}.`;
}
