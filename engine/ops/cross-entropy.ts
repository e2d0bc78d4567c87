/**
 * Softmax cross-entropy, the loss of classification. It seeds differentiation: its second output is the gradient of
 * the mean loss, so it has no gradient rule of its own.
 *
 *   loss[n] = logsumexp(z[n]) - sum over k of q[n, k] z[n, k]        gradLogits = (softmax(z) - q) / validRows
 *   q[n, k] = (1 - labelSmoothing) [k = t[n]] + labelSmoothing / K
 *
 * Label smoothing as PyTorch has it: Szegedy et al., Rethinking the Inception Architecture, 2015, section 7.
 *
 * A batch may be padded to its fixed size: only its first rows are valid, and the others count nothing.
 */

import { expect } from '../core/errors.js';
import { dimensions2, printShape, sameShape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/cross_entropy.wgsl?raw';
import totalsSource from '../../shaders/batch_totals.wgsl?raw';
import { dispatchKernel, dispatchRows, labelOf } from './kernel.js';

export interface CrossEntropyAttributes {
  /** The part of the target that all classes share equally, from 0 (the default) to 1. */
  readonly labelSmoothing?: number;
}

/**
 * [logits [N, K], targets u32 [N], batch u32 [4]: the number of valid rows, unused …]
 * -> loss [N], gradLogits [N, K], correct [N]: 1 where the target is the first largest logit, else 0
 */
export const crossEntropy: Op<CrossEntropyAttributes> = {
  name: 'crossEntropy',

  outputShapes([logits = [], targets = [], batch = []], { labelSmoothing = 0 }, name) {
    const [rows, classes] = dimensions2(logits, `crossEntropy ${name}`);
    expect(labelSmoothing >= 0 && labelSmoothing <= 1, () => ({
      operation: `crossEntropy ${name}`,
      got: `a label smoothing of ${labelSmoothing}`,
      expected: 'one from 0 to 1',
    }));
    expect(sameShape(targets, [rows]) && sameShape(batch, [4]), () => ({
      operation: `crossEntropy ${name}`,
      got: `logits ${printShape(logits)}, targets ${printShape(targets)}, batch ${printShape(batch)}`,
      expected: 'logits [N, K], targets [N], batch [4]',
    }));
    return [[rows], [rows, classes], [rows]];
  },

  lower(node, lowering) {
    const { labelSmoothing = 0 } = node.attributes;
    const constants = { SMOOTH: labelSmoothing > 0, LABEL_SMOOTHING: { f32: labelSmoothing } };
    dispatchRows(node, lowering, source, dimensions2(node.inputs[0]?.shape ?? [], node.name), constants);
  },
};

/**
 * [loss [N], correct [N], sums [2]?] -> [2]: the sum of each, all that a training loop reads of a step. They are added
 * to `sums`, in place.
 */
export const batchTotals: Op<Record<string, never>> = {
  name: 'batchTotals',

  outputShapes([loss = [], correct = [], sums = [2]], _attributes, name) {
    expect(loss.length === 1 && sameShape(loss, correct) && sameShape(sums, [2]), () => ({
      operation: `batchTotals ${name}`,
      got: [loss, correct, sums].map(printShape).join(', '),
      expected: 'loss [N], correct [N] and perhaps sums [2]',
    }));
    return [[2]];
  },

  lower(node, lowering) {
    const [loss, correct, ...sums] = node.inputs;
    if (!loss || !correct) return;
    const constants = { ROWS: loss.shape[0] ?? 0, ACCUMULATE: sums.length > 0 };
    dispatchKernel(labelOf(node), [loss, correct], [...node.outputs, ...sums], lowering, {
      source: totalsSource,
      constants,
      invocations: 2,
    });
  },
};
