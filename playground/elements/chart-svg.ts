/**
 * The curves as an SVG file that needs nothing else: loss above accuracy, black on white, test curves dashed, the legend
 * below. Compared runs have the colours and dashes that they have on the page. Pure.
 */

import { escape } from '../../engine/experiments/report/markup.js';
import type { RunRecord } from '../state/run-record.js';
import type { TrainingState } from '../state/training.js';
import type { EpochReport } from '../worker/protocol.js';
import { runLook, type RunLook } from './run-looks.js';

interface Series extends RunLook {
  readonly name: string;
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

type Curves = readonly Pick<Series, 'name' | 'colour' | 'dash'>[];

const width = 720;
const margin = { left: 64, right: 24, top: 40 };
const plotHeight = 200;
const plotWidth = width - margin.left - margin.right;
const ticks = 4;
const legendTop = margin.top + 2 * plotHeight + 72 + 56;
const legendLine = 20;

export interface Drawing {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

export function chartSvg({ epochs }: Pick<TrainingState, 'epochs'>, compared: readonly RunRecord[]): Drawing {
  const losses = seriesOf(
    epochs,
    compared,
    ({ trainLoss }) => trainLoss,
    ({ testLoss }) => testLoss,
  );
  const accuracies = seriesOf(
    epochs,
    compared,
    ({ trainAccuracy }) => trainAccuracy * 100,
    ({ testAccuracy }) => testAccuracy * 100,
  );
  const last = Math.max(1, ...losses.flatMap(({ points }) => points.map(([epoch]) => epoch)));
  const most = Math.max(0.1, ...losses.flatMap(({ points }) => points.map(([, value]) => value)));
  const height = legendTop + Math.ceil(losses.length / 2) * legendLine + 12;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${plot('Loss in nats', losses, margin.top, last, most)}
${plot('Accuracy in percent', accuracies, margin.top + plotHeight + 72, last, 100)}
${legend(losses)}
</svg>
`;
  return { text, width, height };
}

function seriesOf(
  epochs: readonly EpochReport[],
  compared: readonly RunRecord[],
  train: (epoch: EpochReport) => number,
  test: (epoch: EpochReport) => number,
): Series[] {
  const series = (name: string, look: RunLook, of: readonly EpochReport[], value: (epoch: EpochReport) => number) => {
    const points = of.map((epoch) => [epoch.epoch, value(epoch)] as const).filter(([, one]) => Number.isFinite(one));
    return { name, ...look, points };
  };
  return [
    ...(epochs.length > 0
      ? [
          series('train', { colour: '#925000', dash: [] }, epochs, train),
          series('test', { colour: '#1b1c1f', dash: [6, 4] }, epochs, test),
        ]
      : []),
    ...compared.map((run, place) => series(`${run.name}, test`, runLook(place), run.epochs, test)),
  ];
}

/** One plot from `y` down, over epochs 0 to `last` and values from 0 to the level that `most` is not above. */
function plot(title: string, series: readonly Series[], y: number, last: number, most: number): string {
  const step = roundStep(most);
  const levels = Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
  const top = levels.at(-1) ?? most;
  const across = (epoch: number) => round(margin.left + (epoch / last) * plotWidth);
  const down = (value: number) => round(y + plotHeight * (1 - value / top));
  const epochs = [...new Set(Array.from({ length: ticks + 1 }, (_, index) => Math.round((index / ticks) * last)))];
  return [
    `<text x="${margin.left}" y="${y - 12}" font-weight="600">${title}</text>`,
    ...levels.map(
      (level) =>
        `<path d="M${margin.left} ${down(level)}h${plotWidth}" stroke="#ddd"/><text x="${margin.left - 8}" y="${down(level) + 4}" text-anchor="end">${Number(level.toPrecision(3))}</text>`,
    ),
    ...epochs.map(
      (epoch) => `<text x="${across(epoch)}" y="${y + plotHeight + 18}" text-anchor="middle">${epoch}</text>`,
    ),
    `<text x="${margin.left + plotWidth}" y="${y + plotHeight + 34}" text-anchor="end" fill="#595c63">epoch</text>`,
    ...series.map(({ points, ...look }) => {
      const path = points.map(([epoch, value]) => `${across(epoch)} ${down(value)}`).join('L');
      return points.length === 0 ? '' : `<path d="M${path}" ${stroke(look)}/>`;
    }),
  ].join('\n');
}

/** Between levels: a round number, so that as many levels as there are ticks reach `most`. */
function roundStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / ticks));
  return power * ([1, 2, 2.5, 5].find((factor) => factor * power * ticks >= most) ?? 10);
}

function legend(curves: Curves): string {
  return curves
    .map(({ name, ...look }, index) => {
      const [left, line] = [
        margin.left + (index % 2) * (plotWidth / 2),
        legendTop + Math.floor(index / 2) * legendLine,
      ];
      return `<path d="M${left} ${line}h28" ${stroke(look)}/><text x="${left + 36}" y="${line + 4}">${escape(name)}</text>`;
    })
    .join('\n');
}

function stroke({ colour, dash }: RunLook): string {
  return `fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash.join(' ')}"`;
}

function round(length: number): number {
  return Math.round(length * 100) / 100;
}
