/**
 * The names that a PyTorch checkpoint may use, and what they mean here. Python would import whatever stands there and
 * call it; this list is all there is:
 *
 *     collections.OrderedDict                    a state dict
 *     torch._utils._rebuild_tensor, …_v2         a view of a storage (the first one up to PyTorch 0.3)
 *     torch._utils._rebuild_parameter,
 *     torch.nn.parameter.Parameter               the tensor inside
 *     torch.FloatStorage, … UntypedStorage       the element type of a storage
 *     torch.Size, torch.float32, …               plain values
 *
 * and classes that stay opaque (plain-classes.ts).
 */

import { ThawError } from '../../core/errors.js';
import { Callable, describeValue, Opaque } from './pickle-values.js';
import { isPlainClass } from './plain-classes.js';
import { Storage, tensorFrom, TorchTensor } from './torch-tensor.js';

/** A class of storages, as a pickle names it. */
export class StorageType {
  constructor(
    /** The element type, as safetensors names it. */
    readonly type: string,
  ) {}
}

const storageTypes: Readonly<Record<string, string>> = {
  DoubleStorage: 'F64',
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
  UntypedStorage: 'U8',
};

const elementTypes = /^(float(16|32|64)|bfloat16|half|float|double|u?int(8|16|32|64)|short|int|long|bool)$/;

const storageModules = ['torch', 'torch.cuda', 'torch.storage'];

/**
 * What `module.name` means in a checkpoint.
 * @param isWhole where it is the class of the pickled object itself.
 * @throws ThawError that names it, if it is not on the list.
 */
export function findGlobal(module: string, name: string, isWhole: boolean, file: string): unknown {
  const path = `${module}.${name}`;
  const storageType = Object.hasOwn(storageTypes, name) ? storageTypes[name] : undefined;
  if (storageType !== undefined && storageModules.includes(module)) return new StorageType(storageType);
  const maker = Object.hasOwn(makers, path) ? makers[path] : undefined;
  if (maker) return new Callable(path, (args) => maker(args, file));
  if (module === 'torch' && elementTypes.test(name)) return new Opaque(path);
  if (isPlainClass(module, name)) return new Callable(path, () => new Opaque(path));
  throw refusal(path, isWhole, file);
}

const makers: Readonly<Record<string, (args: readonly unknown[], file: string) => unknown>> = {
  'collections.OrderedDict': ([items = []], file) => orderedDict(items, file),
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_parameter': innerTensor,
  'torch.nn.parameter.Parameter': innerTensor,
  'torch.Size': ([sizes = []]) => sizes,
};

/** Python 2 gives the items as a list of pairs, Python 3 sets them afterwards. */
function orderedDict(items: unknown, file: string): Map<unknown, unknown> {
  const isPairs = Array.isArray(items) && items.every((pair) => Array.isArray(pair) && pair.length === 2);
  if (!isPairs) throw wrongArgument('collections.OrderedDict', items, 'pairs', file);
  return new Map(items as [unknown, unknown][]);
}

/** Arguments: storage, offset, size, stride, and what only training needs. */
function rebuildTensor([storage, ...view]: readonly unknown[], file: string): TorchTensor {
  if (storage instanceof Storage) return tensorFrom(storage, view, file);
  throw wrongArgument('torch._utils._rebuild_tensor', storage, 'a storage', file);
}

function innerTensor([tensor]: readonly unknown[], file: string): TorchTensor {
  if (tensor instanceof TorchTensor) return tensor;
  throw wrongArgument('torch.nn.parameter.Parameter', tensor, 'a tensor', file);
}

function wrongArgument(callable: string, got: unknown, expected: string, file: string): ThawError {
  return new ThawError({ operation: `${file}, ${callable}`, got: describeValue(got), expected });
}

/** Classes have capitals, by Python's custom; a class at the very start is that of a model or trainer saved as a whole. */
function refusal(path: string, isWhole: boolean, file: string): ThawError {
  const shown = printable(path);
  const isClass = /\.[A-Z]\w*$/.test(shown);
  return new ThawError({
    operation: file,
    got: isWhole && isClass ? `a whole object of the class ${shown}` : `a pickle that calls for ${shown}`,
    expected: 'tensors and plain values alone',
    remedy:
      'Nothing of it was run. If you trust the file, save its weights alone in PyTorch: ' +
      'torch.save(model.state_dict(), path).',
  });
}

/** A name may be any bytes. */
function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 120);
}
