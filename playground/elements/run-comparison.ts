/** Runs side by side, a column each: every field of the recipe in which they differ, what they ran on and what they reached. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { RunRecord } from '../state/run-record.js';
import { printAmount, printBytes, printCount, printDuration, printPercent } from './format.js';
import { runSign } from './run-looks.js';

type Row = readonly [name: string, values: readonly string[]];

export function runComparison(runs: readonly RunRecord[]): TemplateResult {
  return html`<div class="comparison" role="region" aria-label="Runs side by side" tabindex="0">
    <table>
      <thead>
        <tr>
          <td></td>
          ${runs.map(
            ({ name }, place) =>
              html`<th scope="col"><svg viewBox="0 0 28 10" aria-hidden="true">${runSign(place)}</svg> ${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${[...outcomes(runs), ...differences(runs)].map(
          ([name, values]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${values.map((value) => html`<td class="number">${value}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function outcomes(runs: readonly RunRecord[]): Row[] {
  const ofReport = (say: (report: NonNullable<RunRecord['report']>) => string) =>
    runs.map(({ report }) => (report ? say(report) : '–'));
  return [
    ['test accuracy', ofReport(({ testAccuracy }) => printPercent(testAccuracy))],
    ['duration', runs.map(({ seconds }) => printDuration(seconds))],
    ['weights that learnt', ofReport(({ trainableParameters }) => printCount(trainableParameters))],
    ['multiply-adds a step', ofReport(({ multiplyAddsPerStep }) => printAmount(multiplyAddsPerStep))],
    ['memory', ofReport(({ memory }) => printBytes(memory.total))],
    ['data', runs.map(({ data, report }) => `${data} ${report?.dataHash?.slice(0, 8) ?? ''}`)],
    ['adapter', runs.map(({ adapter }) => adapter)],
  ];
}

/** Fields of the recipes that are not the same in all. */
export function differences(runs: readonly RunRecord[]): Row[] {
  const fields = [...new Set(runs.flatMap(({ recipe }) => Object.keys(recipe)))] as (keyof RunRecord['recipe'])[];
  return fields
    .map((field): Row => [field, runs.map(({ recipe }) => print(recipe[field]))])
    .filter(([, values]) => new Set(values).size > 1);
}

function print(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
