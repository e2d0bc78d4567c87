/** Arms that the document spells out itself; the first is the baseline. */

import { againstArm, pretrained, random, type Kind } from './kind.js';

export const arms: Kind = {
  title: 'Arms',
  question: 'How do these compare?',
  axis: '',
  factors: ['targets'],
  conditions: (document) =>
    document.arms.map(({ name, init, recipe }) => ({
      arm: name,
      at: '',
      origin: init === 'random' ? random : pretrained,
      recipe,
    })),
  contrasts: (document) => {
    const names = document.arms.map(({ name }) => name);
    return againstArm(names, names[0] ?? '', ['']);
  },
};
