/** `info`: the adapter, the browser, and what can be loaded by name. */

import { zoo } from '../../../engine/models/zoo.js';
import { defineCommand } from '../command.js';
import { embeddedData } from '../named-files.js';

export const info = defineCommand({
  summary: 'show the GPU adapter, the browser, and the models and data sets that come along',
  options: {},

  async run(_values, { page }) {
    const { description, ...adapter } = await page.call('start');
    const browser = await page.started.browser.version();
    const models = zoo.map(({ name }) => name);
    const json = { adapter: description, ...adapter, browser, models, data: embeddedData };
    return {
      json,
      text: describe({ adapter: description, browser, models: models.join(', '), data: embeddedData.join(', ') }),
    };
  },
});

function describe(facts: Readonly<Record<string, string>>): string {
  return Object.entries(facts)
    .map(([name, fact]) => `${name.padEnd(8)}  ${fact}`)
    .join('\n');
}
