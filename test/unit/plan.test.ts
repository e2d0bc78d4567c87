/** From a graph to a plan: what runs once and what runs every time, what is left out, and where values live. */

import { describe, expect, it } from 'vitest';
import { baselineTarget as target, type Dispatch } from '../../engine/graph/dispatch.js';
import { Graph, type Value } from '../../engine/graph/graph.js';
import { lower } from '../../engine/graph/lower.js';
import { compile, type Plan } from '../../engine/graph/plan.js';
import { batchNorm, batchNormFold } from '../../engine/ops/batch-norm.js';
import { columnSum } from '../../engine/ops/column-sum.js';
import { add, relu } from '../../engine/ops/pointwise.js';

const channels = 4;

/** x -> batch norm -> ReLU; the batch norm's weights are folded by a node of their own. */
function normalised(weights: 'parameter' | 'trainable' = 'parameter') {
  const graph = new Graph();
  const x = graph.input('x', [8, channels]);
  const statistics = ['weight', 'bias', 'mean', 'var'].map((name) => graph[weights](name, [channels]));
  const [affine] = graph.add(batchNormFold, 'affine', statistics, { eps: 1e-5 });
  const [bn] = graph.add(batchNorm, 'bn', [x, affine], {});
  const [y] = graph.add(relu, 'y', [bn], {});
  return { graph, x, statistics, affine, bn, y };
}

/** Node names, from labels such as `relu y [8, 4] -> [8, 4]`. */
const nodesOf = (dispatches: readonly Dispatch[]) => dispatches.map(({ label }) => label.split(' ')[1]);

/** Where a value's bytes are, as the plan has it. */
function rangeOf({ placements }: Plan, value: Value): string {
  const { arena = 'nowhere', offset = 0, bytes = 0 } = placements.get(value) ?? {};
  return `${arena} ${offset} to ${offset + bytes}`;
}

describe('lowering', () => {
  it('prepares once what rests on parameters alone, and runs the rest every time', () => {
    const { graph, y } = normalised();
    const { prepare, step } = lower(graph, [y], target);
    expect(nodesOf(prepare)).toEqual(['affine']);
    expect(nodesOf(step)).toEqual(['bn', 'y']);
  });

  it('runs every time what rests on weights that an optimiser changes', () => {
    const { graph, y } = normalised('trainable');
    const { prepare, step } = lower(graph, [y], target);
    expect(nodesOf(prepare)).toEqual([]);
    expect(nodesOf(step)).toEqual(['affine', 'bn', 'y']);
  });

  it('prepares what follows from what was prepared', () => {
    const { graph, affine } = normalised();
    const [twice] = graph.add(add, 'twice', [affine, affine], {});
    expect(nodesOf(lower(graph, [twice], target).prepare)).toEqual(['affine', 'twice']);
  });

  it('leaves out what no wanted value needs', () => {
    const { graph, bn, x } = normalised();
    graph.add(add, 'dead', [x, x], {});
    const { prepare, step } = lower(graph, [bn], target);
    expect(nodesOf([...prepare, ...step])).toEqual(['affine', 'bn']);
  });

  it('gives a node a temporary tensor of its own, under its name', () => {
    const graph = new Graph();
    const [sums] = graph.add(columnSum, 'sums', [graph.input('x', [20_000, channels])], {});
    const [slices, total] = lower(graph, [sums], target).step;
    const temporary = slices?.bindings.at(-1)?.value;
    expect(temporary).toMatchObject({ name: 'sums/slices', kind: 'activation' });
    expect(total?.bindings[0]?.value).toBe(temporary);
  });
});

describe('a plan', () => {
  const outside = { arena: 'parameters', offset: 512, bytes: 16 };

  it('has a place for every value that its dispatches touch', () => {
    const { graph, y, statistics } = normalised();
    const external = new Map(statistics.map(({ name }) => [name, outside]));
    const plan = compile(graph, { target, keep: [y], external });
    const touched = [...plan.prepare, ...plan.step].flatMap(({ bindings }) => bindings.map(({ value }) => value));
    expect(touched.filter((value) => !plan.placements.has(value))).toEqual([]);
  });

  it('finds the values of other arenas by name, and makes no room for them', () => {
    const { graph, y, statistics } = normalised();
    const external = new Map(statistics.map(({ name }) => [name, outside]));
    const plan = compile(graph, { target, keep: [y], external });
    for (const value of statistics) expect(plan.placements.get(value)).toBe(outside);
    expect([...plan.arenas.keys()]).not.toContain('parameters');
  });

  it('reads an input where another arena has it, too', () => {
    const { graph, y, x } = normalised();
    const plan = compile(graph, { target, keep: [y], external: new Map([['x', outside]]) });
    expect(plan.placements.get(x)).toBe(outside);
    expect(plan.arenas.has('inputs')).toBe(false);
  });

  it('has its inputs side by side, also one that nothing reads yet', () => {
    const { graph, y, x } = normalised();
    const unread = graph.input('unread', [3]);
    const plan = compile(graph, { target, keep: [y] });
    expect([x, unread].map((value) => rangeOf(plan, value))).toEqual(['inputs 0 to 128', 'inputs 256 to 272']);
  });

  it('never writes over what was prepared or is kept', () => {
    const { graph, affine, bn, y } = normalised();
    const layers = [y];
    for (let depth = 0; depth < 6; depth++) layers.push(graph.add(relu, `deep ${depth}`, [layers.at(-1) ?? y], {})[0]);
    const last = layers.at(-1) ?? y;
    const plan = compile(graph, { target, keep: [bn, last] });
    const lasting = [affine, bn].map((value) => rangeOf(plan, value));
    const others = layers.map((value) => rangeOf(plan, value));
    for (const range of lasting) expect(others).not.toContain(range);
    expect(new Set(lasting).size).toBe(2);
  });

  it('ends each step with what is appended, over arenas of others', () => {
    const { graph, y } = normalised();
    const whole: Value = { name: 'all weights', shape: [256], type: 'f32', kind: 'trainable' };
    const optimiser: Dispatch = {
      label: 'sgd weights',
      wgsl: '',
      bindings: [{ value: whole, access: 'write' }],
      workgroups: [1, 1, 1],
    };
    const place = { arena: 'trainable', offset: 0, bytes: 1024 };
    const external = new Map([['all weights', place]]);
    const plan = compile(graph, { target, keep: [y], external, append: [optimiser] });
    expect(plan.step.at(-1)).toBe(optimiser);
    expect(nodesOf(plan.step)).toEqual(['bn', 'y', 'weights']);
    expect(plan.placements.get(whole)).toBe(place);
  });
});
