/** The command line's end of the page: starts server and browser, calls the page's commands, ends everything. */

import type { Page } from 'puppeteer';
import { messageOf, ThawError } from '../../engine/core/errors.js';
import { startBrowser, type StartedBrowser } from './browser.js';
import type { HeadlessCommands, PageEvent } from './page.js';
import { startServer, type PlaygroundServer } from './server.js';

type Name = keyof HeadlessCommands;
type Answer<N extends Name> = Awaited<ReturnType<HeadlessCommands[N]>>;

export class EnginePage {
  /** Told what the commands report while they run. */
  onEvent: (event: PageEvent) => void = () => undefined;
  readonly #failed: Promise<never>;

  private constructor(
    readonly server: PlaygroundServer,
    readonly started: StartedBrowser,
    readonly page: Page,
  ) {
    this.#failed = new Promise<never>((_, reject) => {
      page.once('pageerror', reject);
      page.once('error', (error) => reject(gone(error)));
      page.once('close', () => reject(gone(new Error('it was closed'))));
    });
    this.#failed.catch(() => undefined);
  }

  /** Throws a `ThawError` where there is no browser or no adapter. */
  static async open(onUnpack: (folder: string) => void): Promise<EnginePage> {
    const [server, started] = await Promise.allSettled([
      startServer(),
      startBrowser({ handlesInterrupt: false, onUnpack }),
    ]);
    if (started.status === 'rejected') {
      if (server.status === 'fulfilled') await server.value.close();
      throw started.reason;
    }
    if (server.status === 'rejected') {
      await started.value.browser.close();
      throw server.reason;
    }
    const page = new EnginePage(server.value, started.value, await started.value.browser.newPage());
    await page.#prepare();
    return page;
  }

  async #prepare(): Promise<void> {
    try {
      await this.page.exposeFunction('reportToThaw', (event: PageEvent) => {
        this.onEvent(event);
      });
      await this.page.goto(`${this.server.origin}/headless/index.html`);
      // Unlike a script tag in the page's HTML, this fails where a module does not load.
      await this.page.addScriptTag({ type: 'module', url: '/headless/page.ts' });
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Calls a command of the page. Rejects with its error, and where the page or the browser is gone. */
  async call<N extends Name>(name: N, ...args: Parameters<HeadlessCommands[N]>): Promise<Answer<N>> {
    const outcome = await Promise.race([this.page.evaluate(callCommand, name, args), this.#failed]);
    if ('error' in outcome) throw new Error(outcome.error);
    return outcome.answer as Answer<N>;
  }

  async close(): Promise<void> {
    await this.started.browser.close();
    await this.server.close();
  }
}

function gone(error: Error): ThawError {
  return new ThawError({
    operation: 'headless browser',
    got: `a page that ended early (${messageOf(error)})`,
    expected: 'it to stay until the work is done',
    remedy: 'If memory ran out, use a smaller batch or data set.',
  });
}

/** Runs in the page. Errors come back as values: Puppeteer would mix parts of their stacks into the message. */
async function callCommand(name: Name, args: readonly unknown[]) {
  const command = globalThis.thawCommands?.[name] as ((...values: unknown[]) => unknown) | undefined;
  try {
    return { answer: await command?.(...args) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
