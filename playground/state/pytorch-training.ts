/**
 * The experiment as a PyTorch program: the same network, fed in the same way, the same layers trained by the same recipe.
 * What a recipe does not ask for is not in the text. PyTorch draws other random numbers: the same experiment, not the
 * same bits.
 */

import {
  isOfTorchvision,
  modelDefinition,
  oneLine,
  phasesOf,
  sameNames,
  transformation,
  type Augmentation,
  type Recipe,
} from '../../engine/index.js';
import type { ModelSummary } from '../worker/protocol.js';
import { maskOf, thawedBy } from './mask.js';
import { optimizerOf, policiesOf, scheduleOf } from './pytorch-recipe.js';
import type { Experiment } from './snippets.js';

/** @returns Python for version 3.8 and later, which needs torch and torchvision. */
export function pytorchTraining(experiment: Experiment): string {
  const { model, modelName, classes, recipe } = experiment;
  const file = modelName.endsWith('.safetensors') ? modelName : `${modelName}.safetensors`;
  const phases = phasesOf(recipe);
  const isScheduled = phases.some((phase) => scheduleOf(phase) !== undefined);
  return [
    header(experiment, file, isScheduled),
    `torch.manual_seed(${recipe.seed})\n`,
    modelDefinition(model.member),
    recipe.fromScratch ? '' : `\n${loading(file)}`,
    transformation(model.preprocessing),
    data(experiment),
    sameNames(classes ?? [], model.classes)
      ? ''
      : '# A new head, for the classes of the data.\nmodel.fc = nn.Linear(model.fc.in_features, len(train_set.classes))\n',
    modules,
    parameterGroups(recipe),
    accuracy,
    training(recipe, isScheduled),
    notTold(recipe),
    ...phases.map((phase) => run(model, phase)),
    'torch.save(model.state_dict(), "mine.pth")\n',
  ]
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n');
}

function header({ model, dataName, dataFile }: Experiment, file: string, isScheduled: boolean): string {
  const { name, member } = model;
  const data = dataFile ?? dataName;
  return `# Trains ${oneLine(name)}, which ${oneLine(file)} has, on ${data}/train and tests it on ${data}/test:
# in both there is a folder of pictures for each class.
import json
${isScheduled ? 'import math\n' : ''}import struct
${dataFile === undefined ? '' : 'import tempfile\nimport zipfile\n'}
import torch
import torch.nn.functional as F
${isOfTorchvision(member) ? 'import torchvision\n' : ''}from torch import nn
from torchvision import datasets, transforms
`;
}

/** The format is an 8-byte length, that much JSON, then the values: no package is needed to read it. */
function loading(file: string): string {
  return `
def read_safetensors(path):
    blob = bytearray(open(path, "rb").read())
    (length,) = struct.unpack("<Q", blob[:8])
    header = json.loads(blob[8 : 8 + length])
    header.pop("__metadata__", None)
    values = memoryview(blob)[8 + length :]
    return {
        name: torch.frombuffer(values[slice(*entry["data_offsets"])], dtype=torch.float32).reshape(entry["shape"])
        for name, entry in header.items()
    }


model.load_state_dict(read_safetensors(${JSON.stringify(file)}))
`;
}

function data({ recipe, model, dataName, dataFile }: Experiment): string {
  const { augment, shuffle } = recipe;
  const changes = augmentation(augment, model.preprocessing.crop);
  const varied = `augment = [${changes.join(', ')}]
varied = transforms.Compose([*preprocess.transforms[:2], *augment, *preprocess.transforms[2:]])
`;
  const transform = changes.length === 0 ? 'preprocess' : 'varied';
  return `${changes.length === 0 ? '' : varied}
${dataFile === undefined ? folders(dataName, transform) : unpacked(dataFile, transform)}

def batches(data, size, shuffle=False):
    return torch.utils.data.DataLoader(data, size, shuffle=shuffle)


SHUFFLE = ${shuffle ? 'True' : 'False'}
`;
}

function folders(name: string, transform: string): string {
  return `train_set = datasets.ImageFolder("${name}/train", ${transform})
test_set = datasets.ImageFolder("${name}/test", preprocess)
`;
}

/** Into a folder of its own, where there is nothing of what was saved before. */
function unpacked(file: string, transform: string): string {
  return `folder = tempfile.TemporaryDirectory()
zipfile.ZipFile("${file}").extractall(folder.name)


def pictures(part, transform):
    # Every file there is one, also of the formats that ImageFolder passes over by itself.
    return datasets.ImageFolder(f"{folder.name}/{part}", transform, is_valid_file=lambda path: True)


train_set = pictures("train", ${transform})
test_set = pictures("test", preprocess)
# A class may have nothing to test with: numbers are those of the training part.
test_set.target_transform = lambda label: train_set.classes.index(test_set.classes[label])
`;
}

function augmentation({ flip, crop, brightness, contrast, saturation }: Augmentation, side: number): string[] {
  const isColoured = brightness > 0 || contrast > 0 || saturation > 0;
  return [
    ...(flip ? ['transforms.RandomHorizontalFlip()'] : []),
    ...(crop > 0 ? [`transforms.RandomCrop(${side}, padding=${crop})`] : []),
    ...(isColoured ? [`transforms.ColorJitter(${brightness}, ${contrast}, ${saturation})`] : []),
  ];
}

/** A module of a recipe is a stage, a block, a layer, or what a name leads. */
const modules = `

def block_of(name):
    return ".".join(name.split(".")[:2]) if name.startswith("layer") else "head" if name == "fc" else "stem"


def is_within(name, module):
    return module in (name, block_of(name), block_of(name).split(".")[0]) or name.startswith(module + ".")


def innermost(settings, name, otherwise):
    fitting = [module for module in settings if is_within(name, module)]
    return settings[max(fitting, key=len)] if fitting else otherwise


LAYERS = [name for name, module in model.named_modules() if list(module.parameters(recurse=False))]
BLOCKS = list(dict.fromkeys(map(block_of, LAYERS)))


def thawed(freeze, unfreeze):
    """The layers behind the module \`freeze\`, and those of \`unfreeze\`."""
    if freeze == "none":
        return set(LAYERS)
    last = LAYERS.index("fc") - 1 if freeze == "head" else max(i for i, n in enumerate(LAYERS) if is_within(n, freeze))
    return {n for i, n in enumerate(LAYERS) if i > last or any(is_within(n, module) for module in unfreeze)}
`;

function parameterGroups({ decayNormAndBias }: Recipe): string {
  const exempt = decayNormAndBias
    ? ''
    : `
            if isinstance(module, nn.BatchNorm2d) or parameter is getattr(module, "bias", None):
                groups[-1]["weight_decay"] = 0`;
  return `
def parameter_groups(learns, lr, rate_of, layer_decay):
    groups = []
    for name in LAYERS:
        module = model.get_submodule(name).requires_grad_(name in learns)
        rate = lr * layer_decay ** (len(BLOCKS) - 1 - BLOCKS.index(block_of(name))) * innermost(rate_of, name, 1)
        for parameter in module.parameters() if name in learns else []:
            groups.append({"params": [parameter], "lr": rate})${exempt}
    return groups
`;
}

const accuracy = `
def accuracy():
    model.eval()
    with torch.no_grad():
        right = sum((model(images).argmax(1) == labels).sum().item() for images, labels in batches(test_set, 64))
    return right / len(test_set)
`;

function training({ labelSmoothing, steps, clipNorm }: Recipe, isScheduled: boolean): string {
  const smoothing = labelSmoothing > 0 ? `, label_smoothing=${labelSmoothing}` : '';
  const clip =
    clipNorm === null
      ? ''
      : `            nn.utils.clip_grad_norm_([p for group in groups for p in group["params"]], ${clipNorm})\n`;
  const end = steps === null ? '' : '            if next(STEPS, None) is None:\n                return\n';
  return `${steps === null ? '' : `\nSTEPS = iter(range(${steps}))\n\n`}
def run(freeze, epochs, batch_size, lr, optimizer, schedule=None, unfreeze=(), batch_norm={}, rate_of={}, layer_decay=1):
    learns = thawed(freeze, unfreeze)
    groups = parameter_groups(learns, lr, rate_of, layer_decay)
    optimizer = optimizer(groups, lr)
${isScheduled ? '    scheduler = schedule and schedule(optimizer, epochs * math.ceil(len(train_set) / batch_size))\n' : ''}    for epoch in range(epochs):
        model.train()
        for name in LAYERS:
            module = model.get_submodule(name)
            kind, usual = ("trainable", "train") if name in learns else ("frozen", "eval")
            if isinstance(module, nn.BatchNorm2d):
                module.train(innermost(batch_norm, name, batch_norm.get(kind, usual)) == "train")
        for images, labels in batches(train_set, batch_size, SHUFFLE):
${end}            loss = F.cross_entropy(model(images), labels${smoothing})
            optimizer.zero_grad()
            loss.backward()
${clip}            optimizer.step()
${isScheduled ? '            if scheduler:\n                scheduler.step()\n' : ''}        print(f"epoch {epoch + 1} of {epochs}: loss {loss.item():.4f}, test accuracy {accuracy():.3f}")

`;
}

/** What the phases of a recipe may differ in here. */
const ofPhases: readonly string[] = [
  ...['freeze', 'unfreeze', 'batchNorm', 'rateOf', 'layerDecay', 'epochs', 'batchSize'],
  ...['optimizer', 'learningRate', 'schedule', 'momentum', 'nesterov', 'betas', 'epsilon', 'weightDecay'],
];

function notTold({ phases }: Recipe): string {
  const fields = new Set(phases.flatMap((phase) => Object.keys(phase)).filter((field) => !ofPhases.includes(field)));
  return fields.size === 0 ? '' : `# In Thaw the phases differ in these too: ${[...fields].join(', ')}.`;
}

/** One phase; its mask in modules that have weights. */
function run(model: ModelSummary, recipe: Recipe): string {
  const { epochs, batchSize, learningRate, batchNorm, rateOf, layerDecay } = recipe;
  const thawedLayers = thawedBy(model, recipe);
  const { freeze, unfreeze } = thawedLayers ? maskOf(model, thawedLayers) : recipe;
  const python = (value: unknown) => JSON.stringify(value);
  const schedule = scheduleOf(recipe);
  const parts = [
    `    ${python(freeze)}, epochs=${epochs}, batch_size=${batchSize}, lr=${learningRate},`,
    `    optimizer=${optimizerOf(recipe)},`,
    ...(schedule === undefined ? [] : [`    schedule=${schedule},`]),
    ...(unfreeze.length > 0 ? [`    unfreeze=${python(unfreeze)},`] : []),
    ...(Object.keys(batchNorm).length > 0 ? [`    batch_norm=${python(policiesOf(batchNorm))},`] : []),
    ...(Object.keys(rateOf).length > 0 ? [`    rate_of=${python(rateOf)},`] : []),
    ...(layerDecay !== 1 ? [`    layer_decay=${layerDecay},`] : []),
  ];
  return `run(\n${parts.join('\n')}\n)`;
}
