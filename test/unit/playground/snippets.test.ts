/** The experiment as code: it says the same recipe, type-checks against the engine, and runs in PyTorch. */

import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkRecipe, defaultRecipe, phasesOf, type Recipe, type RecipeInput } from '../../../engine/index.js';
import { parseOptions } from '../../../playground/headless/options.js';
import { recipeOf, recipeOptions } from '../../../playground/headless/recipe-options.js';
import { initialState, type AppState } from '../../../playground/state/app-state.js';
import { thawedBy } from '../../../playground/state/mask.js';
import { presets, withPreset } from '../../../playground/state/presets.js';
import {
  experimentOf,
  languages,
  snippet,
  type Experiment,
  type Language,
} from '../../../playground/state/snippets.js';
import type { DataSource, DataSummary } from '../../../playground/worker/protocol.js';
import { smallZip } from '../../ui/small-data.js';
import { useFolder } from '../../use-folder.js';
import { summaryOf } from '../model-summaries.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const experiment: Omit<Experiment, 'recipe'> = {
  model: summaryOf('resnet20'),
  modelName: 'resnet20-cifar10',
  dataName: 'drawings',
  dataFile: undefined,
  classes: ['a', 'b', 'c'],
};
const snippetOf = (language: Language, recipe: RecipeInput) =>
  snippet(language, { ...experiment, recipe: checkRecipe(recipe) });

const recipes: Readonly<Record<string, RecipeInput>> = {
  'as by default': {},
  'of a mask with rates and policies': {
    freeze: 'layer3.0',
    unfreeze: ['layer1.0.conv1', 'layer2'],
    rateOf: { layer2: 0.1 },
    batchNorm: { frozen: 'train', 'layer2.0': 'eval' },
    clipNorm: 1,
  },
  'of several phases': withPreset({ ...defaultRecipe, epochs: 2 }, presets.gradual ?? missing(), summaryOf('resnet20')),
  'with AdamW': { optimizer: 'adamw', learningRate: 0.001, freeze: 'none', labelSmoothing: 0.1 },
  'with a schedule and all kinds of augmentation': {
    freeze: 'layer2',
    schedule: { kind: 'cosine', warmUp: 0.1 },
    augment: { flip: true, crop: 4, brightness: 0.2, contrast: 0.2, saturation: 0.2 },
    decayNormAndBias: false,
    steps: 3,
  },
  'with one cycle': {
    freeze: 'layer2',
    schedule: { kind: 'one-cycle', rise: 0.3, start: 25, end: 1e4, lowMomentum: 0.85 },
  },
};

function missing(): never {
  throw new Error('there is such a preset');
}

/** A Python with PyTorch, where there is one: it is the oracle of this project, and no part of it. */
const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import torch, torchvision']).status === 0,
);

const at = useFolder();

beforeAll(async () => {
  for (const [path, bytes] of Object.entries(unzipSync(await smallZip()))) {
    await mkdir(at('drawings', dirname(path)), { recursive: true });
    await writeFile(at('drawings', path), bytes);
  }
  const file = `${experiment.modelName}.safetensors`;
  await copyFile(join(repository, 'playground/public/models', file), at(file));
});

/** The options of the last command in a shell script, its recipe file written beside. */
async function optionsIn(script: string): Promise<string[]> {
  const file = /<<'END'\n([\s\S]*)\nEND/.exec(script)?.[1];
  const recipe = at('recipe.json');
  if (file !== undefined) await writeFile(recipe, file);
  const [, command = ''] = /-- train ([\s\S]*)$/.exec(script) ?? [];
  const words = command.split(/[\s\\]+/).filter((word) => word !== '');
  const others = ['--model', '--data', '--save'];
  return words
    .filter((word, index) => !others.includes(word) && !others.includes(words[index - 1] ?? ''))
    .map((word) => (word === 'recipe.json' ? recipe : word));
}

describe.each(Object.entries(recipes))('a recipe %s', (_, given) => {
  test('is the same on the command line', async () => {
    const read = await recipeOf(parseOptions(recipeOptions, await optionsIn(snippetOf('Command line', given))));
    expect(read).toEqual(checkRecipe(given));
  });

  test.skipIf(!python)('runs in PyTorch, and leaves what is frozen as it was', { timeout: 120_000 }, async () => {
    const short = (recipe: Recipe): Recipe => ({
      ...recipe,
      epochs: 1,
      phases: recipe.phases.map((phase) => ({ ...phase, epochs: 1 })),
    });
    const script = `${snippetOf('PyTorch', short(checkRecipe(given)))}${compared}`;
    await writeFile(at('run.py'), script);
    const said = execFileSync(python ?? '', ['run.py'], { cwd: at(), encoding: 'utf8' });
    expect(said).toMatch(/epoch 1 of 1: loss [\d.]+, test accuracy [\d.]+/);
    const changed = JSON.parse(said.trim().split('\n').at(-1) ?? '') as string[];
    const thawed = phasesOf(checkRecipe(given)).flatMap((phase) => [...(thawedBy(experiment.model, phase) ?? [])]);
    expect(new Set(changed)).toEqual(new Set(thawed.filter((layer) => layer !== 'fc')));
  });
});

/** Lists the layers whose weights are no longer those of the file. */
const compared = `
weights = read_safetensors("resnet20-cifar10.safetensors")
changed = [n for n in LAYERS if n != "fc" and not torch.equal(model.get_submodule(n).weight, weights[n + ".weight"])]
print(json.dumps(changed))
`;

const emoji12: DataSource = { kind: 'embedded', name: 'emoji12' };

/** Data as the page has them once they are open, in the order of what was edited. */
function opened(source: DataSource): AppState['data'] {
  const classes = ['cat', 'bird'].map((name) => ({ name, train: 1, test: 1 }));
  return { ...initialState.data, source, summary: { classes } as unknown as DataSummary };
}

describe('data that nobody else has', () => {
  const saved = { ...experiment, dataName: 'my-data', dataFile: 'my-data.zip', recipe: defaultRecipe };

  test('are read from the zip that they are saved in', () => {
    expect(snippet('Command line', saved)).toContain('--data my-data.zip ');
    expect(snippet('TypeScript', saved)).toContain("await fetch('my-data.zip')");
    expect(snippet('PyTorch', saved)).toContain('zipfile.ZipFile("my-data.zip")');
    for (const language of languages) expect(snippetOf(language, {})).not.toContain('.zip"');
  });

  test.each<[string, Partial<AppState>, string | undefined]>([
    ['come with the page', { data: opened(emoji12) }, undefined],
    ['are edited', { data: opened(emoji12), edits: [{ kind: 'delete class', className: 'bird' }] }, 'my-data.zip'],
    ['are a person’s own', { data: opened({ kind: 'files', files: [] }) }, 'my-data.zip'],
    ['have been added to', { data: opened({ kind: 'joined', parts: [emoji12, emoji12] }) }, 'my-data.zip'],
  ])('are told from others: data that %s', (_, state, file) => {
    const found = experimentOf({ ...initialState, model: experiment.model, ...state });
    expect(found).toMatchObject({ dataName: file === undefined ? 'emoji12' : 'my-data', dataFile: file });
    expect(found?.classes).toEqual(['bird', 'cat']);
  });

  test.skipIf(!python)('run in PyTorch, though a class has nothing to test with', { timeout: 120_000 }, async () => {
    const files = Object.entries(unzipSync(await smallZip())).filter(([path]) => !path.startsWith('test/building/'));
    await writeFile(at('my-data.zip'), zipSync(Object.fromEntries(files)));
    const tested = '\nprint(json.dumps([test_set[i][1] for i in range(len(test_set))]))\n';
    await writeFile(at('run.py'), snippet('PyTorch', { ...saved, recipe: { ...defaultRecipe, epochs: 1 } }) + tested);
    const said = execFileSync(python ?? '', ['run.py'], { cwd: at(), encoding: 'utf8' });
    expect(said).toMatch(/epoch 1 of 1: loss [\d.]+, test accuracy [\d.]+/);
    expect(JSON.parse(said.trim().split('\n').at(-1) ?? '')).toEqual([0, 0, 0, 0, 2, 2, 2, 2]);
  });
});

test('the TypeScript is right by the types of the engine', { timeout: 120_000 }, () => {
  const file = join(repository, 'test/unit/playground/snippet.ts');
  const text = `${snippetOf('TypeScript', recipes['of a mask with rates and policies'] ?? {})}\nexport {};\n`;
  const read = ts.readConfigFile(join(repository, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, repository);
  const paths = { thaw: [join(repository, 'engine/index.ts')] };
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language, ...rest) =>
    name === file ? ts.createSourceFile(name, text, language) : fromDisk(name, language, ...rest);
  const program = ts.createProgram([file], { ...options, paths, noEmit: true }, host);
  const source = program.getSourceFile(file);
  const faults = [...program.getSemanticDiagnostics(source), ...program.getSyntacticDiagnostics(source)];
  expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([]);
});
