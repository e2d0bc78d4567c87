/** The files that a command line names: models, pictures, data sets, and where results are written to. */

import { existsSync, statSync } from 'node:fs';
import { access, constants, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf, ThawError } from '../../engine/core/errors.js';
import { familyNames } from '../../engine/models/architecture.js';
import type { PreprocessingChoice } from '../../engine/models/preprocessing-rules.js';
import { zoo } from '../../engine/models/zoo.js';
import { configurationFiles } from '../../engine/weights/configuration.js';
import { embeddedData } from '../worker/embedded-data.js';
import type { ModelSource } from '../worker/protocol.js';
import type { CommandContext } from './command.js';
import type { FileTransfer } from './file-transfer.js';
import { modelFile } from './model-cache.js';
import type { OfferedData, OfferedFiles, OfferedModel } from './page.js';

/** Data sets that come with the playground, by name. */
export const embeddedNames = Object.keys(embeddedData);

export interface NamedFile {
  /** On this machine. */
  readonly source: string;
  /** As the page is told: with forward slashes, from the named folder on. */
  readonly path: string;
  readonly size: number;
}

export interface ModelOptions {
  readonly preprocessing?: PreprocessingChoice | undefined;
  readonly leaveOut?: ModelSource['leaveOut'];
  /** Where this is given the name of a member of the family stands for one with weights drawn from it. */
  readonly seed?: number | undefined;
}

/**
 * A model by its file and what lies beside it, or by its name in the zoo where it neither is a file nor looks like a path;
 * downloaded if need be.
 */
export async function offerModel(
  model: string,
  context: CommandContext,
  { seed, ...options }: ModelOptions = {},
): Promise<OfferedModel> {
  const isFile = statSync(model, { throwIfNoEntry: false })?.isFile() ?? false;
  const entry = isFile ? undefined : zoo.find(({ name }) => name === model);
  const isDownloaded = entry !== undefined && entry.source.kind !== 'embedded';
  const looksLikePath = /[/\\]|\.\w+$/.test(model);
  const isMember = !isFile && familyNames.includes(model);
  if (isMember && seed !== undefined) return { kind: 'drawn', name: model, seed, ...options };
  if (!isFile && !isDownloaded && !looksLikePath) return { kind: 'zoo', name: model, ...options };
  const files = isDownloaded
    ? [await oneFile('model', await modelFile(entry, context))]
    : [await oneFile('model', model), ...(await configurationsBeside(model)), ...(await partsBeside(model))];
  return { kind: 'file', ...options, ...offer(files, context.page.server.files) };
}

function configurationsBeside(model: string): Promise<NamedFile[]> {
  const paths = configurationFiles.map((name) => join(dirname(model), name)).filter((path) => existsSync(path));
  return Promise.all(paths.map((path) => oneFile('configuration', path)));
}

async function partsBeside(model: string): Promise<NamedFile[]> {
  const isPart = partsOf(basename(model));
  if (!isPart) return [];
  const names = (await readdir(dirname(model))).filter(isPart);
  return Promise.all(names.map((name) => oneFile('part', join(dirname(model), name))));
}

/** How the names of the weights of `model.onnx` go on where they are in a file of their own. */
const onnxData = ['.onnx.data', '.onnx_data', '.data', '.bin'];

/** What may belong to a model: `model.safetensors.index.json` is an index of .safetensors files. */
function partsOf(model: string): ((name: string) => boolean) | undefined {
  const [, ending] = /(\.\w+)\.index\.json$/.exec(model) ?? [];
  if (ending !== undefined) return (name) => name.endsWith(ending);
  const [, body] = /^(.*)\.onnx$/.exec(model) ?? [];
  if (body !== undefined) return (name) => onnxData.some((rest) => name === body + rest);
  return undefined;
}

/** An embedded data set by name, else a file or every file of a folder. */
export async function offerData(data: string, transfer: FileTransfer): Promise<OfferedData> {
  if (embeddedNames.includes(data)) return { kind: 'embedded', name: data };
  const isFolder = (await inspect('data', data)).isDirectory();
  const files = isFolder ? await filesBelow(resolve(data)) : [await oneFile('data', data)];
  return { kind: 'files', ...offer(files, transfer) };
}

export async function offerPicture(picture: string, transfer: FileTransfer): Promise<OfferedFiles> {
  return offer([await oneFile('picture', picture)], transfer);
}

export async function offerFile(file: string, transfer: FileTransfer): Promise<OfferedFiles> {
  return offer([await oneFile('file', file)], transfer);
}

function offer(files: readonly NamedFile[], transfer: FileTransfer): OfferedFiles {
  return {
    url: transfer.offer(files.map(({ source }) => source)),
    files: files.map(({ path, size }) => ({ path, size })),
  };
}

/** @throws ThawError where there is no such file, or a folder. */
export async function oneFile(what: string, path: string): Promise<NamedFile> {
  const found = await inspect(what, path);
  if (!found.isFile()) throw new ThawError({ operation: `${what} ${path}`, got: 'a folder', expected: 'a file' });
  return { source: path, path: basename(path), size: found.size };
}

async function inspect(what: string, path: string) {
  try {
    await access(path, constants.R_OK);
    return await stat(path);
  } catch (error) {
    throw new ThawError({
      operation: `${what} ${path}`,
      got: existsSync(path) ? messageOf(error) : 'no such file',
      expected: 'a file or folder that can be read',
      remedy: `Paths are taken from ${process.cwd()}.`,
    });
  }
}

/** Every file below a folder but hidden ones, links followed; a folder reached twice, by a link, is taken once. */
async function filesBelow(root: string): Promise<NamedFile[]> {
  const files: NamedFile[] = [];
  const seen = new Set<string>();
  const walk = async (folder: string, path: string): Promise<void> => {
    const real = await realpath(folder);
    if (seen.has(real)) return;
    seen.add(real);
    for (const name of (await readdir(folder)).sort()) {
      if (name.startsWith('.')) continue;
      const source = join(folder, name);
      const found = await inspect('data', source);
      if (found.isDirectory()) await walk(source, `${path}/${name}`);
      else if (found.isFile()) files.push({ source, path: `${path}/${name}`, size: found.size });
    }
  };
  await walk(root, basename(root));
  return files;
}

/** Makes sure, before long work begins, that its result can be written. */
export async function checkWritable(option: string, path: string): Promise<void> {
  try {
    await access(dirname(resolve(path)), constants.W_OK);
  } catch {
    throw cannotWrite(option, path, 'a folder that does not exist or cannot be written');
  }
  if (existsSync(path) && (await stat(path)).isDirectory()) throw cannotWrite(option, path, 'a folder');
}

export async function makeFolder(option: string, path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (error) {
    throw cannotWrite(option, path, messageOf(error));
  }
}

function cannotWrite(option: string, path: string, got: string): ThawError {
  return new ThawError({ operation: `${option} ${path}`, got, expected: 'a place where a file can be written' });
}
