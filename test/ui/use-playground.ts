/** What most files of UI tests begin and end with: a playground of their own, a page of it, and no faults in the end. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlayground, textsOf, type OpenedPlayground, type OpenOptions, type Playground } from './harness.js';

/** `page` and `faults` are those of the page that was opened last. */
export interface UsedPlayground extends OpenedPlayground, Omit<Playground, 'close'> {
  /** The text of every element that a selector finds in any shadow root. */
  readonly texts: (selector: string) => Promise<string[]>;
  /** The same with single spaces, whatever the markup has between words. */
  readonly words: (selector: string) => Promise<string[]>;
}

interface Flags {
  readonly flags?: readonly string[];
}

/** Starts a playground before the tests, its browser with flags of its own, and closes it after them. */
export function usePlayground(flags: readonly string[] = []): UsedPlayground {
  let playground: Playground;
  let opened: OpenedPlayground;

  beforeAll(async () => {
    playground = await startPlayground(flags);
  });

  afterAll(() => playground.close());

  const texts = (selector: string) => textsOf(opened.page, `>>> ${selector}`);
  return {
    get origin() {
      return playground.origin;
    },
    get page() {
      return opened.page;
    },
    get faults() {
      return opened.faults;
    },
    async open(options) {
      opened = await playground.open(options);
      return opened;
    },
    texts,
    words: async (selector) => (await texts(selector)).map((text) => text.replaceAll(/\s+/g, ' ')),
  };
}

/** The same, and opens a page of it, which all tests of the file share. */
export function useOpenPlayground({ flags, ...options }: OpenOptions & Flags = {}): UsedPlayground {
  const playground = usePlayground(flags);

  beforeAll(async () => {
    await playground.open(options);
  });

  return playground;
}

/** The last test of a file. */
export function testNoFaults(opened: OpenedPlayground): void {
  test('nothing was logged, and nothing was fetched from another host', () => {
    expect(opened.faults).toEqual([]);
  });
}
