/** Which member of the ResNet family a state dict belongs to, told from its names and shapes alone. */

import { ThawError } from '../core/errors.js';
import { architecture, familyNames, type Architecture } from '../models/architecture.js';
import type { Tensors } from './tensor.js';

/**
 * The architecture whose weights these are.
 * @param stated the member that the file itself names, if it does: then damage is held against that one.
 * @throws ThawError that says what was found, where no member fits.
 */
export function recognise(tensors: Tensors, file: string, stated = ''): Architecture {
  const found = observe(tensors);
  const isKnown = familyNames.includes(stated);
  const name = isKnown ? stated : familyNames.find((member) => fingerprint(architecture(member)) === found);
  if (name === undefined) {
    throw new ThawError({
      operation: file,
      got: tensors.size === 0 ? 'no weights' : found,
      expected: `the tensors of a ResNet: ${familyNames.join(', ')}`,
      remedy: "Tensor names must be torchvision's: conv1.weight, layer1.0.conv1.weight, … fc.weight.",
    });
  }
  const isProjection = [...tensors.keys()].some((tensor) => tensor.includes('.downsample.'));
  const classCount = tensors.get('fc.weight')?.shape[0];
  return architecture(name, {
    shortcut: isProjection ? 'projection' : 'subsample-and-pad',
    ...(classCount !== undefined && { classCount }),
  });
}

/** What tells the members apart, in words: `a 7x7 stem and stages of 2, 2, 2, 2 basic blocks`. */
function fingerprint({ stem, block, blocks }: Architecture): string {
  return describe(stem === 'imagenet' ? 7 : 3, block, blocks);
}

function observe(tensors: Tensors): string {
  const blocks: number[] = [];
  for (const name of tensors.keys()) {
    const [, stage, index] = /^layer([1-9])\.(\d{1,3})\./.exec(name) ?? [];
    if (stage === undefined) continue;
    const position = Number(stage) - 1;
    blocks[position] = Math.max(blocks[position] ?? 0, Number(index) + 1);
  }
  const isBottleneck = tensors.has('layer1.0.conv3.weight');
  return describe(tensors.get('conv1.weight')?.shape[2], isBottleneck ? 'bottleneck' : 'basic', blocks);
}

function describe(stemKernel: number | undefined, block: string, blocks: readonly number[]): string {
  const stem = stemKernel === undefined ? 'no stem' : `a ${stemKernel}x${stemKernel} stem`;
  const stages = Array.from(blocks, (count: number | undefined) => count ?? 0).join(', ');
  return `${stem} and ${stages === '' ? 'no stages' : `stages of ${stages} ${block} blocks`}`;
}
