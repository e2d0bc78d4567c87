/** What the page is told of a picture's most probable classes. */

import { describe, expect, it } from 'vitest';
import { loadImagenet } from '../../engine/models/imagenet.js';
import { predictionsOf } from '../../playground/worker/predictions.js';

describe('predictions', () => {
  it('are the most probable classes first, with the probabilities of a softmax', async () => {
    const logits = Float32Array.of(0, Math.log(6), Math.log(3));
    const predictions = await predictionsOf(logits, ['cat', 'dog', 'eel'], 2);
    expect(predictions).toMatchObject([
      { className: 'dog', classIndex: 1 },
      { className: 'eel', classIndex: 2 },
    ]);
    expect(predictions.map(({ probability }) => probability.toFixed(3))).toEqual(['0.600', '0.300']);
    expect(predictions[0]?.parent).toBeUndefined();
  });

  it("of ImageNet's classes say what WordNet calls them", async () => {
    const names = (await loadImagenet()).map(({ name }) => name);
    const logits = Float32Array.from(names, (name) => (name === 'golden retriever' ? 9 : 0));
    const [best] = await predictionsOf(logits, names, 1);
    expect(best).toMatchObject({ className: 'golden retriever', classIndex: 207, parent: 'retriever' });
  });
});
