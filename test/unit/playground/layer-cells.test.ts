/** The table of how much each layer moves: where layers stand, what a cell says, how the keys walk over it. */

import { describe, expect, it } from 'vitest';
import { layerTable, walkLayers } from '../../../playground/elements/layer-cells.js';
import { updateFigures } from '../../../playground/elements/update-figures.js';
import type { LayerUpdate } from '../../../playground/worker/protocol.js';
import { summaryOf } from '../model-summaries.js';

const model = summaryOf('resnet20');
const update = (layer: string, ratio: number): LayerUpdate => ({
  layer,
  gradientNorm: 0.5,
  weightNorm: 10,
  updateNorm: 10 * ratio,
});
const cellAt = (table: ReturnType<typeof layerTable>, layer: string) =>
  table.rows.flatMap(({ cells }) => cells).find((cell) => cell?.layer === layer);

describe('the table of layers', () => {
  const table = layerTable(model, undefined, new Set(['fc']));

  it('has a column for each block and a row for each name within blocks', () => {
    expect(table.blocks).toHaveLength(11);
    expect(table.rows.map(({ name }) => name)).toEqual([
      'conv1',
      'bn1',
      'conv2',
      'bn2',
      'downsample.0',
      'downsample.1',
      'fc',
    ]);
    expect(table.rows[0]?.cells.map((cell) => cell?.layer)).toEqual([
      'conv1',
      ...['layer1', 'layer2', 'layer3'].flatMap((stage) => [0, 1, 2].map((block) => `${stage}.${block}.conv1`)),
      undefined,
    ]);
  });

  it('has every layer with weights once', () => {
    const layers = model.blocks.flatMap((block) => block.layers).filter(({ parameters }) => parameters > 0);
    const cells = table.rows.flatMap((row) => row.cells).flatMap((cell) => cell?.layer ?? []);
    expect(cells.sort()).toEqual(layers.map(({ name }) => name).sort());
  });

  it('tells what is frozen from what will learn, before there is a step', () => {
    expect(cellAt(table, 'fc')).toMatchObject({ state: 'waiting', power: '' });
    expect(cellAt(table, 'layer1.0.bn2')).toMatchObject({
      state: 'frozen',
      said: 'layer1.0.bn2 is frozen: no gradient, no update',
    });
  });

  it('goes by the step once there is one, whatever is chosen for the next training', () => {
    const trained = layerTable(model, [update('fc', 1e-3)], new Set(['conv1']));
    expect(cellAt(trained, 'fc')?.state).toBe('moving');
    expect(cellAt(trained, 'conv1')?.state).toBe('frozen');
  });
});

describe('a cell', () => {
  const cellOf = (norms: Partial<LayerUpdate>) =>
    cellAt(layerTable(model, [{ ...update('fc', 1e-3), ...norms }], new Set()), 'fc');

  it.each([
    [1.24e-3, '1.2e-3', '−3', 0.62],
    [1e-9, '1.0e-9', '−9', 0],
    [0.5, '5.0e-1', '0', 1],
  ])('of an update of %d of the weights is %s, or %s', (ratio, exact, power, warmth) => {
    const cell = cellOf({ updateNorm: 10 * ratio });
    expect(cell).toMatchObject({ ratio: exact, power });
    expect(cell?.warmth).toBeCloseTo(warmth, 2);
  });

  it('says a layer that stands still apart from one that has no size', () => {
    expect(cellOf({ updateNorm: 0 })).toMatchObject({ ratio: '0', power: '–', warmth: 0 });
    expect(cellOf({ weightNorm: 0 })).toMatchObject({ ratio: '–', power: '–', warmth: 0 });
  });

  it('says itself in words, with its norms', () => {
    expect(cellOf({})?.said).toBe('fc moves by 1.0e-3 of its size in a step: gradient 0.5000, weights 10.00');
  });
});

describe('the keys', () => {
  const table = layerTable(model, undefined, new Set());

  it('walk along a row and between rows, and stop at the edges', () => {
    expect(walkLayers('ArrowRight', { row: 0, block: 0 }, table)).toEqual({ row: 0, block: 1 });
    expect(walkLayers('ArrowDown', { row: 0, block: 1 }, table)).toEqual({ row: 1, block: 1 });
    expect(walkLayers('ArrowUp', { row: 0, block: 1 }, table)).toEqual({ row: 0, block: 1 });
    expect(walkLayers('End', { row: 0, block: 1 }, table)).toEqual({ row: 0, block: 9 });
    expect(walkLayers('Home', { row: 0, block: 5 }, table)).toEqual({ row: 0, block: 0 });
  });

  it('pass over blocks without a layer of that name', () => {
    expect(walkLayers('ArrowLeft', { row: 2, block: 1 }, table)).toEqual({ row: 2, block: 1 });
    expect(walkLayers('Home', { row: 2, block: 5 }, table)).toEqual({ row: 2, block: 1 });
  });

  it('that mean nothing here are left to others', () => {
    expect(walkLayers('a', { row: 0, block: 0 }, table)).toBeUndefined();
  });
});

it('as figures, a layer is a row of its norms and their ratio', () => {
  expect(updateFigures([update('fc', 1e-3)])).toEqual({
    head: ['layer', 'gradient', 'weights', 'update', 'update / weights'],
    rows: [['fc', '0.5000', '10.00', '0.01000', '1.0e-3']],
  });
});
