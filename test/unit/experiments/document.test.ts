/** Documents of experiments: what is filled in, how each field that is wrong is named, and the published schema. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it, test } from 'vitest';
import { documentHash, readWritten, writtenDocument } from '../../../engine/experiments/written-document.js';
import { checkDocument, documentSchema } from '../../../engine/experiments/document-rules.js';
import { defaultFactors, type DocumentInput, type Task } from '../../../engine/experiments/document.js';
import { expand, resolveDocument } from '../../../engine/experiments/expand.js';
import { kindNames } from '../../../engine/experiments/kinds/kinds.js';
import { documentFolder, documentOf, parts, readReady, ready, smallest, smallestOf } from './documents.js';

const with_ = (fields: Record<string, unknown>) => ({ ...smallest, ...fields }) as DocumentInput;

describe('a document', () => {
  it('is filled in with defaults', () => {
    expect(checkDocument(smallest)).toMatchObject({
      kind: 'freeze-sweep',
      imageSize: null,
      recipe: {},
      factors: defaultFactors,
      samples: { trainPerClass: null },
      budget: { runs: null },
    });
  });

  it('is of the kind arms where it has arms and no kind', () => {
    const arms = [{ name: 'a' }, { name: 'b', init: 'random' as const }];
    const { kind, ...rest } = smallest;
    expect(kind).toBeDefined();
    expect(checkDocument({ ...rest, arms })).toMatchObject({ kind: 'arms', arms: [{ init: 'pretrained' }, {}] });
  });

  it.each([
    [{ name: undefined }, 'experiment, name: got undefined'],
    [{ name: 'Freeze sweep' }, 'experiment, name: got Freeze sweep, expected a name of small letters'],
    [{ kind: 'freezesweep' }, 'experiment, kind: got freezesweep, expected freeze-sweep or'],
    [{ seed: [1] }, 'experiment: got a field "seed", expected a field such as seeds'],
    [{ seeds: [] }, 'experiment, seeds: got [], expected a list of at least 1'],
    [{ seeds: [1, 1] }, 'experiment, seeds: got [1,1]'],
    [{ imageSize: 7 }, 'experiment, imageSize: got 7'],
    [{ recipe: { epoch: 3 } }, 'recipe: got a field "epoch", expected a field such as epochs'],
    [{ recipe: { epochs: 0 } }, 'recipe, epochs: got 0'],
    [{ factors: { cut: [] } }, 'freeze-sweep, factors: got a field "cut", expected a field such as cuts'],
    [{ factors: { trainPerClass: [1] } }, 'freeze-sweep, factors: got a field "trainPerClass"'],
    [{ factors: { targets: [30] } }, 'experiment of kind freeze-sweep, factors, targets: got [30]'],
    [{ samples: { testPerClass: 0 } }, 'experiment, samples, testPerClass: got 0'],
    [{ budget: { hours: 1 } }, 'experiment, budget: got a field "hours"'],
    [{ arms: [{ name: 'a' }] }, 'experiment, arms: got [{'],
    [{ kind: 'arms', arms: [{ name: 'a' }] }, 'expected two arms or more'],
    [{ kind: 'arms', arms: [{ name: 'a' }, { name: 'b', init: 'zero' }] }, 'experiment, arms[1], init: got zero'],
    [{ kind: 'generalisation', factors: { shifts: [{ kind: 'noise', strength: 6 }] } }, 'factors, shifts: got'],
  ])('with %j is refused by the name of the field', (fields, message) => {
    expect(() => checkDocument(with_(fields))).toThrow(message);
  });

  it('wants of task distance a target and a source that share no class', () => {
    const tasks = (...own: readonly Task[]) => with_({ kind: 'task-distance', factors: { tasks: own } });
    const target = { name: 'animals', classes: ['cat', 'dog'] };
    expect(() => checkDocument(tasks(target))).toThrow(/tasks: .* expected two tasks or more/);
    expect(() => checkDocument(tasks(target, { name: 'pets', classes: ['dog', 'fish'] }))).toThrow(
      /tasks: .* none of them one of the first task’s/,
    );
    expect(checkDocument(tasks(target, { name: 'cars', classes: ['van', 'bus'] })).factors.tasks).toHaveLength(2);
  });

  it('offers near names for a cut that the model does not have', () => {
    const document = checkDocument(with_({ factors: { cuts: ['none', 'layer4'] } }));
    expect(() => resolveDocument(document, parts)).toThrow(/factors, cuts: got "layer4", expected .* layer1/);
  });

  it('has every stage or block named for its runs', () => {
    expect(documentOf().factors.cuts).toEqual(['none', 'stem', 'layer1', 'layer2']);
    const blocks = documentOf({ factors: { cuts: 'blocks' } }).factors.cuts;
    expect(blocks).toEqual(['none', 'stem', 'layer1.0', 'layer1.1', 'layer2.0']);
  });

  it('is the same experiment under another budget and with more seeds, and another one with any other field', async () => {
    const hash = await documentHash(documentOf());
    expect(await documentHash(documentOf({ budget: { runs: 2 } }))).toBe(hash);
    expect(await documentHash(documentOf({ seeds: [1, 2, 3, 4] }))).toBe(hash);
    expect(await documentHash(documentOf({ samples: { testPerClass: 3 } }))).not.toBe(hash);
    expect(await documentHash(documentOf({ factors: { cuts: ['none', 'stem'] } }))).not.toBe(hash);
  });

  it.each(kindNames)('of the kind %s is written with what it means, and read as it was', async (kind) => {
    const document = documentOf(smallestOf(kind));
    const written = JSON.stringify(writtenDocument(document));
    const read = readWritten(JSON.parse(written) as DocumentInput);
    expect(JSON.stringify(writtenDocument(read))).toBe(written);
    expect(await expand(read)).toEqual(await expand(document));
  });
});

test('the published schema is what the checks hold to', async () => {
  const published = JSON.parse(await readFile(new URL('experiment.schema.json', documentFolder), 'utf8')) as unknown;
  expect(published).toEqual(JSON.parse(JSON.stringify(documentSchema())));
});

test.each(ready)('%s, which comes along, can be run', async (name) => {
  const document = await readReady(name);
  expect(document.seeds.length).toBeGreaterThanOrEqual(3);
  expect((await expand(document)).length).toBeGreaterThan(document.seeds.length);
});
