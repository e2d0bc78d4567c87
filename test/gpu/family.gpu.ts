/**
 * Every member of the family, made small (fixtures/family.py), from a file to its logits: recognised by names and shapes
 * alone, under torchvision's and timm's names or transformers', and held against PyTorch.
 */

import { Session } from '../../engine/gpu/session.js';
import { fuse } from '../../engine/graph/fuse.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { Model } from '../../engine/model.js';
import { buildForward } from '../../engine/models/forward.js';
import { resnet } from '../../engine/models/resnet.js';
import { loadModel } from '../../engine/weights/load.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensors } from '../../engine/weights/tensor.js';
import { assertClose } from '../assert.js';
import { Fixture, toPicture } from '../fixture.js';
import fixtureUrl from '../fixtures/family.safetensors?url';
import transformers from '../fixtures/transformers.json' with { type: 'json' };
import { seededParameters, seededTensor, type NamedShape } from '../seeded.js';
import { pictures, smallMembers, strength } from '../small-family.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable } from './op-case.js';

/** Relative to the largest of the logits. */
const tolerance = 1e-4;

interface Example {
  /** In the fixture. */
  readonly name: string;
  readonly stem: keyof typeof pictures;
  /** As the file names them. */
  readonly tensors: readonly NamedShape[];
}

const examples: readonly Example[] = [
  ...[...smallMembers].map(([name, member]): Example => {
    return { name, stem: member.stem, tensors: resnet(member).parameters };
  }),
  ...(['transformers 18', 'transformers 50'] as const).map((name): Example => {
    const tensors = Object.entries(transformers[name]).map(([tensor, shape]) => ({ name: tensor, shape }));
    return { name, stem: 'imagenet', tensors };
  }),
];

let fetched: Promise<Fixture> | undefined;

function logitsCase({ name, stem, tensors }: Example): GpuCase {
  return async ({ device }) => {
    const { description, weights } = await loadModel(file(tensors), name);
    const model = await Model.upload(device, description, weights);
    const picture = toPicture(seededTensor('input', pictures[stem], { scale: strength }));
    const described = new Graph();
    buildForward(described, described.input('picture', picture.shape), model.network);
    const graph = fuse(described, new Set(['fc']));
    const logits = graph.value('fc');
    const plan = compile(graph, { target: device.target, keep: [logits], external: model.placements });
    const session = await Session.create(device, name, plan, model.arenas);
    try {
      session.write(graph.value('picture'), picture.data);
      const [values = []] = await session.runAndRead(logits);
      const fixture = await (fetched ??= Fixture.fetch(fixtureUrl));
      assertClose(values, fixture.tensor(name).data, tolerance);
    } finally {
      session.destroy();
      model.destroy();
    }
  };
}

function file(tensors: readonly NamedShape[]): Uint8Array<ArrayBuffer> {
  const seeded: Tensors = seededParameters(tensors);
  return writeSafetensors(seeded);
}

export const cases: GpuCases = caseTable(examples, ({ name }) => `${name}: logits`, logitsCase);
