/**
 * The head of a model alone: a small .safetensors file of `fc.weight` and `fc.bias`, which says as metadata what the
 * whole model is (metadata.ts) and which body the head was trained on:
 *
 *     body_sha256    hash of the names, shapes and numbers of all other tensors (hash-tensors.ts)
 *
 * On another body, even one of the same architecture, a head computes nothing of use.
 */

import { ThawError } from '../core/errors.js';
import { numberedNames } from '../core/names.js';
import type { ModelDescription } from '../models/model.js';
import { resnet } from '../models/resnet.js';
import { hashTensors } from './hash-tensors.js';
import type { LoadedModel } from './load.js';
import { matchTensors } from './match.js';
import { classesFrom, describeAsMetadata, preprocessingFrom, type Provenance } from './metadata.js';
import { isOfBody } from './names.js';
import type { LoadReport } from './report.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import type { Tensors } from './tensor.js';
import type { WeightFile } from './weight-file.js';

/** A model without a GPU: its weights in PyTorch's layouts, by its names. */
export interface DescribedWeights {
  readonly description: ModelDescription;
  readonly weights: Tensors;
}

/**
 * @param provenance what the head was trained from, and how.
 * @throws ThawError where the weights are not those of the described architecture.
 */
export async function saveHead(
  { description, weights }: DescribedWeights,
  provenance?: Provenance,
): Promise<Uint8Array<ArrayBuffer>> {
  const operation = `save the head of ${description.name}`;
  const tensors = matchTensors(resnet(description.architecture), weights, operation);
  const metadata = {
    ...describeAsMetadata(description, provenance),
    body_sha256: await hashTensors(bodyOf(tensors)),
  };
  return writeSafetensors(new Map([...tensors].filter(([name]) => !isOfBody(name))), metadata);
}

/**
 * Puts a saved head on the body that it was trained on; the model's own head, if it has one, goes.
 * @param file names the head's file in errors.
 * @throws ThawError for a file that is no head, a head of another body, or one of another shape.
 */
export async function loadHead(bytes: Uint8Array, model: DescribedWeights, file = 'head'): Promise<DescribedWeights> {
  const { description, weights } = await attachHead(readSafetensors(bytes, file), model, file);
  return { description, weights };
}

/** The same for a file that has been read, with a report of it. */
export async function attachHead(
  { tensors: head, metadata, format, notes }: WeightFile,
  model: DescribedWeights,
  file: string,
): Promise<LoadedModel> {
  const body = bodyOf(matchTensors(resnet(model.description.architecture), model.weights, model.description.name));
  await checkBody(metadata.body_sha256, body, model.description.name, file);
  const classCount = head.get('fc.weight')?.shape[0] ?? 0;
  const architecture = { ...model.description.architecture, classCount };
  const network = resnet(architecture);
  const weights = matchTensors(network, new Map([...body, ...head]), file);
  const preprocessing = preprocessingFrom(metadata);
  const description: ModelDescription = {
    ...model.description,
    name: file,
    architecture,
    classes: classesFrom(metadata, classCount) ?? numberedNames('class', classCount),
    ...(preprocessing && { preprocessing, preprocessingSource: 'file' }),
  };
  const none = { skipped: [], missing: [], misshapen: [], unexpected: [], drawn: 0 };
  const report: LoadReport = {
    format,
    architecture: network.architecture.title,
    lines: [{ group: 'head', loaded: head.size, ...none }],
    notes: [...notes, `A head alone, on the body of ${model.description.name}.`],
  };
  return { description, network, weights, report, metadata };
}

async function checkBody(stated: string | undefined, body: Tensors, model: string, file: string): Promise<void> {
  if (stated === undefined) {
    const got = 'weights that do not say which body they belong to';
    throw new ThawError({ operation: file, got, expected: 'a head that was saved alone' });
  }
  const found = await hashTensors(body);
  if (stated === found) return;
  throw new ThawError({
    operation: file,
    got: `a head of the body ${stated.slice(0, 12)}…`,
    expected: `one of ${model}, whose body is ${found.slice(0, 12)}… (SHA-256)`,
    remedy: 'Load the model that the head was trained on.',
  });
}

function bodyOf(tensors: Tensors): Tensors {
  return new Map([...tensors].filter(([name]) => isOfBody(name)));
}
