/** ImageNet's classes: their names, their WordNet ids, and what WordNet says they are kinds of. */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { imagenetOf, loadImagenet } from '../../engine/models/imagenet.js';
import { defaultClasses } from '../../engine/models/model.js';

const imagenet = await loadImagenet();
const names = imagenet.map(({ name }) => name);

describe("ImageNet's classes", () => {
  it('are 1,000, each with a name of its own, in the order of their WordNet ids', () => {
    expect(new Set(names).size).toBe(1000);
    const ids = imagenet.map(({ wordnetId }) => wordnetId);
    expect(ids.every((id) => /^n\d{8}$/.test(id))).toBe(true);
    expect(ids).toEqual(ids.toSorted());
  });

  it.each([
    [0, 'n01440764', 'tench', 'cyprinid'],
    [134, 'n02012849', 'crane bird', 'wading bird'],
    [207, 'n02099601', 'golden retriever', 'retriever'],
    [281, 'n02123045', 'tabby', 'domestic cat'],
    [446, 'n02840245', 'binder', 'protective covering'],
    [517, 'n03126707', 'crane', 'lifting device'],
    [639, 'n03710721', 'maillot tank suit', 'swimsuit'],
    [999, 'n15075141', 'toilet tissue', 'tissue'],
  ])('number %i is %s, a %s, which is a kind of %s', (index, wordnetId, name, parent) => {
    expect(imagenet[index]).toMatchObject({ wordnetId, name });
    expect(imagenet[index]?.wordnetPath.at(-1)).toBe(parent);
  });

  it('all begin at the entity, and go down to what they are', () => {
    for (const { wordnetPath } of imagenet) expect(wordnetPath[0]).toBe('entity');
    expect(imagenet[207]?.wordnetPath.join(' > ')).toBe(
      'entity > physical entity > object > whole > living thing > organism > animal > chordate > vertebrate > mammal > ' +
        'placental > carnivore > canine > dog > hunting dog > sporting dog > retriever',
    );
  });

  it('are a tree: what two classes share of their ways is shared from the root on', () => {
    const kinds = (kind: string) => imagenet.filter(({ wordnetPath }) => wordnetPath.includes(kind)).length;
    expect([kinds('dog'), kinds('domestic cat'), kinds('entity')]).toEqual([118, 5, 1000]);
  });
});

describe('names of classes', () => {
  it("are ImageNet's in torchvision's words, or in those of ImageNet's list with synonyms", async () => {
    expect(await imagenetOf(names)).toBe(imagenet);
    const withSynonyms = names.map((name) => (name === 'crane bird' ? 'crane' : `${name}, and so on`));
    expect(await imagenetOf(withSynonyms)).toBe(imagenet);
  });

  it('are not where one is another, or there are not as many', async () => {
    expect(await imagenetOf(names.with(5, 'sofa'))).toBeUndefined();
    expect(await imagenetOf(names.slice(1))).toBeUndefined();
  });

  it('are given to a network of its stem and its count, and to no other', async () => {
    expect((await defaultClasses(architecture('resnet18')))[281]).toBe('tabby');
    expect(await defaultClasses(architecture('resnet18', { classCount: 2 }))).toEqual(['class 0', 'class 1']);
    expect((await defaultClasses(architecture('resnet20', { classCount: 1000 })))[281]).toBe('class 281');
  });
});
