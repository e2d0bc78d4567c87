/** References: softmax, and cross-entropy with its gradient, for the first `validRows` rows of a padded batch. */

import type { Shape } from '../../engine/core/shape.js';
import { maxOver, sumOver, Tensor } from './tensor.js';

/** [N, K] -> [N, K] */
export function softmax(x: Tensor): Tensor {
  const columns = x.size(1);
  return Tensor.build(x.shape, (n = 0, k = 0) => {
    const largest = maxOver([columns], (j = 0) => x.at(n, j));
    return Math.exp(x.at(n, k) - largest) / sumOver([columns], (j = 0) => Math.exp(x.at(n, j) - largest));
  });
}

/** The target's distribution: (1 - labelSmoothing) onehot(target) + labelSmoothing / K, [N, K] */
function distribution(shape: Shape, targets: readonly number[], labelSmoothing: number): Tensor {
  return Tensor.build(
    shape,
    (n = 0, k = 0) => (1 - labelSmoothing) * (targets[n] === k ? 1 : 0) + labelSmoothing / (shape[1] ?? 0),
  );
}

/** loss[n] = -sum over k of distribution[n, k] log(softmax(logits[n])[k]), [N]; 0 for padding */
export function crossEntropy(
  logits: Tensor,
  targets: readonly number[],
  validRows: number,
  labelSmoothing = 0,
): Tensor {
  const columns = logits.size(1);
  const wanted = distribution(logits.shape, targets, labelSmoothing);
  return Tensor.build([logits.size(0)], (n = 0) => {
    if (n >= validRows) return 0;
    const largest = maxOver([columns], (j = 0) => logits.at(n, j));
    const total = sumOver([columns], (j = 0) => Math.exp(logits.at(n, j) - largest));
    return Math.log(total) - sumOver([columns], (k = 0) => wanted.at(n, k) * (logits.at(n, k) - largest));
  });
}

/** Of the mean loss over the valid rows: (softmax - distribution) / validRows, [N, K]; 0 for padding */
export function crossEntropyGradient(
  logits: Tensor,
  targets: readonly number[],
  validRows: number,
  labelSmoothing = 0,
): Tensor {
  const probabilities = softmax(logits);
  const wanted = distribution(logits.shape, targets, labelSmoothing);
  return Tensor.build(logits.shape, (n = 0, k = 0) =>
    n < validRows ? (probabilities.at(n, k) - wanted.at(n, k)) / validRows : 0,
  );
}

/** 1 where the first largest logit is the target's, [N]; 0 for padding */
export function correctPredictions(logits: Tensor, targets: readonly number[], validRows: number): Tensor {
  const columns = logits.size(1);
  return Tensor.build([logits.size(0)], (n = 0) => {
    const row = Array.from({ length: columns }, (_, k) => logits.at(n, k));
    const predicted = row.indexOf(Math.max(...row));
    return n < validRows && predicted === targets[n] ? 1 : 0;
  });
}
