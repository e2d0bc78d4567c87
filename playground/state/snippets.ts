/** The experiment of the page as code that runs elsewhere: on the command line, with the engine, in PyTorch. Pure. */

import { compareCodePoints } from '../../engine/data/paths.js';
import type { Recipe } from '../../engine/index.js';
import type { ModelSummary } from '../worker/protocol.js';
import type { AppState } from './app-state.js';
import { commonName, savedDataFile, savedDataName } from './data-parts.js';
import { isDefault } from './link.js';
import { pytorchTraining } from './pytorch-training.js';

export interface Experiment {
  readonly recipe: Recipe;
  readonly model: ModelSummary;
  /** The zoo's name of the model, or that of a file; and the name of the data. */
  readonly modelName: string;
  readonly dataName: string;
  /** The zip that the data must be saved in, where they do not come with Thaw as they are here. */
  readonly dataFile: string | undefined;
  /** Of the data, in the order in which they are read. */
  readonly classes: readonly string[] | undefined;
}

/** What the page is about to train, `undefined` before it has a model; files of a person's own have stand-in names. */
export function experimentOf({ recipe, model, zooName, data, edits }: AppState): Experiment | undefined {
  if (!model) return undefined;
  const dataName = commonName(data.source, edits);
  return {
    recipe,
    model,
    modelName: zooName ?? 'my-model.safetensors',
    dataName: dataName ?? savedDataName,
    dataFile: dataName === undefined ? savedDataFile : undefined,
    classes: data.summary?.classes.map(({ name }) => name).sort(compareCodePoints),
  };
}

/** Fields that the command line has an option for that takes them as they are. */
const options: Partial<Readonly<Record<keyof Recipe, string>>> = {
  freeze: 'freeze',
  epochs: 'epochs',
  steps: 'steps',
  batchSize: 'batch-size',
  seed: 'seed',
  optimizer: 'optimizer',
  learningRate: 'lr',
  layerDecay: 'layer-decay',
  momentum: 'momentum',
  weightDecay: 'weight-decay',
  clipNorm: 'clip-norm',
  labelSmoothing: 'label-smoothing',
};

export const languages = ['Command line', 'TypeScript', 'PyTorch'] as const;
export type Language = (typeof languages)[number];

export function snippet(language: Language, experiment: Experiment): string {
  if (language === 'Command line') return commandLine(experiment);
  return language === 'TypeScript' ? typeScript(experiment) : pytorchTraining(experiment);
}

/** What is not as by default. */
function changed(recipe: Recipe): (keyof Recipe)[] {
  return (Object.keys(recipe) as (keyof Recipe)[]).filter((field) => !isDefault(recipe, field));
}

/** Options where there are such; all else in a recipe file beside them. */
function commandLine({ recipe, model, modelName, dataName, dataFile }: Experiment): string {
  const fields = changed(recipe);
  const rest = Object.fromEntries(fields.filter((field) => !options[field]).map((field) => [field, recipe[field]]));
  const typed = fields.flatMap((field) =>
    options[field] ? [`--${options[field]} ${recipe[field] as string | number}`] : [],
  );
  const hasFile = Object.keys(rest).length > 0;
  const file = hasFile ? [`cat > recipe.json <<'END'\n${JSON.stringify(rest, undefined, 2)}\nEND`] : [];
  const parts = [
    `--model ${modelName}`,
    `--data ${dataFile ?? dataName}`,
    ...feeding(model),
    ...(hasFile ? ['--recipe recipe.json'] : []),
    ...typed,
  ];
  return [...file, ['npm run -s thaw -- train', ...parts, '--save mine.safetensors'].join(' \\\n  ')].join('\n') + '\n';
}

/** Options for how pictures are fed, where that was chosen. */
function feeding({ preprocessing, preprocessingSource }: ModelSummary): string[] {
  if (preprocessingSource !== 'choice') return [];
  return Object.entries(preprocessing).map(([part, value]) => `--${part} ${String(value)}`);
}

function typeScript({ recipe, model, modelName, dataName, dataFile }: Experiment): string {
  const fields = Object.fromEntries(changed(recipe).map((field) => [field, recipe[field]]));
  return `import { Engine, holdOut, openDataSet, prepare, train } from 'thaw';

const engine = await Engine.create({ gpu: navigator.gpu, base: document.baseURI });
const model = ${loading(model, modelName)};

// A zip of class folders, with or without train/ and test/.
const bytes = async () => new Uint8Array(await (await fetch('${dataFile ?? `datasets/${dataName}.zip`}')).arrayBuffer());
const dataset = holdOut(await openDataSet('${dataName}', [{ path: '${dataName}.zip', bytes }]), 0);
const { preprocessing } = model.description;
const pixels = {
  classes: dataset.classes,
  train: await prepare(dataset.train, engine.resizer, preprocessing),
  test: await prepare(dataset.test, engine.resizer, preprocessing),
};

const run = train(model, pixels, ${JSON.stringify(fields, undefined, 2)});
let next = await run.next();
while (!next.done) {
  if (next.value.kind === 'epoch') console.log(next.value.report);
  next = await run.next();
}
console.log('test accuracy', next.value.report.testAccuracy);
`;
}

/** A file of a person's own is one that the page can fetch. */
function loading({ preprocessing, preprocessingSource }: ModelSummary, name: string): string {
  const isFile = name.endsWith('.safetensors');
  const source = isFile ? `new File([await (await fetch('${name}')).blob()], '${name}')` : `'${name}'`;
  const chosen =
    preprocessingSource === 'choice' ? `, undefined, { preprocessing: ${JSON.stringify(preprocessing)} }` : '';
  return `await engine.load(${source}${chosen})`;
}
