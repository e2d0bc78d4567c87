/** How the inspector says what it found. */

import { filterOf, largestOf } from '../../engine/index.js';
import type {
  Arithmetic,
  ArithmeticStep,
  FilterReport,
  SaliencyMethod,
  SimilarityReport,
  WeightsOf,
} from '../worker/protocol.js';
import { printPercent, printValue } from './format.js';

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

export const weightsNames: Readonly<Record<WeightsOf, string>> = {
  pretrained: 'as it came',
  retrained: 'as trained here',
  change: 'the change',
  gradient: 'their gradient',
};

/** What is drawn, and by which rule. @param shown kernels that are drawn of the filter. */
export function sayFilters(report: FilterReport, channel: number, shown: number): string {
  const [outputs, inputs, height, width] = report.shape;
  if (report.isOfPicture) {
    return `${outputs} filters of ${height} × ${width}, in colour: each is scaled by its own largest weight, and grey is zero.`;
  }
  const reach = printValue(largestOf(filterOf(report, channel)));
  const kernels = shown < inputs ? `the ${shown} of ${inputs} kernels with the largest norms` : `its ${inputs} kernels`;
  return `Filter ${channel} of ${outputs}: ${kernels}, by input channel, largest norms first. One range for all of them, −${reach} (blue) to ${reach} (red), white is zero.`;
}

/** Of how many pictures, how long, and what it is good for. */
export function sayGradient({ norm, pictures }: NonNullable<FilterReport['gradient']>): string {
  return `The gradient of the mean loss of ${pictures} training pictures: its norm is ${printValue(norm)}, and training would move the weights against it, if they learned.`;
}

/** @param change norm of what was added to the layer's weights, by their norm before. */
export function sayChange(change: number): string {
  return change === 0
    ? 'Exactly zero: the layer was frozen, and every weight is bit for bit what it was.'
    : `The layer changed by ${printPercent(change)} of its norm.`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'} ${printValue(Math.abs(value))}`;
}
