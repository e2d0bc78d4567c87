/** The zoo's table: complete, consistent, and found by name and by file. */

import { describe, expect, it } from 'vitest';
import { familyNames } from '../../engine/models/architecture.js';
import { addressOf, fileNameOf, findByFile, findInZoo, zoo } from '../../engine/models/zoo.js';
import { MemoryStore } from '../../engine/weights/download/file-store.js';
import { KeptFiles } from '../../engine/weights/download/kept-files.js';
import { checkBrought, refuseLink, reportZoo, requestOf } from '../../engine/weights/download/zoo-files.js';

const page = 'https://thaw.example/play/';

describe('the table', () => {
  it.each(zoo.map((entry) => [entry.name, entry] as const))('%s is complete', (_, entry) => {
    expect(familyNames).toContain(entry.architecture);
    expect(entry.sha256 ?? '').toMatch(/^([0-9a-f]{64}|[0-9a-f]{8}|)$/);
    expect(entry.bytes).toBeGreaterThan(1e6);
    expect(entry.top1).toBeGreaterThan(0.5);
    expect(entry.top1).toBeLessThan(1);
    expect(entry.preprocessing.crop).toBeLessThanOrEqual(entry.preprocessing.resize);
    expect(new URL(addressOf(entry, page)).protocol).toBe('https:');
  });

  it('has every model and every file once', () => {
    expect(new Set(zoo.map(({ name }) => name)).size).toBe(zoo.length);
    expect(new Set(zoo.map(fileNameOf)).size).toBe(zoo.length);
  });

  it('has the checksums that torchvision writes into its file names', () => {
    for (const entry of zoo.filter(({ source }) => source.kind === 'link')) {
      expect(fileNameOf(entry)).toBe(`${entry.architecture}-${entry.sha256}.pth`);
    }
  });

  it('pins a download to a commit, or at least to a checksum, wherever one is known', () => {
    const open = zoo.filter(({ source, sha256 }) => source.kind === 'download' && sha256 === undefined);
    expect(open.map(({ name }) => name)).toEqual(['resnet101.tv_in1k']);
  });
});

describe('a model', () => {
  it('is found by its name, and near names are offered', () => {
    expect(findInZoo('resnet50.a1_in1k')).toMatchObject({ architecture: 'resnet50', licence: 'Apache-2.0' });
    expect(() => findInZoo('resnet50.a1')).toThrow('zoo: got "resnet50.a1", expected one of resnet50.a1_in1k');
  });

  it('is known again by its file, unless it comes with the page', () => {
    expect(findByFile('resnet50-0676ba61.pth')?.name).toBe('resnet50-0676ba61');
    expect(findByFile('resnet18.a1_in1k.safetensors')?.name).toBe('resnet18.a1_in1k');
    expect(findByFile('resnet20-cifar10.safetensors')).toBeUndefined();
  });

  it('is asked for at a pinned address, or beside the page', () => {
    expect(requestOf(findInZoo('resnet18.tv_in1k'), page).url).toBe(
      'https://huggingface.co/timm/resnet18.tv_in1k/resolve/a987fd6b60f845221bfff84b6f0191273ba56ead/model.safetensors',
    );
    expect(requestOf(findInZoo('resnet20-cifar10'), page)).toMatchObject({
      url: 'https://thaw.example/play/models/resnet20-cifar10.safetensors',
      bytes: 1_105_528,
    });
  });

  it('whose size was rounded is not held against it', () => {
    expect(requestOf(findInZoo('resnet101.tv_in1k'), page).bytes).toBeUndefined();
  });

  it('that no page may read is refused with its address', () => {
    expect(() => refuseLink(findInZoo('resnet34-b627a593'))).toThrow(
      'Download https://download.pytorch.org/models/resnet34-b627a593.pth with the browser, then open the file.',
    );
    expect(() => refuseLink(findInZoo('resnet34.tv_in1k'))).not.toThrow();
  });

  it('that was brought as a file is held against the checksum in the file’s name', async () => {
    await expect(checkBrought(Uint8Array.of(1, 2, 3), findInZoo('resnet18-f37072fd'))).rejects.toThrow(
      'resnet18-f37072fd.pth: got a file whose SHA-256 begins with 039058c6, expected f37072fd, which its name promises',
    );
    await checkBrought(Uint8Array.of(1, 2, 3), { ...findInZoo('resnet18-f37072fd'), sha256: '039058c6' });
  });
});

it('a report tells of every model what is kept of it, and of every kept file', async () => {
  const store = new MemoryStore();
  await (await store.open('resnet18.tv_in1k.safetensors')).write(new Uint8Array(3), 0);
  await (await store.open('of-another-time.safetensors')).write(new Uint8Array(5), 0);
  await new KeptFiles(store).note('of-another-time.safetensors', { url: 'https://…', isComplete: true });
  const { models, files } = await reportZoo(store);
  expect(models.filter(({ kept }) => kept)).toMatchObject([
    { name: 'resnet18.tv_in1k', kept: { bytes: 3, isComplete: false } },
  ]);
  expect(files).toMatchObject([
    { name: 'of-another-time.safetensors', bytes: 5, isComplete: true },
    { name: 'resnet18.tv_in1k.safetensors', bytes: 3, isComplete: false },
  ]);
});
