/**
 * A network of the ResNet family written out in Python for PyTorch, with the names of modules that its state dict has:
 * only the kinds of blocks, shortcuts and stems that it consists of.
 */

import type { Architecture, Shortcut } from '../models/architecture.js';

/** Defines `class ResNet`; `torch`, `nn` and `F` (torch.nn.functional) must be imported. */
export function networkDefinition(architecture: Architecture): string {
  return [convolution, shortcuts[architecture.shortcut], block(architecture), network(architecture)].join('\n\n\n');
}

const convolution = `def conv(inputs, outputs, size, stride=1, groups=1):
    return nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False)`;

const shortcuts: Readonly<Record<Shortcut, string>> = {
  projection: `def shortcut(inputs, outputs, stride):
    return nn.Sequential(conv(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))`,

  'pooled-projection': `def shortcut(inputs, outputs, stride):
    pool = nn.Identity() if stride == 1 else nn.AvgPool2d(stride, ceil_mode=True, count_include_pad=False)
    return nn.Sequential(pool, conv(inputs, outputs, 1), nn.BatchNorm2d(outputs))`,

  'subsample-and-pad': `class shortcut(nn.Module):
    """Every second pixel, and channels of zeros on both sides."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.stride, self.before = stride, (outputs - inputs) // 2
        self.behind = outputs - inputs - self.before

    def forward(self, x):
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.before, self.behind))`,
};

function block({ block: kind, groups }: Architecture): string {
  const convolutions =
    kind === 'basic'
      ? ['inputs, width, 3, stride', 'width, outputs, 3']
      : ['inputs, width, 1', `width, width, 3, stride${groups > 1 ? `, ${groups}` : ''}`, 'width, outputs, 1'];
  const widths = kind === 'basic' ? ['width', 'outputs'] : ['width', 'width', 'outputs'];
  const modules = convolutions.flatMap((shape, index) => [
    `        self.conv${index + 1} = conv(${shape})`,
    `        self.bn${index + 1} = nn.BatchNorm2d(${widths[index] ?? ''})`,
  ]);
  const steps = convolutions.map((_, index) => {
    const step = `self.bn${index + 1}(self.conv${index + 1}(${index === 0 ? 'x' : 'y'}))`;
    return `        y = ${index < convolutions.length - 1 ? `F.relu(${step})` : step}`;
  });
  return `class Block(nn.Module):
    def __init__(self, inputs, width, outputs, stride):
        super().__init__()
${modules.join('\n')}
        is_same = stride == 1 and inputs == outputs
        self.downsample = nn.Identity() if is_same else shortcut(inputs, outputs, stride)

    def forward(self, x):
${steps.join('\n')}
        return F.relu(y + self.downsample(x))`;
}

function network({ stem, stemWidths, blocks, widths, outWidths, classCount }: Architecture): string {
  const stages = blocks.map((count, stage) => `(${count}, ${widths[stage] ?? 0}, ${outWidths[stage] ?? 0})`);
  const stemOut = stemWidths.at(-1) ?? 0;
  const pool = stem === 'imagenet' ? '        x = F.max_pool2d(x, 3, 2, 1)\n' : '';
  return `class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = ${stemModule(stem, stemWidths)}
        self.bn1 = nn.BatchNorm2d(${stemOut})
        inputs = ${stemOut}
        for stage, (count, width, outputs) in enumerate([${stages.join(', ')}], 1):
            blocks = nn.Sequential()
            for index in range(count):
                stride = 2 if index == 0 and stage > 1 else 1
                blocks.add_module(str(index), Block(inputs, width, outputs, stride))
                inputs = outputs
            self.add_module(f"layer{stage}", blocks)
        self.fc = nn.Linear(inputs, ${classCount})

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
${pool}        for stage in range(1, ${blocks.length + 1}):
            x = self.get_submodule(f"layer{stage}")(x)
        return self.fc(x.mean((2, 3)))`;
}

/** One convolution, or several with batch norm and ReLU between them: the last batch norm is the network's own. */
function stemModule(stem: Architecture['stem'], widths: readonly number[]): string {
  const [size, stride] = [stem === 'imagenet' && widths.length === 1 ? 7 : 3, stem === 'imagenet' ? 2 : 1];
  const convolutions = widths.map(
    (width, index) => `conv(${widths[index - 1] ?? 3}, ${width}, ${size}${index === 0 && stride > 1 ? ', 2' : ''})`,
  );
  const between = widths.map((width) => `nn.BatchNorm2d(${width}), nn.ReLU()`);
  const parts = convolutions.map((each, index) =>
    index < widths.length - 1 ? `${each}, ${between[index] ?? ''}` : each,
  );
  return widths.length === 1 ? parts.join('') : `nn.Sequential(${parts.join(', ')})`;
}
