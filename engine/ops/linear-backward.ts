/**
 * The gradients of the fully connected layer, with g that of its output:
 *
 *   gradInput = g Wᵀ        gradWeight = xᵀ g        gradBias = sum of g over rows
 */

import type { GradientRule } from '../graph/graph.js';
import { columnSum } from './column-sum.js';
import { matmul } from './matmul.js';

export const linearGradient: GradientRule<Record<string, never>> = (
  { name, inputs },
  [gradOutput],
  { graph, wants },
) => {
  const [x, weight, bias] = inputs;
  if (!x || !weight || !bias || !gradOutput) return [];
  const product = (suffix: string, a: typeof x, b: typeof x, transposeA: boolean, transposeB: boolean) =>
    graph.add(matmul, `${name}.${suffix}`, [a, b], { transposeA, transposeB })[0];
  return [
    wants(x) ? product('gradInput', gradOutput, weight, false, true) : null,
    wants(weight) ? product('gradWeight', x, gradOutput, true, false) : null,
    wants(bias) ? graph.add(columnSum, `${name}.gradBias`, [gradOutput], {})[0] : null,
  ];
};
