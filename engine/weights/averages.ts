/**
 * Averages of the weights over the training (EMA) that stand among the weights themselves, under a prefix of their own:
 *
 *     conv1.weight, ema.conv1.weight        online_model.conv1.weight, ema_model.conv1.weight        ema.conv1.weight
 *
 * The weights are what is taken; the average only where there is nothing else.
 */

import type { Tensor } from './tensor.js';
import type { WeightFile } from './weight-file.js';

const prefix = /^(?:ema|model_ema|ema_model|module_ema|averaged_model)\./;

/** The file with one of the two. */
export function withoutAverages(file: WeightFile): WeightFile {
  const averaged = [...file.tensors].filter(([name]) => prefix.test(name));
  const [first] = averaged;
  if (!first) return file;
  const under = `under "${prefix.exec(first[0])?.[0] ?? ''}"`;
  const plain = [...file.tensors].filter(([tensor]) => !prefix.test(tensor));
  if (plain.some(isConvolution)) {
    return {
      ...file,
      tensors: new Map(plain),
      skipped: file.skipped.filter((tensor) => !prefix.test(tensor)),
      notes: [...file.notes, `Their average over the training (EMA), ${under}, was left aside.`],
    };
  }
  return {
    ...file,
    tensors: new Map([...plain, ...averaged].map(([tensor, value]) => [tensor.replace(prefix, ''), value])),
    skipped: file.skipped.map((tensor) => tensor.replace(prefix, '')),
    notes: [...file.notes, `The weights, ${under}, are an average over the training (EMA), the only ones in the file.`],
  };
}

/** Counters of an average are tensors too; a network has more than those. */
function isConvolution([, { shape }]: readonly [string, Tensor]): boolean {
  return shape.length === 4;
}
