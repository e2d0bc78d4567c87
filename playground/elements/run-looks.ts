/** How compared runs are told apart, in the chart and beside their names: a colour each (Okabe and Ito's, which colour-blind people can tell apart) and dashes. */

import { svg } from 'lit';
import type { SVGTemplateResult } from 'lit';

export interface RunLook {
  readonly colour: string;
  readonly dash: readonly number[];
}

export const okabeIto = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const;

export const runLooks: readonly RunLook[] = [
  { colour: okabeIto[0], dash: [] },
  { colour: okabeIto[1], dash: [8, 3] },
  { colour: okabeIto[2], dash: [2, 3] },
  { colour: okabeIto[3], dash: [8, 3, 2, 3] },
];

export function runLook(place: number): RunLook {
  return runLooks[place % runLooks.length] ?? { colour: 'currentcolor', dash: [] };
}

/** A piece of the curve. */
export function runSign(place: number): SVGTemplateResult {
  const { colour, dash } = runLook(place);
  return svg`<path d="M0 5H28" fill="none" stroke=${colour} stroke-width="3" stroke-dasharray=${dash.join(' ')} />`;
}
