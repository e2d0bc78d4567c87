/** What channels are like, what excites them, and their filters, against the reference. */

import type { Shape } from '../../engine/core/shape.js';
import { Forward } from '../../engine/forward.js';
import { findExciting } from '../../engine/inspect/exciting.js';
import { maximise } from '../../engine/inspect/maximise.js';
import { classify } from '../../engine/inspect/classify.js';
import { readFilterGradient } from '../../engine/inspect/filter-gradient.js';
import { normOf, readFilters } from '../../engine/inspect/filters.js';
import { Model } from '../../engine/model.js';
import { channelPeaks } from '../../engine/ops/channel-peaks.js';
import { channelStatistics } from '../../engine/ops/channel-statistics.js';
import { drain } from '../../playground/worker/drain.js';
import { assert, assertClose, assertRejects } from '../assert.js';
import * as reference from '../reference/channels.js';
import { crossEntropy } from '../reference/classification.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats, opCase } from './op-case.js';
import { smallNetwork, smallPictures, uploadSmallModel } from './small-network.js';
import { seededParameters } from '../seeded.js';

/** Odd numbers of channels, more than a workgroup of them, a single value, a layer with no extent. */
const shapes: readonly Shape[] = [
  [1, 1, 1, 3],
  [1, 7, 9, 5],
  [1, 8, 8, 16],
  [1, 5, 3, 130],
  [1, 10],
];

const batches: readonly Shape[] = [
  [1, 1, 1, 3],
  [3, 7, 9, 5],
  [5, 4, 4, 130],
  [4, 10],
];

export const cases: GpuCases = {
  ...caseTable(
    shapes,
    (shape) => `statistics of the channels of [${shape.join(', ')}]`,
    (shape) =>
      opCase(() => {
        // Far from zero, so that a variance from sums of squares would have nothing left.
        const x = Tensor.random(shape, 1).map((value) => (Math.abs(value) < 1 ? value : value + 100));
        const channels = shape.at(-1) ?? 1;
        const rows = Tensor.from([x.data.length / channels, channels], x.data);
        const found = reference
          .channelStatistics(rows)
          .flatMap(({ min, max, mean, variance, active, selectivity }) => [
            min,
            max,
            mean,
            variance,
            active,
            selectivity,
          ]);
        const expected = [Tensor.from([channels, 6], found)];
        return { op: channelStatistics, inputs: [floats(x)], attributes: {}, expected };
      }),
  ),

  'selectivity: 1 at a single place, 0 where all are alike, 0 of a dead channel, blind to what is below zero': opCase(
    () => {
      const channels = [
        [0, 9, 0, 0],
        [2, 2, 2, 2],
        [-1, -3, 0, 0],
        [-5, 3, -1, 3],
      ];
      const x = Tensor.build([1, 2, 2, 4], (_, y, column, channel) => channels[channel]?.[2 * y + column] ?? NaN);
      const found = [
        [0, 9, 2.25, 15.1875, 0.25, 1],
        [2, 2, 2, 0, 1, 0],
        [-3, 0, -1, 1.5, 0, 0],
        [-5, 3, 0, 11, 0.5, 2 / 3],
      ];
      return {
        op: channelStatistics,
        inputs: [floats(x)],
        attributes: {},
        expected: [Tensor.from([4, 6], found.flat())],
      };
    },
  ),

  ...caseTable(
    batches,
    (shape) => `peaks of the channels of [${shape.join(', ')}]`,
    (shape) =>
      opCase(() => {
        const [batch = 1, channels = 1] = [shape[0], shape.at(-1)];
        // Few different values, so that the first of equal ones counts.
        const x = Tensor.random(shape, 2).map(Math.round);
        const rows = Tensor.from([batch, x.data.length / (batch * channels), channels], x.data);
        const expected = Tensor.build([batch, channels, 3], (picture, channel, part) => {
          const { value, place, active } = reference.peakOf(rows, picture, channel);
          return [value, place, active][part] ?? NaN;
        });
        return { op: channelPeaks, inputs: [floats(x)], attributes: {}, expected: [expected] };
      }),
  ),

  'what excites each channel, in one pass over more pictures than a batch': async ({ device }) => {
    const model = await uploadSmallModel(device);
    const pictures = smallPictures(70);
    const layer = 'layer2.0.relu_1';
    const found = await drain(findExciting(model, pictures, layer), () => undefined);
    const forward = await Forward.create(model, { batch: pictures.count, keep: [layer] });
    forward.writePixels(pictures.pixels);
    const { shape } = forward.value(layer);
    const [values = []] = await forward.session.runAndRead(forward.value(layer));
    forward.destroy();
    const [batch = 1, , , channels = 1] = shape;
    const x = Tensor.from([batch, values.length / (batch * channels), channels], values);
    assert(found.length === channels, `${found.length} channels`);
    found.forEach(({ rate, top }, channel) => {
      const peaks = Array.from({ length: batch }, (_, picture) => ({
        picture,
        ...reference.peakOf(x, picture, channel),
      }));
      const expected = peaks.toSorted((a, b) => b.value - a.value || a.picture - b.picture).slice(0, 9);
      const print = (all: readonly { picture: number; place: number }[]) =>
        all.map(({ picture, place }) => `${picture}:${place}`).join();
      assert(print(top) === print(expected), `channel ${channel}: ${print(top)}, expected ${print(expected)}`);
      assertClose([rate], [peaks.reduce((sum, { active }) => sum + active, 0) / batch], 1e-5);
    });
    model.destroy();
  },

  'a pass is cancelled, and says which layers there are': async ({ device }) => {
    const model = await uploadSmallModel(device);
    const signal = AbortSignal.abort(new Error('enough'));
    const pass = (layer: string, options = {}) =>
      drain(findExciting(model, smallPictures(2), layer, options), () => undefined);
    await assertRejects(pass('layer1.0', { signal }), /enough/);
    await assertRejects(pass('layer9.0'), /expected a layer such as/);
    model.destroy();
  },

  'filters are the weights as PyTorch has them': async ({ device }) => {
    const model = await uploadSmallModel(device);
    const weights = seededParameters(smallNetwork.parameters);
    for (const layer of ['conv1', 'layer2.0.conv1']) {
      const bank = await readFilters(model, layer);
      const expected = weights.get(`${layer}.weight`);
      assert(bank.shape.join() === expected?.shape.join(), bank.shape.join());
      assertClose(bank.data, expected.data, 0);
      assert(bank.isOfPicture === (layer === 'conv1'), 'another input');
    }
    await assertRejects(readFilters(model, 'layer1.0.bn1'), /expected a convolution/);
    model.destroy();
  },

  'the gradient of filters is what differences of the loss say, and the model stays as it is': async ({ device }) => {
    const model = await uploadSmallModel(device);
    const { classes } = model.description;
    const train = smallPictures(6);
    const layer = 'layer2.0.conv2';
    const before = await model.readPacked(`${layer}.weight`);
    const gradient = await readFilterGradient(model, layer, { classes, train });
    const steepest = normOf(gradient.data) ** 2;
    const step = 1e-3 / steepest;
    const lossAt = async (length: number) => {
      const tensors = new Map(await model.readTensors());
      const weight = tensors.get(`${layer}.weight`);
      assert(weight !== undefined, 'no weight');
      const data = weight.data.map((value, index) => value + length * (gradient.data[index] ?? 0));
      const moved = await Model.upload(device, model.description, tensors.set(`${layer}.weight`, { ...weight, data }));
      const logits = await drain(classify(moved, train), () => undefined);
      moved.destroy();
      const rows = Tensor.from([train.count, classes.length], logits);
      const { data: losses } = crossEntropy(rows, [...train.labels], train.count);
      return losses.reduce((sum, loss) => sum + loss, 0) / train.count;
    };
    const slope = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
    assertClose([slope / steepest], [1], 0.01);
    assertClose(await model.readPacked(`${layer}.weight`), before, 0);
    await assertRejects(
      readFilterGradient(model, layer, { classes: ['cat', 'dog'], train }),
      /got pictures of cat, dog/,
    );
    model.destroy();
  },

  'a climb raises the mean of its channel, the same way for the same seed, and ends when it is stopped': async ({
    device,
  }) => {
    const model = await uploadSmallModel(device);
    const climbed = async (steps: number, stopAfter = steps) => {
      const stop = new AbortController();
      const values: number[] = [];
      let picture: Uint8ClampedArray = new Uint8ClampedArray();
      for await (const { done, value, pixels } of maximise(model, 'layer2.0.conv2', 3, {
        steps,
        signal: stop.signal,
      })) {
        values.push(value);
        picture = pixels;
        if (done === stopAfter) stop.abort();
      }
      return { values, picture };
    };
    const [first, again] = [await climbed(24), await climbed(24, 12)];
    assert(again.values.join() === first.values.slice(0, 12).join(), 'another way');
    assert(
      (first.values.at(-1) ?? 0) > (first.values[0] ?? 0) + 0.1,
      `from ${first.values[0]} to ${first.values.at(-1)}`,
    );
    assert(first.picture.length === 8 * 8 * 4 && first.picture[3] === 255, 'another picture');
    model.destroy();
  },
};
