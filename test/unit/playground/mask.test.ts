/** The freeze mask as the page edits it: what it says is what the engine trains. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { resnet } from '../../../engine/models/resnet.js';
import { architecture } from '../../../engine/models/architecture.js';
import { planFreeze } from '../../../engine/train/freeze.js';
import {
  layersIn,
  layersOf,
  lineOf,
  maskOf,
  moveLine,
  stateOf,
  thawedBy,
  weighted,
  withLayers,
  type MaskRecipe,
} from '../../../playground/state/mask.js';
import { summaryOf } from '../model-summaries.js';

/** The layers whose weights the engine would change. */
function trainedByEngine(name: string, mask: MaskRecipe): string[] {
  const { trainable } = planFreeze(resnet(architecture(name)), { ...mask, batchNorm: {} });
  return [...new Set(trainable.map((parameter) => parameter.name.replace(/\.[a-z]+$/, '')))];
}

describe.each(['resnet20', 'resnet18', 'resnet50'])('of %s', (name) => {
  const model = summaryOf(name);
  const all = weighted(layersOf(model)).map((layer) => layer.name);
  const anyMask = fc.subarray(all, { minLength: 1 }).map((names) => new Set(names));

  test('any mask is said so that the engine trains just that, and read back the same', () => {
    fc.assert(
      fc.property(anyMask, (thawed) => {
        const mask = maskOf(model, thawed);
        expect(trainedByEngine(name, mask).sort()).toEqual([...thawed].sort());
        expect(thawedBy(model, mask)).toEqual(thawed);
      }),
      { numRuns: 60 },
    );
  });

  test.each(['none', 'head', 'stem', 'layer1', 'layer2.1', 'layer1.0.bn1', 'layer2.0.downsample'])(
    'freezing up to %s is read as the engine does',
    (freeze) => {
      const mask = { freeze, unfreeze: [] };
      expect([...(thawedBy(model, mask) ?? [])].sort()).toEqual(trainedByEngine(name, mask).sort());
    },
  );

  test('masks at the edge of a module are said with its name', () => {
    for (const freeze of ['none', 'head', 'stem', 'layer1', 'layer2.0', 'layer1.0.bn1']) {
      const thawed = thawedBy(model, { freeze, unfreeze: [] });
      expect(maskOf(model, thawed ?? new Set())).toEqual({ freeze, unfreeze: [] });
    }
    const mask = { freeze: 'head', unfreeze: ['stem', 'layer1.0', 'layer2', 'layer1.1.conv2'] };
    expect(maskOf(model, thawedBy(model, mask) ?? new Set())).toEqual({
      freeze: 'head',
      unfreeze: ['stem', 'layer1.0', 'layer1.1.conv2', 'layer2'],
    });
  });
});

describe('the ice line', () => {
  const model = summaryOf('resnet20');
  const head = thawedBy(model, { freeze: 'head', unfreeze: [] }) ?? new Set();

  it('stands before the first block that learns', () => {
    expect(lineOf(model, head)).toBe(10);
    expect(lineOf(model, thawedBy(model, { freeze: 'layer1', unfreeze: [] }) ?? new Set())).toBe(4);
  });

  it('thaws what it passes on its way to the picture, and freezes it on the way back', () => {
    const moved = moveLine(model, head, 4);
    expect(maskOf(model, moved)).toEqual({ freeze: 'layer1', unfreeze: [] });
    expect(moveLine(model, moved, 10)).toEqual(head);
  });

  it('leaves alone what it does not pass', () => {
    const islands = withLayers(head, layersIn(model, 'layer1.1'), true);
    expect(lineOf(model, islands)).toBe(2);
    const moved = moveLine(model, islands, 1);
    expect(maskOf(model, moved).unfreeze).toEqual(['layer1.0', 'layer1.1']);
  });

  it('never freezes the last thing that learns', () => {
    expect(withLayers(head, layersIn(model, 'head'), false)).toEqual(head);
  });
});

describe('a block', () => {
  const model = summaryOf('resnet20');
  const block = model.blocks[1] ?? { layers: [] };

  it('is frozen, thawed or of both kinds', () => {
    const one = new Set(['layer1.0.conv1']);
    expect(stateOf(block, new Set())).toBe('frozen');
    expect(stateOf(block, one)).toBe('mixed');
    expect(stateOf(block, withLayers(one, block.layers, true))).toBe('thawed');
  });
});

test('a module that the network does not have is no mask', () => {
  const model = summaryOf('resnet20');
  expect(thawedBy(model, { freeze: 'layer4', unfreeze: [] })).toBeUndefined();
  expect(thawedBy(model, { freeze: 'head', unfreeze: ['layer4'] })).toBeUndefined();
});
