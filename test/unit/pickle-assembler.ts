/**
 * Writes pickles by hand, right and wrong ones, and the containers of PyTorch around them. Each function gives the bytes
 * that push one value; `pickle` makes a whole program of them.
 */

import { zipSync, type ZipOptions } from 'fflate';

export type Code = readonly number[];

export const ascii = (text: string): Code => [...new TextEncoder().encode(text)];

function littleEndian(value: number | bigint, bytes: number): Code {
  return Array.from({ length: bytes }, (_, index) => Number((BigInt(value) >> BigInt(8 * index)) & 0xffn));
}

export const none: Code = ascii('N');
export const mark: Code = ascii('(');
export const emptyTuple: Code = ascii(')');
export const emptyList: Code = ascii(']');
export const boolean = (value: boolean): Code => [value ? 0x88 : 0x89];
export const long = (value: bigint, bytes = 8): Code => [0x8a, bytes, ...littleEndian(value, bytes)];
export const integer = (value: number): Code =>
  value >= 0 && value < 2 ** 31 ? [0x4a, ...littleEndian(value, 4)] : long(BigInt(value), 9);
export const text = (value: string): Code => [0x58, ...littleEndian(ascii(value).length, 4), ...ascii(value)];
export const tuple = (...items: Code[]): Code => [...mark, ...items.flat(), 0x74];
export const dictionary = (...entries: [Code, Code][]): Code => [...ascii('}'), ...mark, ...entries.flat(2), 0x75];
export const global = (module: string, name: string): Code => ascii(`c${module}\n${name}\n`);
export const call = (callable: Code, ...args: Code[]): Code => [...callable, ...tuple(...args), 0x52];
export const persistent = (id: Code): Code => [...id, 0x51];
export const put = (index: number): Code => [0x72, ...littleEndian(index, 4)];
export const get = (index: number): Code => [0x6a, ...littleEndian(index, 4)];
export const repeat = (count: number, code: Code): Code => Array.from({ length: count }, () => code).flat();

export const pickle = (value: Code): Code => [0x80, 2, ...value, 0x2e];

export interface StorageParts {
  readonly type?: string;
  readonly key?: string;
  readonly length: number;
  readonly view?: Code;
}

export function storage({ type = 'FloatStorage', key = '0', length, view }: StorageParts): Code {
  const id = [text('storage'), global('torch', type), text(key), text('cpu'), integer(length)];
  return persistent(tuple(...id, ...(view ? [view] : [])));
}

export interface TensorParts extends StorageParts {
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly stride?: readonly number[];
}

export function tensor({ offset = 0, shape, stride = [1], ...parts }: TensorParts): Code {
  const rebuild = global('torch._utils', '_rebuild_tensor_v2');
  const sizes = (numbers: readonly number[]) => tuple(...numbers.map(integer));
  return call(rebuild, storage(parts), integer(offset), sizes(shape), sizes(stride), boolean(false), none);
}

export const stateDict = (tensors: Readonly<Record<string, Code>>): Code =>
  dictionary(...Object.entries(tensors).map(([name, code]): [Code, Code] => [text(name), code]));

export type Storages = Readonly<Record<string, Uint8Array>>;

/** A storage of float32. */
export const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

/** A checkpoint as PyTorch 1.6 and later write it, around one value. */
export function torchZip(
  value: Code,
  storages: Storages = {},
  others: Readonly<Record<string, string>> = {},
  options: ZipOptions = { level: 0 },
): Uint8Array<ArrayBuffer> {
  return torchZipOf(Uint8Array.from(pickle(value)), storages, others, options);
}

/** The same around any bytes in the place of a pickle. */
export function torchZipOf(
  bytes: Uint8Array,
  storages: Storages = {},
  others: Readonly<Record<string, string>> = {},
  options: ZipOptions = { level: 0 },
): Uint8Array<ArrayBuffer> {
  const files: Record<string, Uint8Array> = { 'archive/data.pkl': bytes };
  for (const [key, numbers] of Object.entries(storages)) files[`archive/data/${key}`] = numbers;
  for (const [path, content] of Object.entries(others)) files[`archive/${path}`] = Uint8Array.from(ascii(content));
  return zipSync(files, options);
}

export const magicNumber: Code = pickle(long(0x1950a86a20f9469cfc6cn, 10));

export function system(littleEndian = true): Code {
  return pickle(dictionary([text('protocol_version'), integer(1001)], [text('little_endian'), boolean(littleEndian)]));
}

/** A checkpoint as PyTorch up to 1.5 wrote it. The storages are of `width` bytes an element. */
export function torchLegacy(value: Code, storages: Storages = {}, width = 4): Uint8Array<ArrayBuffer> {
  const keys = Object.keys(storages).map(text);
  const pickles = [magicNumber, pickle(integer(1001)), system(), pickle(value), pickle(tuple(...keys))];
  const numbers = Object.values(storages).flatMap((bytes) => [littleEndian(bytes.length / width, 8), bytes]);
  return Uint8Array.from(Buffer.concat([...pickles, ...numbers].map((part) => Uint8Array.from(part))));
}
