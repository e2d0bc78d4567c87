/** The load report: what became of the tensors of a file, one line a block of the network. Pure. */

import type { Network } from '../models/layer.js';
import type { Match } from './match.js';
import { torchvisionName } from './names.js';
import type { WeightFile } from './weight-file.js';

export interface ReportLine {
  /** A block of the network (`stem`, `layer1.0`, `head`); of tensors that are of none, how their names begin. */
  readonly group: string;
  /** Tensors that were taken. */
  readonly loaded: number;
  /** How the file calls one of them, where that is not torchvision's name. */
  readonly renamedFrom?: string;
  /** Tensors that have no part in the network, or were left out on request. */
  readonly skipped: readonly string[];
  readonly missing: readonly string[];
  /** With both shapes: `fc.bias [3] instead of [10]`. */
  readonly misshapen: readonly string[];
  readonly unexpected: readonly string[];
  /** Tensors that are new: a head drawn in the place of one that was left out. */
  readonly drawn: number;
}

export interface LoadReport {
  /** `safetensors` */
  readonly format: string;
  /** `ResNet-18 (ImageNet)` */
  readonly architecture: string;
  readonly lines: readonly ReportLine[];
  /** What the reader chose or left aside, as sentences for a person. */
  readonly notes: readonly string[];
}

/** What of a network's head is not the file's, by torchvision's names. */
export interface NewHead {
  readonly leftOut: readonly string[];
  readonly drawn: readonly string[];
}

/** @param match of the network with what was taken of the file. */
export function reportLoad(network: Network, match: Match, file: WeightFile, { leftOut, drawn }: NewHead): LoadReport {
  const originals = new Map([...file.tensors.keys()].map((name) => [torchvisionName(name), name]));
  const loaded = [...match.matched.keys()].filter((name) => !drawn.includes(name));
  const skipped = [...match.skipped, ...leftOut, ...file.skipped.map(torchvisionName)];
  const groupOf = groupsOf(network);
  const all = [...network.parameters.map(({ name }) => name), ...match.unexpected, ...skipped];
  const lines = [...new Set(all.map(groupOf))].map((group): ReportLine => {
    const here = (names: Iterable<string>) => [...names].filter((name) => groupOf(name) === group);
    const renamed = here(loaded).find((name) => originals.get(name) !== name) ?? '';
    const renamedFrom = originals.get(renamed);
    return {
      group,
      loaded: here(loaded).length,
      ...(renamedFrom !== undefined && { renamedFrom }),
      skipped: here(skipped),
      missing: here(match.missing),
      misshapen: here(match.misshapen.keys()).map((name) => match.misshapen.get(name) ?? name),
      unexpected: here(match.unexpected),
      drawn: here(drawn).length,
    };
  });
  return { format: file.format, architecture: network.architecture.title, lines, notes: file.notes };
}

/** `layer1.0: 10 loaded, renamed from module.layer1.0.conv1.weight …; 2 skipped (…)` */
export function describeLine(line: ReportLine): string {
  return `${line.group}: ${describeTensors(line)}`;
}

/** The same without the block that it is about. */
export function describeTensors({ loaded, renamedFrom, drawn, ...faults }: ReportLine): string {
  const from = renamedFrom === undefined ? '' : `, renamed from ${renamedFrom} …`;
  const parts = [
    loaded > 0 ? `${loaded} loaded${from}` : '',
    drawn > 0 ? `${drawn} new` : '',
    ...(['skipped', 'missing', 'misshapen', 'unexpected'] as const).map((fault) =>
      faults[fault].length > 0 ? `${faults[fault].length} ${fault} (${faults[fault].join(', ')})` : '',
    ),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function groupsOf({ blocks }: Network): (name: string) => string {
  const groups = new Map(blocks.flatMap(({ name, layers }) => layers.map((layer) => [layer.name, name] as const)));
  return (name) => {
    const module = name.slice(0, name.lastIndexOf('.'));
    return groups.get(module) ?? /^layer\d+\.\d+/.exec(name)?.[0] ?? name.split('.')[0] ?? name;
  };
}
