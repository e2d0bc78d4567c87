/** In which form a model is written: as the name of its file ends. */

import { UsageError } from './options.js';

const endings = { safetensors: '.safetensors', onnx: '.onnx' } as const;

/** @throws UsageError for a file whose name ends otherwise. */
export function formOf(option: string, path: string): keyof typeof endings {
  const isOf = (ending: string) => path.toLowerCase().endsWith(ending);
  if (isOf(endings.onnx)) return 'onnx';
  if (isOf(endings.safetensors)) return 'safetensors';
  throw new UsageError(`${option} is "${path}", and has to end in ${Object.values(endings).join(' or ')}.`);
}
