/** The head of each plot, with the signs of its curves and the values at the cursor, and the same as a sentence. */

import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { EpochReport, StepLoss } from '../worker/protocol.js';
import { printPercent } from './format.js';
import type { PlotName } from './training-plots.js';

type Curve = 'train' | 'test' | 'step' | 'chance';

export function lossPlot(shown: EpochReport | undefined, step: StepLoss | undefined): TemplateResult {
  const say = (loss: number | undefined) => loss?.toFixed(3) ?? '–';
  const entries = [
    entry('step', say(step?.loss)),
    entry('train', say(shown?.trainLoss)),
    entry('test', say(shown?.testLoss)),
  ];
  return plot('loss', html`Loss <span class="unit">in nats</span>`, entries);
}

export function accuracyPlot(shown: EpochReport | undefined, classCount: number): TemplateResult {
  const say = (accuracy: number | undefined) => (accuracy === undefined ? '–' : printPercent(accuracy));
  return plot('accuracy', html`Accuracy`, [
    classCount > 1 ? entry('chance', say(1 / classCount)) : nothing,
    entry('train', say(shown?.trainAccuracy)),
    entry('test', say(shown?.testAccuracy)),
  ]);
}

export function ratePlot(step: StepLoss | undefined): TemplateResult {
  return plot('rate', html`Learning rate`, [entry('train', sayFigure(step?.rate), '')]);
}

/** Before they are clipped, if they are. */
export function gradientPlot(step: StepLoss | undefined): TemplateResult {
  const entries = [entry('train', sayFigure(step?.gradientNorm), '')];
  return plot('gradientNorm', html`Gradients <span class="unit">their norm</span>`, entries);
}

function plot(
  name: PlotName,
  title: TemplateResult,
  entries: readonly (TemplateResult | typeof nothing)[],
): TemplateResult {
  return html`<div class="plot ${name}">
    <div class="head">
      <h3>${title}</h3>
      ${entries}
    </div>
    <div id=${name} class="canvas" aria-hidden="true"></div>
  </div>`;
}

/** Rates and norms go over many powers of ten. */
function sayFigure(value: number | undefined): string {
  return value === undefined ? '–' : String(Number(value.toPrecision(3)));
}

/** A curve's sign and its value. */
function entry(curve: Curve, value: string, name: string = curve): TemplateResult {
  const dot = curve === 'test' ? svg`<circle cx="11" cy="5" r="3" />` : nothing;
  return html`<span class="entry">
    <svg class="sign ${curve}" viewBox="0 0 22 10" aria-hidden="true">
      <path d="M0 5H22" />
      ${dot}
    </svg>
    ${name} <b>${value}</b>
  </span>`;
}

export function sentence({ epoch, trainLoss, testLoss, trainAccuracy, testAccuracy }: EpochReport): string {
  const losses = `loss ${trainLoss.toFixed(3)} in training, ${testLoss.toFixed(3)} in the test`;
  return `Epoch ${epoch}: ${losses}; accuracy ${printPercent(trainAccuracy)} and ${printPercent(testAccuracy)}.`;
}
