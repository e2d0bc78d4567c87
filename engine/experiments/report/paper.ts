/**
 * The runs of Yosinski et al. (NIPS 2014) beside one's own. Networks and tasks differ, so both are drawn as differences
 * from the base network that they are compared with, over the share of the network's parts that was copied.
 */

import type { Analysis } from '../analysis.js';
import { groupBy } from '../group.js';
import { copyingArms, nothingCopied } from '../kinds/yosinski.js';
import { meanOf } from '../statistics.js';
import { printPoints } from '../words.js';
import type { Plot } from './plot.js';
import type { Series } from './series.js';
import paper from './yosinski2014.json' with { type: 'json' };

type PaperRow = readonly [arm: string, n: number, split: number | null, target: string | null, top1: number];

const rows = paper.runs as unknown as readonly PaperRow[];
/** AlexNet has eight layers with weights. */
const paperLayers = 8;
const bases = rows.filter(([arm]) => arm === 'base');
const meanBase = meanOf(bases.map(([, , , , top1]) => top1));

/** Copied and fine-tuned, or frozen, relative to a network trained on the target alone. */
export function paperPlot({ points, comparisons }: Analysis, cuts: readonly string[]): Plot {
  const copied = cuts.filter((cut) => cut !== nothingCopied);
  const own = [...copyingArms, 'random'].map((arm, style) => ({ ...ownSeries(arm, comparisons, copied), style }));
  return {
    title: 'Difference from the base network, here and in the paper',
    xLabel: 'share of the network that is copied',
    yLabel: 'points from the base',
    xTicks: [0.25, 0.5, 0.75, 1].map((at) => ({ at, label: `${100 * at} %` })),
    printY: printPoints,
    series: [...own, ...copyingArms.map((arm, style) => ({ ...paperSeries(arm), style }))].filter(
      ({ dots }) => dots.length > 0 && points.length > 0,
    ),
  };
}

function ownSeries(arm: string, comparisons: Analysis['comparisons'], cuts: readonly string[]): Series {
  const against = comparisons.filter((one) => one.of.arm === arm && one.against.arm === 'base B');
  const line = against.map(({ of, statistics }) => ({
    x: (cuts.indexOf(of.at) + 1) / (cuts.length + 1),
    y: statistics.mean,
  }));
  return {
    name: `${arm}, here`,
    lines: [line],
    dots: line.map((dot) => ({ ...dot, title: `${arm}, here: ${printPoints(dot.y)}` })),
  };
}

function paperSeries(arm: string): Series {
  const byLayer = groupBy(
    rows.filter((row) => row[0] === arm),
    ([, n]) => String(n),
  );
  const line = [...byLayer.values()]
    .map((own) => ({ x: (own[0]?.[1] ?? 0) / paperLayers, y: meanOf(own.map(differenceOf)) / 100 }))
    .toSorted((a, b) => a.x - b.x);
  const name = `${arm}, Yosinski et al. 2014`;
  return {
    name,
    lines: [line],
    dots: line.map((dot) => ({ ...dot, title: `${name}: ${printPoints(dot.y)}` })),
    isForeign: true,
  };
}

/** From the base of the same split and target. */
function differenceOf([, , split, target, top1]: PaperRow): number {
  const base = bases.find((row) => row[2] === split && row[3] === target);
  return top1 - (base?.[4] ?? meanBase);
}

export const paperCredit = `${paper.source}. ${paper.model}; ${paper.metric}. ${paper.notes}`;
