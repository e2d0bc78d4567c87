/** What the page makes of files that are dropped on it. */

import { describe, expect, it } from 'vitest';
import { sortFiles } from '../../../playground/state/intake.js';

const file = (path: string, type = '') => ({ path, file: new File(['x'], path.split('/').at(-1) ?? path, { type }) });

describe('sortFiles', () => {
  it('opens a picture, by its type or its ending', () => {
    expect(sortFiles([file('cat', 'image/png')]).kind).toBe('picture');
    expect(sortFiles([file('cat.JPG')]).kind).toBe('picture');
  });

  it('opens the first of several loose pictures', () => {
    expect(sortFiles([file('notes.txt'), file('a.png'), file('b.png')])).toMatchObject({
      kind: 'picture',
      file: { name: 'a.png' },
    });
  });

  it.each(['resnet.safetensors', 'resnet18-f37072fd.pth', 'model.PT', 'resnet20-12fca82f.th'])(
    'loads %s as the model',
    (name) => expect(sortFiles([file(name)]).kind).toBe('model'),
  );

  it('loads shards through their index', () => {
    const [shard, index] = ['model-00001-of-00001.safetensors', 'model.safetensors.index.json'];
    expect(sortFiles([file(shard), file(index)])).toMatchObject({ kind: 'model', file: { name: index } });
  });

  it('gives a model the configurations that came with it', () => {
    expect(sortFiles([file('config.json'), file('resnet.safetensors')])).toMatchObject({
      kind: 'model',
      file: { name: 'resnet.safetensors' },
      beside: [{ name: 'config.json' }, { name: 'resnet.safetensors' }],
    });
  });

  it('takes a folder, a zip or a .bin as a data set, all of its files with it', () => {
    expect(sortFiles([file('pets/cat/1.png'), file('pets/readme.txt')])).toMatchObject({
      kind: 'data',
      files: { length: 2 },
    });
    expect(sortFiles([file('pets.zip')]).kind).toBe('data');
    expect(sortFiles([file('data_batch_1.bin')]).kind).toBe('data');
  });

  it('refuses twenty files of no use with one error that counts them by ending', () => {
    const files = Array.from({ length: 20 }, (_, index) => file(index < 12 ? `${index}.txt` : `${index}.pdf`));
    expect(() => sortFiles(files)).toThrow('got 20 files (12 .txt, 8 .pdf), expected a picture');
  });

  it('names the one file that it refuses', () => {
    expect(() => sortFiles([file('budget.xlsx')])).toThrow('got "budget.xlsx"');
  });
});
