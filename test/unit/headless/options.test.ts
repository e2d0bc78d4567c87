/** Options of the command line: what is taken, what is refused, and in which words. */

import { describe, expect, test } from 'vitest';
import { describeOptions, parseOptions, UsageError } from '../../../playground/headless/options.js';

const options = {
  model: { kind: 'text', value: 'M', isRequired: true, help: 'a model' },
  scale: { kind: 'text', value: 'S', choices: ['channel', 'layer'], fallback: 'channel', help: 'a scale' },
  epochs: { kind: 'number', isInteger: true, least: 1, fallback: 20, help: 'rounds' },
  lr: { kind: 'number', least: 0, help: 'learning rate' },
  mean: { kind: 'rgb', help: 'a mean' },
  json: { kind: 'flag', help: 'one object' },
} as const;

const parse = (...args: string[]) => parseOptions(options, args);

describe('options that are given', () => {
  test('are read as text, numbers and flags', () => {
    const values = parse('--model', 'a.safetensors', '--epochs', '3', '--lr', '1e-2', '--mean', '0.5,-1,0', '--json');
    expect(values).toMatchObject({ model: 'a.safetensors', scale: 'channel', epochs: 3, lr: 0.01, json: true });
    expect(values.mean).toEqual([0.5, -1, 0]);
  });

  test('may have their value behind an equals sign, also one that begins with dashes', () => {
    expect(parse('--model=--odd').model).toBe('--odd');
  });
});

describe('options that are not given', () => {
  test('have their fallback, or no value', () => {
    expect(parse('--model', 'a')).toEqual({ model: 'a', scale: 'channel', epochs: 20, json: false });
  });

  test('are missed where they are required', () => {
    expect(() => parse()).toThrow('--model M is missing.');
  });
});

describe('wrong usage', () => {
  test.each([
    [['--modl', 'a'], 'Unknown option --modl. Did you mean --model or'],
    [['--model'], '--model needs a value.'],
    [['--model', '--json'], '--model needs a value.'],
    [['--model', 'a', '--model', 'b'], '--model is given twice.'],
    [['--model', 'a', 'b'], '"b" belongs to no option.'],
    [['--model', 'a', '--json=yes'], '--json takes no value.'],
    [['--model', 'a', '--epochs', '1.5'], '--epochs is "1.5", and has to be an integer from 1 up.'],
    [['--model', 'a', '--epochs', '0'], '--epochs is "0", and has to be an integer from 1 up.'],
    [['--model', 'a', '--lr', '-0.1'], '--lr is "-0.1", and has to be a number from 0 up.'],
    [['--model', 'a', '--lr', 'fast'], '--lr is "fast", and has to be a number from 0 up.'],
    [['--model', 'a', '--lr', ''], '--lr is "", and has to be a number from 0 up.'],
    [['--model', 'a', '--mean', '0.5'], '--mean is "0.5", and has to be a number for red, green and blue: '],
    [['--model', 'a', '--mean', '0.5,,1'], '--mean is "0.5,,1", and has to be'],
    [['--model', 'a', '--scale', 'map'], '--scale is "map", and has to be channel or layer.'],
  ])('%j', (args, message) => {
    expect(() => parse(...args)).toThrow(UsageError);
    expect(() => parse(...args)).toThrow(message);
  });
});

test('help shows every option with its value and its fallback', () => {
  expect(describeOptions(options).split('\n')).toEqual([
    '  --model M     a model',
    '  --scale S     a scale (channel)',
    '  --epochs N    rounds (20)',
    '  --lr X        learning rate',
    '  --mean R,G,B  a mean',
    '  --json        one object',
  ]);
});
