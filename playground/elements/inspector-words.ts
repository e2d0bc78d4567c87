/** How the inspector says what it found. */

import type { Arithmetic, ArithmeticStep, SaliencyMethod, SimilarityReport } from '../worker/protocol.js';
import { printValue } from './format.js';

export const saliencyNames: Readonly<Record<SaliencyMethod, string>> = {
  'grad-cam': 'Grad-CAM',
  'input-gradient': 'Input gradient',
  occlusion: 'Occlusion',
};

export const saliencyMeanings: Readonly<Record<SaliencyMethod, string>> = {
  'grad-cam': 'the maps of the last block, weighted by how much each raises the class',
  'input-gradient': 'how steeply the class rises with each pixel',
  occlusion: 'how far the class falls when a square is covered',
};

/** `0.412 × 1.31 − 0.220`, what a step does to the value before it. */
export function sayStep({ kind, operands }: ArithmeticStep, before: number): string {
  const { scale = 1, shift = 0, other = 0 } = operands;
  if (kind === 'batchNorm') return `${printValue(before)} × ${printValue(scale)} ${signed(shift)}`;
  if (kind === 'add') return `${printValue(before)} ${signed(other)} from the skip connection`;
  return `max(${printValue(before)}, 0)`;
}

/** `3 × 3 values of 16 channels, from row −1, column 8 on` */
export function sayPatch({ kernelSize, contributions, origin }: Arithmetic): string {
  const channels = contributions.length === 1 ? '1 channel' : `${contributions.length} channels`;
  return `${kernelSize} × ${kernelSize} values of ${channels}, from row ${origin.y}, column ${origin.x} on`;
}

export function saySimilarity({ pictures, isOfTwo }: SimilarityReport): string {
  const of = isOfTwo ? 'rows: the network as it came; columns: as it was trained here' : 'each block with each';
  return `Linear CKA of ${pictures} test pictures, ${of}: 1 is alike up to a rotation, 0 unrelated.`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'} ${printValue(Math.abs(value))}`;
}
