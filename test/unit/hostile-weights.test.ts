/** Weights files made to do harm: each is refused with one clear error, quickly, and nothing in it runs. */

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ThawError } from '../../engine/core/errors.js';
import { readWeights } from '../../engine/weights/read-weights.js';
import { hostileFiles } from './hostile-files.js';

/** In microseconds of processor time, because others may use the machine too. */
const oneSecond = 1e6;

describe('refused with one error, in under a second:', () => {
  it.each(Object.keys(hostileFiles))('%s', async (name) => {
    const { bytes, message } = hostileFiles[name] ?? {};
    const file = bytes?.() ?? new Uint8Array();
    const start = process.cpuUsage();
    const error = await readWeights(file, 'bad.pth').catch((thrown: unknown) => thrown);
    const { user, system } = process.cpuUsage(start);
    expect(user + system).toBeLessThan(oneSecond);
    expect(error).toBeInstanceOf(ThawError);
    expect((error as ThawError).message).toContain(message);
    expect((error as ThawError).message).toMatch(/^bad\.pth/);
  });

  it('and none of them ran', () => {
    expect(existsSync('hacked')).toBe(false);
  });
});
