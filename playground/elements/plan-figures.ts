/** What the next training would take, as figures to stand beside its mask. Pure. */

import type { ForecastState } from '../state/app-state.js';
import { printAmount, printBytes, printCount, printSeconds } from './format.js';

type Phases = NonNullable<ForecastState['phases']>;
type Phase = Phases[number];

export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

const names = ['Weights that learn', 'Memory', 'Multiply-adds a step', 'Time a step', 'The cache saves'] as const;

/** A figure each; without a forecast all are dashes. Of several phases, the first and the last are told. */
export function figuresOf(phases: ForecastState['phases']): Figure[] {
  const [first] = phases ?? [];
  if (!phases || !first) return names.map((name) => ({ name, value: '–', note: '' }));
  const largest = phases.reduce((most, phase) => (phase.memory.total > most.memory.total ? phase : most));
  const figures: [value: string, note: string][] = [
    [overPhases(phases, (phase) => printCount(phase.trainableParameters)), phasesNote(phases)],
    [printBytes(largest.memory.total), memoryNote(largest)],
    [overPhases(phases, (phase) => printAmount(phase.multiplyAddsPerStep)), dispatchesNote(phases)],
    [overPhases(phases, (phase) => `≈ ${printSeconds(phase.secondsPerStep)}`), epochNote(phases)],
    [overPhases(phases, savedShare), cacheNote(first)],
  ];
  return figures.map(([value, note], index) => ({ name: names[index] ?? '', value, note }));
}

function overPhases(phases: Phases, say: (phase: Phase) => string): string {
  const said = phases.map(say);
  const [first = '', last = ''] = [said[0], said.at(-1)];
  return first === last ? first : `${first} → ${last}`;
}

function phasesNote(phases: Phases): string {
  return phases.length > 1 ? `in ${phases.length} phases` : '';
}

/** The parts that are worth a word, largest first. */
function memoryNote({ memory: { total, ...parts }, cacheFileBytes }: Phase): string {
  const listed = Object.entries(parts)
    .filter(([, bytes]) => bytes > total / 20)
    .sort(([, a], [, b]) => b - a)
    .map(([name, bytes]) => `${name} ${printBytes(bytes)}`);
  const inFile = cacheFileBytes > 0 ? [`${printBytes(cacheFileBytes)} in a file`] : [];
  return [...listed.slice(0, 2), ...inFile].join(', ');
}

function dispatchesNote(phases: Phases): string {
  return `${overPhases(phases, ({ dispatchesPerStep }) => String(dispatchesPerStep))} dispatches`;
}

function epochNote(phases: Phases): string {
  const epoch = ({ stepsPerEpoch, secondsPerStep }: Phase) => `≈ ${printSeconds(stepsPerEpoch * secondsPerStep)}`;
  return `an epoch ${overPhases(phases, epoch)}`;
}

/** Of what a step would compute if nothing were cached. */
function savedShare({ multiplyAddsPerStep, multiplyAddsSaved }: Phase): string {
  const share = multiplyAddsSaved / Math.max(1, multiplyAddsPerStep + multiplyAddsSaved);
  return share > 0.99 && share < 1 ? `${(Math.floor(share * 1e4) / 100).toFixed(2)} %` : `${Math.round(share * 100)} %`;
}

function cacheNote({ boundary, multiplyAddsSaved, memory }: Phase): string {
  if (boundary === 'input') return 'nothing is the same in every step';
  if (multiplyAddsSaved === 0) return 'not cached: every epoch sees new pictures';
  return `up to ${boundary}, in ${printBytes(memory.cache)}`;
}
