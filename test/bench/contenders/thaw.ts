/** Thaw itself. */

import type { Device } from '../../../engine/gpu/device.js';
import { Session } from '../../../engine/gpu/session.js';
import { Graph, type Value } from '../../../engine/graph/graph.js';
import { compile } from '../../../engine/graph/plan.js';
import { useWinograd } from '../../../engine/graph/winograd.js';
import { Forward } from '../../../engine/forward.js';
import type { Model } from '../../../engine/model.js';
import { conv2dBackwardData } from '../../../engine/ops/conv2d-backward-data.js';
import { addGradWeight } from '../../../engine/ops/conv2d-backward-weights.js';
import { conv2d } from '../../../engine/ops/conv2d.js';
import { matmul } from '../../../engine/ops/matmul.js';
import { openPixelRun } from '../../../engine/train/pixel-run.js';
import type { Run } from '../../../engine/train/run.js';
import { optimiser, type Contender, type Operand, type Trial } from '../contender.js';
import { benchRecipe, type Pictures } from '../networks.js';
import { version } from '../../../package.json';

/** @param modelOf gives the model of a network's inputs, which peers get as weights. */
export function openThaw(device: Device, prepared: { model(): Model; pictures(): Pictures }): Contender {
  return {
    name: 'Thaw',
    version,

    product: (_workload, ...operands) =>
      graphTrial(device, 'product', operands, (graph, [a, b]) => {
        return graph.add(matmul, 'y', [a, b], { transposeA: false, transposeB: false })[0];
      }),

    convolution({ direction, isFrozen, input, kernelSize, stride }, operands) {
      const convolution = { stride, padding: (kernelSize - 1) / 2, dilation: 1, groups: 1 };
      const ofData = { ...convolution, inputSize: [input[1], input[2]] } as const;
      const ofWeights = { ...convolution, kernelSize: [kernelSize, kernelSize] } as const;
      const describe = (graph: Graph, pair: readonly [Value, Value]) => {
        switch (direction) {
          case 'forward':
            return graph.add(conv2d, 'y', pair, convolution)[0];
          case 'backward-data':
            return graph.add(conv2dBackwardData, 'y', pair, ofData)[0];
          case 'backward-weights':
            return addGradWeight(graph, 'y', pair, ofWeights, device.target);
        }
      };
      return graphTrial(device, direction, operands, describe, isFrozen);
    },

    async inference() {
      const model = prepared.model();
      const output = model.network.layers.at(-1)?.name ?? '';
      const forward = await Forward.create(model, { batch: 1, keep: [output] });
      forward.writePixels(prepared.pictures().pixels);
      let logits: Float32Array = new Float32Array();
      return {
        async run() {
          [logits = logits] = await forward.session.runAndRead(forward.value(output));
        },
        result: () => Promise.resolve(logits),
        destroy: () => forward.destroy(),
      };
    },

    async training({ freeze }) {
      const [model, pictures] = [prepared.model(), prepared.pictures()];
      const run = await openPixelRun(model, pictures, benchRecipe(freeze));
      return trainingTrial(run, pictures);
    },
  };
}

function trainingTrial(run: Run, { labels, count }: Pictures): Trial {
  const batch = { samples: Uint32Array.from({ length: count }, (_, index) => index), labels, epoch: 0 };
  const losses: number[] = [];
  return {
    async run() {
      const pace = { ...optimiser, step: losses.length + 1 };
      losses.push((await run.train(batch, pace, true))?.loss ?? NaN);
    },
    result: () => Promise.resolve(Float32Array.from(losses.slice(0, 2))),
    destroy: () => run.destroy(),
  };
}

/**
 * A trial of one value of a graph over inputs that stay.
 * @param isFrozen plans it as a forward pass is planned whose weight, the second operand, never changes.
 */
async function graphTrial(
  device: Device,
  name: string,
  operands: readonly [Operand, Operand],
  describe: (graph: Graph, inputs: readonly [Value, Value]) => Value,
  isFrozen = false,
): Promise<Trial> {
  const described = new Graph();
  const [{ shape: first }, { shape: second }] = operands;
  const weight = isFrozen ? described.parameter('input 1', second) : described.input('input 1', second);
  const { name: output } = describe(described, [described.input('input 0', first), weight]);
  const graph = isFrozen ? useWinograd(described, device.target) : described;
  const y = graph.value(output);
  const session = await Session.create(device, name, compile(graph, { target: device.target, keep: [y] }));
  operands.forEach(({ data }, index) => session.write(graph.value(`input ${index}`), data));
  session.prepare();
  return {
    async run() {
      session.run();
      await device.gpu.queue.onSubmittedWorkDone();
    },
    result: async () => (await session.read(y))[0] ?? new Float32Array(),
    destroy: () => session.destroy(),
  };
}
