/** The check of gradients itself: right ones pass for every kind of member, and broken ones are found by name. */

import type { Device } from '../../engine/gpu/device.js';
import { differentiate } from '../../engine/graph/autodiff.js';
import type { Graph, Op, Value } from '../../engine/graph/graph.js';
import { checkGradients, type GradientCheckOptions, type TensorCheck } from '../../engine/inspect/gradient-check.js';
import type { Differentiate } from '../../engine/inspect/loss-probe.js';
import { Model } from '../../engine/model.js';
import { architecture, type Architecture } from '../../engine/models/architecture.js';
import { defaultPreprocessing } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { batchNormTrainGradInput } from '../../engine/ops/batch-norm-train-backward.js';
import { conv2dBackwardData } from '../../engine/ops/conv2d-backward-data.js';
import { add } from '../../engine/ops/pointwise.js';
import { assert } from '../assert.js';
import { seededParameters } from '../seeded.js';
import type { GpuCases } from './harness.js';
import { caseTable } from './op-case.js';

/** Members of the family with one block a stage and few channels. */
const members: Readonly<Record<string, Architecture>> = {
  'CIFAR, projection': { ...architecture('resnet20', { classCount: 3 }), blocks: [1, 1, 1] },
  'CIFAR, subsample and pad': {
    ...architecture('resnet20', { classCount: 3, shortcut: 'subsample-and-pad' }),
    blocks: [1, 1, 1],
  },
  'ImageNet, basic blocks': {
    ...architecture('resnet18', { classCount: 3 }),
    ...{ stemWidths: [16], blocks: [1, 1], widths: [16, 32], outWidths: [16, 32] },
  },
  'ImageNet, bottlenecks': {
    ...architecture('resnet50', { classCount: 3 }),
    ...{ stemWidths: [8], blocks: [1, 1], widths: [8, 16], outWidths: [32, 64] },
  },
  'ImageNet, bottlenecks in groups of four and eight channels': {
    ...architecture('resnext50_32x4d', { classCount: 3 }),
    ...{ stemWidths: [8], blocks: [1, 1], widths: [16, 32], outWidths: [32, 64], groups: 4 },
  },
  'ImageNet, deep stem, shortcuts that pool': {
    ...architecture('resnet50d', { classCount: 3 }),
    ...{ stemWidths: [8, 8, 16], blocks: [1, 1], widths: [8, 16], outWidths: [32, 64] },
  },
};

async function check(device: Device, member: Architecture, options: GradientCheckOptions): Promise<TensorCheck[]> {
  const size = member.stem === 'cifar' ? 16 : 32;
  const preprocessing = { ...defaultPreprocessing(member), resize: size, crop: size };
  const classes = ['ice', 'snow', 'water'];
  const description = { name: member.name, architecture: member, classes, preprocessing };
  const model = await Model.upload(device, description, seededParameters(resnet(member).parameters));
  try {
    const checks: TensorCheck[] = [];
    for await (const one of checkGradients(model, options)) checks.push(one);
    return checks;
  } finally {
    model.destroy();
  }
}

const failedOf = (checks: readonly TensorCheck[]) => checks.filter(({ passes }) => !passes).map(({ name }) => name);

/** Differentiates as the engine does, and then puts another op in the place of one. */
function withOp(name: string, op: (original: Op<never>) => Op<never>): Differentiate {
  return (graph, ...rest) => {
    const gradients = differentiate(graph, ...rest);
    const place = graph.nodes.findIndex((node) => node.name === name);
    const node = graph.nodes[place];
    assert(node !== undefined, `there is no node ${name}`);
    graph.nodes[place] = { ...node, op: op(node.op) };
    return gradients;
  };
}

/** Makes a gradient another value: itself, plus what `change` adds to the graph. */
function withGradient(name: string, change: (graph: Graph, gradient: Value) => Value): Differentiate {
  return (graph, ...rest) => {
    const gradients = new Map(differentiate(graph, ...rest));
    const parameter = graph.value(name);
    gradients.set(parameter, change(graph, gradients.get(parameter) ?? parameter));
    return gradients;
  };
}

const cifar = members['CIFAR, projection'] as Architecture;

export const cases: GpuCases = {
  ...caseTable(
    Object.entries(members),
    ([name]) => `every gradient agrees with the loss: ${name}`,
    ([, member]) =>
      async ({ device }) => {
        const checks = await check(device, member, { batchSize: 4 });
        const weights = resnet(member).parameters.filter(({ role }) => role !== 'buffer');
        assert(checks.length === weights.length, `${checks.length} of ${weights.length} tensors`);
        assert(failedOf(checks).length === 0, `found wrong: ${JSON.stringify(checks.filter(({ passes }) => !passes))}`);
      },
  ),

  'a gradient taken from another tensor is found, and it alone': async ({ device }) => {
    const broken = withGradient('layer2.0.bn2.weight', (graph) => graph.value('layer2.0.relu_1.gradBias'));
    const checks = await check(device, cifar, { layer: 'layer2.0', differentiate: broken });
    assert(failedOf(checks).join() === 'layer2.0.bn2.weight', failedOf(checks).join());
  },

  'a gradient of the right direction and twice the length is found': async ({ device }) => {
    const name = 'layer2.0.conv1.weight';
    const broken = withGradient(name, (graph, gradient) => graph.add(add, 'twice', [gradient, gradient], {})[0]);
    const failed = failedOf(await check(device, cifar, { layer: 'layer2.0.conv1', differentiate: broken }));
    assert(failed.join() === name, failed.join());
  },

  'a gradient that is passed on wrongly is found in layers below, not above': async ({ device }) => {
    const withoutMeans = withOp('layer3.0.relu.gradInput', (original) => ({
      ...original,
      lower: (node, lowering) =>
        batchNormTrainGradInput.lower(
          {
            ...(node as Parameters<typeof batchNormTrainGradInput.lower>[0]),
            inputs: node.inputs.filter((_, index) => index !== 3 && index !== 4),
            attributes: { ...(node.attributes as object), statistics: 'running' } as never,
          },
          lowering,
        ),
    }));
    const failed = failedOf(await check(device, cifar, { differentiate: withoutMeans }));
    assert(failed.includes('layer3.0.conv1.weight'), failed.join());
    assert(
      failed.some((name) => name.startsWith('layer2')),
      failed.join(),
    );
    assert(!failed.some((name) => /^(fc|layer3.0.(bn|conv)2)/.test(name)), failed.join());
  },

  'a convolution whose gradient is shifted by a pixel is found': async ({ device }) => {
    const shifted = withOp('layer1.0.conv2.gradInput', (original) => ({
      ...original,
      lower: (node, lowering) =>
        conv2dBackwardData.lower(
          {
            ...(node as Parameters<typeof conv2dBackwardData.lower>[0]),
            attributes: { ...(node.attributes as object), padding: 0 } as never,
          },
          lowering,
        ),
    }));
    const failed = failedOf(await check(device, cifar, { differentiate: shifted }));
    assert(failed.includes('layer1.0.conv1.weight'), failed.join());
  },

  'a layer that is not there is refused with near names': async ({ device }) => {
    const error = await check(device, cifar, { layer: 'layr1' }).then(() => '', String);
    assert(error.includes('got "layr1", expected a layer such as layer1'), error);
  },
};
