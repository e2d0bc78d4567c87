/**
 * What each field of an experiment has to be: an error that names the field that is not, and the JSON schema that
 * editors and other programs can check a document with, both from the same rules.
 */

import { checkField, checkFields, isPlainObject, within, type Rule } from '../core/fields.js';
import { checkRecipe } from '../train/recipe-rules.js';
import { defaultRecipe } from '../train/recipe.js';
import {
  defaultBudget,
  defaultFactors,
  defaultSamples,
  type Arm,
  type Budget,
  type DocumentInput,
  type ExperimentDocument,
  type Factors,
  type Samples,
  type Task,
} from './document.js';
import { factorsOf, kindNames } from './kinds/kinds.js';
import { ways } from './kinds/ways.js';
import {
  choice,
  distinct,
  either,
  object,
  orNull,
  schemaOf,
  text,
  whole,
  type Schema,
  type SchemaRule,
  type SchemaRules,
} from './schema-rules.js';
import { shiftKinds } from './shifts.js';

const strength = whole(1, 5);

const shift: SchemaRule = {
  expected: `{ "kind": "noise", "strength": 1 to 5 } with ${shiftKinds.join(', ')}, or { "kind": "names", "text": … }`,
  holds: (value) =>
    isPlainObject(value) &&
    Object.keys(value).length === 2 &&
    (value.kind === 'names'
      ? text.holds(value.text)
      : shiftKinds.includes(value.kind as never) && strength.holds(value.strength)),
  schema: {
    type: 'object',
    properties: { kind: { enum: shiftKinds }, strength: strength.schema, text: text.schema },
    required: ['kind'],
    additionalProperties: false,
  },
};

const seed = whole(0, 2 ** 32 - 1);
const perClass = whole(1, 1_000_000);

const taskRules: SchemaRules<Task> = { name: text, classes: distinct(text, 2) };

const tasks: SchemaRule = {
  expected:
    'a list of tasks, each with a name of its own and two classes or more, none of them one of the first task’s',
  holds: (value) => Array.isArray(value) && value.every(isTask) && areApart(value),
  schema: { type: 'array', items: schemaOf(taskRules, ['name', 'classes']) },
};

function isTask(value: unknown): value is Task {
  return isPlainObject(value) && taskRules.name.holds(value.name) && taskRules.classes.holds(value.classes);
}

/** The target is learned from nothing but its own classes. */
function areApart(tasks: readonly Task[]): boolean {
  const [target, ...sources] = tasks;
  return (
    areDistinct(tasks.map(({ name }) => name)) &&
    sources.every(({ classes }) => !classes.some((name) => target?.classes.includes(name)))
  );
}

const factorRules: SchemaRules<Factors> = {
  cuts: either(choice('stages', 'blocks'), distinct(text, 1)),
  above: distinct(choice('pretrained', 'random'), 1),
  batchNorm: distinct(choice('eval', 'train', 'recalibrate'), 1),
  recipes: distinct(choice(...Object.keys(ways)), 2),
  trainPerClass: distinct(perClass, 1),
  tasks,
  shifts: distinct(shift),
  targets: distinct({ ...within(0, 1), schema: { type: 'number', minimum: 0, maximum: 1 } }),
};

const sampleRules: SchemaRules<Samples> = {
  trainPerClass: orNull(perClass),
  testPerClass: orNull(perClass),
  names: orNull(text),
};

const budgetRules: SchemaRules<Budget> = {
  seconds: orNull(whole(1, 1e9)),
  runs: orNull(whole(1, 1e9)),
};

/** Any field of a recipe; `train` holds its value against the recipe's own rules. */
const recipe = object({
  type: 'object',
  properties: Object.fromEntries(Object.keys(defaultRecipe).map((field) => [field, {}])),
  additionalProperties: false,
});

const armDefaults = { init: 'pretrained', recipe: {} } as const;

const armRules: SchemaRules<Arm> = { name: text, init: choice('pretrained', 'random'), recipe };

const rules: SchemaRules<ExperimentDocument & { $schema: string }> = {
  $schema: text,
  name: {
    expected: 'a name of small letters, digits and dashes',
    holds: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]*$/.test(value),
    schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$' },
  },
  kind: choice(...kindNames),
  model: text,
  imageSize: orNull(whole(8, 4096)),
  data: text,
  seeds: distinct(seed, 1),
  recipe,
  arms: {
    expected: 'a list of arms, each with a name of its own',
    holds: (value) => Array.isArray(value) && value.every(isPlainObject) && areDistinct(value.map(({ name }) => name)),
    schema: { type: 'array', items: schemaOf(armRules, ['name']) },
  },
  factors: object(schemaOf(factorRules)),
  samples: object(schemaOf(sampleRules)),
  budget: object(schemaOf(budgetRules)),
};

/**
 * The document with defaults filled in; one with arms and no kind is of the kind `arms`.
 * @throws ThawError that names the first field that is wrong: what was found there, and what was expected.
 */
export function checkDocument(input: DocumentInput): ExperimentDocument {
  checkField('experiment', 'document', input, object({}));
  const { $schema, ...given } = input;
  const fields = { ...required, ...defaults, ...(given.arms ? { kind: 'arms' } : {}), ...given };
  checkFields('experiment', $schema === undefined ? fields : { $schema, ...fields }, rules);
  const filled = fill(fields as TopLevel);
  checkParts(filled, given.factors ?? {});
  return filled;
}

/** What has no default: its rule refuses it where it is left out. */
const required = { name: undefined, kind: undefined, model: undefined, data: undefined, seeds: undefined };

const defaults = { imageSize: null, recipe: {}, arms: [], factors: {}, samples: {}, budget: {} };

/** A document whose fields are of their kinds, and whose parts are not filled in. */
type TopLevel = Omit<ExperimentDocument, keyof DocumentParts> & Required<DocumentParts>;
type DocumentParts = Pick<DocumentInput, 'arms' | 'factors' | 'samples' | 'budget'>;

function fill(fields: TopLevel): ExperimentDocument {
  return {
    ...fields,
    arms: fields.arms.map((arm): Arm => ({ ...armDefaults, ...arm })),
    factors: { ...defaultFactors, ...fields.factors },
    samples: { ...defaultSamples, ...fields.samples },
    budget: { ...defaultBudget, ...fields.budget },
  };
}

function checkParts(document: ExperimentDocument, givenFactors: Partial<Factors>): void {
  const { kind, factors, samples, budget, arms, recipe: common } = document;
  const own = Object.fromEntries(factorsOf(kind).map((name) => [name, factorRules[name]]));
  checkFields(`experiment of kind ${kind}, factors`, givenFactors, own);
  checkFields('experiment, factors', factors, factorRules);
  checkFields('experiment, samples', samples, sampleRules);
  checkFields('experiment, budget', budget, budgetRules);
  checkRecipe(common);
  checkField('experiment', 'arms', arms, armCount(kind));
  if (kind === 'task-distance') checkField('experiment, factors', 'tasks', factors.tasks, targetAndSource);
  arms.forEach((arm, index) => {
    checkFields(`experiment, arms[${index}]`, arm, armRules);
    checkRecipe({ ...common, ...arm.recipe });
  });
}

const armCount = (kind: string): Rule =>
  kind === 'arms'
    ? { expected: 'two arms or more', holds: (value) => Array.isArray(value) && value.length >= 2 }
    : { expected: `none for the kind ${kind}`, holds: (value) => Array.isArray(value) && value.length === 0 };

const targetAndSource: Rule = {
  expected: 'two tasks or more: the target, and what is learned before it',
  holds: (value) => Array.isArray(value) && value.length >= 2,
};

function areDistinct(names: readonly unknown[]): boolean {
  return names.every(text.holds) && new Set(names).size === names.length;
}

/** The JSON schema (draft 2020-12) of a document as people write it. */
export function documentSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'An experiment of Thaw',
    ...schemaOf(rules, ['name', 'model', 'data', 'seeds']),
    anyOf: [{ required: ['kind'] }, { required: ['arms'] }],
  };
}
