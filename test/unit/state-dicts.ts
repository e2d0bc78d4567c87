/** State dicts of the family for tests that read names and shapes. */

import { sizeOf } from '../../engine/core/shape.js';
import { architecture, type Architecture, type ArchitectureOptions } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import type { Tensor } from '../../engine/weights/tensor.js';

/** The tensors of an architecture without their numbers. */
export function hollow(member: Architecture): Map<string, Tensor> {
  const { parameters } = resnet(member);
  return new Map(parameters.map(({ name, shape }) => [name, { shape, data: new Float32Array() }]));
}

/** The tensors of a member of the family, all zeros. */
export function zeros(name: string, options: ArchitectureOptions = {}): Map<string, Tensor> {
  const { parameters } = resnet(architecture(name, options));
  return new Map(parameters.map(({ name, shape }) => [name, { shape, data: new Float32Array(sizeOf(shape)) }]));
}
