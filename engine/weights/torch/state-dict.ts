/**
 * Where the weights are in what a training script saved: the state dict itself, or a dictionary that holds one under a
 * usual name, perhaps beside an average of the weights over the training (EMA) and an optimiser's state:
 *
 *     {'state_dict': {…}, 'best_prec1': 91.7, 'optimizer': {…}}        {'model': {…}, 'model_ema': {…}}
 */

import { ThawError } from '../../core/errors.js';
import { describeValue } from './pickle-values.js';
import { TorchTensor } from './torch-tensor.js';

export interface StateDict {
  readonly tensors: ReadonlyMap<string, TorchTensor>;
  /** What stands beside the state dict, as text: `epoch`, `best_prec1`, `arch`, … */
  readonly metadata: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

type Dictionary = ReadonlyMap<unknown, unknown>;

/** Names of the weights that a script trained, the likeliest first, and of their averages. */
const plainNames = [
  'state_dict',
  'model_state_dict',
  'model_state',
  'model',
  'net',
  'network',
  'weights',
  'params',
  'module',
];
const averageNames = ['state_dict_ema', 'model_ema_state_dict', 'model_ema', 'ema_state_dict', 'ema', 'params_ema'];

/** How many models went into an average, as torch.optim.swa_utils.AveragedModel keeps it among their tensors. */
const averageCount = 'n_averaged';

/** `{'model': {'state_dict': {…}}}` is the deepest that is of use. */
const mostWrappers = 3;

/** Of what stands beside the state dict: entries, and characters or items of one. */
const mostTexts = 100;
const longestText = 10_000;

/** @throws ThawError where there are no tensors with names in `object`. */
export function findStateDict(object: unknown, file: string): StateDict {
  const metadata: Record<string, string> = {};
  const notes: string[] = [];
  let found = object;
  for (let depth = 0; depth < mostWrappers && found instanceof Map; depth++) {
    const wrapped = unwrap(found);
    if (!wrapped) break;
    Object.assign(metadata, textsOf(found));
    notes.push(...wrapped.notes);
    found = wrapped.inner;
  }
  const tensors = new Map(found instanceof Map ? tensorsOf(found) : []);
  if (tensors.size === 0) throw noTensors(object, file);
  return { tensors, metadata, notes: [...notes, ...otherEntries(found as Dictionary)] };
}

/** The dictionary with weights, one level down. */
function unwrap(wrapper: Dictionary): { inner: Dictionary; notes: string[] } | undefined {
  const isInside = (name: string) => wrapper.get(name) instanceof Map && (wrapper.get(name) as Dictionary).size > 0;
  const plain = plainNames.find(isInside);
  const average = averageNames.find(isInside);
  const name = plain ?? average;
  if (name === undefined) return undefined;
  const notes = [`The weights are those under "${name}".`];
  if (plain === undefined) notes.push('They are an average over the training (EMA), the only ones in the file.');
  else if (average !== undefined)
    notes.push(`Their average over the training (EMA), under "${average}", was left aside.`);
  return { inner: wrapper.get(name) as Dictionary, notes };
}

function tensorsOf(dictionary: Dictionary): [string, TorchTensor][] {
  return [...dictionary].flatMap(([name, value]): [string, TorchTensor][] =>
    typeof name === 'string' && name !== averageCount && value instanceof TorchTensor ? [[name, value]] : [],
  );
}

/** A sentence on what stands among the tensors and is none. */
function otherEntries(dictionary: Dictionary): string[] {
  const others = [...dictionary].filter(([name, value]) => typeof name !== 'string' || !(value instanceof TorchTensor));
  if (others.length === 0) return [];
  const [[name, value] = []] = others;
  const first = typeof name === 'string' ? `"${name.slice(0, 100)}"` : describeValue(name);
  const rest = others.length > 1 ? `, and ${others.length - 1} more,` : '';
  return [`${first}${rest} stood among the tensors and was left aside: it is ${describeValue(value)}.`];
}

/** Texts, numbers and lists of texts, such as `classes`. */
function textsOf(dictionary: Dictionary): Record<string, string> {
  const entries = [...dictionary].slice(0, mostTexts).flatMap(([name, value]) => {
    const text = textOf(value);
    return typeof name === 'string' && text !== undefined ? [[name, text] as const] : [];
  });
  return Object.fromEntries(entries);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value.length <= longestText ? value : undefined;
  const isList = Array.isArray(value) && value.length <= longestText && value.every((item) => typeof item === 'string');
  return isList ? JSON.stringify(value) : undefined;
}

function noTensors(object: unknown, file: string): ThawError {
  const names = object instanceof Map ? [...(object as Dictionary).keys()].map(describeValue) : [];
  const listed = names.slice(0, 5).join(', ');
  return new ThawError({
    operation: file,
    got: names.length > 0 ? `a dictionary of ${listed}${names.length > 5 ? ', …' : ''}` : describeValue(object),
    expected: 'tensors by name, in a state dict',
    remedy: 'Save the state dict in PyTorch: torch.save(model.state_dict(), path).',
  });
}
