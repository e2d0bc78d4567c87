/** `check-gradients`: holds the engine's gradients against differences of the loss, on this machine's adapter. */

import { ThawError } from '../../../engine/core/errors.js';
import { printShape } from '../../../engine/core/shape.js';
import { architecture, familyNames } from '../../../engine/models/architecture.js';
import type { GradientRequest, TensorCheck } from '../../worker/protocol.js';
import { defineCommand, type CommandContext } from '../command.js';
import { imageSizeOption } from '../preprocessing-options.js';
import { leaveOutOption, modelOption, openModel } from './shared.js';

export const checkGradients = defineCommand({
  summary: 'hold gradients against differences of the loss, tensor by tensor, on this adapter',
  options: {
    model: { ...modelOption, help: `${modelOption.help}; or a member of the family: resnet50` },
    layer: { kind: 'text', value: 'L', help: 'a layer or module: layer1.0 (all)' },
    'image-size': imageSizeOption,
    'leave-out': leaveOutOption,
    'batch-size': { kind: 'number', isInteger: true, least: 2, fallback: 4, help: 'pictures of noise' },
    seed: {
      kind: 'number',
      isInteger: true,
      least: 0,
      fallback: 0,
      help: 'of the noise, and of weights that are drawn',
    },
  },

  async run({ model, layer, seed, 'image-size': size, 'batch-size': batchSize, 'leave-out': leaveOut }, context) {
    const side = size ?? (isImagenet(model) ? 64 : undefined);
    const preprocessing = { resize: side, crop: side };
    const opened = await openModel({ model, preprocessing, seed, leaveOut }, context);
    const { results, tolerance } = await collect(context, { layer, batchSize, seed });
    const failed = results.filter(({ passes }) => !passes);
    if (failed.length > 0) throw gradientsDiffer(opened.model.name, failed, tolerance);
    const passes = true;
    const adapter = opened.adapter.description;
    const json = { model: opened.model.name, adapter, passes, tolerance, results };
    return { json, text: `${results.length} tensors: every gradient agrees with the differences of the loss` };
  },
});

/** ImageNet members take images of 224 pixels, which say no more about gradients than small ones. */
function isImagenet(model: string): boolean {
  return familyNames.includes(model) && architecture(model).stem === 'imagenet';
}

async function collect({ page, progress }: CommandContext, request: GradientRequest) {
  const results: TensorCheck[] = [];
  page.onEvent = (event) => {
    if (event.kind !== 'tensor') return;
    results.push(event.check);
    progress.line(lineOf(event.check));
  };
  const tolerance = await page.call('checkGradients', request);
  return { results, tolerance };
}

/** `ok    layer1.0.conv1.weight [3, 3, 16, 16]   along 0.1234 (0.1233)   random 0.0021 (0.0020)` */
function lineOf({ name, shape, along, random, passes }: TensorCheck): string {
  const pair = ({ computed, numeric }: TensorCheck['along']) =>
    `${computed.toPrecision(5)} (${numeric.toPrecision(5)})`;
  const verdict = passes ? 'ok   ' : 'WRONG';
  return `${verdict} ${name} ${printShape(shape)}   along it ${pair(along)}   at random ${pair(random)}`;
}

function gradientsDiffer(model: string, failed: readonly TensorCheck[], tolerance: number): ThawError {
  return new ThawError({
    operation: `gradients of ${model}`,
    got: `${failed.length} that differ from the loss: ${failed.map(({ name }) => name).join(', ')}`,
    expected: `all within ${100 * tolerance} % of their length`,
    remedy: 'Update the browser and the graphics driver; if that does not help, report the adapter that `info` names.',
  });
}
