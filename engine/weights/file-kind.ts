/** What a file is that was meant to hold weights and does not, guessed from how it begins. */

export interface FileKind {
  readonly description: string;
  readonly remedy: string;
}

interface Signature extends FileKind {
  readonly begins: RegExp;
}

const saveAsSafetensors = 'Save the state dict as .safetensors: safetensors.torch.save_file(model.state_dict(), path).';

const signatures: readonly Signature[] = [
  {
    begins: /^\s*<(!doctype|html|\?xml|head|body)/i,
    description: 'an HTML page',
    remedy: 'Download the file itself, not the page that links to it.',
  },
  {
    begins: /^version https:\/\/git-lfs/,
    description: 'a Git LFS pointer',
    remedy: 'The pointer only names the file: fetch the file with "git lfs pull".',
  },
  { begins: /^PK\x03\x04/, description: 'a zip archive (PyTorch checkpoints are)', remedy: saveAsSafetensors },
  {
    begins: /^\x80[\x02-\x05]/,
    description: 'a Python pickle (old PyTorch checkpoints are)',
    remedy: saveAsSafetensors,
  },
  { begins: /^\x89HDF/, description: 'an HDF5 file (Keras weights are)', remedy: saveAsSafetensors },
  { begins: /^\s*[{[]/, description: 'JSON text', remedy: 'Download the weights file itself.' },
];

/** What the file's first bytes look like; `undefined` when they tell nothing. */
export function guessFileKind(bytes: Uint8Array): FileKind | undefined {
  const start = Array.from(bytes.subarray(0, 64), (byte) => String.fromCharCode(byte)).join('');
  return signatures.find(({ begins }) => begins.test(start));
}
