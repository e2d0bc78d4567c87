/** `info`: the adapter, the browser, and what can be loaded by name; or, of one model, what it is and how it is fed. */

import { zoo } from '../../../engine/models/zoo.js';
import { printCount } from '../../elements/format.js';
import { sayPreprocessing } from '../../elements/preprocessing-words.js';
import type { ModelSummary } from '../../worker/protocol.js';
import { defineCommand } from '../command.js';
import { embeddedNames } from '../named-files.js';
import { chosenModel, modelOptions, openModel, preprocessingJson } from './shared.js';

export const info = defineCommand({
  summary: 'show the GPU adapter, the browser, and the models and data sets that come along; or one model',
  options: { ...modelOptions, model: { ...modelOptions.model, isRequired: false } },

  async run({ model: name, ...values }, context) {
    const { page, tiles } = context;
    const { description, ...adapter } = await page.call('start');
    const browser = await page.started.browser.version();
    const models = zoo.map((entry) => entry.name);
    const json = { adapter: description, ...adapter, browser, tiles, models, data: embeddedNames };
    const facts = {
      adapter: description,
      browser,
      tiles: tiles.count === 0 ? 'the default ones' : `of ${tiles.count} products tuned on this adapter`,
      models: models.join(', '),
      data: embeddedNames.join(', '),
    };
    if (name === undefined) return { json, text: list(facts) };
    const { model } = await openModel({ model: name, ...chosenModel(values) }, context);
    return { json: { ...json, model: modelJson(model) }, text: list({ ...facts, ...modelFacts(model) }) };
  },
});

function modelJson(model: ModelSummary) {
  const { name, architecture, parameters, classes } = model;
  return { name, architecture, parameters, classes, ...preprocessingJson(model) };
}

function modelFacts(model: ModelSummary) {
  const { name, architecture, parameters, classes } = model;
  const size = `${printCount(parameters)} weights, ${printCount(classes.length)} classes`;
  return { model: `${name}: ${architecture}, ${size}`, pictures: sayPreprocessing(model) };
}

function list(facts: Readonly<Record<string, string>>): string {
  return Object.entries(facts)
    .map(([name, fact]) => `${name.padEnd(8)}  ${fact}`)
    .join('\n');
}
