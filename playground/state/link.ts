/**
 * The state of the page as the hash of its address: `#v=1&freeze=layer2&epochs=5`. What is as it is by default is left out;
 * what is read is checked field by field and numbers are clamped, so that any address opens a page that works. Pure.
 */

import {
  channelOrders,
  checkPreprocessing,
  checkRecipe,
  defaultRecipe,
  ThawError,
  type Recipe,
  type RecipeInput,
} from '../../engine/index.js';
import { pageNames, type PageName } from '../lesson/page.js';
import type { Preprocessing } from '../worker/protocol.js';
import type { PaneName, PaneView } from './app-state.js';
import { colourScales, networks, plainView } from './app-state.js';

/** What can be hidden, for a lesson that is about something else. */
export const parts = [
  'network',
  'figures',
  'picture',
  'inspector',
  'closer-look',
  'recipe',
  'data',
  'runs',
  'experiments',
] as const;
export type Part = (typeof parts)[number];

/** What a link says. */
export interface Shared {
  readonly recipe: Recipe;
  /** The name of a model of the zoo, and of an embedded data set; `undefined` is the page's own choice. */
  readonly model: string | undefined;
  readonly data: string | undefined;
  /** How the model is fed, where that is not how it came. */
  readonly preprocessing: Preprocessing | undefined;
  /** The file of a sample picture. */
  readonly picture: string | undefined;
  readonly layers: Readonly<Record<PaneName, string | undefined>>;
  readonly views: Readonly<Record<PaneName, PaneView>>;
  readonly hidden: readonly Part[];
  /** The open page of the guided lesson. */
  readonly lesson: PageName | undefined;
}

export interface Link {
  /** With its `#`; empty where everything is as it is by default. */
  readonly hash: string;
  /** What had to be left out, to keep it short. */
  readonly missing: readonly string[];
}

const version = '1';
/** Longer addresses are cut by some mail and chat programs. */
export const mostCharacters = 2000;
/** Room for where the page is. */
const mostOfHash = mostCharacters - 200;

const paneNames: readonly PaneName[] = ['early', 'late'];
const viewFields = Object.keys(plainView) as (keyof PaneView)[];
const name = /^[\w .-]{1,80}$/;

/** Numbers outside of these are moved to the nearest end; the engine would refuse them. */
const limits: Partial<Readonly<Record<keyof Recipe, readonly [least: number, most: number]>>> = {
  epochs: [1, 10_000],
  batchSize: [1, 4096],
  seed: [0, 2 ** 32 - 1],
  learningRate: [1e-12, 100],
  layerDecay: [1e-12, 1],
  momentum: [0, 0.999999],
  weightDecay: [0, 1],
  labelSmoothing: [0, 0.999999],
  augmentedCopies: [0, 100],
  lossEvery: [1, 1000],
};

/** A picture of this side takes a network some hundreds of megabytes; a link asks for no more. */
const longestSide = 1024;

const recipeFields = Object.keys(defaultRecipe) as (keyof Recipe)[];

/** The link to a state; where it gets too long, the longest fields are left out. */
export function linkTo(shared: Shared): Link {
  const fields = fieldsOf(shared);
  const missing: string[] = [];
  while (print(fields).length > mostOfHash) {
    const [longest] = [...fields].sort(([, a], [, b]) => b.length - a.length);
    if (!longest) break;
    fields.delete(longest[0]);
    missing.push(longest[0]);
  }
  return { hash: print(fields), missing };
}

/** What a hash says; `undefined` where it is no link of this page, or of a later version of it. */
export function readLink(hash: string): Shared | undefined {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  if (given.get('v') !== version) return undefined;
  const named = (field: string) => {
    const value = given.get(field);
    return value !== null && name.test(value) ? value : undefined;
  };
  const view = (pane: PaneName): PaneView => ({
    network: networks.find((network) => network === given.get(`${pane}-network`)) ?? plainView.network,
    scale: colourScales.find((scale) => scale === given.get(`${pane}-scale`)) ?? plainView.scale,
    order: channelOrders.find((order) => order === given.get(`${pane}-order`)) ?? plainView.order,
  });
  return {
    recipe: readRecipe(given),
    model: named('model'),
    data: named('data'),
    preprocessing: readPreprocessing(given),
    picture: named('picture'),
    layers: { early: named('early'), late: named('late') },
    views: { early: view('early'), late: view('late') },
    hidden: parts.filter((part) => given.get('hide')?.split(',').includes(part)),
    lesson: pageNames.find((page) => page === given.get('lesson')),
  };
}

function print(fields: ReadonlyMap<string, string>): string {
  if (fields.size === 0) return '';
  // Commas and slashes may stand in a hash as they are, and are easier to read so.
  return `#${new URLSearchParams([['v', version], ...fields]).toString().replaceAll('%2C', ',')}`;
}

function fieldsOf({
  recipe,
  model,
  data,
  preprocessing,
  picture,
  layers,
  views,
  hidden,
  lesson,
}: Shared): Map<string, string> {
  const said = Object.entries({ model, data, picture, ...layers, lesson });
  return new Map([
    ...said.filter((field): field is [string, string] => field[1] !== undefined),
    ...Object.entries(preprocessing ?? {}).map(([part, value]) => [part, String(value)] as const),
    ...paneNames.flatMap((pane) =>
      viewFields
        .filter((field) => views[pane][field] !== plainView[field])
        .map((field) => [`${pane}-${field}`, views[pane][field]] as const),
    ),
    ...(hidden.length > 0 ? [['hide', hidden.join(',')] as const] : []),
    ...recipeFields.flatMap((field) => (isDefault(recipe, field) ? [] : [[field, printField(recipe[field])] as const])),
  ]);
}

/** Whether a field of a recipe is what it would be if nothing was said of it: that may depend on the others. */
export function isDefault(recipe: Recipe, field: keyof Recipe): boolean {
  const others = Object.fromEntries(Object.entries(recipe).filter(([name]) => name !== field));
  return JSON.stringify(recipe[field]) === JSON.stringify(checkRecipe(others)[field]);
}

function printField(value: Recipe[keyof Recipe]): string {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every field that is right; the others are as by default. */
function readRecipe(given: URLSearchParams): Recipe {
  let recipe: RecipeInput = {};
  for (const field of recipeFields) {
    const text = given.get(field);
    if (text === null) continue;
    const next = { ...recipe, [field]: readField(field, text) };
    if (accepted(() => checkRecipe(next))) recipe = next;
  }
  return checkRecipe(recipe);
}

/** All parts of it, or none. */
function readPreprocessing(given: URLSearchParams): Preprocessing | undefined {
  const numbers = (part: string) =>
    (given.get(part) ?? '').split(',').map((text) => (text === '' ? NaN : Number(text)));
  const side = (part: string) => Math.min(numbers(part)[0] ?? NaN, longestSide);
  const read = {
    resize: side('resize'),
    crop: side('crop'),
    interpolation: given.get('interpolation'),
    mean: numbers('mean'),
    std: numbers('std'),
  };
  return accepted(() => checkPreprocessing(read));
}

function readField(field: keyof Recipe, text: string): unknown {
  const value = defaultRecipe[field];
  if (typeof value === 'string') return text;
  if (field === 'unfreeze') return text.split(',');
  const [least = -Infinity, most = Infinity] = limits[field] ?? [];
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'number' ? Math.min(Math.max(read, least), most) : read;
  } catch {
    return undefined;
  }
}

/** What a check gives, `undefined` where it refuses. */
function accepted<Checked>(check: () => Checked): Checked | undefined {
  try {
    return check();
  } catch (error) {
    if (error instanceof ThawError || error instanceof TypeError) return undefined;
    throw error;
  }
}
