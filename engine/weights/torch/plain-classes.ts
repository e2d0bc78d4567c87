/**
 * Classes that real checkpoints hold beside their weights: options, dates, paths, scores as NumPy numbers, states of
 * random generators. They stay opaque: nothing is built, what they held is dropped, and so they can do no harm. None of
 * them can call a function when Python loads it, either; what could (`getattr`, `eval`, `os.system`, …) is not here.
 */

const byModule: Readonly<Record<string, string>> = {
  argparse: 'Namespace',
  builtins: 'set frozenset list dict tuple bytearray bytes complex range slice int float str bool object',
  codecs: 'encode',
  collections: 'defaultdict Counter deque',
  copyreg: '_reconstructor',
  datetime: 'datetime date time timedelta timezone',
  decimal: 'Decimal',
  easydict: 'EasyDict',
  pathlib: 'Path PosixPath WindowsPath PurePosixPath PureWindowsPath',
  types: 'SimpleNamespace',
  'yacs.config': 'CfgNode',

  numpy: 'dtype ndarray float16 float32 float64 int32 int64 bool_',
  'numpy.core.multiarray': 'scalar _reconstruct',

  'omegaconf.base': 'ContainerMetadata Metadata',
  'omegaconf.dictconfig': 'DictConfig',
  'omegaconf.listconfig': 'ListConfig',
  'omegaconf.nodes': 'AnyNode StringNode IntegerNode FloatNode BooleanNode',
  'pytorch_lightning.utilities.parsing': 'AttributeDict',
  'lightning.fabric.utilities.data': 'AttributeDict',
  typing: 'Any',

  torch: 'device',
  'torch.serialization': '_get_layout',
};

/** What modules were or are called in other versions of Python and NumPy. */
const sameModules: Readonly<Record<string, string>> = {
  __builtin__: 'builtins',
  _codecs: 'codecs',
  copy_reg: 'copyreg',
  'numpy._core.multiarray': 'numpy.core.multiarray',
};

const classes = new Set(
  Object.entries(byModule).flatMap(([module, names]) => names.split(' ').map((name) => `${module}.${name}`)),
);

export function isPlainClass(module: string, name: string): boolean {
  const known = Object.hasOwn(sameModules, module) ? sameModules[module] : module;
  return classes.has(`${known ?? module}.${name}`);
}
