/**
 * How classes are told apart where their pictures are dots: each has a colour that colour-blind people can tell from the
 * others (Okabe and Ito's, and grey) and a mark of some shape. Seven colours and six shapes make 42 looks before one comes
 * again. Pure.
 */

import { svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import { okabeIto } from './run-looks.js';

export interface ClassLook {
  readonly colour: string;
  /** The outline of its mark as an SVG path, around 0 and about 1 far from it. */
  readonly path: string;
}

const colours = [...okabeIto, '#8c8c8c'];

const shapes = [
  'M.9 0A.9.9 0 1 1-.9 0A.9.9 0 1 1 .9 0Z',
  'M-.8-.8H.8V.8H-.8Z',
  'M0-1.05L1 .75H-1Z',
  'M0-1.15L1.15 0L0 1.15L-1.15 0Z',
  'M0 1.05L1-.75H-1Z',
  'M-.35-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z',
];

export function classLook(label: number): ClassLook {
  return { colour: colours[label % colours.length] ?? '', path: shapes[label % shapes.length] ?? '' };
}

/** The mark of a class beside its name. */
export function classSign(label: number): SVGTemplateResult {
  const { colour, path } = classLook(label);
  return svg`<path d=${path} fill=${colour} stroke="currentcolor" stroke-width="0.16" />`;
}
