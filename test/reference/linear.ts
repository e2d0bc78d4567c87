/** References: matrix product, the fully connected layer y = x W + b and its gradients, and sums of columns. */

import { sumOver, Tensor } from './tensor.js';

/** [M, K] x [K, N] -> [M, N] */
export function matmul(a: Tensor, b: Tensor): Tensor {
  return Tensor.build([a.size(0), b.size(1)], (m = 0, n = 0) =>
    sumOver([a.size(1)], (k = 0) => a.at(m, k) * b.at(k, n)),
  );
}

/** [M, N] -> [N, M] */
export function transpose(a: Tensor): Tensor {
  return Tensor.build([a.size(1), a.size(0)], (row = 0, column = 0) => a.at(column, row));
}

/** [N, K] -> [K] */
export function columnSum(x: Tensor): Tensor {
  return Tensor.build([x.size(1)], (k = 0) => sumOver([x.size(0)], (n = 0) => x.at(n, k)));
}

/** x [N, I], weight [I, O], bias [O] -> [N, O] */
export function linear(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  const product = matmul(x, weight);
  return Tensor.build(product.shape, (n = 0, o = 0) => product.at(n, o) + bias.at(o));
}

/** gradInput = g Wᵀ, gradWeight = xᵀ g, gradBias = sum of g over rows */
export function linearGradients(x: Tensor, weight: Tensor, gradOutput: Tensor) {
  return {
    gradInput: matmul(gradOutput, transpose(weight)),
    gradWeight: matmul(transpose(x), gradOutput),
    gradBias: columnSum(gradOutput),
  };
}
