/** Heads saved alone: what they hold, and on which body they go. */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { defaultPreprocessing } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { loadHead, saveHead, type DescribedWeights } from '../../engine/weights/head.js';
import { readSafetensors, writeSafetensors } from '../../engine/weights/safetensors.js';
import { seededParameters } from '../seeded.js';

function model(classCount: number, name = 'resnet20'): DescribedWeights {
  const member = architecture(name, { classCount });
  const classes = Array.from({ length: classCount }, (_, index) => `pet ${index}`);
  const preprocessing = { ...defaultPreprocessing(member), resize: 40 };
  const description = { name: 'pets', architecture: member, classes, preprocessing };
  return { description, weights: seededParameters(resnet(member).parameters) };
}

const body = model(10);
const trained = model(3);

describe('a head', () => {
  it('is a small file of two tensors that says what it is and where it belongs', async () => {
    const bytes = await saveHead(trained);
    const { tensors, metadata } = readSafetensors(bytes);
    expect([...tensors.keys()]).toEqual(['fc.weight', 'fc.bias']);
    expect(metadata).toMatchObject({ architecture: 'resnet20', classes: '["pet 0","pet 1","pet 2"]' });
    expect(metadata.body_sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(bytes.length).toBeLessThan(2000);
  });

  it('goes back on its body, whatever head that has now, bit by bit', async () => {
    const { description, weights } = await loadHead(await saveHead(trained), body, 'pets.safetensors');
    expect(description).toEqual({
      ...trained.description,
      name: 'pets.safetensors',
      preprocessingSource: 'file',
    });
    expect([...weights.keys()]).toEqual([...trained.weights.keys()]);
    expect(weights.get('fc.weight')).toEqual(trained.weights.get('fc.weight'));
    expect(weights.get('fc.bias')).toEqual(trained.weights.get('fc.bias'));
    expect(weights.get('conv1.weight')).toBe(body.weights.get('conv1.weight'));
  });

  it('is refused by another body, even where one bit differs', async () => {
    const other = new Map(body.weights);
    const data = Float32Array.from(other.get('layer3.2.bn2.running_mean')?.data ?? []);
    data[0] = (data[0] ?? 0) + 1e-6;
    other.set('layer3.2.bn2.running_mean', { shape: [64], data });
    await expect(loadHead(await saveHead(trained), { ...body, weights: other }, 'pets.safetensors')).rejects.toThrow(
      /^pets\.safetensors: got a head of the body [0-9a-f]{12}…, expected one of pets, whose body is [0-9a-f]{12}… \(SHA-256\)\. Load the model that the head was trained on\.$/,
    );
    await expect(loadHead(await saveHead(trained), model(3, 'resnet32'))).rejects.toThrow('got a head of the body');
  });

  it('is told from a whole model, and from damage', async () => {
    await expect(loadHead(writeSafetensors(trained.weights), body, 'x')).rejects.toThrow(
      'x: got weights that do not say which body they belong to, expected a head that was saved alone.',
    );
    const { tensors, metadata } = readSafetensors(await saveHead(trained));
    const half = new Map([...tensors].slice(0, 1));
    await expect(loadHead(writeSafetensors(half, metadata), body, 'x')).rejects.toThrow('got 1 missing (fc.bias)');
  });
});
