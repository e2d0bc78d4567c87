/** The training step as a plan: how many dispatches it takes, what it leaves out, what it binds. */

import { describe, expect, it } from 'vitest';
import { differentiate } from '../../engine/graph/autodiff.js';
import { baselineTarget } from '../../engine/graph/dispatch.js';
import { fuseBatchNorms } from '../../engine/graph/fuse.js';
import { Graph } from '../../engine/graph/graph.js';
import { layOut } from '../../engine/graph/memory.js';
import { compile } from '../../engine/graph/plan.js';
import { architecture } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import { batchNormTrain } from '../../engine/ops/batch-norm-train.js';
import { conv2d } from '../../engine/ops/conv2d.js';
import { relu } from '../../engine/ops/pointwise.js';
import { planFreeze } from '../../engine/train/freeze.js';
import { planOptimiser } from '../../engine/train/optimiser.js';
import { defaultRecipe, type Recipe } from '../../engine/train/recipe.js';
import type { SampleSource } from '../../engine/train/sample-source.js';
import { epochSums, planTrainStep, runArenas, type StepOptions } from '../../engine/train/train-step.js';
import { packedShape } from '../../engine/weights/pack.js';

/** A convolution, batch norm and ReLU, all trained, in the middle of a network: the gradient of x is wanted too. */
function planBlock() {
  const graph = new Graph();
  const x = graph.trainable('x', [32, 32, 32, 16]);
  const weight = graph.trainable('conv.weight', [3, 3, 16, 16]);
  const norm = ['weight', 'bias', 'running_mean', 'running_var'].map((name) => graph.trainable(`bn.${name}`, [16]));
  const convolution = { stride: 1, padding: 1, dilation: 1, groups: 1 };
  const [convolved] = graph.add(conv2d, 'conv', [x, weight], convolution);
  const attributes = { eps: 1e-5, momentum: 0.1, statistics: 'batch', relu: false } as const;
  const [normalised] = graph.add(batchNormTrain, 'bn', [convolved, ...norm], attributes);
  graph.add(relu, 'y', [normalised], {});
  graph.input('seed', x.shape);

  const fused = fuseBatchNorms(graph, new Set());
  const parameters = ['conv.weight', 'bn.weight', 'bn.bias'].map((name) => fused.value(name));
  const seeds = new Map([[fused.value('y'), fused.value('seed')]]);
  const gradients = differentiate(fused, seeds, [fused.value('x'), ...parameters]);
  const nameOf = (value: (typeof parameters)[number]) => gradients.get(value)?.name ?? '';
  const layout = layOut(parameters, 'trainable');
  const placements = new Map([...layout.placements].map(([{ name }, placement]) => [name, placement]));
  const arena = { name: 'trainable', placements, bytes: layout.arenas.get('trainable') ?? 0 };
  const optimiser = planOptimiser(fused, new Map(parameters.map((value) => [value.name, nameOf(value)])), arena, {
    recipe: defaultRecipe,
    groups: new Map(),
    loss: fused.input('loss', [1]),
  });
  return compile(fused, {
    target: baselineTarget,
    keep: [...optimiser.wanted, fused.value(nameOf(fused.value('x')))],
    apart: optimiser.gradients,
    append: optimiser.dispatches,
  });
}

/** A step of ResNet-20 for ten classes, batch 32. */
function planNetwork(freeze: string, rest: Partial<Recipe> = {}) {
  const network = resnet(architecture('resnet20'));
  const recipe = { ...defaultRecipe, freeze, ...rest };
  const { boundary, trainable, statistics, batchNorm } = planFreeze(network, recipe);
  const shapes = (parameters: typeof trainable) =>
    parameters.map(({ name, shape }) => [name, packedShape(shape)] as const);
  const place = (named: readonly (readonly [string, readonly number[]])[], arena: string) => {
    const values = named.map(([name, shape]) => ({ name, shape, type: 'f32', kind: 'trainable' }) as const);
    const { placements, arenas } = layOut(values, arena);
    const byName = new Map([...placements].map(([{ name }, placement]) => [name, placement]));
    return { name: arena, placements: byName, bytes: arenas.get(arena) ?? 0 };
  };
  const parameters = place(shapes(trainable), runArenas.parameters);
  const others = [
    place(shapes(network.parameters.filter((parameter) => !trainable.includes(parameter))), 'parameters'),
    place(shapes(statistics), runArenas.statistics),
    place([[epochSums, [2]]], runArenas.sums),
  ];
  const source: SampleSource = {
    count: 100,
    boundary,
    arenas: [],
    describe: (graph, batch) => graph.input(boundary, boundary === 'input' ? [batch, 32, 32, 4] : [batch, 32, 32, 16]),
    write: () => undefined,
  };
  const options: StepOptions = {
    network,
    source,
    batch: 32,
    target: baselineTarget,
    batchNorm,
    labelSmoothing: 0,
    frozenPrecision: 'f32',
    recomputed: 'nothing',
    changing: new Set([...trainable, ...statistics].map(({ name }) => name)),
    placements: new Map([...others, parameters].flatMap(({ placements }) => [...placements])),
  };
  return planTrainStep(options, parameters, recipe, new Map()).plan;
}

describe('a convolution, batch norm and ReLU that are trained', () => {
  it('take nine dispatches a step, forward and backward and the optimiser', () => {
    expect(planBlock().step.map(({ label }) => label.split(' ').slice(0, 2).join(' '))).toEqual([
      'conv2d conv',
      'batchNormTrain y',
      'batchNormTrain y',
      'batchNormTrain y',
      'batchNormTrainBackward y.slices',
      'batchNormTrainGradInput y.gradInput',
      'conv2dBackwardData conv.gradInput',
      'conv2dBackwardWeights conv.gradWeight.slices',
      'sgd [2432]',
    ]);
  });
});

describe('a step of ResNet-20', () => {
  it('takes eight dispatches for each convolution, one for each skip connection, nine for head, loss and optimiser', () => {
    // The first convolution passes no gradient on.
    expect(planNetwork('none').step).toHaveLength(21 * 8 - 1 + 9 + 9);
  });

  it('has one dispatch for the optimiser, whatever its kind, and two more where gradients are clipped or watched', () => {
    const optimisers = (rest: Partial<Recipe>) =>
      planNetwork('none', rest).step.filter(({ label }) => /^(sgd|adamw|squares of|scale of)/.test(label));
    expect(optimisers({})).toHaveLength(1);
    expect(optimisers({ optimizer: 'adamw' })).toHaveLength(1);
    expect(optimisers({ clipNorm: 1 })).toHaveLength(3);
    expect(optimisers({ watchGradients: true })).toHaveLength(3);
  });

  it('has three more where layers are watched: one before the optimiser, which is the same, and two behind it', () => {
    const last = (rest: Partial<Recipe>) => planNetwork('none', rest).step.slice(-4);
    const watched = last({ watchLayers: true });
    expect(watched.map(({ label }) => label.replace(/ \[.*/, ''))).toEqual([
      'keep parameters',
      'sgd',
      'squares of updates of 65 parameters',
      'norms of updates of 65 parameters',
    ]);
    expect(watched[1]?.wgsl).toBe(last({}).at(-1)?.wgsl);
  });

  it('binds no more than eight storage buffers in a dispatch, as many as every adapter has', () => {
    for (const { bindings } of planNetwork('none', { optimizer: 'adamw', clipNorm: 1, watchLayers: true }).step) {
      expect(bindings.filter(({ access }) => access !== 'uniform').length).toBeLessThanOrEqual(8);
    }
  });

  it('computes no gradient below the lowest layer that is trained', () => {
    const backward = (freeze: string, rest?: Partial<Recipe>) =>
      planNetwork(freeze, rest).step.filter(({ label }) => label.includes('Backward') || label.includes('grad'));
    const layers = (labels: readonly { label: string }[]) => labels.map(({ label }) => label.split(' ')[1] ?? '');
    expect(layers(backward('layer1')).some((name) => name.startsWith('layer1'))).toBe(false);
    expect(backward('none').length).toBeGreaterThan(backward('layer1').length);
  });

  it('passes through what is frozen above a trained layer, in kernels that fold its batch norm', () => {
    const { step, prepare } = planNetwork('head', { unfreeze: ['layer1'] });
    const labels = step.map(({ label }) => label);
    expect(labels.filter((label) => label.startsWith('conv2dBackwardWeights'))).toHaveLength(6);
    expect(labels.some((label) => /^batchNorm(Train|Fold)? layer[23]/.test(label))).toBe(false);
    expect(prepare.filter(({ label }) => /^batchNormFold layer[23]/.test(label))).toHaveLength(14);
  });
});
