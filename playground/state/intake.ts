/** What dropped, pasted or chosen files are for: a picture to look at, a model, a data set, or nothing the page can use. */

import { ThawError } from '../../engine/index.js';

/** How the names of weights files end. */
export const weightsEndings = ['.safetensors', '.pth', '.pt', '.th', '.onnx'];

export interface IncomingFile {
  /** With folders, `/` between them. */
  readonly path: string;
  readonly file: File;
}

export type Intake =
  | { readonly kind: 'picture'; readonly file: File; readonly ignored: number }
  | { readonly kind: 'model'; readonly file: File; readonly beside: readonly File[] }
  | { readonly kind: 'data'; readonly files: readonly IncomingFile[] };

/** Sorts files by their names and types; the contents are checked where they are read. Throws for files of no use. */
export function sortFiles(files: readonly IncomingFile[]): Intake {
  const model = findWeights(files);
  if (model) return { kind: 'model', file: model.file, beside: files.map(({ file }) => file) };

  const isData = files.some(({ path }) => path.includes('/') || /\.(zip|bin)$/i.test(path));
  if (isData) return { kind: 'data', files };

  const pictures = files.filter(({ path, file }) => isPicture(path, file));
  const [first] = pictures;
  if (first) return { kind: 'picture', file: first.file, ignored: files.length - 1 };

  throw new ThawError({
    operation: 'open files',
    got: files.length === 0 ? 'no file' : describe(files),
    expected: 'a picture, a model (.safetensors, .pth or .onnx), or a data set (a folder, a .zip or a CIFAR-10 .bin)',
    remedy: 'Nothing was changed.',
  });
}

/** An index comes before the shards that it leads to. Loose `.bin` files may be weights too, but CIFAR-10 is likelier. */
function findWeights(files: readonly IncomingFile[]): IncomingFile | undefined {
  const isNamed = ({ path }: IncomingFile, endings: readonly string[]) =>
    endings.some((ending) => path.toLowerCase().endsWith(ending));
  return files.find((file) => isNamed(file, ['.index.json'])) ?? files.find((file) => isNamed(file, weightsEndings));
}

function isPicture(path: string, file: File): boolean {
  return file.type.startsWith('image/') || /\.(jpe?g|png|webp|gif|bmp|avif)$/i.test(path);
}

/** `20 files (12 .txt, 8 .pdf)` */
function describe(files: readonly IncomingFile[]): string {
  const [only] = files;
  if (files.length === 1 && only) return `"${only.path}"`;
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const ending = /\.[^./]+$/.exec(path)?.[0].toLowerCase() ?? 'without ending';
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const kinds = [...counts].sort((a, b) => b[1] - a[1]).map(([ending, count]) => `${count} ${ending}`);
  return `${files.length} files (${kinds.slice(0, 4).join(', ')}${kinds.length > 4 ? ', …' : ''})`;
}
