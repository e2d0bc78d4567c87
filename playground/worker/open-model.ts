/** From what the page names a model by to the model, on the GPU. */

import type { Engine, Model, OpenBeside } from '../../engine/index.js';
import type { ModelSource, Progress } from './protocol.js';

/**
 * @param body the model that is there: what a head alone is put on.
 * @throws ThawError for an unknown name, a file that is no model, or a head of another body.
 */
export function openModel(
  engine: Engine,
  source: ModelSource,
  tell: (progress: Progress) => void,
  body: Model | undefined,
): Promise<Model> {
  if (source.kind === 'drawn') return engine.draw(source.name, source.seed, source);
  if (source.kind === 'zoo') return engine.load(source.name, tell, source);
  const { file, beside = [], preprocessing, leaveOut } = source;
  return engine.load(file, tell, {
    preprocessing,
    leaveOut,
    beside: openAmong(beside),
    body: body && (() => body.read()),
  });
}

function openAmong(files: readonly File[]): OpenBeside {
  return async (wanted) => {
    const file = files.find(({ name }) => name === wanted);
    return file && new Uint8Array(await file.arrayBuffer());
  };
}
