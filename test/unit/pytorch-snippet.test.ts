/**
 * PyTorch programs that go with saved models. The texts that are held against here are run in PyTorch by
 * test/fixtures/check_snippets.py: their networks load seeded weights strictly and give the reference's logits.
 */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { defaultPreprocessing, type ModelDescription } from '../../engine/models/model.js';
import { pytorchSnippet } from '../../engine/weights/pytorch-snippet.js';

function describeMember(name: string, options: Parameters<typeof architecture>[1] = {}): ModelDescription {
  const member = architecture(name, { classCount: 3, ...options });
  return {
    name,
    architecture: member,
    classes: ['cat', 'dog', 'Ünï "x"'],
    preprocessing: defaultPreprocessing(member),
  };
}

describe('a PyTorch program', () => {
  it.each([
    ['resnet18', describeMember('resnet18')],
    ['resnet20', describeMember('resnet20')],
    ['resnet20-padded', describeMember('resnet20', { shortcut: 'subsample-and-pad' })],
    ['resnet50c', describeMember('resnet50c')],
    ['resnext50d_32x4d', describeMember('resnext50d_32x4d')],
  ])('is as PyTorch was shown it: %s', async (name, description) => {
    const text = pytorchSnippet(description, `${name}.safetensors`);
    await expect(text).toMatchFileSnapshot(`../fixtures/snippets/${name}.py`);
  });

  it('takes torchvision’s own definition where there is one', () => {
    const text = pytorchSnippet(describeMember('wide_resnet50_2'), 'mine.safetensors');
    expect(text).toContain('model = torchvision.models.wide_resnet50_2(num_classes=3)');
    const padded = pytorchSnippet(describeMember('resnet18', { shortcut: 'subsample-and-pad' }), 'mine.safetensors');
    expect(padded).toContain('class ResNet(nn.Module)');
  });

  it('feeds pictures as the model is fed', () => {
    const description = describeMember('resnet50');
    const preprocessing = { ...description.preprocessing, resize: 235, interpolation: 'bicubic' as const };
    const text = pytorchSnippet({ ...description, preprocessing }, 'mine.safetensors');
    expect(text).toContain('transforms.Resize(235, transforms.InterpolationMode.BICUBIC)');
    expect(text).toContain('transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])');
  });

  it('keeps names in their comment and their quotes, whatever they are', () => {
    const name = 'pets\nimport os; os.system("x")\r\u2028"""';
    const text = pytorchSnippet(
      { ...describeMember('resnet18'), name, classes: ['"], x', '\\', '\n'] },
      'a"b\n.safetensors',
    );
    expect(text.split('\n')[0]).toBe('# pets import os; os.system("x") """: ResNet-18 (ImageNet)');
    expect(text).toContain('FILE = "a\\"b\\n.safetensors"\nCLASSES = ["\\"], x", "\\\\", "\\n"]\n');
  });
});
