/**
 * The cards of the page beside the inspector, each a template of the state: the picture, the work and its results; and
 * what the page says around them: the dialog that edits the data, what is hidden, where files may be dropped.
 */

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { AppState } from '../state/app-state.js';
import { findLayer } from '../state/app-state.js';
import { comparedIn } from '../state/run-record.js';
import { isTraining } from '../state/training.js';
import type { TrainReport } from '../worker/protocol.js';
import { emit } from './events.js';
import { seenBy } from './receptive-field.js';
import type { PictureSource } from './thaw-data-editor.js';
import './thaw-data-panel.js';
import './thaw-picture.js';
import './thaw-predictions.js';
import './thaw-training-chart.js';
import './thaw-training-panel.js';

export function lookCard({ picture, model, cursor, predictions, trained, hidden }: AppState): TemplateResult {
  const layer = findLayer(model, cursor?.layer ?? '');
  const seen = cursor && layer ? seenBy(layer.receptiveField, cursor.place) : undefined;
  return html`<section class="look card" aria-label="Picture and prediction" ?hidden=${hidden.includes('picture')}>
    <thaw-picture .picture=${picture} .inputSize=${model?.inputSize ?? 0} .seen=${seen}>
      <thaw-predictions
        .predictions=${predictions}
        .trained=${trained}
        .classes=${model?.classes ?? []}
      ></thaw-predictions>
    </thaw-picture>
  </section>`;
}

export function workCards({
  model,
  recipe,
  data,
  kept,
  saving,
  training,
  interrupted,
  hidden,
}: AppState): TemplateResult {
  return html`<div class="work">
    <section id="training" class="card" tabindex="-1" aria-label="Training">
      <thaw-training-panel
        .model=${model}
        .recipe=${recipe}
        ?bare=${hidden.includes('recipe')}
        .data=${data}
        .training=${training}
        .interrupted=${interrupted}
      ></thaw-training-panel>
    </section>
    <section class="card" aria-label="Data" ?hidden=${hidden.includes('data')}>
      <thaw-data-panel .data=${data} .kept=${kept} .saving=${saving} ?locked=${isTraining(training)}></thaw-data-panel>
    </section>
  </div>`;
}

export function resultsCard(now: AppState): TemplateResult {
  const { model, recipe, data, training, runs, compared, hidden } = now;
  const { report } = training;
  return html`<section id="results" class="results card" tabindex="-1" aria-label="Results">
    <thaw-training-chart
      .training=${training}
      .compared=${comparedIn({ runs, compared })}
      .classCount=${report?.classes.length ?? data.summary?.classes.length ?? 0}
    ></thaw-training-chart>
    <thaw-layer-updates .model=${model} .recipe=${recipe} .updates=${training.layers}></thaw-layer-updates>
    ${report ? mistakes(report, now) : nothing}
    <thaw-run-list
      ?hidden=${hidden.includes('runs')}
      .runs=${runs}
      .compared=${compared}
      ?locked=${isTraining(training)}
    ></thaw-run-list>
  </section>`;
}

function mistakes(report: TrainReport, { samples, data, training }: AppState): TemplateResult {
  return html`<div class="mistakes">
    <div>
      <h3>What the test pictures were taken for</h3>
      <thaw-confusion-matrix .report=${report}></thaw-confusion-matrix>
    </div>
    <thaw-sample-grid
      .samples=${samples}
      .classes=${report.classes}
      .results=${report.testResults}
      .targets=${data.summary?.classes.map(({ name }) => name) ?? []}
      ?locked=${isTraining(training)}
    ></thaw-sample-grid>
  </div>`;
}

/** The walk through a step stands at the foot of the window, the network above it. */
export function slowMotionBar({ slowMotion, training }: AppState): TemplateResult | typeof nothing {
  if (!slowMotion) return nothing;
  return html`<thaw-slow-motion
    for="network"
    back="training"
    .now=${slowMotion}
    .training=${training}
  ></thaw-slow-motion>`;
}

/** A lesson that hides things says so, and how to see them. */
export function hiddenLine(host: EventTarget): TemplateResult {
  return html`<p class="lesson quiet-text">
    Some parts of the page are hidden for a lesson.
    <button class="quiet" @click=${() => emit(host, 'thaw-hide', { hidden: [] })}>Show everything</button>
  </p>`;
}

export function dropSign(): TemplateResult {
  return html`<div class="drop-sign" aria-hidden="true">
    <p>Drop a picture to look at it, a weights file to load it, a folder or .zip of pictures to train on it.</p>
  </div>`;
}

export function dataEditor(now: AppState, pictures: PictureSource): TemplateResult | typeof nothing {
  const { editor, data, history, notices, training } = now;
  if (!editor || !data.summary) return nothing;
  return html`<thaw-data-editor
    .summary=${data.summary}
    .source=${pictures}
    .history=${history}
    .notices=${notices}
    .first=${editor}
    ?locked=${isTraining(training)}
  ></thaw-data-editor>`;
}
