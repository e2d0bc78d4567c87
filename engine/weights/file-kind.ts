/** What a file is that was meant to hold weights and does not, guessed from how it begins. */

export interface FileKind {
  readonly description: string;
  readonly remedy?: string;
}

interface Signature extends FileKind {
  /** Of the first 64 bytes, each as one character. */
  readonly begins: RegExp;
}

const downloadItself = 'Download the weights file itself, not the page or message that stands for it.';

const signatures: readonly Signature[] = [
  { begins: /^$/, description: 'an empty file', remedy: 'Download or copy it again.' },
  { begins: /^\s*<(!doctype|html|\?xml|head|body)/i, description: 'an HTML page', remedy: downloadItself },
  {
    begins: /^version https:\/\/git-lfs/,
    description: 'a Git LFS pointer',
    remedy: 'The pointer only names the file: fetch the file with "git lfs pull".',
  },
  { begins: /^PK\x03\x04/, description: 'a zip archive' },
  { begins: /^\x80[\x02-\x05]/, description: 'a Python pickle' },
  { begins: /^\x1f\x8b/, description: 'a gzip archive', remedy: 'Unpack it first.' },
  {
    begins: /^\x89HDF/,
    description: 'an HDF5 file (Keras weights are)',
    remedy: 'Convert the model to PyTorch, and save its state dict.',
  },
  {
    begins: /^\x93NUMPY/,
    description: 'a NumPy array',
    remedy: 'Save all tensors by name: safetensors.numpy.save_file(arrays, path).',
  },
  { begins: /^\s*[{[]/, description: 'JSON text', remedy: downloadItself },
  { begins: /^[\t\n\r\x20-\x7e]+$/, description: 'a text', remedy: downloadItself },
];

/** The first bytes, each as one character: what a signature is a pattern of. */
export function beginningOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 64));
}

/** What the file's first bytes look like; `undefined` when they tell nothing. */
export function guessFileKind(bytes: Uint8Array): FileKind | undefined {
  const start = beginningOf(bytes);
  return signatures.find(({ begins }) => begins.test(start));
}
