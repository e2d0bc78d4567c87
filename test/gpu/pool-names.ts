/** What the cases of pooling and shortcuts are called, forward and backward. */

import { printShape, type Shape } from '../../engine/core/shape.js';
import type { AvgPool2dAttributes } from '../../engine/ops/avg-pool.js';
import type { MaxPool2dAttributes } from '../../engine/ops/max-pool.js';
import type { SubsampleAndPadAttributes } from '../../engine/ops/subsample-pad.js';

/** What a table of cases has in a row: the shape of the input, [N, H, W, C], and the attributes of the op. */
export type Shaped<Attributes> = { readonly shape: Shape } & Attributes;

export function maxPoolName({ shape, kernelSize, stride, padding }: Shaped<MaxPool2dAttributes>): string {
  return `maxPool2d of ${printShape(shape)}, kernel ${kernelSize}, stride ${stride}, padding ${padding}`;
}

export function avgPoolName({ shape, kernelSize, stride }: Shaped<AvgPool2dAttributes>): string {
  return `avgPool2d of ${printShape(shape)}, kernel ${kernelSize}, stride ${stride}`;
}

export function globalAvgPoolName(shape: Shape): string {
  return `globalAvgPool of ${printShape(shape)}`;
}

export function shortcutName({ shape, stride, outChannels }: Shaped<SubsampleAndPadAttributes>): string {
  return `subsampleAndPad of ${printShape(shape)}, stride ${stride}, to ${outChannels} channels`;
}
